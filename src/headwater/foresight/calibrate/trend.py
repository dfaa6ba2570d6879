"""Whether more and more cases come, or fewer and fewer: a line through the logarithm of a day's count.

Days are compared with their own weekday. What days, and whole weeks, vary beyond Poisson widens the error, so that a
few full weeks are no growth. All contacts count, also those that customers come again for: the first weeks of a record
cannot know which these are. The twin stands at the level of the record's last days and goes no further.
"""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.coming import Coming
from headwater.foresight.calibrate.visits import Bools, Floats, Ints

SURE = 3.0
"""A line counts where its slope is so many standard errors from nothing …"""
LEAST_CHANGE = 0.05
"""… and the level moves at least this much from the record's first days to its last."""
ALIKE = 2.0
"""A kind differs from all together where its slope is more of its standard errors away."""
HELD = 0.6
"""Without any one week of the record this share of the slope must be left: one week is no trend."""
LEAST_DAYS = 28
LEAST_CASES = 50
LAST = (7.0, 28.0)
"""The last days are a quarter of the record, but no fewer and no more than these."""
FAR = 3.5
"""Days that lie so many usual deviations from what is due are odd."""
TO_DEVIATION = 1.4826
STEPS, MOST_STEP = 12, 0.02
NONE = -1


@dataclass(frozen=True)
class Line:
    """A slope a day, its standard error, and the least of it that is left without one of the weeks."""

    slope: float
    error: float
    least: float = 0.0

    def told(self, days: float) -> bool:
        """Whether it is sure, and large enough over so many days to matter."""
        large = bool(abs(np.expm1(self.slope * days)) >= LEAST_CHANGE)
        return large and abs(self.slope) >= SURE * self.error and self.least >= HELD * abs(self.slope)


def trends(found: Coming, kind: Ints, kinds: int) -> tuple[int, ...]:
    """For each kind the number of the line it follows: that of all together (`kinds`) where it does not differ from it,
    else its own, or NONE."""
    if len(found.days) < LEAST_DAYS:
        return (NONE,) * kinds
    ones, span = np.ones(len(kind)), float(np.ptp(found.days))
    whole = _line(found, kind >= 0, ones)
    own = [_line(found, kind == k, ones) for k in range(kinds)]
    if not whole.told(span):
        return tuple(k if line.told(span) else NONE for k, line in enumerate(own))
    alike = [abs(line.slope - whole.slope) <= ALIKE * line.error for line in own]
    return tuple(kinds if alike[k] else k if own[k].told(span) else NONE for k in range(kinds))


def slopes(found: Coming, follows: tuple[int, ...], kind: Ints, weights: Floats) -> Floats:
    """Of each kind, a day, with days counted as often as their weights say."""
    of = np.array(follows)
    result = np.zeros(len(of))
    for line in np.unique(of[of != NONE]):
        result[of == line] = _line(found, (kind == line) | (line == len(of)), weights).slope
    return result


def lift(found: Coming, slope: Floats, kind: Ints) -> Floats:
    """By how much each contact stands for more, or less, at the level of the last days."""
    result: Floats = np.exp(slope[kind] * (found.days[-1] - last(found) / 2 - found.day))
    return result


def last(found: Coming) -> float:
    """How many days the last ones are."""
    return float(np.clip(len(found.days) / 4, *LAST))


def levels(found: Coming, slope: Floats, counts: Floats) -> Floats:
    """How much was due on each day of what is due on average, for kinds with these slopes and counts."""
    if not slope.any():
        return np.ones(len(found.days))
    grown = np.exp(slope[:, None] * (found.days - found.days.mean()))
    level: Floats = (counts[:, None] * grown / grown.mean(axis=1, keepdims=True)).sum(axis=0) / counts.sum()
    return level


def _line(found: Coming, mine: Bools, weights: Floats) -> Line:
    """By quasi-likelihood, each weekday with a level of its own; the first and the last day are not whole, and odd days
    (holidays, outages) do not count."""
    days = found.days[1:-1]
    n, often = _counted(found, days, mine, weights)
    if float((n * often).sum()) < LEAST_CASES:
        return Line(0.0, np.inf)
    usual = ~_odd(n, _fitted(days, n, often)[1])
    slope, mean, off = _fitted(days, n, often * usual)
    return _made(days[usual], (n - mean)[usual], mean[usual], off[usual], slope)


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


def _made(days: Ints, left: Floats, mean: Floats, off: Floats, slope: float) -> Line:
    """The larger of two errors: from what days vary about the line, and from what it moves by where a week is left
    out; and the smallest that it is then."""
    used, told = mean > 0, mean * off**2
    spread = float((left[used] ** 2 / mean[used]).sum()) / max(int(used.sum()) - 8, 1)
    week = np.unique(days // 7, return_inverse=True)[1]
    without = slope - np.bincount(week, off * left) / np.maximum(told.sum() - np.bincount(week, told), 1e-12)
    weeks = float(((without - slope) ** 2).sum()) * (len(without) - 1) / len(without)
    error = float(max(np.sqrt(max(spread, 1.0) / max(told.sum(), 1e-12)), np.sqrt(weeks)))
    return Line(slope, error, float((without * np.sign(slope)).min()))


def _counted(found: Coming, days: Ints, mine: Bools, weights: Floats) -> tuple[Floats, Floats]:
    """How many came on each of the days, and how often the day counts."""
    place = found.day - days[0]
    counted = found.inside & (place >= 0) & (place <= days[-1] - days[0])
    counts, often = np.zeros(days[-1] - days[0] + 1), np.ones(days[-1] - days[0] + 1)
    np.add.at(counts, place[mine & counted], 1.0)
    often[place[counted]] = weights[counted]
    return counts[days - days[0]], often[days - days[0]]
