"""The days that count: those in which the service ran as it usually does, without days off and the record's thin
ends."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.visits import Floats, Ints, Visits

HELD = 0.97
SHORT = 0.6
"""Where this share of the cases opened within so short a part of the record, the rest is the record's tail and does
not count."""


@dataclass(frozen=True)
class Period:
    """Day numbers since the origin, from `first` to `last`."""

    first: int
    last: int
    tail: bool = False

    @property
    def days(self) -> Ints:
        """All of them."""
        return np.arange(self.first, self.last + 1)


def period(visits: Visits) -> Period:
    """From the first arrival to the last, or the shortest part of it that holds nearly all of them."""
    opened = np.sort(visits.opened)
    first, last = int(opened[0] // 24), int(opened[-1] // 24)
    held = max(int(HELD * len(opened)), 1)
    spans = opened[held - 1 :] - opened[: len(opened) - held + 1]
    at = int(spans.argmin())
    if spans[at] < SHORT * (opened[-1] - opened[0]):
        begin, end = _grown(opened, float(opened[at]), float(opened[at + held - 1]))
        return Period(begin, end, True)
    return Period(first, last)


def _grown(opened: Floats, begin: float, end: float) -> tuple[int, int]:
    """The part reaches out while a day holds a quarter of what its days hold on average."""
    days = np.bincount((opened // 24).astype(np.int64))
    first, last = int(begin // 24), int(end // 24)
    usual = days[first : last + 1].mean()
    while first > 0 and days[max(first - 7, 0) : first].mean() > usual / 4:
        first -= 1
    while last + 1 < len(days) and days[last + 1 : last + 8].mean() > usual / 4:
        last += 1
    return first, last
