"""Models with a known answer: the file that is simulated, and the exact figures, by formulas of their own."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.integrate import quad, solve_ivp
from scipy.special import ndtr
from scipy.stats import gamma

Model = tuple[str, dict[str, Any], dict[str, float], float]
"""Name, the service, {where.figure: exact}, customers."""
MANY = 1e6
SLOW = 4e6


def desk(servers: int, service: Any = 1.0, **more: Any) -> dict[str, Any]:
    """One station."""
    return {"station": [{"name": "desk", "servers": servers, "service": service, **more}]}


def erlang_b(c: int, a: float) -> float:
    """The share turned away."""
    b = 1.0
    for n in range(1, c + 1):
        b = a * b / (n + a * b)
    return b


def erlang_c(c: int, a: float) -> float:
    """The share that waits."""
    b = erlang_b(c, a)
    return b / (1 - a / c * (1 - b))


def erlang_a(c: int, rate: float, theta: float, mu: float = 1.0) -> dict[str, float]:
    """By the balance equations."""
    logs = np.cumsum([0.0, *(math.log(rate / (min(n, c) * mu + max(n - c, 0) * theta)) for n in range(1, c + 2000))])
    weights = np.exp(logs - logs.max())
    n, share = np.arange(len(weights)), weights / weights.sum()
    queue = float((np.maximum(n - c, 0) * share).sum())
    used = float((np.minimum(n, c) * share).sum()) / c
    found = {"p_wait": float(share[c:].sum()), "p_abandon": theta * queue / rate, "mean_wait": queue / rate}
    return found | {"mean_queue": queue, "utilisation": used}


def patient(c: int, rate: float, alive: Any) -> dict[str, float]:
    """M/M/n+G by the integrals of Zeltyn and Mandelbaum (2005); `alive` is the chance to be patient still."""
    lived = np.linspace(0, 60, 120001)
    survived = alive(lived)
    dx = lived[1]
    spent = np.concatenate([[0.0], np.cumsum((survived[1:] + survived[:-1]) / 2 * dx)])
    weight = np.exp(rate * spent - c * lived)
    j = float(np.trapezoid(weight, lived))
    j1 = float(np.trapezoid(spent * weight, lived))
    below = quad(lambda t: math.exp(-t) * (1 + t / rate) ** (c - 1), 0, np.inf)[0] / rate
    p_wait = rate * j / (rate * below + rate * j)
    p_left = (1 + (rate - c) * j) / (rate * below + rate * j)
    return {"p_wait": p_wait, "p_abandon": p_left, "mean_wait": rate * j1 / (rate * below + rate * j)}


def waving(c: int, level: float, amplitude: float, period: float, theta: float) -> dict[str, float]:
    """Mt/M/n+M in its periodic regime, by the chain's differential equations."""
    n = np.arange(c + 120)
    out = np.minimum(n, c) + theta * np.maximum(n - c, 0)

    def flow(t: float, y: Any) -> Any:
        rate = level * (1 + amplitude * math.sin(2 * math.pi * t / period))
        p, up = y[:-3], rate * y[:-3]
        change = np.zeros(len(n))
        change[1:] += up[:-1]
        change[:-1] -= up[:-1]
        change[:-1] += (out * p)[1:]
        change -= out * p
        queue = float((np.maximum(n - c, 0) * p).sum())
        return np.concatenate([change, [rate, rate * float(p[c:].sum()), queue]])

    start = np.zeros(len(n) + 3)
    start[int(level)] = 1.0
    settled = solve_ivp(flow, (0, period), start, method="LSODA", rtol=1e-8, atol=1e-12).y[:, -1]
    settled[-3:] = 0.0
    rate, waits, queue = solve_ivp(flow, (0, period), settled, method="LSODA", rtol=1e-8, atol=1e-12).y[-3:, -1]
    return {"p_wait": float(waits / rate), "p_abandon": float(theta * queue / rate), "mean_wait": float(queue / rate)}


def redialled(rate: float, c: int, theta: float, redial: float, again: float, mu: float) -> dict[str, float]:
    """The fixed point of long delays: rate = first + rate (redial P + again (1 - P))."""
    total = rate
    for _ in range(500):
        left = erlang_a(c, total, theta, mu)["p_abandon"]
        total = rate + total * (redial * left + again * (1 - left))
    return erlang_a(c, total, theta, mu)


def varied(cv: float) -> dict[str, float]:
    """M/M/50+M, the rate of each long day 49 times a gamma factor."""
    if cv == 0:
        one = erlang_a(50, 49, 0.5)
        return {"p_abandon": one["p_abandon"], "mean_wait": one["mean_wait"]}
    factor = gamma.ppf((np.arange(400) + 0.5) / 400, 1 / cv**2, scale=cv**2)
    queues = np.mean([erlang_a(50, 49 * f, 0.5)["mean_queue"] for f in factor])
    return {"p_abandon": 0.5 * queues / 49, "mean_wait": queues / 49}


ROUTES = [[0, 0.7, 0.3, 0, 0], [0, 0, 0.4, 0.6, 0], [0, 0, 0, 0.5, 0.5], [0, 0, 0, 0, 1.0], [0.15, 0, 0, 0, 0]]


def jackson(rate: float) -> tuple[dict[str, Any], dict[str, float]]:
    """Five stations of 30 with 15 % that come back, each at the same load."""
    visits = np.linalg.solve(np.eye(5) - np.array(ROUTES).T, [1.0, 0, 0, 0, 0])
    work = 0.75 * 30 / 5 / visits
    names = [f"s{n}" for n in range(5)]
    service = {
        "arrivals": rate, "routing": ROUTES,
        "station": [{"name": s, "servers": 30, "service": float(w)} for s, w in zip(names, work, strict=True)],
    }  # fmt: skip
    loads = rate * visits * work
    waits = [float(erlang_c(30, a) * w / (30 - a)) for a, w in zip(loads, work, strict=True)]
    exact = {f"{s}.mean_wait": w for s, w in zip(names, waits, strict=True)}
    return service, exact | {"all.wait_per_customer": float(np.dot(visits, waits))}


def _named(exact: dict[str, float]) -> dict[str, float]:
    return {f"desk.{figure}": value for figure, value in exact.items()}


def models() -> Iterator[Model]:
    """All of them."""
    yield from _losing_and_waiting()
    yield from _impatient()
    yield from _one_server_and_priority()
    for rate in (5.0, 6.0):
        service, exact = jackson(rate)
        yield f"Jackson, five stations, rate {rate:g}", service, exact, SLOW
    wave = {"mean": 45, "amplitude": 0.3, "period": 240}
    exact = waving(50, 45, 0.3, 240, 0.5)
    yield "Mt/M/50+M, 45 (1 + 0.3 sin)", {"arrivals": wave} | desk(50, patience=2.0), _named(exact), MANY
    for redial, again, aht in ((0, 0.15, 1.0), (0.5, 0.15, 1.0), (0.5, 0.25, 1.0), (0.5, 0.3, 0.9)):
        more = {"retry": {"probability": redial, "delay": 100.0}, "feedback": {"probability": again, "delay": 100.0}}
        exact = redialled(42, 50, 0.5, redial, again, 1 / aht)
        name = f"Redial {redial:g}, reconnect {again:g}, work {aht:g}"
        yield name, {"arrivals": 42.0} | desk(50, aht, patience=2.0) | more, _named(exact), MANY
    for cv in (0.1, 0.2):
        service = {"day": 250, "arrivals": {"rate": 49, "day_cv": cv}} | desk(50, patience=2.0)
        yield f"Days of cv {cv:g}", service, _named(varied(cv)), 4 * SLOW


def _losing_and_waiting() -> Iterator[Model]:
    for c, a in ((1, 0.5), (10, 10.0), (50, 49.0)):
        yield (
            f"Erlang B ({c}; {a:g})",
            {"arrivals": a} | desk(c, waiting_room=0),
            {"desk.p_abandon": erlang_b(c, a)},
            MANY,
        )
    law = {"law": "lognormal", "mean": 1, "cv": 2}
    service = {"arrivals": 49.0} | desk(50, law, waiting_room=0)
    yield "Erlang B (50; 49), lognormal work cv 2", service, {"desk.p_abandon": erlang_b(50, 49)}, MANY
    for c, a in ((1, 0.5), (5, 4.0), (14, 10.0), (50, 45.0), (50, 49.0), (100, 95.0)):
        chance = erlang_c(c, a)
        exact = {"desk.p_wait": chance, "desk.mean_wait": chance / (c - a), "desk.utilisation": a / c}
        yield f"Erlang C ({c}; {a:g})", {"arrivals": a} | desk(c), exact, MANY


def _impatient() -> Iterator[Model]:
    for c, rate, theta in (
        (10, 10, 0.5),
        (20, 20, 1.0),
        (50, 49, 0.5),
        (50, 55, 0.5),
        (100, 100, 1.0),
        (100, 120, 1.0),
    ):
        service = {"arrivals": float(rate)} | desk(c, patience=1 / theta)
        yield f"Erlang A ({c}, {rate}, {theta:g})", service, _named(erlang_a(c, rate, theta)), MANY
    s = math.sqrt(math.log(2))
    alive = {
        "fixed 2": lambda t: (t < 2).astype(float),
        "erlang 2 mean 2": lambda t: np.exp(-t) * (1 + t),
        "lognormal mean 2 cv 1": lambda t: 1 - ndtr((np.log(np.maximum(t, 1e-300)) - math.log(2) + s * s / 2) / s),
        "hyper": lambda t: 0.5 * np.exp(-2 * t) + 0.5 * np.exp(-t / 3.5),
    }
    laws: dict[str, Any] = {"hyper": {"law": "hyperexponential", "weights": [0.5, 0.5], "means": [0.5, 3.5]}}
    for name, survives in alive.items():
        service = {"arrivals": 49.0} | desk(50, patience=laws.get(name, name))
        yield f"M/M/50+G, patience {name}", service, _named(patient(50, 49.0, survives)), MANY


def _one_server_and_priority() -> Iterator[Model]:
    chance = erlang_c(10, 9)
    first = chance / 10 / (1 - 0.4)
    classes = {"first": {"arrivals": 4.0, "priority": 1}, "second": {"arrivals": 5.0, "priority": 2}}
    exact = {"first.mean_wait": first, "second.mean_wait": first / (1 - 0.9)}
    yield "Priorities, M/M/10, 4 + 5 (Cobham)", {"classes": classes} | desk(10), exact, MANY
    for law, scv in (("fixed 1", 0), (1.0, 1), ({"law": "lognormal", "mean": 1, "cv": 2}, 4)):
        service = {"arrivals": 0.8} | desk(1, law)
        yield f"M/G/1, load 0.8, cv² {scv} (Pollaczek)", service, {"desk.mean_wait": 0.8 * (1 + scv) / 2 / 0.2}, MANY
