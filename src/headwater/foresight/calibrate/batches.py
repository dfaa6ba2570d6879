"""Steps that are handed in together, at set times or once so many are there: people clear the heap, and leave what has
come since for the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.duty import Duty
from headwater.foresight.calibrate.laws import by_code
from headwater.foresight.calibrate.queues import at_work
from headwater.foresight.calibrate.teams import Tokens
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits

PERIODS = (168.0, 24.0, 12.0, 8.0, 6.0, 4.0, 3.0, 2.0, 1.0)
ROUND = (1440, 720, 360, 60, 30, 15, 5, 1)
"""minutes: of the times that fit as well, the roundest is taken"""
ODD = 0.002
"""… times fit as well that differ for no more than this share of the visits"""
RELEASED = 0.98
LEAST = 30
CLEARED = 0.9
"""A heap is cleared where this share of it is begun before the next."""
SPANS = 10
"""Spans in which the heap was cleared and what had come meanwhile was left, though people were at work: a queue would
have to end at the turn of a span by chance so often …"""
MOSTLY = 0.3
"""… and in this share of the spans in which anything was begun."""
STRUCK = 5
"""Heaps of one size that were begun at the very moment when the last of them came."""
PROMPT = 0.25
"""What follows the release takes at most this share of the span, in open time …"""
BUSY = 0.9
"""… or people are at work on others until it is begun; else the wait may be a delay."""
SHORTLY = 1 / 60
NEAR = 1e-3


@dataclass(frozen=True)
class Heap:
    """Released at `at` and every `every` hours before and after it; or whenever `of` are there, where the heaps follow
    each other from the visit number `first` on, in the order in which they came."""

    every: float = 0.0
    at: float = 0.0
    of: int = 0
    first: int = 0

    def released(self, ready: Floats) -> Floats:
        """When each of a step's visits is released; inf where its heap is not full at the end."""
        if self.every:
            return _after(ready, self.every, self.at)
        came = np.sort(ready)
        last = (_number(came, ready) - self.first) // self.of * self.of + self.of - 1 + self.first
        return np.append(came, np.inf)[np.minimum(last, len(came))]


def batches(visits: Visits, tokens: Tokens, team: Ints, duty: Duty) -> tuple[Heap | None, ...]:
    """For each token how it is released; None where nothing holds it."""
    if not visits.worked:
        return (None,) * tokens.n
    busy = at_work(visits, team, visits.start, visits.start - SHORTLY) > 0
    return tuple(
        _heap(_Seen(visits, team, duty, busy, mine[(team[mine] >= 0) & ~visits.left[mine]]))
        for mine in by_code(tokens.token, tokens.n)
    )


def released(visits: Visits, tokens: Tokens, heaps: Sequence[Heap | None]) -> Floats:
    """When each visit could be begun, seen from who works on it."""
    found = visits.ready.copy()
    for heap, mine in zip(heaps, by_code(tokens.token, tokens.n), strict=True):
        rows = mine[~visits.left[mine]]
        if heap is not None and len(rows):
            found[rows] = np.minimum(_let_go(heap, visits.ready[rows], visits.start[rows]), visits.start[rows])
    return found


def _let_go(heap: Heap, ready: Floats, start: Floats) -> Floats:
    """The releases; a heap of which nothing is begun before a later one, as over a weekend, goes with the last of
    these."""
    due = heap.released(ready)
    if not heap.every:
        return due
    of = np.unique(due, return_inverse=True)[1]
    first = np.full(int(of.max()) + 1, np.inf)
    np.minimum.at(first, of, start + NEAR)
    result: Floats = np.maximum(due, _after(first - heap.every, heap.every, heap.at)[of])
    return result


class _Seen:
    """The visits of one step, and whether the team was at work right before each."""

    def __init__(self, visits: Visits, team: Ints, duty: Duty, busy: Bools, mine: Ints) -> None:
        self.ready, self.start, self.team = visits.ready[mine], visits.start[mine], team[mine]
        self.busy, self.duty = busy[mine], duty

    def after(self, release: Floats) -> bool:
        """Whether nearly nothing is begun before it is released."""
        return bool((self.start >= release - NEAR).mean() >= RELEASED)

    def soon(self, release: Floats, within: float) -> bool:
        """Whether work follows the release, or people were at work on others until it is begun."""
        rest = self.duty.worked(self.team, np.minimum(release, self.start), self.start)
        return float(np.median(rest)) <= within or float(self.busy[rest > SHORTLY].mean()) >= BUSY


def _heap(seen: _Seen) -> Heap | None:
    """The number that fits, else the longest span."""
    if len(seen.ready) < LEAST:
        return None
    return next((heap for heap in (*_counted(seen), *_timed(seen))), None)


def _timed(seen: _Seen) -> Iterator[Heap]:
    for hours in PERIODS:
        at = _phase(hours, seen.ready, seen.start)
        release = _after(seen.ready, hours, at)
        fits = seen.after(release) and _left(hours, seen.ready - at, seen.start - at)
        if fits and seen.soon(release, PROMPT * min(hours, 8.0)):
            yield Heap(every=hours, at=at)


def _phase(hours: float, ready: Floats, start: Floats) -> float:
    """The time in the span at which the most were waiting, of those that tell as much the roundest."""
    n = round(60 * hours)
    low = np.floor(ready * 60 + 1e-6).astype(np.int64) + 1
    high = np.minimum(np.floor((start + NEAR) * 60).astype(np.int64), low + n - 1)
    held = high >= low
    begins, ends = np.bincount(low[held] % n, minlength=n), np.bincount(high[held] % n + 1, minlength=n + 1)
    waiting = np.cumsum(begins - ends[:n]) + int((low[held] % n > high[held] % n).sum())
    best = np.flatnonzero(waiting >= waiting.max() - ODD * len(ready))
    step = next(step for step in ROUND if (best % step == 0).any())
    return float(best[best % step == 0][0] / 60)


def _counted(seen: _Seen) -> Iterator[Heap]:
    """Heaps of as many as were there when work began with the coming of one, while nobody had worked on the others."""
    came, begun = np.sort(seen.ready), np.sort(seen.start)
    last = _number(came, seen.start + NEAR)
    struck = ~seen.busy & (seen.start - seen.ready > SHORTLY) & (seen.start - came[np.maximum(last, 0)] <= SHORTLY)
    of = last[struck] + 1 - np.searchsorted(begun, seen.start[struck] - NEAR)
    if len(of) < STRUCK:
        return
    n = int(np.bincount(of).argmax())
    first = int(np.bincount((last[struck] + 1) % n).argmax())
    heap = Heap(of=n, first=first)
    release = np.minimum(heap.released(seen.ready), seen.ready.max())
    if n > 1 and (of == n).sum() >= STRUCK and seen.after(release) and seen.soon(release, SHORTLY):
        yield heap


def _number(came: Floats, time: Floats) -> Ints:
    """The number of the last that had come at each time."""
    found: Ints = np.searchsorted(came, time, side="right") - 1
    return found


def _after(ready: Floats, every: float, at: float) -> Floats:
    """The first release after each time."""
    result: Floats = (np.floor((ready - at) / every) + 1) * every + at
    return result


def _left(hours: float, ready: Floats, start: Floats) -> bool:
    """Whether there are enough spans in which the heap was cleared, and something was left that had come before the
    last of it was begun."""
    begun, came = np.floor((start + NEAR) / hours), np.floor(ready / hours)
    spans, place, count = np.unique(begun, return_inverse=True, return_counts=True)
    heap = np.searchsorted(np.sort(came), spans) - np.searchsorted(np.sort(begun), spans)
    last = np.zeros(len(spans))
    np.maximum.at(last, place, start)
    at = np.minimum(np.searchsorted(spans, came), len(spans) - 1)
    stayed = (spans[at] == came) & (ready < last[at]) & (begun > came)
    told = (np.bincount(at[stayed], minlength=len(spans)) > 0) & (count >= CLEARED * heap)
    return bool(told.sum() >= max(SPANS, MOSTLY * len(spans)))
