"""When each team is open and how many of its people are on duty, hour by hour of the week."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits

OPEN = 0.02
"""A slot of the week in which a team begins less than this share of what it begins in a slot on average is closed."""
QUIET = 0.1
"""A weekday with less than this share of the usual is a day off …"""
BUSY_DAY = 5
"""… where the usual is at least so many visits begun."""


@dataclass(frozen=True)
class Duty:
    """`servers[team, slot]` on duty as they were on average, and as whole people; `days_off` (day numbers since origin) of each team.

    `open[team, slot]`; `weeks[slot]` is how often the slot occurs in the record, `pauses[team]` whether work that is not done at the
    end of a shift is put down, `open_hours[team]` the open time until each absolute slot."""

    slot: float
    slots: int
    mean: Floats
    servers: Ints
    open: Bools
    days_off: tuple[tuple[int, ...], ...]
    pauses: tuple[bool, ...]
    open_until: Floats
    """[team, absolute slot] open time before the slot begins"""
    first_day: int
    last_day: int

    def worked(self, team: Ints, start: Floats, end: Floats) -> Floats:
        """Open time between two times, for the team of each."""
        return self._until(team, end) - self._until(team, start)

    def _until(self, team: Ints, time: Floats) -> Floats:
        place = np.clip((time // self.slot).astype(np.int64), 0, self.open_until.shape[1] - 2)
        inside = time - place * self.slot
        width = (self.open_until[team, place + 1] - self.open_until[team, place]) / self.slot
        result: Floats = self.open_until[team, place] + width * np.minimum(inside, self.slot)
        return result


def duty(visits: Visits, team: Ints, teams: int) -> Duty:
    """On duty is who begins work in a slot, and who has begun before and begins again later that day."""
    slot = slot_width(visits, team)
    slots = round(168 / slot)
    span = int(visits.end.max() // slot) + 2
    whole = -(-span // slots) * slots + slots
    seen = np.zeros((teams, whole))
    begun = np.zeros((teams, whole))
    rows = np.flatnonzero((team >= 0) & ~visits.left)
    at = visits.start if visits.worked else visits.end
    np.add.at(begun, (team[rows], (at[rows] // slot).astype(np.int64)), 1.0)
    _people(visits, team, rows, at, slot, seen, begun)
    per_day = round(24 / slot)
    days = begun.reshape(teams, -1, per_day).sum(axis=2)
    first, last = int(visits.opened.min() // 24), int(at.max() // 24)
    off = tuple(_days_off(days[t], first, last) for t in range(teams))
    counted = np.zeros((teams, whole), dtype=bool)
    counted[:, first * per_day : (last + 1) * per_day] = True
    for t, gone in enumerate(off):
        for day in gone:
            counted[t, day * per_day : (day + 1) * per_day] = False
    weeks = np.maximum(counted.reshape(teams, -1, slots).sum(axis=1), 1)
    mean = (seen * counted).reshape(teams, -1, slots).sum(axis=1) / weeks
    starts = (begun * counted).reshape(teams, -1, slots).sum(axis=1) / weeks
    is_open = (
        starts > OPEN * starts.sum(axis=1, keepdims=True) / np.maximum((starts > 0).sum(axis=1, keepdims=True), 1)
    ) & (mean >= 0.25)
    servers = np.where(is_open, np.maximum(np.floor(mean + 0.5), 1), 0).astype(np.int64)
    for t in range(teams):
        if not servers[t].any():
            servers[t, starts[t] > 0] = 1
    open_until = _open_until(servers > 0, off, whole, slots, per_day, slot)
    found = Duty(slot, slots, mean, servers, servers > 0, off, (False,) * teams, open_until, first, last)
    pauses = tuple(_pauses(found, visits, team, t) for t in range(teams))
    return Duty(slot, slots, mean, servers, servers > 0, off, pauses, open_until, first, last)


def _people(visits: Visits, team: Ints, rows: Ints, at: Floats, slot: float, seen: Floats, begun: Floats) -> None:
    """Adds each person to the slots from their first to their last begin of a day, in the team of their day's work."""
    known = rows[visits.who[rows] >= 0]
    if not len(known):
        seen += _concurrent(visits, team, rows, slot, seen.shape)
        return
    key = (team[known] * (len(visits.people) + 1) + visits.who[known]) * 100_000 + (at[known] // 24).astype(np.int64)
    order = np.lexsort((at[known], key))
    key, time, of = key[order], (at[known][order] // slot).astype(np.int64), team[known][order]
    first = np.flatnonzero(np.append(True, np.diff(key) != 0))
    last = np.append(first[1:], len(key)) - 1
    change = np.zeros_like(seen)
    np.add.at(change, (of[first], time[first]), 1.0)
    np.add.at(change, (of[first], time[last] + 1), -1.0)
    seen += np.cumsum(change, axis=1)


def _concurrent(visits: Visits, team: Ints, rows: Ints, slot: float, shape: tuple[int, ...]) -> Floats:
    """Where nobody is named: the most that was worked on at one time in each slot."""
    most = np.zeros(shape)
    for t in range(shape[0]):
        mine = rows[team[rows] == t]
        times = np.concatenate([visits.start[mine], visits.end[mine]])
        step = np.concatenate([np.ones(len(mine)), -np.ones(len(mine))])
        order = np.lexsort((step, times))
        busy = np.cumsum(step[order])
        np.maximum.at(most[t], (times[order] // slot).astype(np.int64), busy)
    return most


def _days_off(days: Floats, first: int, last: int) -> tuple[int, ...]:
    """Weekdays that are usually worked and were not; the record's first and last day are not judged."""
    off: list[int] = []
    for weekday in range(7):
        mine = np.array([d for d in range(first + 1, last) if d % 7 == weekday], dtype=np.int64)
        if len(mine) and (usual := float(np.median(days[mine]))) >= BUSY_DAY:
            off += [int(d) for d in mine[days[mine] < QUIET * usual]]
    return tuple(sorted(off))


def _open_until(
    is_open: Bools, off: tuple[tuple[int, ...], ...], whole: int, slots: int, per_day: int, slot: float
) -> npt.NDArray[np.float64]:
    every = np.tile(is_open, (1, whole // slots)).astype(np.float64)
    for t, days in enumerate(off):
        for day in days:
            every[t, day * per_day : (day + 1) * per_day] = 0.0
    return np.concatenate([np.zeros((len(is_open), 1)), np.cumsum(every, axis=1)], axis=1) * slot


def _pauses(found: Duty, visits: Visits, team: Ints, t: int) -> bool:
    """Whether work that runs into closed time more often ends after the next opening than before it."""
    rows = np.flatnonzero((team == t) & ~visits.left & visits.worked)
    took = visits.end[rows] - visits.start[rows]
    closed = took - found.worked(team[rows], visits.start[rows], visits.end[rows])
    over = closed > 0.1
    place = np.clip((visits.end[rows] // found.slot).astype(np.int64), 0, found.open_until.shape[1] - 2)
    ends_open = found.open_until[t, place + 1] > found.open_until[t, place]
    return bool(over.any()) and bool((ends_open & (closed > 2))[over].mean() > 0.5)


def slot_width(visits: Visits, team: Ints) -> float:
    """An hour; half of it where days begin on the half hour."""
    del team
    at = visits.start if visits.worked else visits.end
    day = (at // 24).astype(np.int64)
    order = np.lexsort((at, day))
    first = np.flatnonzero(np.append(True, np.diff(day[order]) != 0))
    begins = np.median(at[order][first] % 1) if len(first) else 0.0
    spread = np.percentile(at[order][first] % 24, [25, 75]) if len(first) else np.array([0.0, 9.0])
    return 0.5 if 0.4 <= begins <= 0.6 and spread[1] - spread[0] < 0.2 else 1.0
