"""The servers: who begins work, with whom, for how long, and what happens at the end of a shift."""

import numpy as np

from headwater.foresight.simulator.kernel.calendar import push
from headwater.foresight.simulator.kernel.chance import child, uniform
from headwater.foresight.simulator.kernel.compiled import part, rare
from headwater.foresight.simulator.kernel.count import busy_area, waited
from headwater.foresight.simulator.kernel.draw import draw
from headwater.foresight.simulator.kernel.line import next_for, on_line, remove, stamp
from headwater.foresight.simulator.kernel.memory import (
    case_of,
    floats,
    ints,
    kind_of,
    longs,
    pool_of,
    station_of,
    step_of,
    token_of,
)
from headwater.foresight.simulator.kernel.world import (
    BY_WAITING,
    CALLED,
    DONE,
    GHOST,
    HOME,
    SILENT_WORK,
    TIMED,
    WORK,
)

ENDS = 1 << 41
"""Where the keys of whose shift ends begin among those of a replication."""


@part
def free_pool(w, s):
    """A pool with a free server for a station; -1 where there is none."""
    station = station_of(w, s)
    for at in range(station.pool, station.pool + station.pools):
        p = ints(w.at_serving)[at]
        if pool_of(w, p).busy < pool_of(w, p).most:
            return p
    return -1


@part
def begin(w, i, p):
    """A server of pool p begins work on a token that is in no queue."""
    token = token_of(w, i)
    busy_area(w, p)
    pool_of(w, p).busy += 1
    token.pool, token.started = p, w.now
    if token.flags & GHOST:
        work = draw(w, station_of(w, token.station).silent_work, token.key, token.place + SILENT_WORK)
    else:
        time = w.now - token.joined
        waited(w, i, 0.0 if token.flags & CALLED else time, time, True)
        token.flags &= ~CALLED
        work = _work(w, i, p)
        if token.slot >= 0:
            floats(w.at_step)[token.step * 3 + 2] += work
    push(w, w.now + work, DONE, i, token.stamp)


@part
def _work(w, i, p):
    token = token_of(w, i)
    step, station, case = step_of(w, token.step), station_of(w, token.station), case_of(w, token.case)
    factor = step.factor
    if station.speeds:
        factor *= _knotted(w, station.speed, station.speeds, pool_of(w, p).busy / max(pool_of(w, p).on, 1))
    if station.rushes:
        factor *= _knotted(w, station.rush, station.rushes, np.float64(station.queued))
    if kind_of(w, token.kind).of_last:
        case.haste, case.works = max(1.0 - factor, 0.0), 0
    elif factor < 1.0:
        case.haste += 1.0 - factor
    case.works += 1
    work = factor * draw(w, ints(w.at_work)[token.step * w.n_kinds + token.kind], token.key, token.place + WORK)
    if kind_of(w, token.kind).late_by == BY_WAITING:
        case.since -= work
    return work


@rare
def _knotted(w, at, n, share):
    if share <= floats(w.at_knots)[at * 2 + 0]:
        return floats(w.at_knots)[at * 2 + 1]
    for k in range(at + 1, at + n):
        if share <= floats(w.at_knots)[k * 2 + 0]:
            x0, x1, y0, y1 = (
                floats(w.at_knots)[(k - 1) * 2 + 0],
                floats(w.at_knots)[k * 2 + 0],
                floats(w.at_knots)[(k - 1) * 2 + 1],
                floats(w.at_knots)[k * 2 + 1],
            )
            return y0 + (y1 - y0) * (share - x0) / (x1 - x0)
    return floats(w.at_knots)[(at + n - 1) * 2 + 1]


@part
def take(w, i, p):
    """Take a token from its queue and begin."""
    token = token_of(w, i)
    remove(w, i)
    if not token.flags & (GHOST | CALLED):
        on_line(w, token.station, -1)
    if token.flags & TIMED:
        token.flags &= ~TIMED
        stamp(w, i)
        w.stale += 1
    begin(w, i, p)


@part
def pull(w, p):
    """Let the free servers of a pool go on with what they paused, then take who waits."""
    pool = pool_of(w, p)
    while pool.busy < pool.most:
        if pool.paused_first >= 0:
            _resume(w, p)
            continue
        i = next_for(w, p) if w.waiting else -1
        if i < 0:
            return
        take(w, i, p)


@rare
def pull_all(w):
    """All pools, in order."""
    w.dirty = 0
    for p in range(w.n_pools):
        pull(w, p)


@part
def release(w, p):
    """A server has ended its work."""
    busy_area(w, p)
    pool_of(w, p).busy -= 1
    if w.tie:
        w.dirty = 1
    else:
        pull(w, p)


@rare
def end_shift(w, p, before):
    """Of `before` on duty, who are alike, some go home: those of them who are at work once it is done."""
    pool, key = pool_of(w, p), child(child(w.seed, ENDS + p), w.slotted)
    home, leaving = before - pool.on, pool.most - before
    for n in range(pool.busy - leaving):
        if uniform(key, n) * (before - n) < home:
            home -= 1
            leaving += 1
    pool.most = pool.on + leaving


@rare
def goes_home(w, i):
    """Who ends work may be one whose shift is over."""
    token = token_of(w, i)
    busy_area(w, token.pool)
    pool = pool_of(w, token.pool)
    if uniform(token.key, token.place + HOME) * pool.busy < pool.most - pool.on:
        pool.most -= 1


@rare
def pause(w, p):
    """The shift has ended: what was begun last is put aside first."""
    pool = pool_of(w, p)
    while pool.busy > pool.on:
        last = -1
        for at in range(w.heap):
            if _worked_on(w, at, p) and (last < 0 or _later(w, at, last)):
                last = at
        if last < 0:
            return
        _put_aside(w, last, p)


@rare
def _worked_on(w, at, p):
    entry = longs(w.at_entries)[at]
    if (entry >> 32) & 15 != DONE:
        return False
    token = token_of(w, entry & 0xFFFFFFFF)
    return token.stamp == entry >> 36 and token.pool == p


@rare
def _later(w, one_at, other_at):
    i, j = longs(w.at_entries)[one_at] & 0xFFFFFFFF, longs(w.at_entries)[other_at] & 0xFFFFFFFF
    one, other = token_of(w, i), token_of(w, j)
    return one.started > other.started or (one.started == other.started and i > j)


@rare
def _put_aside(w, at, p):
    i = longs(w.at_entries)[at] & 0xFFFFFFFF
    pool, token = pool_of(w, p), token_of(w, i)
    busy_area(w, p)
    pool.busy -= 1
    stamp(w, i)
    w.stale += 1
    floats(w.at_remaining)[i] = floats(w.at_times)[at] - w.now
    token.next = -1
    if pool.paused_last >= 0:
        token_of(w, pool.paused_last).next = i
    else:
        pool.paused_first = i
    pool.paused_last = i


@rare
def _resume(w, p):
    pool = pool_of(w, p)
    i = pool.paused_first
    token = token_of(w, i)
    pool.paused_first = token.next
    if token.next < 0:
        pool.paused_last = -1
    busy_area(w, p)
    pool.busy += 1
    push(w, w.now + floats(w.at_remaining)[i], DONE, i, token.stamp)
