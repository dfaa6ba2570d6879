"""On how many dates each person was there, and in which slots of their shifts: from the first begin to the last."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.shifts import Shifts
from headwater.foresight.calibrate.visits import Bools, Floats, Ints

HANDED = 0.25
"""Where one shift takes over from another, what is begun in this much of a slot was left to do …"""
LEFT = 0.5
"""… and a slot in which this share of a person's shifts did no more is no slot on duty."""


@dataclass(frozen=True)
class Attendance:
    """`people` has the person of each turn that somebody has. [turn, weekday of a shift's date] the dates on which each
    was `there`, and [.., .., day from so many `before` the date on, slot of the day] those of them on which they were
    `on` duty then, and those on which they were or had something to do (`due`). Each of the dates has its `turn` and
    its `date`."""

    people: Ints
    there: Floats
    due: Floats
    on: Floats
    before: int
    turn: Ints
    date: Ints

    def of_week(self, values: Floats | Bools) -> Floats:
        """[turn, weekday, slot of the day] from values by the date of their shift."""
        days = np.moveaxis(values, 2, 0)
        moved = [np.roll(day, k - self.before, axis=1) for k, day in enumerate(days)]
        result: Floats = np.sum(moved, axis=0, dtype=np.float64)
        return result


def attendance(work: Shifts, shift: Ints, time: Floats, slot: float, to_do: Bools) -> Attendance:
    """Of the moments of some shifts; `to_do` says [day, slot of the day] whether something waited."""
    number, place = np.unique(shift, return_inverse=True)
    first, last = np.full(len(number), np.inf), np.full(len(number), -np.inf)
    np.minimum.at(first, place, time)
    np.maximum.at(last, place, time)
    turn, code = np.unique(work.who[number] * 24 + work.turn[number], return_inverse=True)
    begin, end = (np.floor(at / slot).astype(np.int64) - work.date[number] * to_do.shape[1] for at in (first, last))
    whole, before = _whole(begin, end, to_do.shape[1])
    hulls = whole.copy()
    for edge, handed in zip((begin, end), _handed_over(first, last, slot), strict=True):
        row, at = _left_over(whole, code, edge + before * to_do.shape[1], handed & (end > begin))
        hulls[row, at] = False
    pairs, pair = np.unique(code * len(to_do) + work.date[number], return_inverse=True)
    of, date = pairs // len(to_do), pairs % len(to_do)
    shape = (-1, whole.shape[1] // to_do.shape[1], to_do.shape[1])
    hull, busy = (_either(pair, each, len(pairs)).reshape(shape) for each in (hulls, whole))
    days = np.arange(hull.shape[1])
    waited = np.pad(to_do, ((before, len(days)), (0, 0)))[date[:, None] + days]
    there, (due, on) = np.zeros((len(turn), 7)), np.zeros((2, len(turn), 7, *hull.shape[1:]))
    np.add.at(there, (of, date % 7), 1.0)
    np.add.at(on, (of, date % 7), hull)
    np.add.at(due, (of, date % 7), busy | waited)
    return Attendance(turn // 24, there, due, on, before, of, date)


def _whole(begin: Ints, end: Ints, per_day: int) -> tuple[Bools, int]:
    """[shift, slot from so many days before its date on] from its first slot to its last; and how many days before."""
    before = max(-int(begin.min(initial=0) // per_day), 0)
    days = before + 1 + max(int(end.max(initial=0) // per_day), 0)
    slots = np.arange(days * per_day) - before * per_day
    return (begin[:, None] <= slots) & (slots <= end[:, None]), before


def _left_over(whole: Bools, turn: Ints, edge: Ints, handed: Bools) -> tuple[Ints, Ints]:
    """The shifts, and their first or last slot, in which they did no more than people of their turn mostly did before
    or after their time."""
    row = np.flatnonzero(handed)
    seen, did = np.zeros((2, int(turn.max(initial=-1)) + 1, whole.shape[1]))
    np.add.at(seen, turn, whole)
    np.add.at(did, (turn[row], edge[row]), 1.0)
    row = row[(did >= LEFT * seen)[turn[row], edge[row]]]
    return row, edge[row]


def _either(at: Ints, values: Bools, n: int) -> Bools:
    found = np.zeros((n, values.shape[1]), dtype=bool)
    np.logical_or.at(found, at, values)
    return found


def _handed_over(first: Floats, last: Floats, slot: float) -> tuple[Bools, Bools]:
    """Whether the first slot of each shift of a team was only what it began before its time, taking over from another;
    and whether its last slot was only what it had left to do when another took over."""
    begin, end = (np.floor(at / slot).astype(np.int64) for at in (first, last))
    slots = int(end.max(initial=0)) + 2
    until, since = np.full(slots, -np.inf), np.full(slots, np.inf)
    np.maximum.at(until, begin, last)
    np.minimum.at(since, end, first)
    relieves = np.minimum(since[begin], since[begin + 1]) < begin * slot
    relieved = np.maximum(until[end], until[end - 1]) >= (end + 1) * slot
    early, late = (begin + 1) * slot - first <= HANDED * slot, last - end * slot <= HANDED * slot
    return relieves & early, relieved & late
