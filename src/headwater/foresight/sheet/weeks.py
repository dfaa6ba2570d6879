"""What each week was like: a measure of a record by weeks, at one place and in some hours."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from headwater.foresight.calibrate.frame import Frame, framed, read
from headwater.foresight.calibrate.visits import Bools, Floats, Ints
from headwater.foresight.sheet.domain import Place
from headwater.foresight.sheet.units import HOURS, hours_of
from headwater.moments.domain import Record
from headwater.shared.errors import UsageError
from headwater.shared.said import say
from headwater.shared.words import listing

WEEK = 168.0
TAIL = 3.0
"""A day's last hours bring nothing now and then: a week is whole where the record ends so many hours before them."""


@dataclass(frozen=True)
class Weeks:
    """A measure week by week: `first` is the Monday of each, `n` the cases or visits that it is taken of."""

    place: Place
    first: tuple[date, ...]
    value: tuple[float, ...]
    n: tuple[int, ...]

    def since(self, start: date) -> "Weeks":
        """The weeks that begin on this day or later."""
        return self._chosen([day >= start for day in self.first])

    def before(self, start: date) -> "Weeks":
        """The weeks that are over by then."""
        return self._chosen([day + timedelta(days=7) <= start for day in self.first])

    def _chosen(self, kept: list[bool]) -> "Weeks":
        rows = [i for i, keep in enumerate(kept) if keep]
        return Weeks(
            self.place,
            *(tuple(column[i] for i in rows) for column in (self.first, self.value, self.n)),  # type: ignore[arg-type]  # three columns
        )


def frame(record: Record, zone: str, spoiled: Bools | None) -> Frame:
    """The record as the twin sees it, so that what is watched is counted as what was foreseen."""
    return framed(*read(record, zone=zone, kind=""), spoiled)


def by_week(found: Frame, place: Place) -> Weeks:
    """A measure week by week; only weeks of which the record has all of these hours."""
    at, values = _rows(found, place)
    hours = hours_of(place.when)
    inside = np.array(hours)[(at % WEEK).astype(np.int64)]
    week = (at[inside] // WEEK).astype(np.int64)
    first, last = _whole(found, hours, place)
    counted = np.arange(first, last + 1)
    n = np.bincount(week[(week >= first) & (week <= last)] - first, minlength=len(counted)) if len(counted) else counted
    sums = _sums(week, values[inside], first, len(counted))
    kept = np.flatnonzero(n > 0)
    monday = found.visits.origin.date()
    return Weeks(
        place,
        tuple(monday + timedelta(weeks=int(counted[i])) for i in kept),
        tuple(float(sums[i] / n[i]) for i in kept),
        tuple(int(n[i]) for i in kept),
    )


def _sums(week: Ints, values: Floats, first: int, count: int) -> Floats:
    sums = np.zeros(max(count, 0))
    there = (week >= first) & (week < first + count)
    np.add.at(sums, week[there] - first, values[there])
    return sums


def _rows(found: Frame, place: Place) -> tuple[Floats, Floats]:
    """When each row counts (hours since the record's Monday), and its value."""
    visits = found.visits
    if place.measure in ("wait", "left"):
        mine = found.team == _team(found, place.where) if place.where else found.team >= 0
        waits = np.maximum(np.where(visits.left, visits.start - visits.ready, found.wait), 0.0)
        values = waits if place.measure == "wait" else visits.left.astype(np.float64)
        return visits.ready[mine], values[mine]
    if place.measure == "spoiled":
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


def _whole(found: Frame, hours: Bools, place: Place) -> tuple[int, int]:
    """The first and the last week of which the record has all open hours that are meant."""
    visits = found.visits
    used = np.zeros(HOURS, dtype=bool)
    used[(visits.ready % WEEK).astype(np.int64)] = True
    meant = np.flatnonzero(used & hours)
    if not len(meant):
        raise UsageError(say("Nothing comes in the hours “{when}”; look at the hours of the sheet.", when=place.when))
    begin, end = float(visits.ready.min()), float(visits.ready.max())
    if place.measure == "repeats":
        end = float(visits.opened[found.returns.watched].max(initial=begin))
    first = int(np.ceil((begin - meant[0] - 24.0) / WEEK))
    last = int(np.floor((end + TAIL - meant[-1]) / WEEK))
    return first, last
