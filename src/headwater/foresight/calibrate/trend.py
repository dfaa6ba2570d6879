"""Whether more and more cases come, or fewer and fewer.

The twin stands at the level of the record's last days and goes no further. All contacts count, also those that
customers come again for: the first weeks of a record cannot know which these are.
"""

import numpy as np

from headwater.foresight.calibrate.coming import Coming
from headwater.foresight.calibrate.line import LEAST_DAYS, Line, last_days, line
from headwater.foresight.calibrate.visits import Bools, Floats, Ints

ALIKE = 2.0
"""A kind differs from all together where its slope is more of its standard errors away."""
NONE = -1


def trends(found: Coming, kind: Ints, kinds: int) -> tuple[int, ...]:
    """For each kind the number of the line it follows: that of all together (`kinds`) where it does not differ from it,
    else its own, or NONE."""
    if len(found.days) < LEAST_DAYS:
        return (NONE,) * kinds
    ones, span = np.ones(len(kind)), float(np.ptp(found.days))
    whole = _line(found, kind >= 0, ones)
    own = [_line(found, kind == k, ones) for k in range(kinds)]
    if not whole.told(span):
        return tuple(k if its.told(span) else NONE for k, its in enumerate(own))
    alike = [abs(its.slope - whole.slope) <= ALIKE * its.error for its in own]
    return tuple(kinds if alike[k] else k if own[k].told(span) else NONE for k in range(kinds))


def slopes(found: Coming, follows: tuple[int, ...], kind: Ints, weights: Floats) -> Floats:
    """Of each kind, a day, with days counted as often as their weights say."""
    of = np.array(follows)
    result = np.zeros(len(of))
    for its in np.unique(of[of != NONE]):
        result[of == its] = _line(found, (kind == its) | (its == len(of)), weights).slope
    return result


def lift(found: Coming, slope: Floats, kind: Ints) -> Floats:
    """By how much each contact stands for more, or less, at the level of the last days."""
    result: Floats = np.exp(slope[kind] * (found.days[-1] - last_days(found.days) / 2 - found.day))
    return result


def levels(found: Coming, slope: Floats, counts: Floats) -> Floats:
    """How much was due on each day of what is due on average, for kinds with these slopes and counts."""
    if not slope.any():
        return np.ones(len(found.days))
    grown = np.exp(slope[:, None] * (found.days - found.days.mean()))
    level: Floats = (counts[:, None] * grown / grown.mean(axis=1, keepdims=True)).sum(axis=0) / counts.sum()
    return level


def _line(found: Coming, mine: Bools, weights: Floats) -> Line:
    counted = mine & found.inside
    return line(found.days, found.day[counted], weights[counted])
