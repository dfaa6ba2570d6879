"""The queues: one for each priority of a station, in order of joining; who gives up leaves from the middle."""

import numpy as np

from headwater.foresight.simulator.kernel.calendar import push
from headwater.foresight.simulator.kernel.chance import uniform
from headwater.foresight.simulator.kernel.compiled import part, rare
from headwater.foresight.simulator.kernel.count import line_area
from headwater.foresight.simulator.kernel.draw import draw
from headwater.foresight.simulator.kernel.memory import (
    head_of,
    ints,
    pool_of,
    station_of,
    token_of,
)
from headwater.foresight.simulator.kernel.world import (
    CALLBACK,
    CALLED,
    GIVES_UP,
    PATIENCE,
    TIMED,
    WAITS,
)


@part
def stamp(w, i):
    """What stands in the calendar for a token is not due any more."""
    token_of(w, i).stamp = (token_of(w, i).stamp + 1) & 0x7FFFFFF


@part
def take_token(w):
    """A free token."""
    i = w.free_token
    w.free_token = token_of(w, i).next
    w.tokens += 1
    token_of(w, i).flags = 0
    return i


@part
def free_token(w, i):
    """Give a token back."""
    stamp(w, i)
    token_of(w, i).next = w.free_token
    w.free_token = i
    w.tokens -= 1


@part
def append(w, i):
    """Stand at the end of the queue of one's priority."""
    token = token_of(w, i)
    head = head_of(w, token.station * w.classes + token.rank)
    token.prev, token.next = head.last, -1
    if head.last >= 0:
        token_of(w, head.last).next = i
    else:
        head.first = i
    head.last = i
    token.flags |= WAITS
    station_of(w, token.station).queued += 1
    w.waiting += 1


@part
def remove(w, i):
    """Leave the queue, from wherever one stands."""
    token = token_of(w, i)
    head = head_of(w, token.station * w.classes + token.rank)
    if token.prev >= 0:
        token_of(w, token.prev).next = token.next
    else:
        head.first = token.next
    if token.next >= 0:
        token_of(w, token.next).prev = token.prev
    else:
        head.last = token.prev
    token.flags &= ~WAITS
    station_of(w, token.station).queued -= 1
    w.waiting -= 1


@part
def on_line(w, s, more):
    """The number that waits on the line changes."""
    line_area(w, s)
    station_of(w, s).line += more


@part
def stand(w, i):
    """Join the queue, with a patience that runs from now or the offer to be called back."""
    token = token_of(w, i)
    station = station_of(w, token.station)
    append(w, i)
    if station.callback > 0.0 and uniform(token.key, token.place + CALLBACK) < station.callback:
        token.flags |= CALLED
        return
    full = station.line >= station.room
    on_line(w, token.station, 1)
    law = ints(w.at_patience)[token.station * w.n_kinds + token.kind]
    if full:
        _leaves_after(w, i, 0.0)
    elif law != 1:
        _leaves_after(w, i, draw(w, law, token.key, token.place + PATIENCE))


@rare
def _leaves_after(w, i, patience):
    token = token_of(w, i)
    if patience < np.inf:
        until = w.now + patience
        if until <= w.now:  # who has no patience leaves once every server had a chance to take him now
            until = np.nextafter(w.now, np.inf)
        token.flags |= TIMED
        push(w, until, GIVES_UP, i, token.stamp)


@part
def first(w, s):
    """The first token of a station's best priority; -1 where nobody waits."""
    for rank in range(w.classes):
        if head_of(w, s * w.classes + rank).first >= 0:
            return head_of(w, s * w.classes + rank).first
    return -1


@part
def next_for(w, p):
    """Whom a server of a pool takes next; -1 where nobody waits for it."""
    pool = pool_of(w, p)
    best = -1
    for at in range(pool.station, pool.station + pool.stations):
        s = ints(w.at_served)[at]
        if station_of(w, s).queued == 0:
            continue
        i = first(w, s)
        if not pool.shared:
            return i
        if best < 0 or _before(w, i, best):
            best = i
    return best


@part
def _before(w, i, j):
    one, other = token_of(w, i), token_of(w, j)
    return one.rank < other.rank or (one.rank == other.rank and one.joined < other.joined)
