"""Whether the twin, run as it is, waits as its own record does: at each queue, in the week and on its worst day."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.foresight.calibrate.effects import Effects
from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.line import last_days
from headwater.foresight.calibrate.parts import DAYS
from headwater.foresight.calibrate.trend import NONE
from headwater.foresight.calibrate.unseen import unseen
from headwater.foresight.calibrate.visits import Bools, Floats, Ints
from headwater.foresight.domain import Astray
from headwater.foresight.simulator.domain import Plan, Service
from headwater.foresight.simulator.run import log

VISITS, MOST_RUNS = 30_000, 20
"""The runs hold about so many visits; each is as long as the record."""
WARM_UP = 336.0
LEAST, LEAST_BLOCKS = 100, 6
"""So many visits, on so many days (in so many weeks), tell a mean."""
WEEKS = 8
"""In so many weeks and more, weeks are what varies by chance; in a shorter record, days."""
ERRORS = 4.0
TWICE, FAR = 2.0, 3.0
"""Apart by so much, it is told; by so much more, nothing is answered."""
TRIFLE, OF_WORK = 1 / 60, 0.1
"""Waits less apart than a minute, or than a tenth of the work, are no matter …"""
POINTS, FEW_POINTS = 0.1, 0.03
"""… nor shares of those who give up three points apart; ten points are told whatever the factor."""
MOSTLY = 0.5
"""Where so many of a queue's visits are the first of their contact, these tell its wait: nothing but the queue can have
passed before them."""


@dataclass(frozen=True)
class Waits:
    """One row for each visit to a queue: its `station`, the `block` (run and week, or day) and `weekday` in which it
    joined, the hours it waited, whether it gave up. `clear` visits waited for nothing but the queue, and what they
    waited is seen; `first` are the first of their contact at any queue."""

    station: Ints
    block: Ints
    weekday: Ints
    wait: Floats
    left: Bools
    clear: Bools
    first: Bools

    def of(self, rows: Bools) -> "Waits":
        """Some of them."""
        return Waits(*(getattr(self, f.name)[rows] for f in fields(self)))

    def values(self, measure: str) -> Floats:
        """What is measured of each visit."""
        return self.wait if measure == "waiting" else self.left.astype(np.float64)


def astray(frame: Frame, effects: Effects, service: Service, *, by_hand: bool, seed: int = 1) -> tuple[Astray, ...]:
    """Where a run of the service waits otherwise than the record, by more than chance and more than a factor. Parts set
    by hand may do so on purpose: that is told, and refuses nothing."""
    weekly = len(frame.coming.days) >= 7 * WEEKS
    record = _recorded(frame, any(line != NONE for line in effects.trend), weekly)
    made = _lived(frame, service, weekly, seed)
    return tuple(found for t in range(len(service.stations)) for found in _at(t, service, record, made, by_hand))


def _recorded(frame: Frame, grows: bool, weekly: bool) -> Waits:
    """Of the days that count; where arrivals follow a trend, of the last, whose level the twin stands at."""
    visits, days = frame.visits, frame.coming.days
    rows = np.flatnonzero(frame.team >= 0)
    day = (visits.ready[rows] // 24).astype(np.int64)
    since = days[-1] - last_days(days) if grows else days[0] - 1
    found = _waits(
        visits.contact[rows], frame.team[rows], visits.ready[rows], frame.wait[rows], visits.left[rows],
        ~(frame.delayed[frame.tokens.token] | unseen(visits))[rows], day // 7 if weekly else day,
    )  # fmt: skip
    return found.of(np.isin(day, days) & (day > since))


def _lived(frame: Frame, service: Service, weekly: bool, seed: int) -> Waits:
    """Of runs over the weeks of the record, with its days off."""
    first, last = int(frame.period.first), int(frame.period.last)
    runs = int(np.clip(np.ceil(VISITS / max(frame.visits.n, 1)), 1, MOST_RUNS))
    start, length = 24.0 * first - 24.0 * (first % 7), 24.0 * (last + 1 - first + first % 7)
    plan = Plan(length, WARM_UP, runs, seed, start=start - WARM_UP, log=True)
    table = log(service, plan)
    opens = _openings(*_contacts(table), table["end"].to_numpy())
    served = pc.is_valid(table["station"])
    table, opens = table.filter(served), opens[served.to_numpy()]
    (contact, joined), run, end = _contacts(table), table["replication"].to_numpy(), table["end"].to_numpy()
    station = _coded(table["station"], [s.name for s in service.stations])
    step = _coded(table["step"], [s.name for s in service.steps])
    left = table["start"].is_null().to_numpy()
    wait = np.where(left, end, pc.fill_null(table["start"], 0.0).to_numpy()) - joined
    day = (joined // 24).astype(np.int64)
    block = (day // 7 if weekly else day) + run * (last + 2)
    return _waits(contact, station, joined, wait, left, ~(frame.delayed[step] | opens), block)


def _contacts(table: pa.Table) -> tuple[Ints, Floats]:
    """The contact of each visit of a run, and when it joined."""
    run, case, repeat, joined = (table[of].to_numpy() for of in ("replication", "case", "repeat", "enabled"))
    return (run * (int(case.max(initial=0)) + 1) + case) * (int(repeat.max(initial=0)) + 1) + repeat, joined


def _openings(contact: Ints, joined: Floats, ended: Floats) -> Bools:
    """The visits with which a contact begins."""
    first = np.zeros(len(contact), dtype=bool)
    order = np.lexsort((ended, joined, contact))
    first[order] = np.append(True, np.diff(contact[order]) != 0)[: len(order)]
    return first


def _coded(names: pa.ChunkedArray, order: list[str]) -> Ints:
    codes: Ints = pc.index_in(names, pa.array(order, pa.string())).to_numpy().astype(np.int64)
    return codes


def _waits(contact: Ints, station: Ints, joined: Floats, wait: Floats, left: Bools, clear: Bools, block: Ints) -> Waits:
    weekday = (joined // 24).astype(np.int64) % 7
    return Waits(station, block, weekday, wait, left, clear, _openings(contact, joined, joined))


def _at(t: int, service: Service, record: Waits, made: Waits, by_hand: bool) -> Iterator[Astray]:
    """What is wrong at a queue: its wait and who gave up, each in the week or, where worse, on the day that waits
    longest in the record."""
    name, mine, runs = service.stations[t].name, record.of(record.station == t), made.of(made.station == t)
    took = [step.work.mean for step in service.steps if step.station == t]
    trifle = max(TRIFLE, OF_WORK * float(np.mean(took))) if took else TRIFLE
    for measure, one, other in (("waiting", *_clear(mine, runs)), ("abandonment", mine, runs)):
        found = [
            Astray(name, measure, when, *pair, pair_far and not by_hand)
            for when, pair, pair_far in _compared(measure, one, other, trifle)
        ]
        if found:
            yield max(found, key=lambda a: a.factor)


def _clear(mine: Waits, runs: Waits) -> tuple[Waits, Waits]:
    """The visits whose waits are compared: the same ones of both."""
    if mine.clear.any() and (mine.first & mine.clear).sum() >= MOSTLY * len(mine.first):
        return mine.of(mine.first & mine.clear), runs.of(runs.first & runs.clear)
    return mine.of(mine.clear), runs.of(runs.clear)


def _compared(measure: str, one: Waits, other: Waits, trifle: float) -> Iterator[tuple[str, tuple[float, float], bool]]:
    for when, rows, others in _windows(one, other, one.values(measure)):
        a, b = _mean(measure, one.of(rows)), _mean(measure, other.of(others))
        if a is None or b is None or abs(a[0] - b[0]) <= ERRORS * np.hypot(a[1], b[1]):
            continue
        small, large = sorted((a[0], b[0]))
        least, always = (trifle, np.inf) if measure == "waiting" else (FEW_POINTS, POINTS)
        apart = large - small
        if apart > least and (large > TWICE * small or apart > always):
            yield when, (a[0], b[0]), bool(large > FAR * small)


def _windows(one: Waits, other: Waits, values: Floats) -> Iterator[tuple[str, Bools, Bools]]:
    """The week, and the day on which the record has the most of it."""
    yield "week", np.ones(len(one.wait), dtype=bool), np.ones(len(other.wait), dtype=bool)
    n = np.bincount(one.weekday, minlength=7)
    mean = np.bincount(one.weekday, values, minlength=7) / np.maximum(n, 1)
    worst = int(np.where(n >= LEAST, mean, -1.0).argmax())
    yield DAYS[worst], one.weekday == worst, other.weekday == worst


def _mean(measure: str, rows: Waits) -> tuple[float, float] | None:
    """A mean and its standard error by days or weeks; None where too few tell."""
    values = rows.values(measure)
    _, block = np.unique(rows.block, return_inverse=True)
    n, total = np.bincount(block).astype(np.float64), np.bincount(block, values)
    if len(values) < LEAST or len(n) < LEAST_BLOCKS:
        return None
    mean = total.sum() / n.sum()
    error = np.sqrt(len(n) / (len(n) - 1) * ((total - mean * n) ** 2).sum()) / n.sum()
    return float(mean), float(error)
