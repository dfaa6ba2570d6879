"""The same service in another unit of time: waits are counted in bins from 0.0002 to 7,000, which fit where work takes
about 1."""

import math
from dataclasses import replace

from headwater.foresight.simulator.domain import Arrivals, Kind, Law, Move, Plan, Pool, Service, State, Station, Step
from headwater.foresight.simulator.laws import mean

SHORTEST, LONGEST = 1 / 8, 64.0
"""Work that takes from this to that needs no other unit."""


def fitting(service: Service) -> float:
    """The power of two by which its times are multiplied so that work takes about 1; 1 where it does nearly."""
    works = [
        mean(law) * s.factor for s in service.steps if s.station is not None for law in (s.work, *_laws(s.work_of))
    ]
    longest = max((w for w in works if 0 < w < math.inf), default=1.0)
    return 1.0 if SHORTEST <= longest <= LONGEST else 2.0 ** -round(math.log2(longest))


def scaled(service: Service, by: float) -> Service:
    """All its times multiplied by a factor, its rates divided by it."""
    return replace(
        service,
        stations=tuple(_station(s, by) for s in service.stations),
        pools=tuple(_pool(p, by) for p in service.pools),
        steps=tuple(_step(s, by) for s in service.steps),
        states=tuple(_state(s, by) for s in service.states),
        kinds=tuple(_kind(k, by) for k in service.kinds),
        slot=service.slot * by,
        day=service.day * by,
    )


def scaled_plan(plan: Plan, by: float) -> Plan:
    """A plan of a service that is scaled."""
    return replace(plan, length=plan.length * by, warm_up=plan.warm_up * by, start=plan.start * by)


def _laws(of: tuple[tuple[int, Law], ...]) -> list[Law]:
    return [law for _, law in of]


def _law(law: Law, by: float) -> Law:
    return replace(law, mean=law.mean * by, values=tuple(v * by for v in law.values))


def _of(of: tuple[tuple[int, Law], ...], by: float) -> tuple[tuple[int, Law], ...]:
    return tuple((n, _law(law, by)) for n, law in of)


def _station(s: Station, by: float) -> Station:
    return replace(
        s, patience=_law(s.patience, by), patience_of=_of(s.patience_of, by), silent_work=_law(s.silent_work, by),
        promise=None if s.promise is None else s.promise * by,
    )  # fmt: skip


def _pool(p: Pool, by: float) -> Pool:
    return replace(p, closed=tuple((low * by, high * by) for low, high in p.closed))


def _step(s: Step, by: float) -> Step:
    return replace(
        s, work=_law(s.work, by), work_of=_of(s.work_of, by), before=_law(s.before, by),
        batch_every=s.batch_every * by, batch_from=s.batch_from * by,
    )  # fmt: skip


def _state(s: State, by: float) -> State:
    return replace(s, moves=tuple(_move(m, by) for m in s.moves))


def _move(m: Move, by: float) -> Move:
    return replace(m, delay=_law(m.delay, by))


def _kind(k: Kind, by: float) -> Kind:
    return replace(
        k, arrivals=_arrivals(k.arrivals, by), retry_after=_law(k.retry_after, by),
        repeat_after=_law(k.repeat_after, by), repeat_per_wait=k.repeat_per_wait / by,
        spoiled_per_wait=k.spoiled_per_wait / by, typical_wait=k.typical_wait * by, late_after=k.late_after * by,
    )  # fmt: skip


def _arrivals(a: Arrivals, by: float) -> Arrivals:
    return replace(
        a,
        rates=tuple(r / by for r in a.rates),
        extra=tuple((low * by, high * by, rate / by) for low, high, rate in a.extra),
    )
