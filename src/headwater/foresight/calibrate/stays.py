"""How long people who work on heaps are there: when a heap is done they begin nothing more, and stay all the same."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from headwater.foresight.calibrate.batches import Heap, released
from headwater.foresight.calibrate.duty import Duty, open_until
from headwater.foresight.calibrate.queues import waits
from headwater.foresight.calibrate.teams import Tokens
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits

MOSTLY = 0.5
"""A team works on heaps where this share of its visits is handed in together."""
STAYED = 0.5
"""They are there in a slot where, on days with something left to do, they went on in at least this share."""
TELL = 5
"""Who comes later than the service opens is known not to be there before where so often something waited for them."""


def staying(duty: Duty, visits: Visits, tokens: Tokens, team: Ints, together: tuple[Heap | None, ...]) -> Duty:
    """The hours of teams that work on heaps go on between and after them, to where they leave something undone or the
    service closes. Whether they are there before the first heap of a day is untold where nothing waited for them."""
    heaps = np.array([heap is not None for heap in together])[tokens.token]
    let_in = released(visits, tokens, together)
    servers, first, untold = duty.servers.copy(), duty.first.copy(), []
    for t in range(len(tokens.teams)):
        mine = np.flatnonzero((team == t) & ~visits.left)
        if len(mine) and heaps[mine].mean() >= MOSTLY:
            gone = _gone(duty, let_in[mine], visits.start[mine])
            for last, slot in _later(duty.servers, t, gone):
                servers[t, slot], first[t, slot] = servers[t, last], first[t, last]
            known = _known(duty, let_in[mine], visits.start[mine])
            untold += [(t, seen, slot) for seen, slot in _earlier(duty.servers, t, known)]
    duty = replace(duty, untold=tuple(untold))
    if (servers == duty.servers).all():
        return duty
    until = open_until(servers > 0, duty.days_off, duty.open_until.shape[1] - 1, duty.slot)
    return replace(duty, servers=servers, first=first, open_until=until)


def _gone(duty: Duty, released: Floats, start: Floats) -> Bools:
    """[slot of the day] whether who was at work in the slot before mostly left what was still to be done."""
    edges = np.arange(duty.open_until.shape[1]) * duty.slot
    begun = np.histogram(start, edges)[0].reshape(-1, duty.per_day) > 0
    left = waits(released, start, duty.slot, len(begun)) & np.roll(begun, 1, axis=1)
    result: Bools = (left & begun).sum(axis=0) < STAYED * left.sum(axis=0)
    return result


def _known(duty: Duty, released: Floats, start: Floats) -> Bools:
    """[slot of the day] whether on enough of their days something waited that they would have begun."""
    edges = np.arange(duty.open_until.shape[1]) * duty.slot
    per_day = np.histogram(start, edges)[0].reshape(-1, duty.per_day).sum(axis=1)
    theirs = np.flatnonzero(per_day)
    result: Bools = waits(released, start, duty.slot, len(per_day))[theirs].sum(axis=0) >= TELL
    return result


def _earlier(servers: Ints, t: int, known: Bools) -> Iterator[tuple[int, int]]:
    """The first slot of each day in which the team was seen, and each one before it in which it may be there."""
    service: Bools = np.any(servers, axis=0)
    for day in np.arange(7) * len(known):
        seen = np.flatnonzero(servers[t, day : day + len(known)])
        for slot in range(int(seen[0]) - 1 if len(seen) else -1, -1, -1):
            if known[slot] or not service[day + slot]:
                break
            yield int(day + seen[0]), int(day + slot)


def _later(servers: Ints, t: int, gone: Bools) -> Iterator[tuple[int, int]]:
    """Each slot in which the team was not seen but may be there, and the one before it in which it was."""
    service: Bools = np.any(servers, axis=0)
    for day in range(7):
        seen, there = -1, False
        for slot in range(day * len(gone), (day + 1) * len(gone)):
            if servers[t, slot]:
                seen, there = slot, True
            there = there and bool(service[slot]) and (seen == slot or not gone[slot % len(gone)])
            if there and seen < slot:
                yield seen, slot
