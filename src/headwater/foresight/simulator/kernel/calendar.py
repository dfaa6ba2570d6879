"""The calendar: a binary heap of times. What is due leaves a hole on top, which the next entry fills: one sift, not
two.
"""

import numpy as np

from headwater.foresight.simulator.kernel.compiled import part, rare
from headwater.foresight.simulator.kernel.memory import floats, longs, token_of

INF = np.inf


@part
def push(w, time, what, thing, stamp):
    """Enter something at a time."""
    entry = (np.int64(stamp) << 36) | (np.int64(what) << 32) | np.int64(thing)
    if w.hole:
        w.hole = 0
        _down(floats(w.at_times), longs(w.at_entries), w.heap, time, entry)
    else:
        w.heap += 1
        _up(floats(w.at_times), longs(w.at_entries), w.heap - 1, time, entry)


@part
def fill(w):
    """Close the hole on top with the last entry."""
    w.hole = 0
    w.heap -= 1
    n = w.heap
    time, entry = floats(w.at_times)[n], longs(w.at_entries)[n]
    floats(w.at_times)[n] = INF
    if n > 0:
        _down(floats(w.at_times), longs(w.at_entries), n, time, entry)


@part
def _up(times, entries, at, time, entry):
    while at > 0:
        above = (at - 1) >> 1
        if times[above] <= time:
            break
        times[at] = times[above]
        entries[at] = entries[above]
        at = above
    times[at] = time
    entries[at] = entry


@part
def _down(times, entries, n, time, entry):
    at = 0
    child = 1
    while child < n:
        child += times[child + 1] < times[child]  # no branch to guess wrong; beyond the last is an endless time
        if time <= times[child]:
            break
        times[at] = times[child]
        entries[at] = entries[child]
        at = child
        child = 2 * at + 1
    times[at] = time
    entries[at] = entry


@rare
def drop_stale(w):
    """Rebuild the calendar without what is not due any more."""
    if w.hole:
        fill(w)
    n = w.heap
    w.heap = 0
    w.stale = 0
    for i in range(n):
        time, entry = floats(w.at_times)[i], longs(w.at_entries)[i]
        floats(w.at_times)[i] = INF
        if alive(w, entry):
            w.heap += 1
            _up(floats(w.at_times), longs(w.at_entries), w.heap - 1, time, entry)


@part
def alive(w, entry):
    """Whether an entry is still due: its token has not gone on since."""
    what = (entry >> 32) & 15
    if what == 6:
        return True
    return token_of(w, entry & 0xFFFFFFFF).stamp == entry >> 36
