"""When each team is open, how many of its people are on duty in each slot of the week, and how often they are away."""

from dataclasses import dataclass, replace

import numpy as np

from headwater.foresight.calibrate.absence import together
from headwater.foresight.calibrate.line import last_days
from headwater.foresight.calibrate.period import Period
from headwater.foresight.calibrate.roster import Roster, Worked, crowd, roster, worked
from headwater.foresight.calibrate.shifts import shifts
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits

OPEN = 0.08
"""A slot of the week in which a team begins less than this share of what it begins in its usual slot is closed …"""
HARDLY = 0.01
ON_ROSTER = 0.75
"""… less than this one where somebody is on the roster."""
QUIET = 0.1
"""A weekday with less than this share of the usual is a day off …"""
LONG = 2.0
SHOWN = 3
"""Visits that ran into so many closed hours which show whether a team puts its work down."""
SELDOM = 0.5
"""A team that begins less than this in an open slot has the hours of the service."""
PRESENT = 0.3
"""… and so is one in which people are there on fewer of the dates than this."""
STEADY = 0.5
"""Who is there on this share of their days between their first and their last …"""
AWAY, AWAY_DAYS = 0.2, 21
"""… and not at all in this share of the record, and so many days, before or after, has come or left for good …"""
CHANGED = 0.15
"""… and a team whose number changes by this share has the people of the last days."""
TELL = 3.0
"""What a person does in a slot is not what they do in all of them where it lies so many standard errors away."""
BUSY_DAY = 5
"""… where the usual is at least so many visits begun."""
FEW_DAYS, QUARTER, HALF_PAST = 6, 0.25, 0.51
NIGHTS = 0.1
"""Where this share of the shifts goes on past midnight, it is shifts that begin on the half hour, and not days."""


@dataclass(frozen=True)
class Duty:
    """`servers[team, slot]` who are on the roster, `mean` how many were there, `absent[team]` how often one is away
    for a day,
    `first` the number of the first of them, `due` the days of people that `absent` rests on, `days_off` (day numbers
    since the origin) of each team, `pauses` whether
    what is begun is put down at the end of a
    shift.
    `open_until[team, absolute slot]` is the open time before a slot begins. `untold` are slots in which a team may be
    there as well, which nothing tells: the team, a slot that it is there in, and the slot that may be like it."""

    slot: float
    slots: int
    servers: Ints
    mean: Floats
    absent: tuple[float, ...]
    first: Ints
    due: tuple[int, ...]
    days_off: tuple[tuple[int, ...], ...]
    pauses: tuple[bool, ...]
    open_until: Floats
    untold: tuple[tuple[int, int, int], ...] = ()

    @property
    def per_day(self) -> int:
        """Slots of a day."""
        return self.slots // 7

    def worked(self, team: Ints, start: Floats, end: Floats) -> Floats:
        """Open time between two times, for the team of each."""
        return self.until(team, end) - self.until(team, start)

    def until(self, team: Ints, time: Floats) -> Floats:
        """Open time before each time, for the team of each."""
        place = self.place(time)
        share = (self.open_until[team, place + 1] - self.open_until[team, place]) / self.slot
        result: Floats = self.open_until[team, place] + share * np.clip(time - place * self.slot, 0, self.slot)
        return result

    def is_open(self, team: Ints, time: Floats) -> Bools:
        """Whether the team of each is open at each time."""
        place = self.place(time)
        result: Bools = self.open_until[team, place + 1] > self.open_until[team, place]
        return result

    def place(self, time: Floats) -> Ints:
        """The absolute slot of each time."""
        return np.clip((time // self.slot).astype(np.int64), 0, self.open_until.shape[1] - 2)


def duty(visits: Visits, team: Ints, teams: int, period: Period) -> Duty:
    """The hours of each team, as its people's begins show them."""
    slot = width(visits)
    slots = round(168 / slot)
    whole = (int(visits.end.max() // 168) + 2) * slots
    rows = np.flatnonzero((team >= 0) & ~visits.left)
    at = visits.moments[rows]
    begun, ended = np.zeros((teams, whole)), np.zeros((teams, whole))
    np.add.at(begun, (team[rows], (at // slot).astype(np.int64)), 1.0)
    np.add.at(ended, (team[rows], (visits.end[rows] // slot).astype(np.int64)), 1.0)
    off = tuple(_days_off(begun[t].reshape(-1, slots // 7).sum(axis=1), period) for t in range(teams))
    week = np.minimum(_week(begun, off, period, slots), _week(ended, off, period, slots))
    learned = Learned(visits, team, rows, period, off, slot, week)
    plain = _found(learned, teams, (False,) * teams)
    pauses = _pauses(plain, visits, team, teams)
    return _found(learned, teams, pauses) if any(pauses) else plain


@dataclass(frozen=True)
class Learned:
    """What hours are learned from."""

    visits: Visits
    team: Ints
    rows: Ints
    period: Period
    off: tuple[tuple[int, ...], ...]
    slot: float
    week: Floats


def _found(given: Learned, teams: int, pauses: tuple[bool, ...]) -> Duty:
    slots = given.week.shape[1]
    work = worked(given.visits, given.rows, ends=any(pauses))
    found = [_roster(given, work, t, pauses[t]) for t in range(teams)]
    on = [_on(r, given.week[t]) for t, r in enumerate(found)]
    hours = _usual(given.week.sum(axis=0), OPEN)
    on = [_spread(o, hours) if thin else o for o, thin in zip(on, _thin(given), strict=True)]
    servers = np.array(on, dtype=np.int64).reshape(teams, slots)
    mean = np.array([r.mean for r in found]).reshape(teams, slots)
    whole = (int(given.visits.end.max() // 168) + 2) * slots
    until = open_until(servers > 0, given.off, whole, given.slot)
    first = np.array([r.first for r in found]).reshape(teams, slots)
    absent, due = together(np.array([r.absent for r in found]), np.array([float(r.days) for r in found]))
    away = tuple(np.round(absent, 4).tolist()), first, tuple(np.round(due).astype(int).tolist())
    return Duty(given.slot, slots, servers, mean, *away, given.off, pauses, until)


def _thin(given: Learned) -> list[bool]:
    """Teams that begin so little in a slot that their hours cannot be seen in it."""
    weeks = max(len(given.period.days) / 7, 1)
    hours = np.maximum((given.week > 0).sum(axis=1), 1)
    return [bool(n < SELDOM * weeks) for n in given.week.sum(axis=1) / hours]


def _spread(on: Ints, hours: Bools) -> Ints:
    """Their usual number in the hours of the service, from their own first to their last of each day."""
    days = on.reshape(7, -1)
    every = hours.reshape(7, -1) & (days.any(axis=1) | (days.sum() > 0) & hours.reshape(7, -1).any(axis=1))[:, None]
    usual = int(np.ceil(np.median(days[days > 0]))) if (days > 0).any() else 1
    spread: Ints = np.where(every, np.maximum(days, usual), days).ravel()
    return spread


def _roster(given: Learned, work: Worked, t: int, ends: bool) -> Roster:
    mine = given.rows[given.team[given.rows] == t]
    named = len(mine) > 0 and float((given.visits.who[mine] >= 0).mean()) > 0.5
    if not named:
        return crowd(given.visits, mine, given.period, given.off[t], given.slot)
    shares, slot = _share(given, mine), given.slot
    whole = roster(given.visits, work, mine, shares, given.period, given.off[t], slot, ends=ends)
    since = _lately(given, mine, given.off[t])
    if since == given.period:
        return whole
    return replace(roster(given.visits, work, mine, shares, since, given.off[t], slot, ends=ends), mean=whole.mean)


def _lately(given: Learned, mine: Ints, off: tuple[int, ...]) -> Period:
    """The days whose people are on the roster: the last ones where people who came for good, or left for good, make a
    team of another size."""
    time, who = given.visits.moments[mine], given.visits.who[mine]
    pairs = np.unique(np.stack([who[who >= 0], (time[who >= 0] // 24).astype(np.int64)]), axis=1)
    days = np.setdiff1d(given.period.days, off)
    away = max(AWAY_DAYS, AWAY * len(given.period.days))
    more = whole = 0.0
    for one in np.split(pairs[1], np.flatnonzero(np.diff(pairs[0])) + 1):
        share = len(one) / max(int(np.isin(days[(days >= one[0]) & (days <= one[-1])] % 7, one % 7).sum()), 1)
        came, left = one[0] - given.period.first >= away, given.period.last - one[-1] >= away
        steady = share >= STEADY and len(one) >= AWAY_DAYS
        more += share * (int(came) - int(left)) * steady
        whole += share * (not came) * steady
    if abs(more) < CHANGED * max(whole, 1e-9):
        return given.period
    return replace(given.period, first=given.period.last + 1 - round(last_days(days)))


def _share(given: Learned, mine: Ints) -> Floats:
    """[person, weekday, slot] the share of their visits then that are among these: some hours may be all of one team's.
    Where few tell, and where it is not known when work began, the share of all their visits."""
    people, slots = len(given.visits.people) + 1, given.week.shape[1]
    slot = (given.visits.moments // given.slot).astype(np.int64) % slots
    whole, here = np.zeros((people, slots)), np.zeros((people, slots))
    np.add.at(whole, (given.visits.who[given.rows], slot[given.rows]), 1.0)
    np.add.at(here, (given.visits.who[mine], slot[mine]), 1.0)
    of_all = here.sum(axis=1, keepdims=True) / np.maximum(whole.sum(axis=1, keepdims=True), 1)
    due = of_all * whole
    told = given.visits.worked & (np.abs(here - due) > TELL * np.sqrt(np.maximum(due * (1 - of_all), 1e-9)))
    share = np.where(told, here / np.maximum(whole, 1), of_all)
    result: Floats = share[:-1].reshape(people - 1, 7, -1)
    return result


def _week(counts: Floats, off: tuple[tuple[int, ...], ...], period: Period, slots: int) -> Floats:
    """[team, slot of the week] how many there were in it on days that count."""
    counted = np.zeros_like(counts)
    per_day = slots // 7
    counted[:, period.first * per_day : (period.last + 1) * per_day] = 1.0
    for t, days in enumerate(off):
        for day in days:
            counted[t, day * per_day : (day + 1) * per_day] = 0.0
    result: Floats = (counts * counted).reshape(len(counts), -1, slots).sum(axis=1)
    return result


def _on(found: Roster, week: Floats) -> Ints:
    """Whole people: at least one where work is begun as usual, or somebody is on the roster and it is begun at all."""
    there = found.mean >= PRESENT * min(float(found.mean.max(initial=0.0)), 1.0)
    is_open = (there & _usual(week, OPEN)) | (_usual(week, HARDLY) & (found.servers >= ON_ROSTER))
    on: Ints = np.where(is_open, np.maximum(np.floor(found.servers + 0.5), 1), 0).astype(np.int64)
    return on


def _usual(week: Floats, share: float) -> Bools:
    """The slots that hold enough of the work, against the slot in which an hour of it usually falls."""
    typical = float((week**2).sum()) / max(float(week.sum()), 1e-9)
    result: Bools = (week >= share * typical) & (week > 0)
    return result


def _days_off(days: Floats, period: Period) -> tuple[int, ...]:
    """Weekdays that are usually worked and were not; the first and the last day are not judged."""
    off: list[int] = []
    inside = period.days[1:-1]
    for weekday in range(7):
        mine = inside[inside % 7 == weekday]
        if len(mine) and (usual := float(np.median(days[mine]))) >= BUSY_DAY:
            off += [int(d) for d in mine[days[mine] < QUIET * usual]]
    return tuple(sorted(off))


def open_until(is_open: Bools, off: tuple[tuple[int, ...], ...], whole: int, slot: float) -> Floats:
    """[team, absolute slot] the open time before it; `off` are the days off of each team."""
    slots = is_open.shape[1]
    every = np.tile(is_open, (1, whole // slots)).astype(np.float64)
    for t, days in enumerate(off):
        for day in days:
            every[t, day * slots // 7 : (day + 1) * slots // 7] = 0.0
    return np.concatenate([np.zeros((len(is_open), 1)), np.cumsum(every, axis=1)], axis=1) * slot


def _pauses(found: Duty, visits: Visits, team: Ints, teams: int) -> tuple[bool, ...]:
    """Whether work that runs into closed time for hours more often ends in open hours than in closed ones; teams that
    show
    too little of it do as the others do."""
    if not visits.worked:
        return (False,) * teams
    rows = np.flatnonzero((team >= 0) & ~visits.left)
    closed = visits.end[rows] - visits.start[rows] - found.worked(team[rows], visits.start[rows], visits.end[rows])
    rows = rows[closed > LONG]
    put_down = found.is_open(team[rows], visits.end[rows])
    whole = len(rows) >= SHOWN and float(put_down.mean()) > 0.5
    return tuple(_put_down(put_down[team[rows] == t], whole) for t in range(teams))


def _put_down(seen: Bools, whole: bool) -> bool:
    return whole if len(seen) < SHOWN else float(seen.mean()) > 0.5


def width(visits: Visits) -> float:
    """An hour; half of it where cases come on the full and the half hour, most days begin on the half hour (most
    shifts, where they change at night), or no case comes after the half hour with which a day ends."""
    half = visits.opened * 2
    sharp = np.abs(half - np.round(half)) < 1 / 30
    if sharp.mean() > 0.95 and 0.3 < (np.round(half[sharp]) % 2).mean() < 0.7:
        return 0.5
    if _ends_on_the_half(visits.opened):
        return 0.5
    begins, least = _begins(visits)
    return 0.5 if ((begins % 1 > 0.49) & (begins % 1 < 0.75)).mean() > least else 1.0


def _ends_on_the_half(opened: Floats) -> bool:
    """Whether the last case of each day, or of each such weekday, comes in the first half of an hour, mostly shortly
    before the half: in a whole hour cases would come till its end, and what is late would wait for the next morning."""
    day = (opened // 24).astype(np.int64)
    last = np.full(int(day.max()) + 1, -np.inf)
    np.maximum.at(last, day, opened)
    days = np.flatnonzero(np.isfinite(last))
    spans = [days, *(days[days % 7 == weekday] for weekday in range(7))]
    told = [last[mine] % 1 for mine in spans if len(mine) >= FEW_DAYS]
    return any(bool((of <= HALF_PAST).mean() > 0.95 and (of > QUARTER).mean() > 0.5) for of in told)


def _begins(visits: Visits) -> tuple[Floats, float]:
    """When days begin, and how many of them tell; when shifts do, where so many of them go on past midnight."""
    known = visits.who >= 0
    found = shifts(visits.who[known], visits.moments[known])
    if (found.end // 24 > found.begin // 24).sum() > NIGHTS * len(found.who):
        return found.begin, 0.5
    day = (visits.moments // 24).astype(np.int64)
    first = np.full(int(day.max()) + 1, np.inf)
    np.minimum.at(first, day, visits.moments)
    return first[np.isfinite(first)], 0.7
