"""The way of a case: from state to state, its contacts, and how it ends."""

import numpy as np

from headwater.foresight.simulator.kernel.calendar import push
from headwater.foresight.simulator.kernel.chance import child, uniform
from headwater.foresight.simulator.kernel.compiled import part, rare
from headwater.foresight.simulator.kernel.count import (
    closed,
    gone,
    note,
    shifted,
    waited,
)
from headwater.foresight.simulator.kernel.draw import draw
from headwater.foresight.simulator.kernel.line import (
    free_token,
    on_line,
    remove,
    stand,
    take_token,
)
from headwater.foresight.simulator.kernel.memory import (
    case_of,
    floats,
    ints,
    kind_of,
    longs,
    pool_of,
    start_of,
    state_of,
    station_of,
    step_of,
    token_of,
    way_of,
)
from headwater.foresight.simulator.kernel.serve import begin, free_pool, goes_home, release
from headwater.foresight.simulator.kernel.world import (
    BEFORE,
    BEGINS,
    DELAY,
    ENTERS,
    GHOST,
    GOES_ON,
    JOINS,
    MOVE,
    PASSES,
    PURPOSES,
    RELEASES,
    REPEAT,
    REPEAT_AFTER,
    REPEAT_AT,
    RETRY,
    RETRY_AFTER,
    RETRY_AT,
    SELF,
    SELF_FAILS,
    SILENT,
    SKIP,
    START,
    TIMED,
    WORK,
)  # fmt: skip

TURNS = 100
"""States passed in no time before the calendar has its turn."""


@rare
def contact(w, i):
    """A contact begins; the state it starts in, -1 where no station is reached."""
    token = token_of(w, i)
    case = case_of(w, token.case)
    kind = kind_of(w, case.kind)
    key = child(case.own, case.contact) if case.contact else case.own
    case.earlier = case.earlier + case.wait if case.contact else 0.0
    case.since = case.since + w.now - case.born if case.contact and kind.late_of_case else 0.0
    case.born, case.wait, case.haste = w.now, 0.0, 0.0
    case.works, case.open, case.lap, case.gave_up, case.last = 0, 1, 0, 0, -1
    case.counted = 1 if w.phase == 1 else 0
    token.key = key
    if case.counted:
        w.open_cases += 1
        longs(w.at_counts)[case.kind * 6 + (3 if case.contact else 0)] += 1
    itself = kind.self_service > 0.0 and uniform(key, SELF) < kind.self_service
    if itself and uniform(key, SELF_FAILS) >= kind.fails:
        _end(w, i)
        return -1
    return _start(w, case.kind, key)


@part
def _start(w, k, key):
    kind = kind_of(w, k)
    at = kind.start
    if kind.starts > 1:
        u = uniform(key, START)
        while u >= start_of(w, at).upto:  # the last is 1
            at += 1
    return start_of(w, at).state


@part
def _chosen(w, at, n, u):
    last = at + n - 1
    while at < last and u >= way_of(w, at).upto:
        at += 1
    return at


@part
def enter(w, i, state):
    """Go on until something takes time."""
    for _ in range(TURNS):
        if state < 0:
            return
        state = _visit(w, i, state)
    if state >= 0:
        token_of(w, i).state = state
        push(w, w.now, ENTERS, i, token_of(w, i).stamp)


@part
def _visit(w, i, state):
    token, place = token_of(w, i), state_of(w, state)
    token.state, token.step = state, place.step
    token.place = (case_of(w, token.case).lap * w.states + state) * PURPOSES
    token.move = place.move
    if place.moves > 1:
        token.move = _chosen(w, place.move, place.moves, uniform(token.key, token.place + MOVE))
    if place.parallel and way_of(w, token.move).together:
        _beside(w, i)
    step = step_of(w, token.step)
    if step.skip > 0.0 and uniform(token.key, token.place + SKIP) < step.skip:
        return leave(w, i)
    if step.before:
        delay = draw(w, step.before, token.key, token.place + BEFORE)
        if delay > 0.0:
            push(w, w.now + delay, JOINS, i, token.stamp)
            return -1
    return reach(w, i)


@rare
def _beside(w, i):
    token = token_of(w, i)
    way = way_of(w, token.move)
    j = take_token(w)
    other, case = token_of(w, j), case_of(w, token.case)
    other.key, other.case, other.kind, other.state = token.key, token.case, token.kind, way.state
    case.open += 1
    case.lap += way.back
    token.move = -1
    delay = draw(w, way.delay, token.key, token.place + DELAY)
    push(w, w.now + delay, ENTERS, j, other.stamp)


@part
def reach(w, i):
    """The step is reached: held for a batch, or on to its station. The state to enter, -1 where it takes time."""
    token = token_of(w, i)
    step = step_of(w, token.step)
    token.joined = w.now
    token.station = step.station
    token.slot = w.slot if w.phase == 1 else -1
    if token.slot >= 0:
        floats(w.at_step)[token.step * 3 + 0] += 1
    if step.station >= 0:
        _at_station(w, i)
    if step.of > 1 or step.every > 0.0:
        _hold(w, i)
        return -1
    return go_on(w, i)


@part
def _at_station(w, i):
    token = token_of(w, i)
    case = case_of(w, token.case)
    token.rank = ints(w.at_ranks)[token.station * w.n_kinds + token.kind]
    if token.slot >= 0:
        w.open_visits += 1
    if case.last >= 0 and case.last != token.station and case.counted:
        longs(w.at_counts)[token.kind * 6 + 5] += 1
    case.last = token.station


@rare
def go_on(w, i):
    """To the station, or through what is nobody's queue; the state to enter next, -1 where it takes time."""
    token = token_of(w, i)
    if token.station >= 0:
        join(w, i)
        return -1
    time = step_of(w, token.step).factor * draw(
        w, ints(w.at_work)[token.step * w.n_kinds + token.kind], token.key, token.place + WORK
    )
    if time > 0.0:
        push(w, w.now + time, PASSES, i, token.stamp)
        return -1
    return passed(w, i)


@rare
def passed(w, i):
    """A step that is nobody's queue is over; the state to enter next."""
    token, now = token_of(w, i), w.now
    if token.slot >= 0:
        floats(w.at_step)[token.step * 3 + 2] += now - token.joined
    note(w, i, token.joined, now)
    return leave(w, i)


@part
def join(w, i):
    """Work begins at once where a server is free; else the queue is joined."""
    if w.tie:  # others come or become free at this very moment: who begins is seen when all are there
        w.dirty = 1
        stand(w, i)
        return
    p = free_pool(w, token_of(w, i).station)
    if p >= 0:
        begin(w, i, p)
    else:
        stand(w, i)


@rare
def _hold(w, i):
    token = token_of(w, i)
    step = step_of(w, token.step)
    token.next = -1
    if step.held:
        token_of(w, step.last).next = i
    else:
        step.first = i
    step.last = i
    step.held += 1
    if step.of > 1 and step.held >= step.of:
        let_go(w, token.step)
    elif step.every > 0.0 and not step.due:
        step.due = 1
        passed_by = np.floor((w.now - step.phase) / step.every)
        push(w, step.phase + (passed_by + 1.0) * step.every, RELEASES, token.step, 0)


@rare
def let_go(w, s):
    """What was held for a batch goes on, in the order in which it came: each has the next after it in the calendar."""
    step = step_of(w, s)
    if step.held:
        push(w, w.now, GOES_ON, step.first, token_of(w, step.first).stamp)
    step.held = 0


@rare
def let_in(w, i):
    """One of a batch goes on, while the others are still to come. The state to enter next, -1 where it takes time."""
    after = token_of(w, i).next
    if after >= 0:
        push(w, w.now, GOES_ON, after, token_of(w, after).stamp)
        w.tie = 1
    return go_on(w, i)


@part
def done(w, i):
    """Work is over: the server is free, the case goes on. The state to enter next, -1 for none."""
    token = token_of(w, i)
    pool = pool_of(w, token.pool)
    if pool.most > pool.on:
        goes_home(w, i)
    if token.flags & GHOST:
        release(w, token.pool)
        free_token(w, i)
        return -1
    note(w, i, token.started, w.now)
    if pool.late:
        return _before_release(w, i)
    release(w, token.pool)
    return leave(w, i)


@rare
def _before_release(w, i):
    """Of several queues one comes first, and the case may go on to that one: it is there before the server looks."""
    p = token_of(w, i).pool
    enter(w, i, leave(w, i))
    release(w, p)
    return -1


@part
def leave(w, i):
    """A state is over; the state that comes next at once, -1 where none does."""
    token = token_of(w, i)
    case = case_of(w, token.case)
    if token.move >= 0:
        case.pending = token.move
    case.open -= 1
    if case.open > 0:
        free_token(w, i)
        return -1
    way = way_of(w, case.pending)
    if case.gave_up or way.state < 0:
        _end(w, i)
        return -1
    case.open = 1
    case.lap += way.back
    if way.delay:
        delay = draw(w, way.delay, token.key, token.place + DELAY)
        if delay > 0.0:
            token.state = way.state
            push(w, w.now + delay, ENTERS, i, token.stamp)
            return -1
    return way.state


@part
def _end(w, i):
    token = token_of(w, i)
    c = token.case
    case, kind = case_of(w, c), kind_of(w, case_of(w, c).kind)
    wait = case.earlier + case.wait if kind.of_case else case.wait
    by = kind.per_wait * wait + kind.per_haste * case.haste / max(case.works, 1)
    may = not case.gave_up and kind.repeat > 0.0 and (kind.most == 0 or case.contact < kind.most)
    again = may and uniform(token.key, REPEAT) < shifted(kind.repeat, by)
    closed(w, c, again)
    if again:
        case.contact += 1
        after = draw(w, kind.repeat_after, token.key, REPEAT_AFTER)
        push(w, _comes_at(w, case.kind, w.now + after, token.key, REPEAT_AT), BEGINS, i, token.stamp)
        return
    case.next = w.free_case
    w.free_case = c
    free_token(w, i)


@rare
def give_up(w, i):
    """Patience is over: the queue is left, or, without a word, the place is kept."""
    token = token_of(w, i)
    station, time = station_of(w, token.station), w.now - token.joined
    token.flags &= ~TIMED
    on_line(w, token.station, -1)
    silent = station.silent > 0.0 and uniform(token.key, token.place + SILENT) < station.silent
    gone(w, i, silent)
    waited(w, i, time, time, False)
    note(w, i, np.nan, w.now)
    if silent:
        i = _ghost(w, i)
    else:
        remove(w, i)
    _comes_back(w, i)


@rare
def _ghost(w, i):
    j = take_token(w)
    token, other = token_of(w, i), token_of(w, j)
    other.key, other.place, other.case, other.kind = token.key, token.place, token.case, token.kind
    other.state, other.move = token.state, token.move
    token.flags |= GHOST
    token.slot = -1
    return j


@rare
def _comes_at(w, kind, time, key, number):
    """When a further contact comes that is due at a time: then, or in the first slot after it in which it can."""
    if not kind_of(w, kind).within:
        return time
    slot = np.int64(np.floor(time / w.slot_length))
    for later in range(w.slots + 1):
        if ints(w.at_within)[kind * w.slots + (slot + later) % w.slots]:
            return time if later == 0 else (slot + later + uniform(key, number)) * w.slot_length
    return time


@rare
def _comes_back(w, i):
    token = token_of(w, i)
    case, kind = case_of(w, token.case), kind_of(w, token.kind)
    if kind.retry > 0.0 and uniform(token.key, token.place + RETRY) < kind.retry:
        case.lap += 1
        if case.counted:
            longs(w.at_counts)[token.kind * 6 + 4] += 1
        after = draw(w, kind.retry_after, token.key, token.place + RETRY_AFTER)
        at = _comes_at(w, token.kind, w.now + after, token.key, token.place + RETRY_AT)
        if kind.anew and case.open == 1:
            case.last = -1
            token.state = _start(w, token.kind, token.key)
        push(w, at, ENTERS, i, token.stamp)
        return
    case.gave_up = 1
    leave(w, i)
