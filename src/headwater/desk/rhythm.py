"""How often somebody writes, and whether they are quiet beyond that. Days are those of UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

LEAST_GAPS: Final = 5
LEAST_DAYS: Final = 7
RULE: Final = (
    "A customer is quiet beyond their own rhythm when they have not written for longer than any pause of theirs "
    "before, more than twice their usual pause (the median), and at least 7 days. Pauses lie between days on which "
    "they wrote or spoke to us; with fewer than 5 pauses it cannot be told."
)


@dataclass(frozen=True, slots=True)
class Pace:
    """`usual` and `longest` are pauses in days; None where their own history is too short to tell."""

    days: int
    last: date
    usual: float | None
    longest: int | None

    @property
    def quiet_from(self) -> datetime | None:
        """From when on silence is unlike them."""
        if self.usual is None or self.longest is None:
            return None
        most = max(float(self.longest), 2 * self.usual, float(LEAST_DAYS))
        return datetime.combine(self.last + timedelta(days=int(most) + 1), time(), UTC)

    def is_quiet(self, *, now: datetime) -> bool | None:
        """None is "cannot tell"."""
        return None if self.quiet_from is None else now >= self.quiet_from


def pace(days: Iterable[date]) -> Pace | None:
    """The pace of the days on which somebody wrote; None where they never did."""
    each = sorted(set(days))
    if not each:
        return None
    gaps = [(after - before).days for before, after in pairwise(each)]
    known = len(gaps) >= LEAST_GAPS
    return Pace(len(each), each[-1], float(median(gaps)) if known else None, max(gaps) if known else None)
