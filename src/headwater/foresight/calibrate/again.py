"""Retries and repeats of a kind: how likely, how soon, and whether a long wait or hasty work makes them likelier."""

import numpy as np

from headwater.foresight.calibrate.duty import Duty
from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.laws import TINY, empirical
from headwater.foresight.calibrate.returns import Returns
from headwater.foresight.calibrate.slopes import ends, logistic, shifted, supported
from headwater.foresight.calibrate.visits import Bools, Floats, Visits
from headwater.foresight.simulator.domain import NOTHING, Law

CELLS = 2000
ROUNDS = 60
"""Times that are not known exactly are looked for in so many cells, in so many rounds."""


def chance(found: Returns, chosen: Bools, weights: Floats) -> float:
    """The share of the chosen contacts that brings a further one, above what comes by chance."""
    watched = chosen & found.watched
    total = float(weights[watched].sum())
    return float((weights * found.excess)[watched & found.near].sum()) / total if total else 0.0


def delay(found: Returns, visits: Visits, duty: Duty, chosen: Bools, weights: Floats) -> Law:
    """How soon the further contacts come. One that comes right after closed hours may have been wanted at any time in
    them."""
    near = np.flatnonzero(chosen & found.near)
    if not weights[near].sum():
        return NOTHING
    end = visits.end[visits.last][near]
    comes = end + found.after[near]
    shut, opens = _closing(duty, comes)
    kept_out = (comes - opens < duty.slot) & (shut < opens) & (end < opens)
    earliest = np.where(kept_out, np.maximum(shut, end), comes)
    return empirical(spread(earliest - end, comes - end, weights[near]), weights[near])


def spread(low: Floats, high: Floats, weights: Floats) -> Floats:
    """Times of which some are only known to lie between two: these are spread as all the others show (Turnbull, "The
    empirical distribution function with arbitrarily grouped, censored and truncated data", 1976)."""
    wide = np.flatnonzero(low < high)
    edges = np.linspace(0, max(float(high.max()), TINY), CELLS + 1)
    first, last = (np.clip(np.searchsorted(edges, of, side="right") - 1, 0, CELLS - 1) for of in (low, high))
    known = np.bincount(np.delete(last, wide), np.delete(weights, wide), minlength=CELLS)
    mass = known + weights.sum() / CELLS
    for _ in range(ROUNDS):
        below = np.append(0.0, np.cumsum(mass))
        each = weights[wide] / np.maximum(below[last[wide] + 1] - below[first[wide]], TINY)
        share = np.bincount(first[wide], each, minlength=CELLS + 1)
        share -= np.bincount(last[wide] + 1, each, minlength=CELLS + 1)
        mass = known + mass * np.maximum(np.cumsum(share)[:-1], 0.0)
    at_low, at_high = (np.interp(of[wide], edges, np.append(0.0, np.cumsum(mass))) for of in (low, high))
    drawn = at_low + (at_high - at_low) * np.random.default_rng(len(low)).random(len(wide))
    times = high.copy()
    times[wide] = np.clip(np.interp(drawn, np.append(0.0, np.cumsum(mass)), edges), low[wide], high[wide])
    return times


def _closing(duty: Duty, time: Floats) -> tuple[Floats, Floats]:
    """The last opening before each time, and the closing before that: of the service, not of one team."""
    is_open: Bools = np.any(np.diff(duty.open_until, axis=1) > 0, axis=0)
    slots = np.arange(len(is_open))
    before = np.append(False, is_open[:-1])
    opened = np.maximum.accumulate(np.where(is_open & ~before, slots, 0))
    closed = np.maximum.accumulate(np.where(~is_open & before, slots, 0))
    opening = opened[duty.place(time)]
    return closed[np.maximum(opening - 1, 0)] * duty.slot, opening * duty.slot


def haste(frame: Frame) -> Floats:
    """For each contact how far its work lay below what is usual for its steps and kind, as a share (0.1: a tenth
    less)."""
    visits = frame.visits
    served = (frame.team >= 0) & ~visits.left
    code = frame.tokens.token * len(frame.kinds.names) + frame.kind[visits.contact]
    total = np.bincount(code[served], frame.work[served], minlength=int(code.max()) + 1)
    usual = total / np.maximum(np.bincount(code[served], minlength=int(code.max()) + 1), 1)
    done = np.bincount(visits.contact[served], frame.work[served], minlength=visits.contacts)
    due = np.bincount(visits.contact[served], usual[code[served]], minlength=visits.contacts)
    return np.where(due > 0, 1 - done / np.maximum(due, 1e-12), 0.0)


def slopes(frame: Frame) -> Floats:
    """What the logit of a repeat moves by for an hour waited, and for work a whole below the usual; 0 where not
    supported."""
    rows = _told(frame)
    if not frame.visits.worked or not rows.any():
        return np.zeros(2)
    y, weights = frame.returns.near[rows], np.ones(int(rows.sum()))
    used = supported(_columns(frame, rows), y, weights, fixed=len(frame.kinds.names) - 1)
    return used[:2]


def undecided(frame: Frame, used: Floats) -> list[tuple[int, Floats]]:
    """Slopes as `slopes` gives them, each with one that is not supported (0 wait, 1 haste) moved to an end of its
    interval."""
    rows = _told(frame)
    if not frame.visits.worked or not rows.any():
        return []
    found = ends(_columns(frame, rows), frame.returns.near[rows], np.ones(int(rows.sum())), 2)
    return [(j, np.where(np.arange(2) == j, end, used)) for j, end in found if not used[j]]


def refitted(frame: Frame, used: Bools, weights: Floats) -> Floats:
    """The slopes that are used, with other weights."""
    found = np.zeros(2)
    rows = _told(frame)
    if not used.any():
        return found
    columns = _columns(frame, rows)
    keep = np.append(used, np.ones(columns.shape[1] - 2, dtype=bool))
    _, slope, errors = logistic(columns[:, keep], frame.returns.near[rows], weights[rows])
    found[used] = np.nan_to_num(slope[: int(used.sum())]) * ~np.isnan(errors[: int(used.sum())])
    return found


def _told(frame: Frame) -> Bools:
    gone = frame.visits.left[frame.visits.last]
    result: Bools = ~gone & frame.returns.watched & (frame.returns.how != "")
    return result


def _columns(frame: Frame, rows: Bools) -> Floats:
    """Hours waited, haste, and a column for each kind but the first."""
    kinds = [frame.kind[rows] == k for k in range(1, len(frame.kinds.names))]
    return np.column_stack([frame.waited[rows], haste(frame)[rows], *kinds]).astype(np.float64)


def further(frame: Frame, slope: Floats, weights: Floats, mine: Bools) -> dict[str, float]:
    """The fields of a kind that say how likely a repeat is; where it moves, `repeat` is that without any wait."""
    share = chance(frame.returns, mine, weights)
    if not slope.any() or not 0 < share < 1:
        return {"repeat": share}
    rows = mine & frame.returns.watched
    base = shifted(frame.waited[rows] * slope[0], share, weights[rows])
    of_all = _of_all(frame, rows, slope, (share, base), weights[rows]) if slope[1] else 0.0
    return {"repeat": base, "repeat_per_wait": float(slope[0]), "repeat_per_haste": of_all}


def _of_all(frame: Frame, rows: Bools, slope: Floats, shares: tuple[float, float], weights: Floats) -> float:
    """What the logit moves by where the work of all contacts shrinks by a whole: a contact that took its time loses
    more of it than one that was short already, and it is the short ones that bring customers back."""
    hasty, waits = haste(frame)[rows], frame.waited[rows] * slope[0]
    moved = waits + hasty * slope[1]
    own = _spread(moved, shifted(moved, shares[0], weights))
    plain = _spread(waits, shares[1])
    return float(slope[1] * np.average(own * (1 - hasty), weights=weights) / np.average(plain, weights=weights))


def _spread(moved: Floats, share: float) -> Floats:
    """p (1 - p) of chances whose logits are moved from that of a share."""
    p = 1 / (1 + (1 - share) / share * np.exp(-np.clip(moved, -40, 40)))
    result: Floats = p * (1 - p)
    return result
