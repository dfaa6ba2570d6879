"""What may bring a customer back: the wait of one contact or of the whole case, the haste of all works or of the
last."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.visits import Bools, Floats, Ints


class Reading(NamedTuple):
    """Whether the waits of all contacts of the case count, and whether the last work of the contact alone does."""

    of_case: bool = False
    of_last: bool = False

    def other(self, j: int) -> "Reading":
        """The same but for waiting (0) or haste (1)."""
        return Reading(self.of_case ^ (j == 0), self.of_last ^ (j == 1))


READINGS = tuple(Reading(case, last) for case in (False, True) for last in (False, True))


@dataclass(frozen=True)
class Moved:
    """What the logit of a repeat moves by for an hour waited and for work a whole below the usual (`slope`; 0: not
    supported), as they are read; `ahead` are the log units that the reading of each is better than the other one."""

    slope: Floats
    reading: Reading = READINGS[0]
    ahead: tuple[float, float] = (np.inf, np.inf)


def waited(frame: Frame, of_case: bool) -> Floats:
    """Hours waited up to the end of each contact: in it and where it was given up before, or in all of its case."""
    return _summed(frame, frame.waited, frame.returns.near & (_gone(frame) | of_case))


def brought(frame: Frame) -> Ints:
    """How many further contacts the case had brought when each contact came."""
    served = (~_gone(frame)).astype(np.float64)
    found: Ints = np.rint(_summed(frame, served, frame.returns.near) - served).astype(np.int64)
    return found


def haste(frame: Frame, of_last: bool) -> Floats:
    """For each contact how far its work, or its last work, lay below what is usual for its steps and kind, as a share
    (0.1: a tenth less)."""
    visits = frame.visits
    served = np.flatnonzero((frame.team >= 0) & ~visits.left)
    code = (frame.tokens.token * len(frame.kinds.names) + frame.kind[visits.contact])[served]
    total, n = np.bincount(code, frame.work[served]), np.bincount(code)
    usual = (total / np.maximum(n, 1))[code]
    contact, work = visits.contact[served], frame.work[served]
    if of_last:
        last = np.append(np.diff(contact) > 0, True)[: len(contact)]
        contact, work, usual = contact[last], work[last], usual[last]
    done, due = (np.bincount(contact, of, minlength=visits.contacts) for of in (work, usual))
    return np.where(due > 0, 1 - done / np.maximum(due, 1e-12), 0.0)


def _gone(frame: Frame) -> Bools:
    result: Bools = frame.visits.left[frame.visits.last]
    return result


def _summed(frame: Frame, values: Floats, leads: Bools) -> Floats:
    """Sums up to each contact over those that lead to it one by one."""
    visits = frame.visits
    whose = visits.of if frame.returns.how == "case" else visits.customer[visits.of]
    order = np.lexsort((visits.opened, whose))
    begins = np.append(True, ~leads[order[:-1]])
    total = np.cumsum(values[order])
    before = (total - values[order])[begins][np.cumsum(begins) - 1]
    found = np.empty(len(values))
    found[order] = np.maximum(total - before, 0.0)
    return found
