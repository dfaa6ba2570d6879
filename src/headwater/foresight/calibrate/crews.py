"""Teams that are the same people: two queues that one crew serves, so that nobody is counted as half in each."""

from dataclasses import replace
from typing import Any

import numpy as np

from headwater.foresight.calibrate.duty import Duty
from headwater.foresight.calibrate.visits import Floats, Ints, Visits

SAME = 0.3
"""Two queues have one crew where the same people do this share of the work of both: a few who serve both nearly make
one crew of all …"""
SWITCH = 0.4
"""… and go from one to the other within a day at least this often, against whom they meet by chance."""
FEW = 50
"""Days of people, and visits of a team, on which that rests."""
APART = " and "


def crews(visits: Visits, team: Ints, teams: int) -> tuple[int, ...]:
    """For each team the first of those that are the same people; itself where it has its own."""
    first = list(range(teams))
    rows = np.flatnonzero((team >= 0) & (visits.who >= 0) & ~visits.left)
    if not visits.worked or teams < 2 or not len(rows):
        return tuple(first)
    done = np.zeros((teams, len(visits.people)))
    np.add.at(done, (team[rows], visits.who[rows]), 1.0)
    known = done.sum(axis=1) >= FEW
    share = done / np.maximum(done.sum(axis=1), 1)[:, None]
    for a in range(teams):
        for b in range(a + 1, teams):
            alike = float(np.minimum(share[a], share[b]).sum())
            if known[a] and known[b] and alike >= SAME and _both_at_once(visits, team, rows, done[[a, b]], (a, b)):
                first = [first[a] if f == first[b] else f for f in first]
    return tuple(first)


def _both_at_once(visits: Visits, team: Ints, rows: Ints, done: Floats, pair: tuple[int, int]) -> bool:
    """Whether people go from one queue to the other within a day, and do not have days or hours of each."""
    mine = rows[np.isin(team[rows], pair)]
    mine = mine[np.lexsort((visits.start[mine], visits.who[mine]))]
    day = visits.who[mine] * 1_000_000 + (visits.start[mine] // 24).astype(np.int64)
    same = np.diff(day) == 0
    mix = done[0] / np.maximum(done.sum(axis=0), 1)
    due = (2 * mix * (1 - mix))[visits.who[mine][1:]][same].sum()
    switched = int((np.diff(team[mine]) != 0)[same].sum())
    return len(np.unique(day)) >= FEW and bool(switched >= SWITCH * due)


def members(first: tuple[int, ...], t: int) -> tuple[int, ...]:
    """The teams that are the same people as a team."""
    return tuple(i for i, f in enumerate(first) if f == first[t])


def name_of(first: tuple[int, ...], t: int, teams: tuple[str, ...]) -> str:
    """The crew of a team, by all that it serves."""
    return APART.join(teams[i] for i in members(first, t))


def of_crews(duty: Duty, first: tuple[int, ...]) -> Duty:
    """The hours of each team: those of its crew."""
    if first == tuple(range(len(first))):
        return duty
    at = list(first)
    tuples = {name: tuple(getattr(duty, name)[t] for t in at) for name in ("absent", "due", "days_off", "pauses")}
    arrays = {name: getattr(duty, name)[at] for name in ("servers", "mean", "first", "open_until")}
    fields: dict[str, Any] = {**tuples, **arrays}
    return replace(duty, **fields)
