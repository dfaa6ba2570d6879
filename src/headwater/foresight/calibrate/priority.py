"""Who is served first where several kinds wait for one team: as the order of service shows among those waiting
together.

Of two groups the one goes before the other where hardly anybody of the other is begun while one of the first waits.
How often that would be by chance is told by the same waits: for each that was begun after waiting, the share of all the
team's begins meanwhile at which one of the first waited. First come, first served leaves as many waiting as chance
does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from headwater.foresight.calibrate.crews import members
from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.kinds import Kinds
from headwater.foresight.calibrate.visits import INSTANT, Bools, Floats, Ints
from headwater.shared.said import say

LEAST = 20.0
"""So many begins out of turn must be due by chance for an order to be told."""
HARDLY = 0.2
"""One group goes before another where this share of what is due by chance is out of turn …"""
EVERY = 0.35
"""… and of each kind in it no more than this."""


@dataclass(frozen=True)
class Priority:
    """`level` of each kind (1 is served first), how many were begun out of turn, and how many were due by chance."""

    level: tuple[int, ...]
    out: float = 0.0
    due: float = 0.0

    @property
    def off(self) -> bool:
        """Whether all are alike."""
        return max(self.level) == 1

    @property
    def of_kinds(self) -> tuple[tuple[int, int], ...]:
        """As a station has it; empty where all are alike."""
        return () if self.off else tuple(enumerate(self.level))


def priorities(frame: Frame) -> tuple[Priority, ...]:
    """Of each team; what is not a queue (delays, batches) tells nothing of it."""
    n = len(frame.kinds.names)
    plain = (Priority((1,) * n),) * len(frame.tokens.teams)
    if n < 2 or not frame.visits.worked:
        return plain
    queues = ~frame.delayed & np.array([heap is None for heap in frame.batches])
    rows = (frame.team >= 0) & queues[frame.tokens.token]
    kind = frame.kind[frame.visits.contact]
    return tuple(order_of(frame, np.flatnonzero(rows & (frame.team == t)), kind, n) for t in range(len(plain)))


def ordered_by(frame: Frame, others: Iterator[Kinds]) -> Iterator[str]:
    """What to say of columns that tell who is served first, where the kinds of the twin do not."""
    if not frame.visits.worked or not all(found.off for found in priorities(frame)):
        return
    for other in others:
        seen = replace(frame, kinds=other, kind=other.code[frame.visits.of])
        if not all(found.off for found in priorities(seen)):
            yield say(
                "Who is served first hangs on {column}, which the twin does not tell apart; --kind {column} does.",
                column=other.attribute,
            )


def among_queues(frame: Frame) -> tuple[Priority, ...]:
    """Of each team whose crew serves several queues: which of them (its members, in order) goes first."""
    rows = np.flatnonzero((frame.team >= 0) & ~frame.delayed[frame.tokens.token])
    result = []
    for t in range(len(frame.crew)):
        mine = np.array(members(frame.crew, t))
        its = rows[np.isin(frame.team[rows], mine)] if len(mine) > 1 else rows[:0]
        result.append(order_of(frame, its, np.searchsorted(mine, frame.team), len(mine)))
    return tuple(result)


def order_of(frame: Frame, rows: Ints, group: Ints, n: int) -> Priority:
    """The order of `n` groups among these visits; `group` of every visit."""
    if len(np.unique(group[rows])) < 2:
        return Priority((1,) * n)
    out, due = _counts(frame, rows, group[rows], n)
    ahead = (due - out).sum(axis=1) - (due - out).sum(axis=0)
    order = np.argsort(-ahead, kind="stable")
    cuts: list[int] = []
    for i in range(1, n):
        last = order[cuts[-1] if cuts else 0 : i]
        if due[np.ix_(last, order[i:])].sum() >= LEAST and _goes_before(out, due, order[:i], order[i:]):
            cuts.append(i)
    level = np.ones(n, dtype=np.int64)
    level[order] = 1 + np.searchsorted(cuts, np.arange(n), side="right")
    told = level[:, None] < level[None, :] if cuts else ~np.eye(n, dtype=bool)
    return Priority(tuple(level.tolist()), float(out[told].sum()), float(due[told].sum()))


def _goes_before(out: Floats, due: Floats, first: Ints, then: Ints) -> bool:
    o, d = out[np.ix_(first, then)], due[np.ix_(first, then)]
    if o.sum() > HARDLY * d.sum():
        return False
    sums = ((o.sum(axis=i), d.sum(axis=i)) for i in (0, 1))
    return all(bool((a <= np.maximum(EVERY * b, 1.0)).all()) for a, b in sums)


def _counts(frame: Frame, rows: Ints, group: Ints, n: int) -> tuple[Floats, Floats]:
    """[a, b] how many of b were begun while one of a waited, and how many of them would be by chance."""
    visits = frame.visits
    ready, begun, served = visits.ready[rows], visits.start[rows], ~visits.left[rows]
    waited = begun - ready > INSTANT
    starts = np.sort(begun[served])
    out, due = np.zeros((n, n)), np.zeros((n, n))
    judged = served & waited
    since, until = (np.searchsorted(starts, t, side="right") for t in (ready[judged], begun[judged]))
    for a in np.unique(group):
        own = group == a
        waits = _waits(ready[own], begun[own], begun)
        at = (waits | (own & waited))[served][np.argsort(begun[served], kind="stable")]
        before = np.append(0, np.cumsum(at))
        share = (before[until] - before[since]) / np.maximum(until - since, 1)
        out[a] = np.bincount(group[judged], waits[judged], minlength=n)
        due[a] = np.bincount(group[judged], share, minlength=n)
    np.fill_diagonal(out, 0.0)
    np.fill_diagonal(due, 0.0)
    return out, due


def _waits(ready: Floats, begun: Floats, at: Floats) -> Bools:
    """Whether one of those with these waits has waited before each time and does after it."""
    found: Bools = np.searchsorted(np.sort(ready), at - INSTANT) > np.searchsorted(np.sort(begun), at, side="right")
    return found
