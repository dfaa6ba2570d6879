"""What the whole record supports, settled once: days drawn anew move its size, not whether it is there."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate import again, spoiling
from headwater.foresight.calibrate.coming import clockwork
from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.patience import Patience, patience
from headwater.foresight.calibrate.priority import Priority, among_queues, priorities
from headwater.foresight.calibrate.queues import waiting
from headwater.foresight.calibrate.rates import arrivals
from headwater.foresight.calibrate.readings import Moved
from headwater.foresight.calibrate.trend import trends
from headwater.foresight.calibrate.visits import Bools, Floats, Ints

PRESSED = 3.0
"""Work quickens or slows while others wait where that is so many standard errors from nothing …"""
LEAST_CHANGE = 0.03
"""… and at least this much."""
LEAST = 50
LINE = (0, 1, 3)
"""How many others wait: the lower ends of the groups that are compared."""
PRESSURE = 3
"""From so many on, the line is long."""
Knots = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Effects:
    """`again` how repeats move with wait and haste, `spoils` slopes of spoiled cases on wait and further contacts,
    `rush`, `patience` and `priority` of each team, `queues` the order in which its crew takes from several, `within`
    the slots in which further contacts come, `clock` whether a clock sends the cases, `trend` the line that each kind's
    arrivals follow."""

    again: Moved
    spoils: spoiling.Slopes
    rush: tuple[Knots, ...]
    patience: tuple[Patience, ...]
    priority: tuple[Priority, ...]
    queues: tuple[Priority, ...]
    within: tuple[bool, ...]
    clock: bool
    trend: tuple[int, ...]


def effects_of(frame: Frame) -> Effects:
    """What the record supports."""
    ones = np.ones(frame.visits.n)
    teams = range(len(frame.tokens.teams))
    return Effects(
        again=again.slopes(frame),
        spoils=spoiling.slopes(frame),
        rush=_rush(frame),
        patience=tuple(patience_of(frame, t, ones) for t in teams),
        priority=priorities(frame),
        queues=among_queues(frame),
        within=_within(frame),
        clock=_clock(frame),
        trend=_trend(frame),
    )


def patience_of(frame: Frame, team: int, rows: Floats, shape: str | None = None) -> Patience:
    """The patience of those who waited for a team; `rows` are the weights of the visits."""
    mine = np.flatnonzero(frame.team == team)
    left, silent = frame.visits.left[mine], frame.visits.silent[mine]
    waits = np.where(left, frame.visits.start[mine] - frame.visits.ready[mine], frame.wait[mine])
    return patience(waits, left, rows[mine], shape, silent)


def _trend(frame: Frame) -> tuple[int, ...]:
    return trends(frame.coming, frame.kind, len(frame.kinds.names))


def _within(frame: Frame) -> tuple[bool, ...]:
    """Slots in which cases come; all where none stays away from closed hours."""
    if not frame.returns.how:
        return ()
    came = np.bincount(frame.coming.slot, frame.coming.inside.astype(np.float64), minlength=frame.duty.slots)
    usual = came[came > 0].mean()
    used = came >= 0.05 * usual
    return () if used.all() else tuple(used.tolist())


def _clock(frame: Frame) -> bool:
    """Told for one kind without returns."""
    if len(frame.kinds.names) > 1 or frame.returns.how:
        return False
    ones = np.ones(frame.visits.contacts)
    came = arrivals(frame.coming, frame.duty, frame.kind, 1, ones, ones)
    return clockwork(frame.visits, came[0].rates, frame.duty, frame.coming.inside)


def _rush(frame: Frame) -> tuple[Knots, ...]:
    teams = len(frame.tokens.teams)
    if not frame.visits.worked:
        return ((),) * teams
    line = waiting(frame.visits, frame.team, frame.visits.start)
    served = (frame.team >= 0) & ~frame.visits.left & (frame.work > 1e-6)
    code = frame.tokens.token * len(frame.kinds.names) + frame.kind[frame.visits.contact]
    usual = _means(np.log(np.maximum(frame.work, 1e-9)), code, served)
    pace = np.log(np.maximum(frame.work, 1e-9)) - usual[code]
    return tuple(_knots(line[m], pace[m]) for m in (np.flatnonzero(served & (frame.team == t)) for t in range(teams)))


def _means(values: Floats, at: Ints, used: Bools) -> Floats:
    total = np.bincount(at[used], values[used], minlength=int(at.max()) + 1)
    return total / np.maximum(np.bincount(at[used], minlength=int(at.max()) + 1), 1)


def _knots(line: Ints, pace: Floats) -> Knots:
    """The factor on work for each length of the line, where short and long lines differ clearly."""
    group = np.searchsorted(LINE, line, side="right") - 1
    count = np.bincount(group, minlength=len(LINE)) if len(group) else np.zeros(len(LINE))
    used = np.flatnonzero(count >= LEAST)
    if len(used) < 2:
        return ()
    mean = np.array([pace[group == g].mean() for g in used])
    error = np.array([pace[group == g].std() / np.sqrt(count[g]) for g in used])
    long = np.array([LINE[g] >= PRESSURE for g in used])
    weight = np.where(long, 1 / error**2, 0)
    if not long.any() or long.all():
        return ()
    apart = abs(float(np.average(mean, weights=weight)) - mean[0])
    if apart < PRESSED * np.hypot(1 / np.sqrt(weight.sum()), error[0]) or apart < LEAST_CHANGE:
        return ()
    factor = np.exp(mean) / np.average(np.exp(mean), weights=count[used])
    at = [float(line[group == g].mean()) for g in used]
    return tuple((round(a, 3), round(float(f), 4)) for a, f in zip(at, factor, strict=True))
