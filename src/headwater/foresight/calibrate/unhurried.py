"""Which waits are nobody's queue, and how long they are before the closed hours they may run into."""

import numpy as np

from headwater.foresight.calibrate.batches import Heap
from headwater.foresight.calibrate.duty import Duty
from headwater.foresight.calibrate.laws import by_code
from headwater.foresight.calibrate.queues import at_work
from headwater.foresight.calibrate.teams import Tokens
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits

FREE = 0.6
"""Where those who wait find so small a share of the people on duty at work, the queue is not what they wait for."""
LONG = 2 / 60
LEAST = 20


def unhurried(
    visits: Visits, tokens: Tokens, crew: Ints, wait: Floats, duty: Duty, batches: tuple[Heap | None, ...]
) -> Bools:
    """For each token whether its waits are its own: with one time a step always, else where people (of each
    visit's `crew`) were free meanwhile."""
    if not visits.worked:
        return np.array([t >= 0 for t in tokens.team], dtype=bool)
    busy = at_work(visits, crew, visits.start, visits.ready)
    on = duty.mean[np.maximum(crew, 0), duty.place(visits.ready) % duty.slots]
    judged = (crew >= 0) & (wait > LONG) & duty.is_open(np.maximum(crew, 0), visits.ready) & ~visits.left
    share = np.minimum(busy / np.maximum(on, 1.0), 1.0)
    team = tokens.team_of(tokens.token)
    whole = [_free(share, judged & (team == t)) for t in range(len(tokens.teams))]
    found = np.zeros(tokens.n, dtype=bool)
    for token, mine in enumerate(by_code(tokens.token, tokens.n)):
        if tokens.team[token] >= 0 and batches[token] is None:
            own = _free(share, mine[judged[mine]])
            found[token] = bool(whole[tokens.team[token]] if own is None else own)
    return found


def _free(share: Floats, rows: Ints | Bools) -> bool | None:
    """Whether people were free on average; None where too few visits tell."""
    found = share[rows]
    return None if len(found) < LEAST else bool(found.mean() < FREE)


def wanted(visits: Visits, team: Ints, wait: Floats, duty: Duty, random: np.random.Generator) -> Floats:
    """The waits as delays that run on through closed hours: what is begun in the first slot after an opening may have
    been
    due at any time since the closing, and is spread evenly over it."""
    begun = visits.ready + wait
    of = np.maximum(team, 0)
    is_open = np.diff(duty.open_until, axis=1) > 0
    slots = np.arange(is_open.shape[1])
    opened = np.maximum.accumulate(np.where(is_open & ~np.roll(is_open, 1, axis=1), slots, 0), axis=1)
    closed = np.maximum.accumulate(np.where(~is_open & np.roll(is_open, 1, axis=1), slots, 0), axis=1)
    place = duty.place(begun)
    opening = opened[of, place]
    closing = closed[of, np.maximum(opening - 1, 0)] * duty.slot
    morning = (begun - opening * duty.slot < duty.slot) & (closing > 0)
    earliest = np.maximum(visits.ready, closing)
    spread = earliest + (begun - earliest) * random.random(visits.n)
    result: Floats = np.where(morning & (spread < begun), spread, begun) - visits.ready
    return np.maximum(result, 0.0)
