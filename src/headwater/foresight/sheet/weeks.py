"""What each week was like: a measure of a record by weeks, at one place and in some hours."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from headwater.foresight.calibrate import weekly
from headwater.foresight.calibrate.frame import Frame, framed, read
from headwater.foresight.calibrate.visits import Bools
from headwater.foresight.calibrate.weekly import WEEK
from headwater.foresight.sheet.domain import Place
from headwater.foresight.sheet.units import hours_of
from headwater.moments.domain import Record
from headwater.shared.errors import UsageError
from headwater.shared.said import say


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
    """A measure week by week. UsageError for a team, or hours, that the records do not have."""
    hours = hours_of(place.when)
    if not hours[(found.visits.ready % WEEK).astype(np.int64)].any():
        raise UsageError(say("Nothing comes in the hours “{when}”; look at the hours of the sheet.", when=place.when))
    weeks, values, n = weekly.by_week(found, place.measure, place.where, hours)
    monday = found.visits.origin.date()
    first = tuple(monday + timedelta(weeks=int(week)) for week in weeks)
    return Weeks(place, first, tuple(values.tolist()), tuple(n.tolist()))
