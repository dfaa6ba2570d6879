"""Which visits begin beside each other, and from when each of them was ready."""

from dataclasses import replace

import numpy as np

from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits

OVERLAPS = 0.25
"""Two steps that follow each other directly go beside each other where at least this share of their meetings overlaps …"""
MEETINGS = 5
"""… out of at least so many."""
SECOND = 1 / 3600


def laid_out(visits: Visits) -> Visits:
    """The visits with `beside` and `ready`, those that go beside each other in one fixed order."""
    beside = _beside(visits) if visits.worked else np.zeros(visits.n, dtype=bool)
    group = np.cumsum(~beside) - 1
    order = np.lexsort((visits.step, group))
    moved = {name: getattr(visits, name)[order] for name in ("step", "team", "who", "start", "end", "left")}
    visits = replace(visits, beside=beside, **moved)
    return replace(visits, ready=_ready(visits, group))


def _beside(visits: Visits) -> Bools:
    """Whether each visit begins beside the one before it in its case."""
    same = np.diff(visits.case) == 0
    overlap = same & (visits.end[:-1] - visits.start[1:] > SECOND) & (visits.end[1:] - visits.start[1:] > SECOND)
    pair = _pair(visits.step[:-1], visits.step[1:], len(visits.steps))
    met = np.bincount(pair[same], minlength=len(visits.steps) ** 2)
    overlapped = np.bincount(pair[overlap], minlength=len(visits.steps) ** 2)
    together = (met >= MEETINGS) & (overlapped >= OVERLAPS * met)
    return np.append(False, same & together[pair])


def _pair(a: Ints, b: Ints, n: int) -> Ints:
    return np.minimum(a, b) * n + np.maximum(a, b)


def _ready(visits: Visits, group: Ints) -> Floats:
    """When all was done that came before the visit's group in the case; the case's first are ready when they begin."""
    apart = visits.case * 1e6
    done = np.maximum.accumulate(visits.end + apart)
    first = np.searchsorted(group, np.arange(group[-1] + 1))
    opens = np.append(True, np.diff(visits.case[first]) != 0)
    before = np.where(opens, _least(visits.start, first), done[np.maximum(first - 1, 0)] - apart[first])
    begun = visits.start if visits.worked else visits.end
    return np.minimum(before[group], begun)


def _least(values: Floats, first: Ints) -> Floats:
    return np.minimum.reduceat(values, first)
