"""Who is on duty when: each person's usual hours on each weekday, and how often they are there."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.period import Period
from headwater.foresight.calibrate.queues import waits
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits

REGULAR = 0.5
"""A person who works on this share of a weekday's dates has it in the roster; who comes less often counts as that
share …"""
HOURS = 0.4
"""… in the slots in which they are on duty in this share of the days they are there and something waits to be done …"""
DAYS, FEW = 6, 0.15
"""… of which there have to be so many, and this share of the days they are there; others count as days off duty."""

SELDOM = 0.1
"""The same for those who put work down at night: they are there from the opening to the closing, busy or not."""
ALIKE = 0.6
"""Weekdays on which a person's hours overlap by this share tell of each other."""


@dataclass(frozen=True)
class Roster:
    """[slot of the week] the people on the roster and those who were there on average; how often one is away for a day.
    People are numbered by where their hours lie: on duty in a slot are those from `first` on."""

    servers: Floats
    mean: Floats
    absent: float
    first: Ints
    days: int
    """days on which people were due, on which `absent` rests"""


def roster(
    visits: Visits, rows: Ints, share: Floats, period: Period, off: tuple[int, ...], slot: float, *, ends: bool
) -> Roster:
    """From people's begins: on duty from the first of a day to the last, a person of several teams in each by the
    `share` of their work there. `ends` counts the ends of work as well, for those who put down at night what they go on
    with in the morning."""
    days = np.setdiff1d(period.days, off)
    dates = np.bincount(days % 7, minlength=7)
    rows = rows[visits.who[rows] >= 0]
    of, time = np.concatenate([rows, rows]) if ends else rows, visits.moments[rows]
    time = np.concatenate([time, visits.end[rows]]) if ends else time
    to_do = waits(visits.ready[rows], visits.start[rows], slot, int(time.max(initial=0) // 24) + 1)
    of, time = of[np.isin(time // 24, days)], time[np.isin(time // 24, days)]
    people, who = np.unique(visits.who[of], return_inverse=True)
    there, due, on = _there(who, time, len(people), slot, to_do)
    attended = there / np.maximum(dates, 1)
    usual = attended >= REGULAR
    regular = usual[:, :, None] & (
        _shares(there * usual, due * usual[:, :, None], on * usual[:, :, None]) >= (SELDOM if ends else HOURS)
    )
    rare = np.where(usual[:, :, None], 0.0, on / np.maximum(dates, 1)[None, :, None])
    mean = (on * share[people] / np.maximum(dates, 1)[None, :, None]).sum(axis=0).ravel()
    absent = float(1 - (attended * usual).sum() / usual.sum()) if usual.any() else 0.0
    part = share[people]
    servers = ((regular + rare) * part).sum(axis=0).ravel()
    return Roster(servers, mean, round(min(max(absent, 0.0), 0.5), 4), _first(regular), int((usual * dates).sum()))


def _first(regular: Bools) -> Ints:
    """[slot of the week] the number of the first on duty, when people are numbered by where their hours lie."""
    people, slots = len(regular), regular.shape[1] * regular.shape[2]
    middle = (regular * np.arange(regular.shape[2])).sum(axis=(1, 2)) / np.maximum(regular.sum(axis=(1, 2)), 1)
    week = np.where(regular.any(axis=2), np.arange(7), 7).min(axis=1)
    rank = np.empty(people, dtype=np.int64)
    rank[np.lexsort((middle, week))] = np.arange(people)
    found = np.where(regular.reshape(people, slots), rank[:, None], people).min(axis=0, initial=people)
    return np.where(found >= people, 0, found).astype(np.int64)


def _shares(there: Floats, due: Floats, on: Floats) -> Floats:
    """[person, weekday, slot] the share of days on duty: that of the weekday, or of all weekdays with like hours
    together, of those with something to do."""
    own = on / np.maximum(there, 1)[:, :, None]
    hull = own >= HOURS / 2
    both = np.einsum("pds,pes->pde", hull.astype(float), hull.astype(float))
    size = hull.sum(axis=2).astype(float)
    either = size[:, :, None] + size[:, None, :] - both
    alike = (both >= ALIKE * np.maximum(either, 1)).astype(float)
    days = np.einsum("pde,pe->pd", alike, there)[:, :, None]
    least = np.minimum(days, np.maximum(DAYS, FEW * days))
    joined, to_do = (np.einsum("pde,pes->pds", alike, a) for a in (on, due))
    result: Floats = np.maximum(own, joined / np.maximum(np.maximum(to_do, least), 1))
    return result


def _there(who: Ints, time: Floats, people: int, slot: float, to_do: Bools) -> tuple[Floats, Floats, Floats]:
    """[person, weekday] the days on which each begun something, and [person, weekday, slot] those of them on which they
    were on duty in it or had something to do, and those on duty in it."""
    per_day = to_do.shape[1]
    there, due, on = np.zeros((people, 7)), np.zeros((people, 7, per_day)), np.zeros((people, 7, per_day))
    if not len(who):
        return there, due, on
    day = (time // 24).astype(np.int64)
    key = who * (int(day.max()) + 1) + day
    order = np.lexsort((time, key))
    first = np.flatnonzero(np.append(True, np.diff(key[order]) != 0))
    last = np.append(first[1:], len(key)) - 1
    p, date = who[order][first], day[order][first]
    begin, end = ((time[order][i] % 24 // slot).astype(np.int64)[:, None] for i in (first, last))
    hull = (begin <= np.arange(per_day)) & (np.arange(per_day) <= end)
    np.add.at(there, (p, date % 7), 1.0)
    np.add.at(on, (p, date % 7), hull)
    np.add.at(due, (p, date % 7), hull | to_do[date])
    return there, due, on


def crowd(visits: Visits, rows: Ints, period: Period, off: tuple[int, ...], slot: float) -> Roster:
    """Where nobody is named: the most that was worked on at one time in each slot, as it usually was."""
    slots = round(168 / slot)
    times = np.concatenate([visits.start[rows], visits.end[rows]])
    change = np.concatenate([np.ones(len(rows)), -np.ones(len(rows))])
    order = np.lexsort((change, times))
    place = (times[order] // slot).astype(np.int64)
    weeks = int(place.max()) // slots + 1 if len(place) else 1
    most = np.zeros(weeks * slots)
    np.maximum.at(most, place, np.cumsum(change[order]))
    days = np.setdiff1d(period.days, off)
    counted = np.isin(np.arange(len(most)) * slot // 24, days).reshape(weeks, slots)
    usual = np.array([_usual(most.reshape(weeks, slots)[counted[:, s], s]) for s in range(slots)])
    return Roster(usual, usual, 0.0, np.zeros(slots, dtype=np.int64), 0)


def _usual(most: Floats) -> float:
    return float(np.quantile(most, 0.8)) if len(most) else 0.0
