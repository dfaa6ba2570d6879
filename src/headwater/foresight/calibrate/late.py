"""Where *spoiled* is itself a matter of time (a promise missed, the slowest tenth): the rule, which is no effect that
could be estimated."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.slopes import LEAST, likelihood
from headwater.foresight.calibrate.visits import Bools, Floats, Ints
from headwater.foresight.simulator.domain import LateBy

BY: tuple[LateBy, ...] = ("time", "waiting", "wait")
NEARLY = 0.95
"""It is a rule where this share of the cases beyond the limit is spoiled …"""
SHARP = 0.8
"""… and so much of what the shares on either side of it differ by lies between the cases next to it."""
COST = 5.0
"""Log units that a limit must be worth: where one does for all kinds, there is one."""
NEXT = 20, 0.01, 200
"""Next to the limit are at least so many cases on either side, this share of all, and at most so many."""


@dataclass(frozen=True)
class Late:
    """Cases of each kind are late that come to more than `after` hours by `by` (inf: no case is). No case of the
    record lies between `low` and `high`, so that the limit may lie anywhere there."""

    by: LateBy
    after: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    def cases(self, frame: Frame) -> Bools:
        """Which cases of the record are late."""
        found: Bools = came_to(frame, self.by) > np.array(self.after)[_kind(frame)]
        return found


def late(frame: Frame) -> Late | None:
    """The rule that fits best, with one limit for all kinds or one for each; None where being spoiled is no matter of
    time."""
    if frame.spoiled is None:
        return None
    kind = _kind(frame)
    groups = (np.zeros_like(kind), kind) if kind.any() else (kind,)
    found = [of for by in BY for each in groups for of in _ruled(frame, by, each)]
    return max(found, key=lambda of: of[1])[0] if found else None


def came_to(frame: Frame, by: LateBy) -> Floats:
    """Hours that each case waited in queues, took, or took less all work."""
    visits = frame.visits
    case = visits.of[visits.contact]
    if by == "wait":
        return np.bincount(case, frame.wait, minlength=visits.cases).astype(np.float64)
    over = np.full(visits.cases, -np.inf)
    np.maximum.at(over, case, visits.end)
    took = over - visits.opened[visits.fresh]
    worked = np.bincount(case, frame.work * (frame.team >= 0), minlength=visits.cases)
    result: Floats = took - worked if by == "waiting" else took
    return result


def _kind(frame: Frame) -> Ints:
    kind: Ints = frame.kind[frame.visits.fresh]
    return kind


def _ruled(frame: Frame, by: LateBy, groups: Ints) -> list[tuple[Late, float]]:
    """The rule by one measure of time and its log-likelihood, less what each limit costs; none where a group has
    none."""
    assert frame.spoiled is not None
    hours, names = came_to(frame, by), len(frame.kinds.names)
    after, total = np.full((3, names), np.inf), 0.0
    for g in np.unique(groups):
        mine = groups == g
        found = limit(hours[mine], frame.spoiled[mine])
        if found is None:
            return []
        after[:, np.unique(_kind(frame)[mine])] = np.array(found[:3])[:, None]
        total += found[3] - COST
    return [(Late(by, *(tuple(row.tolist()) for row in after)), total)]


def limit(hours: Floats, spoiled: Bools) -> tuple[float, float, float, float] | None:
    """The limit beyond which nearly all are spoiled, the cases next to it, and the log-likelihood of two shares."""
    order = np.argsort(hours, kind="stable")
    x, y = hours[order], spoiled[order].astype(np.float64)
    n, below = len(x), np.cumsum(y)
    at = np.flatnonzero(np.diff(x) > 0)
    at = at[(n - 1 - at >= LEAST) & (at + 1 >= LEAST)]
    if not len(at):
        return None
    told = _told(below[at], at + 1) + _told(below[-1] - below[at], n - 1 - at)
    best = at[told.argmax()]
    low, high = float(x[best]), float(x[best + 1])
    shares = below[best] / (best + 1), (below[-1] - below[best]) / (n - 1 - best)
    by_slope = likelihood(hours[:, None], spoiled, np.ones(n))
    if shares[1] < NEARLY or not _sharp(y, int(best) + 1, shares[1] - shares[0]) or told.max() <= by_slope:
        return None
    return (low + high) / 2, low, high, float(told.max())


def _told(spoiled: Floats, of: Ints) -> Floats:
    """The log-likelihood of so many of so many at their own share."""
    p = np.clip(spoiled / of, 1e-12, 1 - 1e-12)
    result: Floats = spoiled * np.log(p) + (of - spoiled) * np.log1p(-p)
    return result


def _sharp(y: Floats, at: int, apart: float) -> bool:
    near = int(np.clip(NEXT[1] * len(y), NEXT[0], NEXT[2]))
    return bool(y[at : at + near].mean() - y[max(at - near, 0) : at].mean() >= SHARP * apart)
