"""How the chance that a case is spoiled hangs on how long it waited, and on how often the customer came again."""

import numpy as np

from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.slopes import ends, logistic, shifted, supported
from headwater.foresight.calibrate.visits import Bools, Floats

Slopes = tuple[float, float]
"""What the logit of a spoiled case moves by for an hour waited, and for a further contact; 0 where not supported."""


def slopes(frame: Frame) -> Slopes:
    """The slopes that the record supports."""
    if frame.spoiled is None:
        return 0.0, 0.0
    served, found = ~_gone(frame), np.zeros(2)
    columns = _columns(frame)[served]
    some = columns.std(axis=0) > 0
    found[some] = supported(columns[:, some], frame.spoiled[served], np.ones(len(columns)))
    return float(found[0]), float(found[1])


def undecided(frame: Frame, used: Slopes) -> list[Slopes]:
    """The slopes with that of waiting at the ends of its interval, where the record does not support one."""
    if used[0] or frame.spoiled is None:
        return []
    served, kept = ~_gone(frame), [0, 1] if used[1] else [0]
    found = ends(_columns(frame)[served][:, kept], frame.spoiled[served], np.ones(int(served.sum())), 1)
    return [(end, used[1]) for _, end in found]


def refitted(frame: Frame, used: Slopes, weights: Floats) -> Slopes:
    """The slopes that are used, with other weights of the contacts."""
    kept = np.flatnonzero(used)
    if not len(kept) or frame.spoiled is None:
        return 0.0, 0.0
    served, moved = ~_gone(frame), np.array(used)
    of_case = weights[frame.visits.fresh][served]
    _, found, errors = logistic(_columns(frame)[served][:, kept], frame.spoiled[served], of_case)
    moved[kept] = np.where(np.isnan(errors), moved[kept], found)
    return float(moved[0]), float(moved[1])


def spoiling(frame: Frame, moved: Slopes, weights: Floats, kind: int) -> dict[str, float]:
    """The fields of a kind that say how its cases are spoiled; nothing where it is not known which are."""
    if frame.spoiled is None:
        return {}
    mine = frame.kind[frame.visits.fresh] == kind
    gone, of_case = _gone(frame), weights[frame.visits.fresh]
    served = mine & ~gone
    share, left = _share(frame.spoiled, of_case, served), _share(frame.spoiled, of_case, mine & gone)
    fields = {"spoiled": share, "spoiled_left": left if (mine & gone).any() else 1.0}
    if not any(moved) or not 0 < share < 1 or not of_case[served].sum():
        return fields
    columns = _columns(frame)[served]
    typical = float(np.average(columns[:, 0], weights=of_case[served])) if moved[0] else 0.0
    at = shifted((columns - [typical, 0.0]) @ np.array(moved), share, of_case[served])
    per = {"spoiled_per_wait": moved[0], "spoiled_per_contact": moved[1]}
    return {**fields, "spoiled": at, "typical_wait": typical, **per}


def _columns(frame: Frame) -> Floats:
    """Hours that each case waited in all, and its further contacts (to call again after giving up is none)."""
    visits = frame.visits
    waited = np.bincount(visits.of[visits.contact], frame.wait, minlength=visits.cases)
    further = ~visits.fresh & ~np.append(False, visits.left[visits.last][:-1])
    return np.column_stack([waited, np.bincount(visits.of, further, minlength=visits.cases)]).astype(np.float64)


def _gone(frame: Frame) -> Bools:
    """Cases that ended with the customer giving up."""
    visits = frame.visits
    ends = np.append(visits.of[1:] != visits.of[:-1], True)
    result: Bools = visits.left[visits.last][ends]
    return result


def _share(flags: Bools, weights: Floats, chosen: Bools) -> float:
    total = float(weights[chosen].sum())
    return float((weights * flags)[chosen].sum()) / total if total else 0.0
