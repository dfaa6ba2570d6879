"""How the chance that a case is spoiled hangs on how long it waited."""

import numpy as np

from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.slopes import ends, logistic, shifted, supported
from headwater.foresight.calibrate.visits import Bools, Floats


def slope(frame: Frame) -> float:
    """What the logit of a spoiled case moves by for an hour waited; 0 where the record does not support it."""
    if frame.spoiled is None:
        return 0.0
    served = ~_gone(frame)
    return float(supported(_waited(frame)[served, None], frame.spoiled[served], np.ones(int(served.sum())))[0])


def undecided(frame: Frame, used: float) -> list[float]:
    """The ends of the slope's interval, where the record does not support one."""
    if used or frame.spoiled is None:
        return []
    served = ~_gone(frame)
    return [end for _, end in ends(_waited(frame)[served, None], frame.spoiled[served], np.ones(int(served.sum())), 1)]


def refitted(frame: Frame, used: float, weights: Floats) -> float:
    """The slope with other weights of the contacts, where it is used."""
    if not used or frame.spoiled is None:
        return 0.0
    served = ~_gone(frame)
    of_case = weights[frame.visits.fresh][served]
    _, found, errors = logistic(_waited(frame)[served, None], frame.spoiled[served], of_case)
    return used if np.isnan(errors[0]) else float(found[0])


def spoiling(frame: Frame, moved: float, weights: Floats, kind: int) -> dict[str, float]:
    """The fields of a kind that say how its cases are spoiled; nothing where it is not known which are."""
    if frame.spoiled is None:
        return {}
    mine = frame.kind[frame.visits.fresh] == kind
    waited, gone, of_case = _waited(frame), _gone(frame), weights[frame.visits.fresh]
    served = mine & ~gone
    share, left = _share(frame.spoiled, of_case, served), _share(frame.spoiled, of_case, mine & gone)
    fields = {"spoiled": share, "spoiled_left": left if (mine & gone).any() else 1.0}
    if not moved or not 0 < share < 1 or not of_case[served].sum():
        return fields
    typical = float(np.average(waited[served], weights=of_case[served]))
    at = shifted((waited[served] - typical) * moved, share, of_case[served])
    return {**fields, "spoiled": at, "spoiled_per_wait": moved, "typical_wait": typical}


def _waited(frame: Frame) -> Floats:
    """Hours each case waited in all."""
    visits = frame.visits
    return np.bincount(visits.of[visits.contact], frame.wait, minlength=visits.cases).astype(np.float64)


def _gone(frame: Frame) -> Bools:
    """Cases that ended with the customer giving up."""
    visits = frame.visits
    ends = np.append(visits.of[1:] != visits.of[:-1], True)
    result: Bools = visits.left[visits.last][ends]
    return result


def _share(flags: Bools, weights: Floats, chosen: Bools) -> float:
    total = float(weights[chosen].sum())
    return float((weights * flags)[chosen].sum()) / total if total else 0.0
