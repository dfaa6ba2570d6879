"""What the whole record supports, settled once: days drawn anew move its size, not whether it is there."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate import again, spoiling
from headwater.foresight.calibrate.coming import clockwork
from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.patience import Patience, patience
from headwater.foresight.calibrate.priority import Priority, among_queues, priorities
from headwater.foresight.calibrate.rates import arrivals
from headwater.foresight.calibrate.readings import Moved
from headwater.foresight.calibrate.rush import Rush, rushes
from headwater.foresight.calibrate.trend import trends
from headwater.foresight.calibrate.visits import Floats


@dataclass(frozen=True)
class Effects:
    """`again` how repeats move with wait and haste, `spoils` what spoils cases,
    `rush`, `patience` and `priority` of each team, `queues` the order in which its crew takes from several, `within`
    the slots in which further contacts come, `clock` whether a clock sends the cases, `trend` the line that each kind's
    arrivals follow."""

    again: Moved
    spoils: spoiling.Spoils
    rush: tuple[Rush | None, ...]
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
        rush=rushes(frame),
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
