"""What each visit met: how many others waited when its work began, and how many were at work when it joined."""

import numpy as np

from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits


def waiting(visits: Visits, team: Ints, begun: Floats) -> Ints:
    """How many others waited for the same team when each visit was begun (`begun`: when it was, or the customer
    left)."""
    found = np.zeros(visits.n, dtype=np.int64)
    for mine in _teams(team):
        joined, gone = np.sort(visits.ready[mine]), np.sort(begun[mine])
        at = begun[mine]
        found[mine] = np.searchsorted(joined, at, side="right") - np.searchsorted(gone, at, side="right")
    return np.maximum(found, 0)


def at_work(visits: Visits, team: Ints, begun: Floats, at: Floats) -> Ints:
    """How many visits of the same team were being worked on at a time, for each visit."""
    found = np.zeros(visits.n, dtype=np.int64)
    for mine in _teams(team):
        served = mine[~visits.left[mine]]
        starts, ends = np.sort(begun[served]), np.sort(visits.end[served])
        found[mine] = np.searchsorted(starts, at[mine], side="right") - np.searchsorted(ends, at[mine], side="right")
    return found


def waits(ready: Floats, begun: Floats, slot: float, days: int) -> Bools:
    """[day, slot of the day] whether anything waited when the slot began, of visits ready and begun at these times."""
    opens = np.arange(days * round(24 / slot)) * slot
    number = np.searchsorted(np.sort(ready), opens, side="right") - np.searchsorted(np.sort(begun), opens)
    result: Bools = (number > 0).reshape(days, -1)
    return result


def _teams(team: Ints) -> list[Ints]:
    return [np.flatnonzero(team == t) for t in range(int(team.max()) + 1)]
