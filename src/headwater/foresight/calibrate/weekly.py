"""A measure of the record week by week, as it is watched; the last weeks stay with the twin, so that new records alone
can be held against them."""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.parts import DAYS
from headwater.foresight.calibrate.visits import Bools, Floats, Ints
from headwater.foresight.domain import Weekly
from headwater.shared.errors import UsageError
from headwater.shared.said import say
from headwater.shared.words import listing

WEEK, HOURS = 168.0, 168
TAIL = 3.0
"""A day's last hours bring nothing now and then: a week is whole where the record ends so many hours before them."""
KEPT = 26
"""Half a year: so many weeks stay with the twin."""


def by_week(found: Frame, measure: str, where: str, hours: Bools) -> tuple[Ints, Floats, Ints]:
    """The weeks (since the record's Monday), the measure's mean in each, of how many; only weeks of which the record
    has all of these hours, and something in them."""
    at, values = _rows(found, measure, where)
    inside = hours[(at % WEEK).astype(np.int64)]
    first, last = _whole(found, measure, hours)
    week = (at[inside] // WEEK).astype(np.int64) - first
    there = (week >= 0) & (week <= last - first)
    count = max(last - first + 1, 0)
    n = np.bincount(week[there], minlength=count)
    sums = np.bincount(week[there], values[inside][there], minlength=count)
    kept = np.flatnonzero(n)
    return kept + first, sums[kept] / n[kept], n[kept]


def last_weeks(found: Frame) -> tuple[Weekly, ...]:
    """What can be watched: waiting and giving up of each team and of all, on each day that brings something and over
    the week; who comes again and what is spoiled over the week."""
    return tuple(one for place in _places(found) if (one := _kept(found, *place)) is not None)


def _places(found: Frame) -> Iterator[tuple[str, str, str]]:
    days = np.unique((found.visits.ready % WEEK // 24).astype(np.int64))
    for where in ("", *found.tokens.teams):
        for measure in ("wait", "left"):
            yield from ((measure, where, when) for when in ("", *(DAYS[day] for day in days)))
    if found.returns.how:
        yield "repeats", "", ""
    if found.spoiled is not None:
        yield "spoiled", "", ""


def _kept(found: Frame, measure: str, where: str, when: str) -> Weekly | None:
    hours = np.ones(HOURS, dtype=bool) if not when else np.arange(HOURS) // 24 == DAYS.index(when)
    weeks, values, _ = by_week(found, measure, where, hours)
    if not len(weeks):
        return None
    last = found.visits.origin + timedelta(weeks=int(weeks[-1]))
    return Weekly(measure, where, when, last, tuple(float(f"{value:.4g}") for value in values[-KEPT:]))


def _rows(found: Frame, measure: str, where: str) -> tuple[Floats, Floats]:
    """When each row counts (hours since the record's Monday), and its value."""
    visits = found.visits
    if measure in ("wait", "left"):
        mine = found.team == _team(found, where) if where else found.team >= 0
        waits = np.maximum(np.where(visits.left, visits.start - visits.ready, found.wait), 0.0)
        values = waits if measure == "wait" else visits.left.astype(np.float64)
        return visits.ready[mine], values[mine]
    if measure == "spoiled":
        if found.spoiled is None:
            raise UsageError(
                say('Spoiled cases are watched, and no definition is given; write spoiled = "…" on the sheet.')
            )
        return visits.opened[visits.fresh], found.spoiled.astype(np.float64)
    if not found.returns.how:
        raise UsageError(say("The record names no customer, so who comes again is not known; give it with --customer."))
    told = found.returns.watched & ~visits.left[visits.last]
    return visits.opened[told], found.returns.near[told].astype(np.float64)


def _team(found: Frame, name: str) -> int:
    names = [team.casefold() for team in found.tokens.teams]
    if name.casefold() not in names:
        raise UsageError(
            say(
                "There is no team called “{name}” in these records; there are {teams}.",
                name=name,
                teams=listing(found.tokens.teams),
            )
        )
    return names.index(name.casefold())


def _whole(found: Frame, measure: str, hours: Bools) -> tuple[int, int]:
    """The first and the last week of which the record has all open hours that are meant; no week where none is."""
    visits = found.visits
    used = np.zeros(HOURS, dtype=bool)
    used[(visits.ready % WEEK).astype(np.int64)] = True
    meant = np.flatnonzero(used & hours)
    if not len(meant):
        return 0, -1
    begin, end = float(visits.ready.min()), float(visits.ready.max())
    if measure == "repeats":
        end = float(visits.opened[found.returns.watched].max(initial=begin))
    first = int(np.ceil((begin - meant[0] - 24.0) / WEEK))
    last = int(np.floor((end + TAIL - meant[-1]) / WEEK))
    return first, last
