"""Individual weeks and their limits: what is a signal, and what is only the usual coming and going."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

REACH = 2.66
"""natural process limits: mean ± 2.66 × mean moving range (Shewhart; Wheeler 1993)"""
SPREAD = 1.128
"""the mean moving range of independent values is 1.128 of their standard deviation"""
LEAST = 6
"""fewer weeks give no limits"""
RUN = 8
"""so many weeks in a row on one side of the mean are a signal, too"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the weeks before the start were like; `low` is never below zero."""

    mean: float
    low: float
    high: float
    sigma: float
    weeks: int


def limits(values: Sequence[float]) -> Limits | None:
    """The limits that these weeks give; None where they are too few."""
    if len(values) < LEAST:
        return None
    mean = sum(values) / len(values)
    moving = sum(abs(b - a) for a, b in pairwise(values)) / (len(values) - 1)
    return Limits(mean, max(0.0, mean - REACH * moving), mean + REACH * moving, moving / SPREAD, len(values))


def signals(held: Limits, values: Sequence[float]) -> tuple[str, ...]:
    """For each week: "" where nothing is shown, else "above", "below" (beyond the limits) or "run"."""
    beyond = ["above" if v > held.high else "below" if v < held.low else "" for v in values]
    side, length = 0, 0
    for i, value in enumerate(values):
        now = (value > held.mean) - (value < held.mean)
        length = length + 1 if now == side and now else 1
        side = now
        if length >= RUN and now and not beyond[i]:
            beyond[i] = "run"
    return tuple(beyond)
