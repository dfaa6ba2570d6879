"""Where a decision leaves what the record has ever seen: there an answer rests on the model alone."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from headwater.foresight.decisions.domain import Decision
from headwater.foresight.decisions.staffing import week
from headwater.foresight.domain import Twin
from headwater.foresight.simulator.domain import Kind, Service
from headwater.shared.said import say
from headwater.shared.words import count

MARGIN = 1.25
"""arrivals in a day may be this many times the most that was seen before a decision is refused"""
STAFF_MARGIN = 1.5
"""people on duty, likewise"""


def outside(decisions: Sequence[Decision], twin: Twin, decided: Service) -> tuple[str, ...]:
    """Why the decisions lie outside the record, one clause each; empty where they do not."""
    told = [why for decision in decisions for why in decision.outside(twin)]
    return (*told, *_arrivals(twin, decided), *_servers(twin, decided))


def strange_kinds(twin: Twin, decided: Service) -> frozenset[str]:
    """Kinds of case of which more, or fewer, would come in a day than on any day of the record."""
    return frozenset(
        name
        for name, (low, high), (least, most) in _days(twin, decided)
        if high > most * 1.0001 or low < least * 0.9999
    )


def strange_teams(twin: Twin, decided: Service) -> frozenset[str]:
    """Teams that would have more, or fewer, people on duty than in any hour of the record."""
    return frozenset(
        name for name, now, (least, most) in _teams(twin, decided) if now and (max(now) > most or min(now) < least)
    )


def _arrivals(twin: Twin, decided: Service) -> Iterator[str]:
    for name, (_, high), (_, most) in _days(twin, decided):
        if high > most * MARGIN:
            yield say(
                "up to {n} cases of {kind} would come in a day, and the most in the record is {most}",
                n=count(high),
                kind=name,
                most=count(most),
            )


def _servers(twin: Twin, decided: Service) -> Iterator[str]:
    for name, now, (_, most) in _teams(twin, decided):
        if now and max(now) > max(most * STAFF_MARGIN, most + 1):
            yield say(
                "{team} would have {n} people on duty, and the most in the record is {most}",
                team=name,
                n=count(max(now)),
                most=count(most),
            )


def _days(twin: Twin, decided: Service) -> Iterator[tuple[str, tuple[float, float], tuple[float, float]]]:
    """For each kind that changes: its name, the least and the most in a day then, and in the record."""
    for now, then in zip(twin.service.kinds, decided.kinds, strict=True):
        seen = twin.seen.arrivals.get(then.name)
        if seen is not None and now.arrivals != then.arrivals:
            before, after = _per_day(now, twin.service), _per_day(then, decided)
            factor = _ratio(after, before)
            yield then.name, (seen[0] * factor[0], max(seen[1] * factor[1], float(after.max()))), seen


def _ratio(after: npt.NDArray[np.float64], before: npt.NDArray[np.float64]) -> tuple[float, float]:
    """By how much the least day and the most day change."""
    open_now, open_then = before[before > 0], after[after > 0]
    if not open_now.size or not open_then.size:
        return 0.0, 0.0
    return float(open_then.min() / open_now.min()), float(open_then.max() / open_now.max())


def _per_day(kind: Kind, service: Service) -> npt.NDArray[np.float64]:
    """Mean arrivals of a kind on each day: of the cycle, and of a campaign on top of the busiest of them."""
    arrivals = kind.arrivals
    rates = np.array(arrivals.rates * service.slots if len(arrivals.rates) == 1 else arrivals.rates) * arrivals.factor
    per = max(1, round(service.day / service.slot))
    days = np.add.reduceat(rates * service.slot, range(0, len(rates), per))
    added: dict[int, float] = {}
    for low, high, rate in arrivals.extra:
        added[int(low // service.day)] = added.get(int(low // service.day), 0.0) + rate * (high - low)
    return np.append(days, [days[day % len(days)] + more for day, more in added.items()])


def _teams(twin: Twin, decided: Service) -> Iterator[tuple[str, list[int], tuple[float, float]]]:
    """For each team that changes: its name, the people in its open hours then, and the least and most in the record."""
    before = {pool.name: pool for pool in twin.service.pools}
    for pool in decided.pools:
        seen = twin.seen.servers.get(pool.name)
        if seen is not None and pool != before.get(pool.name):
            yield pool.name, [n for n in week(pool, decided) if n > 0], seen
