"""Whether people work faster, or slower, while others wait: how much anew for all weights of the days, whether at all
from the whole record."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.queues import waiting
from headwater.foresight.calibrate.visits import Bools, Floats, Ints

PRESSED = 3.0
"""Work quickens or slows while others wait where that is so many standard errors from nothing …"""
LEAST_CHANGE = 0.03
"""… and at least this much."""
LEAST = 50
LINE = (0, 1, 2, 3, 4, 6, 10)
"""How many others wait: the lower ends of the groups that are compared; short lines one by one, since people may begin
to hurry at any of them."""
PRESSURE = 3
"""From so many on, the line is long."""
Knots = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Rush:
    """The `pace` (log of work over the usual) of a team's `rows` of visits, by the `group` of the line's length; each
    group lies `at` its mean."""

    at: tuple[float, ...]
    rows: Ints
    group: Ints
    pace: Floats

    def knots(self, rows: Floats) -> Knots:
        """The factor on work for each length of the line, 1 on average; `rows` are the weights of all visits. A group
        without weight is as the others together; where short and long lines do not differ with these weights, all
        are alike."""
        weights = rows[self.rows]
        if not _differ(np.array(self.at), self.group, self.pace, weights):
            return ()
        count = np.bincount(self.group, weights, minlength=len(self.at))
        total = np.bincount(self.group, weights * self.pace, minlength=len(self.at))
        factor = np.exp(total / np.maximum(count, 1e-9))
        factor = np.where(count > 0, factor / max(float((factor * count).sum() / max(count.sum(), 1e-9)), 1e-9), 1.0)
        return tuple((round(a, 3), round(float(f), 4)) for a, f in zip(self.at, factor, strict=True))


def rushes(frame: Frame) -> tuple[Rush | None, ...]:
    """That of each team, None where the whole record supports none."""
    teams = range(len(frame.tokens.teams))
    if not frame.visits.worked:
        return (None,) * len(teams)
    line = waiting(frame.visits, frame.team, frame.visits.start)
    served = (frame.team >= 0) & ~frame.visits.left & (frame.work > 1e-6)
    code = frame.tokens.token * len(frame.kinds.names) + frame.kind[frame.visits.contact]
    log = np.log(np.maximum(frame.work, 1e-9))
    pace = log - _means(log, code, served)[code]
    of_team = [np.flatnonzero(served & (frame.team == t)) for t in teams]
    return tuple(rush_of(mine, line[mine], pace[mine]) for mine in of_team)


def _means(values: Floats, at: Ints, used: Bools) -> Floats:
    total = np.bincount(at[used], values[used], minlength=int(at.max()) + 1)
    return total / np.maximum(np.bincount(at[used], minlength=int(at.max()) + 1), 1)


def rush_of(rows: Ints, line: Ints, pace: Floats) -> Rush | None:
    """Where short and long lines differ clearly."""
    group = np.searchsorted(LINE, line, side="right") - 1
    count = np.bincount(group, minlength=len(LINE))
    used = np.flatnonzero(count >= LEAST)
    if len(used) < 2:
        return None
    kept = np.isin(group, used)
    place = np.searchsorted(used, group[kept])
    at = np.bincount(place, line[kept]) / count[used]
    found = Rush(tuple(at.tolist()), rows[kept], place, pace[kept])
    return found if _differ(at, place, pace[kept], np.ones(len(place))) else None


def _differ(at: Floats, group: Ints, pace: Floats, weights: Floats) -> bool:
    """Whether the pace at long lines (each group as it is sure) lies clearly apart from that at the shortest."""
    count = np.bincount(group, weights, minlength=len(at))
    sums = (np.bincount(group, weights * v, minlength=len(at)) for v in (pace, pace**2))
    mean, square = (of / np.maximum(count, 1e-9) for of in sums)
    error = np.sqrt(np.maximum(square - mean**2, 0) / np.maximum(count, 1e-9))
    long = (at >= PRESSURE) & (count > 0)
    if not long.any() or at[0] >= PRESSURE or not count[0]:
        return False
    weight = np.where(long, 1 / np.maximum(error, 1e-9) ** 2, 0)
    apart = abs(float(np.average(mean, weights=weight)) - float(mean[0]))
    return apart >= LEAST_CHANGE and apart >= PRESSED * float(np.hypot(1 / np.sqrt(weight.sum()), error[0]))
