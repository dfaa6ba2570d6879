"""What `headwater simulate` says: each figure with the interval that independent replications give it."""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from headwater.foresight.simulator.domain import Plan, Service, Settled
from headwater.foresight.simulator.given import Given
from headwater.foresight.simulator.laws import mean
from headwater.foresight.simulator.run import Tell, run
from headwater.foresight.simulator.scale import fitting, scaled, scaled_plan
from headwater.foresight.simulator.settle import grew, loads, settles, traffic
from headwater.foresight.simulator.tally import Tally, quantile
from headwater.shared.errors import InputError

REPLICATIONS = 20
LEVEL = 0.99
"""A hundred numbers are read from one answer: at this level one of them lies outside its interval."""
RELAXED = 8.0
"""Relaxation times that are thrown away before counting begins."""
TIMES_COUNTED, ALWAYS = 100, 1e8
"""Customers of warm-up and runs, over those asked for, that are refused: nobody would wait for them; so many always
may be."""
FURTHEST, MOST_CHANGES = 1e9, 1e9
"""Customers in the time that work takes, or times of work between two customers (a unit may lie further from either);
slots of a run."""
MOST_WARM = 2e5
"""Customers of a warm-up at most, where that is longer than what is counted twenty times."""
NO_TIME = 1e-9
"""A wait that is shorter, where work takes about 1, is a clock's rounding: who is turned away does not wait."""
TIMES = ("mean_wait", "mean_time", "wait_p50", "wait_p90", "wait_p99", "wait_per_customer")


@dataclass(frozen=True)
class Estimate:
    """A value and its interval."""

    value: float
    low: float
    high: float
    level: float

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"value": self.value, "interval": [self.low, self.high], "level": self.level}


@dataclass(frozen=True)
class Answer:
    """Figures of all of it, of each station and of each class; `settled` says whether queues came to rest."""

    unit: str
    customers: int
    seed: int
    plan: Plan
    settled: Settled
    overall: dict[str, Estimate]
    stations: dict[str, dict[str, Estimate]]
    classes: dict[str, dict[str, Estimate]]

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "unit": self.unit,
            "customers": self.customers,
            "seed": self.seed,
            "replications": self.plan.replications,
            "warm_up": self.plan.warm_up,
            "length": self.plan.length,
            "settled": {"yes": self.settled.yes, "why": self.settled.why, "notes": self.settled.notes},
            "overall": _plain(self.overall),
            "stations": {name: _plain(part) for name, part in self.stations.items()},
            "classes": {name: _plain(part) for name, part in self.classes.items()},
        }


def _plain(part: dict[str, Estimate]) -> dict[str, Any]:
    return {name: one.to_dict() for name, one in part.items()}


def simulate(
    given: Given, customers: float, seed: int = 1, *, level: float = LEVEL, jobs: int = 1, force: bool = False,
    tell: Tell | None = None,
) -> Answer:  # fmt: skip
    """Run a service until so many customers have come, in replications. InputError where it does not settle."""
    before = settles(given.service)
    if not before.yes and not force:
        raise InputError(
            f"{before.why} A mean would only grow with the length of the run; --force runs it all the same."
        )
    by = fitting(given.service)
    _check_unit(given.service, by)
    plan = planned(given, customers, seed)
    tally = _without_rounding(run(scaled(given.service, by), scaled_plan(plan, by), jobs, tell))
    after = grew(given.service, tally)
    if not after.yes and not force:
        raise InputError(f"{after.why} Take a longer run, or --force to see its figures.")
    settled = Settled(before.yes and after.yes, before.why or after.why, before.notes)
    return _answered(given.service, plan, tally, settled, level, by)


def _without_rounding(tally: Tally) -> Tally:
    """Queues and waits of those who were turned away at once are none."""
    came = tally.came
    queue = np.where(tally.queue * tally.length <= NO_TIME * came.sum(-1), 0.0, tally.queue)
    case_wait = np.where(tally.case_wait <= NO_TIME * tally.case_wait_bins.sum(-1), 0.0, tally.case_wait)
    wait = np.where(tally.wait <= NO_TIME * came, 0.0, tally.wait)
    at_once = np.where(np.arange(tally.wait_bins.shape[-1]) == 0, came[..., None], 0)
    bins = np.where(wait[..., None] == 0, at_once, tally.wait_bins)
    return replace(tally, wait=wait, wait_bins=bins, queue=queue, case_wait=case_wait)


def planned(given: Given, customers: float, seed: int) -> Plan:
    """Replications of the same length, whole periods where something varies, after a warm-up."""
    rate = sum(float(np.mean(k.arrivals.rates)) * k.arrivals.factor for k in given.service.kinds)
    if rate <= 0:
        raise InputError("Nothing arrives: every rate is 0, so there is nothing to simulate.")
    length = (customers + 4 * math.sqrt(customers)) / rate / REPLICATIONS  # so that no fewer come
    most = max(20 * length, MOST_WARM / rate)
    warm = min(RELAXED * relaxation(given.service), most) if given.warm_up is None else given.warm_up
    if given.period is not None:
        length = max(round(length / given.period), 1) * given.period
        warm = math.ceil(warm / given.period) * given.period
    _check_amount((length + warm) * rate * REPLICATIONS, customers)
    if given.service.slots > 1:
        _check_slots((length + warm) / given.service.slot * REPLICATIONS)
    return Plan(length, warm, REPLICATIONS, seed)


def _check_unit(service: Service, by: float) -> None:
    """InputError for times and rates that no clock can hold beside each other."""
    for kind in service.kinds:
        rate = max(kind.arrivals.rates) * kind.arrivals.factor
        near = 1 / FURTHEST <= rate / by <= FURTHEST and FURTHEST**-2 <= by <= FURTHEST**2
        if rate and not near:
            raise InputError(
                f"{rate:.3g} customers come in a unit of time, where work takes about {1 / by:.1g} of it: too far "
                "apart to be run. Check the numbers and their unit."
            )


def _check_slots(changes: float) -> None:
    """InputError where what varies by time would change more often than anybody waits for."""
    if changes > MOST_CHANGES:
        raise InputError(
            f"Rates or servers would change {changes:.3g} times; {MOST_CHANGES:.0e} are run at most. Give a longer "
            "slot or period, or fewer --customers."
        )


def _check_amount(brought: float, counted: float) -> None:
    """InputError where the warm-up, or one whole period, brings far more customers than are asked for."""
    most = max(TIMES_COUNTED * counted, ALWAYS)
    if brought > most:
        raise InputError(
            f"{brought:.3g} customers would come to count {counted:.3g}, since the warm-up or a period is so long; "
            f"{most:.3g} are run at most. Give a shorter warm_up or slot, or more --customers."
        )


def relaxation(service: Service) -> float:
    """About how long the service remembers how it began: its slowest queue, and the time a case is in it.

    A queue without patience forgets within work * (1 + cv²) / (c (1 - sqrt(load))²) (the spectral gap of M/M/1 and
    M/M/c in heavy traffic), one with patience within the patience; retries and repeats come back after their delays.
    """
    slowest = max((_queue(service, n, load) for n, load in enumerate(loads(service).values())), default=0.0)
    return slowest + max(_in_service(service, n) for n in range(len(service.kinds)))


def _queue(service: Service, n: int, load: float) -> float:
    station = service.stations[n]
    laws = [station.patience, *(law for _, law in station.patience_of)]
    works = [law for s in service.steps if s.station == n for law in (s.work, *(w for _, w in s.work_of))]
    servers = max(sum(float(np.mean(p.servers)) for p in service.pools if n in p.stations), 1.0)
    size = max(map(mean, works), default=0.0)
    free = size * _spread(works) / servers / max(1 - math.sqrt(min(load, 0.9999)), 1e-3) ** 2
    patient = max(map(mean, laws))
    if station.room is not None:
        return min(free, 3 * size * (1 + station.room / servers))
    return min(free, 3 * patient + size) if patient < math.inf else free


def _spread(works: list[Any]) -> float:
    cv = {"fixed": 0.0, "hyperexponential": 2.0, "empirical": 1.0, "exponential": 1.0}
    return max((1 + cv.get(law.shape, law.cv) ** 2 for law in works), default=2.0) / 2


def _in_service(service: Service, kind: int) -> float:
    """Time of a case without queues, and of those that it brings."""
    one = service.kinds[kind]
    visits = traffic(service, one)
    work = sum(
        v * (mean(service.steps[s.step].work) + sum(m.share * mean(m.delay) for m in s.moves))
        for v, s in zip(visits, service.states, strict=True)
    )
    again = one.repeat * (mean(one.repeat_after) + work) / max(1 - one.repeat, 1e-3)
    return float(work + 2 * again + (2 * mean(one.retry_after) / max(1 - one.retry, 0.1) if one.retry else 0.0))


def _answered(service: Service, plan: Plan, tally: Tally, settled: Settled, level: float, by: float) -> Answer:
    stations = {s.name: _back(_at(service, tally, n, level), by) for n, s in enumerate(service.stations)}
    several = len(service.kinds) > 1
    classes = {k.name: _back(_of(tally, n, level), by) for n, k in enumerate(service.kinds)} if several else {}
    customers = int(tally.customers.sum())
    overall = _back(_overall(tally, level), by)
    return Answer(service.unit, customers, plan.seed, plan, settled, overall, stations, classes)


def _back(part: dict[str, Estimate], by: float) -> dict[str, Estimate]:
    """Times in the unit of the file."""
    return {
        name: Estimate(e.value / by, e.low / by, e.high / by, e.level) if name in TIMES else e
        for name, e in part.items()
    }


def _at(service: Service, tally: Tally, n: int, level: float) -> dict[str, Estimate]:
    found = _visits(tally, slice(n, n + 1), level)
    pools = [p for p, pool in enumerate(service.pools) if n in pool.stations]
    found["utilisation"] = ratio(tally.busy[:, pools].sum((1, 2)), tally.open[:, pools].sum((1, 2)), level)
    if service.stations[n].promise is not None:
        found["p_kept"] = ratio(tally.kept[:, n].sum(1), tally.came[:, n].sum(1), level)
    return found


def _visits(tally: Tally, which: slice, level: float) -> dict[str, Estimate]:
    came = tally.came[:, which].sum((1, 2))
    found = {
        "p_wait": ratio(tally.waited[:, which].sum((1, 2)), came, level),
        "p_abandon": ratio(tally.left[:, which].sum((1, 2)), came, level),
        "mean_wait": ratio(tally.wait[:, which].sum((1, 2)), came, level),
        "mean_queue": average(tally.queue[:, which].sum(1), level),
    }
    bins = tally.wait_bins[:, which].sum((1, 2))
    return found | {f"wait_p{100 * q:.0f}": average(quantile(bins, q), level) for q in (0.5, 0.9, 0.99)}


def _overall(tally: Tally, level: float) -> dict[str, Estimate]:
    found = _visits(tally, slice(None), level)
    found["utilisation"] = ratio(tally.busy.sum((1, 2)), tally.open.sum((1, 2)), level)
    found["wait_per_customer"] = ratio(tally.wait.sum((1, 2)), tally.customers, level)
    found["visits_per_customer"] = ratio(tally.came.sum((1, 2)), tally.customers, level)
    return found


def _of(tally: Tally, n: int, level: float) -> dict[str, Estimate]:
    """Of a class, by contact: its waits over all the stations it passed."""
    ended = tally.over[:, n] + tally.gave_up[:, n]
    return {
        "p_wait": ratio(tally.case_wait_bins[:, n, 1:].sum(1), ended, level),
        "p_abandon": ratio(tally.gave_up[:, n] + tally.retries[:, n], ended + tally.retries[:, n], level),
        "mean_wait": ratio(tally.case_wait[:, n], ended, level),
        "mean_time": ratio(tally.case_time[:, n], ended, level),
    }


def ratio(above: Any, below: Any, level: float) -> Estimate:
    """A ratio of sums; its interval by the deviations of the replications from it."""
    above, below = np.asarray(above, float), np.asarray(below, float)
    if below.sum() <= 0:
        return Estimate(math.nan, math.nan, math.nan, level)
    value = above.sum() / below.sum()
    return _around(float(value), (above - value * below) / below.mean(), level)


def average(values: Any, level: float) -> Estimate:
    """A mean over replications."""
    values = np.asarray(values, float)
    return _around(float(values.mean()), values - values.mean(), level)


def _around(value: float, off: Any, level: float) -> Estimate:
    from scipy.special import stdtrit  # noqa: PLC0415 -- slow import

    n = len(off)
    half = float(stdtrit(n - 1, (1 + level) / 2) * math.sqrt((off**2).sum() / (n - 1) / n)) if n > 1 else math.nan
    return Estimate(value, value - half, value + half, level)
