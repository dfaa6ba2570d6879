"""How the chance that a case is spoiled hangs on how long it waited, and on how often the customer came again."""

from typing import Any, NamedTuple

import numpy as np

from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.late import Late, late
from headwater.foresight.calibrate.slopes import ends, shifted, supported
from headwater.foresight.calibrate.visits import Bools, Floats

WIDE = 0.02
"""A limit may lie anywhere between two cases; where they are this share of it apart, both ends are tried."""


class Spoils(NamedTuple):
    """What the logit of a spoiled case moves by for an hour waited, and for a further contact (0 where not supported),
    unless it is late by a rule."""

    wait: float = 0.0
    contact: float = 0.0
    rule: Late | None = None


def slopes(frame: Frame) -> Spoils:
    """The rule, where there is one, and the slopes that the record supports among the cases that are not late."""
    if frame.spoiled is None:
        return Spoils()
    rule = late(frame)
    judged, found = _judged(frame, rule), np.zeros(2)
    columns = _columns(frame)[judged]
    some = columns.std(axis=0) > 0 if len(columns) else np.zeros(2, dtype=bool)
    found[some] = supported(columns[:, some], frame.spoiled[judged], np.ones(len(columns)))
    return Spoils(float(found[0]), float(found[1]), rule)


def undecided(frame: Frame, used: Spoils) -> list[Spoils]:
    """The slopes with that of waiting at the ends of its interval, where the record does not support one."""
    if used.wait or frame.spoiled is None:
        return []
    judged, kept = _judged(frame, used.rule), [0, 1] if used.contact else [0]
    found = ends(_columns(frame)[judged][:, kept], frame.spoiled[judged], np.ones(int(judged.sum())), 1)
    return [used._replace(wait=end) for _, end in found]


def limits(used: Spoils) -> list[Spoils]:
    """The same with the limit of the rule at either end of where it may lie, where these are far apart."""
    rule = used.rule
    if rule is None:
        return []
    wide = any(high - low > WIDE * high for low, high in zip(rule.low, rule.high, strict=True) if high < np.inf)
    return [used._replace(rule=Late(rule.by, at, at, at)) for at in (rule.low, rule.high)] if wide else []


def refitted(frame: Frame, used: Spoils, weights: Floats) -> Spoils:
    """The slopes that are used, as far as they are supported with other weights of the contacts; a rule stays what it
    is."""
    kept = np.flatnonzero(used[:2])
    if not len(kept) or frame.spoiled is None:
        return used
    judged, moved = _judged(frame, used.rule), np.zeros(2)
    of_case = weights[frame.visits.fresh][judged]
    moved[kept] = supported(_columns(frame)[judged][:, kept], frame.spoiled[judged], of_case)
    return Spoils(float(moved[0]), float(moved[1]), used.rule)


def spoiling(frame: Frame, moved: Spoils, weights: Floats, kind: int) -> dict[str, Any]:
    """The fields of a kind that say how its cases are spoiled; nothing where it is not known which are."""
    if frame.spoiled is None:
        return {}
    mine = frame.kind[frame.visits.fresh] == kind
    of_case, fields = weights[frame.visits.fresh], dict[str, Any]()
    if moved.rule is not None:
        fields = _by_rule(frame, moved.rule, of_case, mine, kind)
        mine = mine & ~moved.rule.cases(frame)
    gone = _gone(frame)
    served = mine & ~gone
    share = _share(frame.spoiled, of_case, served)
    fields |= {"spoiled": share, "spoiled_left": _share(frame.spoiled, of_case, mine & gone, 1.0)}
    if not any(moved[:2]) or not 0 < share < 1 or not of_case[served].sum():
        return fields
    columns = _columns(frame)[served]
    typical = float(np.average(columns[:, 0], weights=of_case[served])) if moved.wait else 0.0
    at = shifted((columns - [typical, 0.0]) @ np.array(moved[:2]), share, of_case[served])
    per = {"spoiled_per_wait": moved.wait, "spoiled_per_contact": moved.contact}
    return {**fields, "spoiled": at, "typical_wait": typical, **per}


def _by_rule(frame: Frame, rule: Late, weights: Floats, mine: Bools, kind: int) -> dict[str, Any]:
    """The fields that say which cases of a kind are late, and how many of these are spoiled."""
    assert frame.spoiled is not None
    late_, gone = mine & rule.cases(frame), _gone(frame)
    if rule.after[kind] == np.inf:
        return {}
    return {
        "late_by": rule.by, "late_after": rule.after[kind], "late_of_case": frame.returns.how == "case",
        "late": _share(frame.spoiled, weights, late_ & ~gone, 1.0),
        "late_left": _share(frame.spoiled, weights, late_ & gone, 1.0),
    }  # fmt: skip


def _columns(frame: Frame) -> Floats:
    """Hours that each case waited in all, and its further contacts (to call again after giving up is none)."""
    visits = frame.visits
    waited = np.bincount(visits.of[visits.contact], frame.wait, minlength=visits.cases)
    further = ~visits.fresh & ~np.append(False, visits.left[visits.last][:-1])
    return np.column_stack([waited, np.bincount(visits.of, further, minlength=visits.cases)]).astype(np.float64)


def _judged(frame: Frame, rule: Late | None) -> Bools:
    """Cases that were served, and are not late by the rule."""
    served = ~_gone(frame)
    return served if rule is None else served & ~rule.cases(frame)


def _gone(frame: Frame) -> Bools:
    """Cases that ended with the customer giving up."""
    visits = frame.visits
    ends = np.append(visits.of[1:] != visits.of[:-1], True)
    result: Bools = visits.left[visits.last][ends]
    return result


def _share(flags: Bools, weights: Floats, chosen: Bools, none: float = 0.0) -> float:
    """The weighted share of the chosen that are flagged; `none` where nothing is chosen."""
    total = float(weights[chosen].sum())
    return float((weights * flags)[chosen].sum()) / total if total else none
