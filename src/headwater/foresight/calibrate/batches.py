"""Steps that are handed in together at set times: people clear the heap, and leave what has come since for the next."""

import numpy as np

from headwater.foresight.calibrate.duty import Duty
from headwater.foresight.calibrate.laws import by_code
from headwater.foresight.calibrate.queues import at_work
from headwater.foresight.calibrate.teams import Tokens
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits

PERIODS = (168.0, 24.0, 12.0, 8.0, 6.0, 4.0, 3.0, 2.0, 1.0)
RELEASED = 0.98
LEAST = 30
CLEARED = 0.9
"""A heap is cleared where this share of it is begun before the next."""
SPANS = 10
"""Spans in which the heap was cleared and what had come meanwhile was left, though people were at work: a queue would
have to end at the turn of a span by chance so often."""
PROMPT = 0.25
"""What follows the release takes at most this share of the span, in open time …"""
BUSY = 0.9
"""… or people are at work on others until it is begun; else the wait may be a delay."""
SHORTLY = 1 / 60


def batches(visits: Visits, tokens: Tokens, team: Ints, duty: Duty) -> tuple[float, ...]:
    """For each token the hours between two releases, 0 where it is not batched."""
    if not visits.worked:
        return (0.0,) * tokens.n
    busy = at_work(visits, team, visits.start, visits.start - SHORTLY) > 0
    return tuple(
        _period(visits, team, duty, busy, mine[(team[mine] >= 0) & ~visits.left[mine]])
        for mine in by_code(tokens.token, tokens.n)
    )


def _period(visits: Visits, team: Ints, duty: Duty, busy: Bools, mine: Ints) -> float:
    """The longest that fits."""
    if len(mine) < LEAST:
        return 0.0
    ready, start = visits.ready[mine], visits.start[mine]
    return next((h for h in PERIODS if _fits(h, ready, start, busy[mine], team[mine], duty)), 0.0)


def _fits(hours: float, ready: Floats, start: Floats, busy: Bools, team: Ints, duty: Duty) -> bool:
    release = (np.floor(ready / hours) + 1) * hours
    if (start >= release - 1e-3).mean() < RELEASED or _left(hours, ready, start) < SPANS:
        return False
    rest = duty.worked(team, np.minimum(release, start), start)
    return float(np.median(rest)) <= PROMPT * min(hours, 8.0) or float(busy[rest > SHORTLY].mean()) >= BUSY


def _left(hours: float, ready: Floats, start: Floats) -> int:
    """The spans in which the heap was cleared, and something was left that had come before the last of it was begun."""
    begun, came = np.floor((start + 1e-3) / hours), np.floor(ready / hours)
    spans, place, count = np.unique(begun, return_inverse=True, return_counts=True)
    heap = np.searchsorted(np.sort(came), spans) - np.searchsorted(np.sort(begun), spans)
    last = np.zeros(len(spans))
    np.maximum.at(last, place, start)
    at = np.minimum(np.searchsorted(spans, came), len(spans) - 1)
    stayed = (spans[at] == came) & (ready < last[at]) & (begun > came)
    return int(((np.bincount(at[stayed], minlength=len(spans)) > 0) & (count >= CLEARED * heap)).sum())
