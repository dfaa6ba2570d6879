"""Teams that are the same people: two queues that one crew serves, so that nobody is counted as half in each."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from headwater.foresight.calibrate.duty import Duty
from headwater.foresight.calibrate.queues import at_work
from headwater.foresight.calibrate.visits import INSTANT, Floats, Ints, Visits
from headwater.shared.words import listing

SAME = 0.3
"""Two queues have one crew where the same people do this share of the work of both: a few who serve both nearly make
one crew of all …"""
SWITCH = 0.4
"""… and go from one to the other within a day at least this often, against whom they meet by chance …"""
BLOCKS = 2
"""… beyond so many times a day, which hours of each (phones, mail, phones) would bring alike."""
TELLS = 10.0
"""Changes due by chance on which that rests; with fewer it cannot be told …"""
LEAST = 20
"""… and is not asked of a team with fewer visits."""
IDLE = 0.05
"""Where it cannot be told, they are one crew if those who waited did so while one of the people was free in less than
this share of what the hours of the day bring by chance."""
WAITED = 2 / 60


@dataclass(frozen=True)
class Crews:
    """`first` is for each team the first of those that are the same people, itself where it has its own; `unsure` are
    pairs of teams of which it cannot be told, and whether they are taken as one crew."""

    first: tuple[int, ...]
    unsure: tuple[tuple[int, int, bool], ...] = ()


def crews(visits: Visits, team: Ints, teams: int) -> Crews:
    """Which teams are the same people, as the begins of each person's days show."""
    first, unsure = list(range(teams)), []
    rows = np.flatnonzero((team >= 0) & (visits.who >= 0) & ~visits.left)
    if not visits.worked or teams < 2 or not len(rows):
        return Crews(tuple(first))
    done = np.zeros((teams, len(visits.people)))
    np.add.at(done, (team[rows], visits.who[rows]), 1.0)
    share = done / np.maximum(done.sum(axis=1), 1)[:, None]
    for a in range(teams):
        for b in range(a + 1, teams):
            if min(done[[a, b]].sum(axis=1)) < LEAST or float(np.minimum(share[a], share[b]).sum()) < SAME:
                continue
            mine = rows[np.isin(team[rows], (a, b))]
            told = _both_at_once(visits, team, mine, done[[a, b]])
            one = _nobody_idle(visits, mine) if told is None else told
            unsure += [(a, b, one)] if told is None else []
            first = [first[a] if f == first[b] else f for f in first] if one else first
    return Crews(tuple(first), tuple(unsure))


def _both_at_once(visits: Visits, team: Ints, mine: Ints, done: Floats) -> bool | None:
    """Whether people go from one queue to the other within a day, and do not have days or hours of each; None where
    too few changes are due to tell."""
    mine = mine[np.lexsort((visits.start[mine], visits.who[mine]))]
    whole = visits.who[mine] * 1_000_000 + (visits.start[mine] // 24).astype(np.int64)
    day = np.unique(whole, return_inverse=True)[1]
    same = np.diff(day) == 0
    mix = done[0] / np.maximum(done.sum(axis=0), 1)
    due = np.bincount(day[1:][same], (2 * mix * (1 - mix))[visits.who[mine][1:]][same], minlength=day[-1] + 1)
    changed = np.bincount(day[1:][same], (np.diff(team[mine]) != 0)[same], minlength=day[-1] + 1)
    if due.sum() >= TELLS and changed.sum() < SWITCH * due.sum():
        return False
    beyond = [np.maximum(n - BLOCKS, 0).sum() for n in (due, changed)]
    return bool(beyond[1] >= SWITCH * beyond[0]) if beyond[0] >= TELLS else None


def _nobody_idle(visits: Visits, mine: Ints) -> bool:
    """Whether those who waited hardly ever did so while one of the people who serve both was there and free."""
    there = _there(visits, mine)
    both = np.where(np.isin(np.arange(visits.n), mine), 0, -1)
    free = (there - at_work(visits, both, visits.start, visits.ready - INSTANT)[mine]) > 0
    waited = visits.start[mine] - visits.ready[mine] > WAITED
    chance = float(free.mean()) * int(waited.sum())
    return bool(chance >= TELLS and (free & waited).sum() <= IDLE * chance)


def _there(visits: Visits, mine: Ints) -> Ints:
    """How many of the people were between their first begin and their last end of the day when each visit was ready."""
    whole = visits.who[mine] * 1_000_000 + (visits.start[mine] // 24).astype(np.int64)
    days, place = np.unique(whole, return_inverse=True)
    begin, end = np.full(len(days), np.inf), np.full(len(days), -np.inf)
    np.minimum.at(begin, place, visits.start[mine])
    np.maximum.at(end, place, visits.end[mine])
    ready = visits.ready[mine]
    found: Ints = np.searchsorted(np.sort(begin), ready, side="right") - np.searchsorted(np.sort(end), ready)
    return found


def members(first: tuple[int, ...], t: int) -> tuple[int, ...]:
    """The teams that are the same people as a team."""
    return tuple(i for i, f in enumerate(first) if f == first[t])


def name_of(first: tuple[int, ...], t: int, teams: tuple[str, ...]) -> str:
    """The crew of a team, by all that it serves."""
    mine = [teams[i] for i in members(first, t)]
    return listing(mine, len(mine))


def of_crews(duty: Duty, first: tuple[int, ...]) -> Duty:
    """The hours of each team: those of its crew."""
    if first == tuple(range(len(first))):
        return duty
    at = list(first)
    tuples = {name: tuple(getattr(duty, name)[t] for t in at) for name in ("absent", "due", "days_off", "pauses")}
    arrays = {name: getattr(duty, name)[at] for name in ("servers", "mean", "first", "open_until")}
    fields: dict[str, Any] = {**tuples, **arrays}
    return replace(duty, **fields)
