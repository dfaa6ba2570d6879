"""A line through the logarithm of a day's count: whether it grows or falls.

Days are compared with their own weekday. What days, and whole weeks, vary beyond chance widens the error, and so does
that a busy day follows a busy one, so that a few full weeks are no growth.
"""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.visits import Bools, Floats, Ints

SURE = 3.0
"""A line counts where its slope is so many standard errors from nothing …"""
LEAST_CHANGE = 0.05
"""… and the level moves at least this much from the record's first days to its last."""
HELD = 0.6
"""Without any one week of the record this share of the slope must be left: one week is no trend."""
LEAST_DAYS = 28
LEAST_CASES = 50
FAR = 3.5
"""Days that lie so many usual deviations from what is due are odd."""
TO_DEVIATION = 1.4826
MOST_ALIKE = 0.9
STEPS, MOST_STEP = 12, 0.02
LAST = (7.0, 28.0)
"""The last days are a quarter of the record, but no fewer and no more than these."""


@dataclass(frozen=True)
class Line:
    """A slope a day, its standard error, and the least of it that is left without one of the weeks."""

    slope: float
    error: float
    least: float = 0.0

    def told(self, days: float, change: float = LEAST_CHANGE) -> bool:
        """Whether it is sure, and large enough over so many days to matter."""
        large = bool(abs(np.expm1(self.slope * days)) >= change)
        return large and abs(self.slope) >= SURE * self.error and self.least >= HELD * abs(self.slope)


def line(days: Ints, day: Ints, weights: Floats, least: float = 1.0) -> Line:
    """Through the counts of `day` on these days, each day as often as its weights say; the variance is at least so many
    times that of Poisson. By quasi-likelihood, each weekday with a level of its own; the first and the last day are not
    whole, and odd days (holidays, outages) do not count."""
    days = days[1:-1]
    n, often = _counted(days, day, weights)
    if float((n * often).sum()) < LEAST_CASES:
        return Line(0.0, np.inf)
    usual = ~_odd(n, _fitted(days, n, often)[1])
    slope, mean, off = _fitted(days, n, often * usual)
    return _made(days[usual], (n - mean)[usual], mean[usual], off[usual], slope, least)


def _fitted(days: Ints, n: Floats, often: Floats) -> tuple[float, Floats, Floats]:
    """The slope, what is due on each day, and how far each lies from the middle of those of its weekday."""
    weekday, time, slope = days % 7, days - days.mean(), 0.0
    for _ in range(STEPS):
        grown = often * np.exp(slope * time)
        due = np.bincount(weekday, often * n, 7) / np.maximum(np.bincount(weekday, grown, 7), 1e-12)
        mean = due[weekday] * np.exp(slope * time)
        middle = np.bincount(weekday, often * mean * time, 7) / np.maximum(np.bincount(weekday, often * mean, 7), 1e-12)
        off = time - middle[weekday]
        told = max(float((often * mean * off**2).sum()), 1e-12)
        slope += float(np.clip((often * off * (n - mean)).sum() / told, -MOST_STEP, MOST_STEP))
    return slope, mean, off


def _odd(n: Floats, mean: Floats) -> Bools:
    """Days far from what is due, measured by how far days usually are."""
    apart = np.log((n + 0.5) / (mean + 0.5))
    apart -= np.median(apart)
    usual = np.maximum(np.median(np.abs(apart)) * TO_DEVIATION, 1 / np.sqrt(mean + 0.5))
    odd: Bools = np.abs(apart) > FAR * usual
    return odd


def _made(days: Ints, left: Floats, mean: Floats, off: Floats, slope: float, least: float) -> Line:
    """The larger of two errors: from what days vary about the line, and from what it moves by where a week is left
    out, wider as days are alike; and the smallest that it is then."""
    used, told = mean > 0, mean * off**2
    spread = float((left[used] ** 2 / mean[used]).sum()) / max(int(used.sum()) - 8, 1)
    week = np.unique(days // 7, return_inverse=True)[1]
    without = slope - np.bincount(week, off * left) / np.maximum(told.sum() - np.bincount(week, told), 1e-12)
    weeks = float(((without - slope) ** 2).sum()) * (len(without) - 1) / len(without)
    error = float(max(np.sqrt(max(spread, least) / max(told.sum(), 1e-12)), np.sqrt(weeks)))
    alike = _alike(days, left, mean)
    return Line(slope, error * np.sqrt((1 + alike) / (1 - alike)), float((without * np.sign(slope)).min()))


def _alike(days: Ints, left: Floats, mean: Floats) -> float:
    """The correlation of a day with the next, 0 to MOST_ALIKE; what the fit has taken of it is given back (Kendall,
    "Note on bias in the estimation of autocorrelation", 1954)."""
    off = left / np.sqrt(np.maximum(mean, 1e-12)) * (mean > 0)
    next_ = np.flatnonzero(np.diff(days) == 1)
    if not len(next_) or not off.any():
        return 0.0
    found = float((off[next_] * off[next_ + 1]).mean() / (off**2).mean())
    return min(max(found + (1 + 3 * max(found, 0.0)) / len(off), 0.0), MOST_ALIKE)


def _counted(days: Ints, day: Ints, weights: Floats) -> tuple[Floats, Floats]:
    """How many came on each of the days, and how often the day counts."""
    inside = np.isin(day, days)
    at = np.searchsorted(days, day[inside])
    return np.bincount(at, minlength=len(days)).astype(np.float64), of_days(at, weights[inside], len(days))


def of_days(at: Ints, weights: Floats, n: int) -> Floats:
    """How often each of n days counts: as its contacts do, for the most part (a further contact goes with the day on
    which its case was opened)."""
    order = np.lexsort((weights, at))
    count = np.bincount(at, minlength=n)
    middle = np.cumsum(count) - count + np.maximum(count - 1, 0) // 2
    often, some = np.ones(n), count > 0
    often[some] = weights[order][middle[some]]
    return often


def last_days(days: Ints) -> float:
    """How many days the last ones are."""
    return float(np.clip(len(days) / 4, *LAST))
