"""Who is on duty when: each person's usual hours on each weekday, and how often they are there."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.attendance import Attendance, attendance
from headwater.foresight.calibrate.period import Period
from headwater.foresight.calibrate.queues import waits
from headwater.foresight.calibrate.shifts import Shifts, shifts
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
MOSTLY = 0.8
"""Who has less than this share of a weekday's shifts in one turn counts in each turn as the share of dates they have
it: the days between are planned, not missed …"""
TELL, LEAST_MISSED = 3.0, 0.2
"""Standard errors, and the share of a weekday's dates that its people miss, by which it has only a part of them."""
PLANNED, LEAST_DATES = 1 / 3, 20
"""… and so are all days off where, on so many dates, the number who are there varies by less than this share of what it
would if each missed days by chance."""


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


@dataclass(frozen=True)
class Worked:
    """The moments at which people are known to have been at work, with the row of each, and the shifts that they make.
    From `ends` on they are the ends of work."""

    of: Ints
    time: Floats
    ends: int
    shifts: Shifts


def worked(visits: Visits, rows: Ints, *, ends: bool) -> Worked:
    """From people's begins, and the ends of work as well where it is put down at night and gone on with in the
    morning."""
    rows = rows[visits.who[rows] >= 0]
    of = np.concatenate([rows, rows]) if ends else rows
    time = np.concatenate([visits.moments[rows], visits.end[rows]]) if ends else visits.moments[rows]
    return Worked(of, time, len(rows), shifts(visits.who[of], time))


def roster(
    visits: Visits, work: Worked, rows: Ints, share: Floats, period: Period, off: tuple[int, ...], slot: float,
    *, ends: bool,
) -> Roster:  # fmt: skip
    """From people's begins: on duty from the first of a shift to the last, a person of several teams in each by the
    `share` of their work there. `ends` counts the ends of work as well, for those who put down at night what they go on
    with in the morning."""
    to_do = _to_do(visits, rows, slot, ends=ends)
    mine = np.isin(work.of, rows) & (ends | (np.arange(len(work.of)) < work.ends))
    shift, time = work.shifts.of[mine], work.time[mine]
    days = _without_nights_off(np.setdiff1d(period.days, off), work.shifts.date[shift], time)
    dates = np.maximum(np.bincount(days % 7, minlength=7), 1)
    inside = np.isin(work.shifts.date[shift], days)
    seen = attendance(work.shifts, shift[inside], time[inside], slot, to_do)
    attended = seen.there / dates
    usual, turns = _usually(seen.people, seen.there, attended)
    known = usual | turns
    usual &= not _planned(seen, usual, attended, days)
    usual &= ~_in_part(usual, attended, dates)
    regular = known[:, :, None, None] & (_shares(seen, known) >= (SELDOM if ends else HOURS))
    often = seen.on / dates[:, None, None]
    counts = np.where(known[:, :, None, None], regular * np.where(usual, 1.0, attended)[:, :, None, None], often)
    part = share[seen.people]
    mean = (seen.of_week(often) * part).sum(axis=0).ravel()
    servers = (np.minimum(seen.of_week(counts), 1.0) * part).sum(axis=0).ravel()
    absent = float(1 - (attended * usual).sum() / usual.sum()) if usual.any() else 0.0
    first = _first(regular, seen.of_week(regular) > 0)
    return Roster(servers, mean, round(min(max(absent, 0.0), 0.5), 4), first, int((usual * dates).sum()))


def _without_nights_off(days: Ints, date: Ints, time: Floats) -> Ints:
    """Without the days on which a night came to its end and no other began, where one usually does."""
    begun = np.intersect1d(date, days)
    often = np.bincount(begun % 7, minlength=7) >= REGULAR * np.maximum(np.bincount(days % 7, minlength=7), 1)
    only_ended = np.setdiff1d((time // 24).astype(np.int64), begun)
    return np.setdiff1d(days, only_ended[often[only_ended % 7]])


def _to_do(visits: Visits, rows: Ints, slot: float, *, ends: bool) -> Bools:
    """[day, slot of the day] whether anything waited for named people when the slot began; to a day after the last."""
    rows = rows[visits.who[rows] >= 0]
    last = (visits.end if ends else visits.moments)[rows].max(initial=0)
    return waits(visits.ready[rows], visits.start[rows], slot, int(last // 24) + 2)


def _usually(people: Ints, there: Floats, attended: Floats) -> tuple[Bools, Bools]:
    """[turn of a person, weekday] whether they have it as a rule, and whether it is one of several that they have by
    turns."""
    whose = np.unique(people, return_inverse=True)[1]
    every = np.zeros((int(whose.max(initial=-1)) + 1, 7))
    np.add.at(every, whose, there)
    mostly = there >= MOSTLY * every[whose]
    taken = np.zeros_like(every)
    np.add.at(taken, whose, attended)
    return mostly & (attended >= REGULAR), ~mostly & (taken[whose] >= REGULAR)


def _planned(seen: Attendance, usual: Bools, attended: Floats, days: Ints) -> bool:
    """Whether one is off so that another is there: the number of people hardly varies."""
    there = np.zeros(int(days.max(initial=0)) + 1)
    np.add.at(there, seen.date, usual[seen.turn, seen.date % 7])
    due, chance = (usual * attended).sum(axis=0), (usual * attended * (1 - attended)).sum(axis=0)
    varies = float(((there[days] - due[days % 7]) ** 2).sum())
    return len(days) >= LEAST_DATES and varies < PLANNED * float(chance[days % 7].sum())


def _in_part(usual: Bools, attended: Floats, dates: Ints) -> Bools:
    """[weekday] whether only a part of its people are there, one time these and one time those: they miss clearly more
    of it than of the other days. Who has it counts then as often as they are there, for that is no absence."""
    due, missed = usual.sum(axis=0) * dates, (usual * (1 - attended)).sum(axis=0) * dates
    others = np.maximum(due.sum() - due, 1)
    elsewhere = (missed.sum() - missed) / others
    share = missed / np.maximum(due, 1)
    both = missed.sum() / max(due.sum(), 1)
    error = np.sqrt(both * (1 - both) * (1 / np.maximum(due, 1) + 1 / others))
    result: Bools = (share - elsewhere > TELL * error) & (share > LEAST_MISSED)
    return result


def _first(regular: Bools, of_week: Bools) -> Ints:
    """[slot of the week] the number of the first on duty, when people are numbered by where their hours lie."""
    people, slots = len(regular), regular.shape[2] * regular.shape[3]
    hours = regular.reshape(people, 7, slots)
    middle = (hours * np.arange(slots)).sum(axis=(1, 2)) / np.maximum(hours.sum(axis=(1, 2)), 1)
    week = np.where(hours.any(axis=2), np.arange(7), 7).min(axis=1)
    rank = np.empty(people, dtype=np.int64)
    rank[np.lexsort((middle, week))] = np.arange(people)
    found = np.where(of_week.reshape(people, -1), rank[:, None], people).min(axis=0, initial=people)
    return np.where(found >= people, 0, found).astype(np.int64)


def _shares(seen: Attendance, known: Bools) -> Floats:
    """[turn, weekday, day, slot] the share of days on duty: that of the weekday, or of all weekdays with like hours
    together, of those with something to do."""
    there = seen.there * known
    due, on = (a.reshape(*known.shape, -1) * known[:, :, None] for a in (seen.due, seen.on))
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
    return result.reshape(seen.on.shape)


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
