"""A person's shifts, cut where their begins really pause: a night's work is one shift, and who works in turns has
several kinds of them."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.visits import Bools, Floats, Ints

PAUSE = 6.0
"""So long without a begin is the end of a shift of who works past midnight …"""
LONGEST = 30.0
"""… and what goes on for longer has no pause: its days end at midnight, as those of who works in the day only."""
EVENING, MORNING = -6.0, 6.0
"""In between, from midnight, lies the hour at which a person's dates change: where none of their shifts begins …"""
HALF = 0.5
"""… for at least this share of the longest time."""

TURNS, EACH = 10, 0.1
"""Work in turns shows in so many shifts, of which each turn has this share …"""
EMPTY = 0.05
"""… with no more than this share of their middles in three hours between two turns …"""
LEAST, LONG = 3.0, 0.4
"""… and shifts that are so long on average, and this long against the way from one turn to the next."""


@dataclass(frozen=True)
class Shifts:
    """The shift of each moment; for each shift who works it, the date (a day number) to which it counts, its turn (0
    for the first kind of shift of a person, 1 for the second …), and its first and last moment."""

    of: Ints
    who: Ints
    date: Ints
    turn: Ints
    begin: Floats
    end: Floats


def shifts(who: Ints, time: Floats) -> Shifts:
    """Of moments of people, in any order."""
    order = np.lexsort((time, who))
    person, at = who[order], time[order]
    new, forced = _cut(person, at)
    first = np.flatnonzero(new)
    of = np.empty(len(who), dtype=np.int64)
    of[order] = np.cumsum(new) - 1
    begin, end = at[first], at[np.append(first[1:], len(at)) - 1] if len(at) else at
    whose = person[first]
    return Shifts(of, whose, _dates(whose, begin, end, forced[first]), _turns(whose, begin, end), begin, end)


def _cut(who: Ints, at: Floats) -> tuple[Bools, Bools]:
    """Whether each moment, by person and time, is the first of a shift; and whether midnight alone makes it that."""
    if not len(at):
        return np.zeros(0, dtype=bool), np.zeros(0, dtype=bool)
    day, other = at // 24, np.append(True, np.diff(who) != 0)
    pause = other | (np.append(np.inf, np.diff(at)) >= PAUSE)
    next_day = other | (np.append(np.inf, np.diff(day)) != 0)
    new = pause & next_day
    new |= pause & (_length(new, day) > 0)
    long = next_day & ~new & (_length(new, at) > LONGEST)
    return new | long, long


def _length(new: Bools, at: Floats) -> Floats:
    """From the first to the last of what each moment belongs to."""
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(at)) - 1
    result: Floats = (at[last] - at[first])[np.cumsum(new) - 1]
    return result


def _dates(who: Ints, begin: Floats, end: Floats, forced: Bools) -> Ints:
    """The calendar day of a shift's begin; of people who work past midnight, that of the night."""
    date = (begin // 24).astype(np.int64)
    late = ~forced & (end // 24 > begin // 24)
    for mine in _people(who):
        if late[mine].any():
            free = mine[~forced[mine]]
            date[free] = (begin[free] - _change(begin[free])) // 24
    return date


def _change(begin: Floats) -> float:
    """The middle of a long part of the night in which no shift begins, in hours from midnight: of those the one that
    leaves most shifts to the day of their begin."""
    hour = (begin - EVENING) % 24 + EVENING
    edges = np.sort(np.concatenate([[EVENING, MORNING], hour[hour < MORNING]]))
    middle, long = (edges[1:] + edges[:-1]) / 2, np.diff(edges)
    moved = np.abs(np.searchsorted(edges, middle) - np.searchsorted(edges, 0.0))
    best: Floats = middle[np.lexsort((moved, long < HALF * long.max()))]
    return float(best[0])


def _turns(who: Ints, begin: Floats, end: Floats) -> Ints:
    """The kind of each shift of its person: groups of middles with hours of the day between them."""
    turn = np.zeros(len(who), dtype=np.int64)
    for mine in _people(who):
        if len(mine) >= TURNS:
            turn[mine] = _of_one(begin[mine], end[mine])
    return turn


def _of_one(begin: Floats, end: Floats) -> Ints:
    """All one kind, or by the nearest of the groups that are large and far enough apart; long shifts tell more."""
    middle, long = ((begin + end) / 2 % 24).astype(np.int64), end - begin
    weight = long / max(float(long.sum()), 1e-9)
    group = _groups(middle, weight)[middle] + 1
    held = np.minimum(np.bincount(group, weight), np.bincount(group) / len(group))
    large = np.flatnonzero(held[1:] >= EACH) + 1
    centres = np.array([_centre(middle[group == g], weight[group == g]) for g in large])
    if len(large) < 2 or long.mean() < max(LEAST, LONG * _way(centres, np.roll(centres, 1)).min()):
        return np.zeros(len(middle), dtype=np.int64)
    result: Ints = _way(middle[:, None].astype(np.float64), centres).argmin(axis=1)
    return result


def _groups(middle: Ints, weight: Floats) -> Ints:
    """The group of each hour of the day, -1 for those between groups; one group where there is nothing between."""
    share = np.bincount(middle, weight, 24)
    empty = share + np.roll(share, 1) + np.roll(share, -1) <= EMPTY
    hours = (np.arange(24) + int(empty.argmax())) % 24
    group = np.empty(24, dtype=np.int64)
    group[hours] = np.cumsum(np.append(False, empty[hours][:-1] & ~empty[hours][1:]))
    return np.where(empty, -1, group)


def _centre(hours: Ints, weight: Floats) -> float:
    """Of hours on the circle of the day."""
    x, y = (float((weight * f(hours * np.pi / 12)).sum()) for f in (np.cos, np.sin))
    return float(np.arctan2(y, x)) * 12 / np.pi % 24


def _way(a: Floats, b: Floats) -> Floats:
    """Between hours on the circle of the day."""
    result: Floats = np.abs((a - b + 12) % 24 - 12)
    return result


def _people(who: Ints) -> list[Ints]:
    """The rows of each; they are sorted by person."""
    return np.split(np.arange(len(who)), np.flatnonzero(np.diff(who)) + 1) if len(who) else []
