"""Held against queueing theory: formulas worked out here, and figures that need a solver of equations."""

import math

import pytest

from headwater.foresight.simulator.answer import simulate
from headwater.foresight.simulator.given import understood

MANY = 1.5e5


def desk(servers, service=1.0, **more):
    return {"station": [{"name": "desk", "servers": servers, "service": service, **more}]}


def erlang_b(c, a):
    b = 1.0
    for n in range(1, c + 1):
        b = a * b / (n + a * b)
    return b


def erlang_c(c, a):
    b = erlang_b(c, a)
    return b / (1 - a / c * (1 - b))


def erlang_a(c, rate, theta):
    """(P wait, P abandon, mean wait) by the balance equations of the birth-and-death chain."""
    weights = [1.0]
    for n in range(1, c + 600):
        weights.append(weights[-1] * rate / (min(n, c) + max(n - c, 0) * theta))
    total = sum(weights)
    waiting = sum(max(n - c, 0) * x for n, x in enumerate(weights)) / total
    return sum(weights[c:]) / total, theta * waiting / rate, waiting / rate


def holds(model, expected, customers=MANY, seed=5):
    answer = simulate(understood(model), customers, seed, level=0.999)
    for where, exact in expected.items():
        part, _, figure = where.rpartition(".")
        found = (answer.stations | answer.classes | {"all": answer.overall})[part or "desk"][figure]
        assert found.low <= exact <= found.high, (where, exact, found)
        assert found.high - found.low < exact + 0.01, (where, found)  # an interval that says something


@pytest.mark.parametrize(("c", "a"), [(1, 0.5), (10, 10), (50, 49)])
def test_no_waiting_room_loses_what_erlang_b_says(c, a):
    holds({"arrivals": float(a)} | desk(c, waiting_room=0), {"p_abandon": erlang_b(c, a)})
    holds({"arrivals": float(a)} | desk(c, "lognormal mean 1 cv 2", patience="fixed 0"), {"p_abandon": erlang_b(c, a)})


def test_who_is_turned_away_does_not_wait():
    holds({"arrivals": 8.0} | desk(10, waiting_room=0), {"mean_wait": 0.0, "mean_queue": 0.0, "wait_p99": 0.0})


@pytest.mark.parametrize("unit", [3600.0, 1.0, 1e-5])
def test_any_unit_of_time_will_do(unit):
    """Waits in seconds and in years are the same waits: of M/M/1 at 0.5, P(W > t) is 0.5 exp(-0.5 t)."""
    p99 = 2 * math.log(50)
    answer = simulate(understood({"arrivals": 0.5 / unit} | desk(1, unit)), MANY, 5)
    assert answer.stations["desk"]["wait_p99"].value / unit == pytest.approx(p99, rel=0.03)
    assert answer.stations["desk"]["mean_wait"].value / unit == pytest.approx(1.0, rel=0.05)


@pytest.mark.parametrize(("c", "a"), [(1, 0.5), (5, 4), (14, 10)])
def test_endless_patience_waits_as_erlang_c_says(c, a):
    chance = erlang_c(c, a)
    holds({"arrivals": float(a)} | desk(c), {"p_wait": chance, "mean_wait": chance / (c - a), "utilisation": a / c})


@pytest.mark.parametrize(("c", "rate", "theta"), [(10, 10, 0.5), (50, 49, 0.5), (50, 55, 0.5), (100, 120, 1.0)])
def test_patience_leaves_as_erlang_a_says(c, rate, theta):
    waits, leaves, wait = erlang_a(c, rate, theta)
    expected = {"p_wait": waits, "p_abandon": leaves, "mean_wait": wait, "mean_queue": wait * rate}
    holds({"arrivals": float(rate)} | desk(c, patience=1 / theta), expected)


@pytest.mark.parametrize(
    ("patience", "leaves", "wait"),
    [
        ("fixed 2", 0.002553, 0.565316),
        ("erlang 2 mean 2", 0.022579, 0.157620),
        ("lognormal mean 2 cv 1", 0.021894, 0.157581),
    ],
)  # Zeltyn and Mandelbaum's integrals for M/M/50+G at rate 49
def test_the_shape_of_patience_matters(patience, leaves, wait):
    holds({"arrivals": 49.0} | desk(50, patience=patience), {"p_abandon": leaves, "mean_wait": wait})


def test_a_higher_priority_waits_as_cobham_says():
    chance = erlang_c(10, 9)
    first = chance / 10 / (1 - 0.4)
    classes = {"first": {"arrivals": 4.0, "priority": 1}, "second": {"arrivals": 5.0, "priority": 2}}
    expected = {"first.mean_wait": first, "second.mean_wait": first / (1 - 0.9)}
    holds({"classes": classes} | desk(10), expected)


@pytest.mark.parametrize(
    ("service", "scv"), [("fixed 1", 0), (1.0, 1), ("lognormal mean 1 cv 1.5", 2.25), ("gamma mean 1 cv 2", 4)]
)
def test_one_server_waits_as_pollaczek_says(service, scv):
    holds({"arrivals": 0.7} | desk(1, service), {"mean_wait": 0.7 * (1 + scv) / 2 / 0.3}, customers=4 * MANY)


def test_a_network_with_feedback_waits_as_jackson_says():
    stations = [{"name": "a", "servers": 5, "service": 1.0}, {"name": "b", "servers": 4, "service": 1.2}]
    rate = 2.5 / (1 - 0.3 * 0.8)
    waits = {
        "a.mean_wait": erlang_c(5, rate) / (5 - rate),
        "b.mean_wait": 1.2 * erlang_c(4, 0.8 * rate * 1.2) / (4 - 0.8 * rate * 1.2),
    }
    holds({"arrivals": 2.5, "station": stations, "routing": {"a": {"b": 0.8}, "b": {"a": 0.3}}}, waits)


def test_redials_and_reconnects_load_up_to_the_fixed_point():
    rate = 42.0
    for _ in range(200):
        _, leaves, _ = erlang_a(50, rate, 0.5)
        rate = 42.0 + rate * (0.5 * leaves + 0.15 * (1 - leaves))
    waits, leaves, wait = erlang_a(50, rate, 0.5)
    again = {"retry": {"probability": 0.5, "delay": 100.0}, "feedback": {"probability": 0.15, "delay": 100.0}}
    expected = {"p_wait": waits, "p_abandon": leaves, "mean_wait": wait}
    holds({"arrivals": 42.0} | desk(50, patience=2.0) | again, expected, customers=3 * MANY)


def test_rates_that_swing_are_no_mean_rate():
    waves = {"mean": 45, "amplitude": 0.3, "period": 240}
    ode = {"p_wait": 0.485728, "p_abandon": 0.056968, "mean_wait": 0.113937}  # by the chain's differential equations
    holds({"arrivals": waves} | desk(50, patience=2.0), ode, customers=3 * MANY)


def test_intervals_hold_as_often_as_they_say():
    chance = erlang_c(10, 8)
    given = understood({"arrivals": 8.0} | desk(10))
    found = [simulate(given, 1e4, seed, level=0.9).stations["desk"]["p_wait"] for seed in range(40)]
    inside = sum(one.low <= chance <= one.high for one in found)
    assert 30 <= inside <= 40  # of 40 at 90 %: fewer than 30 once in 4,000 times
    assert math.isclose(sum(one.value for one in found) / 40, chance, rel_tol=0.02)
