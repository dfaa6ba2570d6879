"""The queue at the counter: first come, first served, by as many as the roster has on that day."""

import heapq

import numpy as np

from headwater.demo.hours import DAY
from headwater.demo.luck import Floats
from headwater.demo.people import floor_staff

FULL = 20_000
MINUTES = 11.0
"""A recorded request keeps the counter busy so long, with the customers around it who leave no record. In a smaller
record each request stands for more of them, so that the counter is as busy."""
WALK_OUT = 3_600.0
"""Nobody waits longer: the shift lead steps in."""


def counter_waits(arrived: Floats, busy: Floats, *, kept: bool) -> Floats:
    """Seconds until each is served (arrivals in order); `busy` is how long each keeps one of the staff."""
    wait = np.empty(len(arrived))
    free: list[float] = []
    today = -1
    for i, (t, work) in enumerate(zip(arrived.tolist(), busy.tolist(), strict=True)):
        if int(t // DAY) != today:
            today = int(t // DAY)
            free = [0.0] * floor_staff(today, kept=kept)
        begin = max(heapq.heappop(free), t)
        heapq.heappush(free, begin + work)
        wait[i] = begin - t
    found: Floats = np.minimum(wait, WALK_OUT)
    return found
