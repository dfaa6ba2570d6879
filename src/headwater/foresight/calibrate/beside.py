"""Which visits begin beside each other, and from when each of them was ready."""

from dataclasses import replace

import numpy as np

from headwater.foresight.calibrate.visits import INSTANT, Bools, Floats, Ints, Visits

OVERLAPS = 0.25
"""Two steps that follow each other directly go beside each other where this share of their meetings overlaps …"""
MEETINGS = 5
"""… out of at least so many."""
APART = 1e6
"""Hours between two contacts on one line, so that a running maximum does not reach from one into the next."""


def laid_out(visits: Visits) -> Visits:
    """The visits with `beside` and `ready`, those that go beside each other in one fixed order."""
    beside = _beside(visits) if visits.worked else np.zeros(visits.n, dtype=bool)
    group = np.cumsum(~beside) - 1
    order = np.lexsort((visits.step, group))
    moved = {name: getattr(visits, name)[order] for name in ("step", "team", "who", "start", "end", "left", "silent")}
    visits = replace(visits, beside=beside, **moved)
    return replace(visits, ready=_ready(visits, group))


def _beside(visits: Visits) -> Bools:
    """Whether each visit begins beside the one before it in its contact."""
    same = ~visits.closes[:-1]
    overlap = same & (np.minimum(visits.end[:-1], visits.end[1:]) - visits.start[1:] > INSTANT)
    n = len(visits.steps)
    a, b = visits.step[:-1], visits.step[1:]
    pair = np.minimum(a, b) * n + np.maximum(a, b)
    met = np.bincount(pair[same], minlength=n * n)
    overlapped = np.bincount(pair[overlap], minlength=n * n)
    together = (met >= MEETINGS) & (overlapped >= OVERLAPS * met)
    return np.append(False, same & together[pair])


def _ready(visits: Visits, group: Ints) -> Floats:
    """When all was done that came before the visit's group; a contact's first are ready when the first of them
    begins."""
    apart = visits.contact * APART
    done = np.maximum.accumulate(visits.end + apart)
    first = np.searchsorted(group, np.arange(group[-1] + 1))
    opens = np.append(True, np.diff(visits.contact[first]) != 0)
    begun = np.minimum.reduceat(visits.moments, first)
    before = np.where(opens, begun, done[np.maximum(first - 1, 0)] - apart[first])
    result: Floats = np.minimum(before[group], visits.moments)
    return result
