"""What changes by the clock: the slot, who is on duty, what is counted."""

import numpy as np

from headwater.foresight.simulator.kernel.chance import child, uniform
from headwater.foresight.simulator.kernel.compiled import rare
from headwater.foresight.simulator.kernel.count import line_area, shut
from headwater.foresight.simulator.kernel.memory import floats, ints, pool_of
from headwater.foresight.simulator.kernel.serve import end_shift, pause

AWAY = 1 << 40
"""Where the keys of who is away begin among those of a replication."""


@rare
def change(w):
    """Write down what was so far, then begin what is next."""
    for p in range(w.n_pools):
        shut(w, p)
    for s in range(w.n_stations):
        line_area(w, s)
    _phase(w)
    while w.next_slot <= w.now:
        w.slotted += 1
        w.slot = w.slotted % w.slots
        w.next_slot = (w.slotted + 1) * w.slot_length
    while w.edge < w.n_edges and floats(w.at_edges)[w.edge] <= w.now:
        w.edge += 1
    set_servers(w)
    set_next(w)


@rare
def _phase(w):
    if w.phase == 0 and w.now >= w.begin:
        w.phase = 1
    if w.phase == 1 and w.now >= w.end:
        w.phase = 2
        if w.most:
            w.stop = min(w.stop, 2.0 * w.end - w.begin)
    if w.phase == 1 and not w.most:
        w.quarter = np.int64((w.now - w.begin) / (w.end - w.begin) * 4.0 + 1e-9)


@rare
def set_servers(w):
    """Who is on duty now."""
    for p in range(w.n_pools):
        pool = pool_of(w, p)
        before = pool.on
        pool.on = ints(w.at_servers)[p * w.slots + w.slot]
        if pool.absent > 0.0:
            pool.on -= _away(w, p)
        for k in range(pool.closed, pool.closed + pool.closes):
            if floats(w.at_spans)[k * 2 + 0] <= w.now < floats(w.at_spans)[k * 2 + 1]:
                pool.on = 0
        if pool.on < before and not pool.pauses:
            end_shift(w, p, before)
        else:
            pool.most = pool.on if pool.pauses else max(pool.most, pool.on)
        if pool.pauses and pool.busy > pool.on:
            pause(w, p)
    w.dirty = 1


@rare
def _away(w, p):
    """How many of those on duty are away today."""
    pool, away = pool_of(w, p), 0
    key = child(child(w.seed, AWAY + p), np.int64(np.floor(w.now / w.day)))
    first = ints(w.at_servers)[(w.n_pools + p) * w.slots + w.slot]
    for server in range(first, first + pool.on):
        if uniform(key, server) < pool.absent:
            away += 1
    return away


@rare
def set_next(w):
    """When something changes by the clock again."""
    w.next_change = np.inf if w.slots == 1 else w.next_slot
    if w.absences:
        w.next_change = min(w.next_change, (np.floor(w.now / w.day) + 1.0) * w.day)
    if w.edge < w.n_edges:
        w.next_change = min(w.next_change, floats(w.at_edges)[w.edge])
    if w.phase == 0:
        w.next_change = min(w.next_change, w.begin)
    if w.phase == 1:
        w.next_change = min(w.next_change, w.end)
        if not w.most:
            quarter = w.begin + (w.end - w.begin) * (w.quarter + 1) / 4.0
            w.next_change = min(w.next_change, quarter if quarter > w.now else w.end)
