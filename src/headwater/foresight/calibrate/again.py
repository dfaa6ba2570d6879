"""Retries and repeats of a kind: how likely, how soon, and whether a long wait or hasty work makes them likelier."""

from dataclasses import replace
from typing import Any

import numpy as np

from headwater.foresight.calibrate.duty import Duty
from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.laws import TINY, empirical
from headwater.foresight.calibrate.readings import READINGS, Moved, Reading, brought, haste, waited
from headwater.foresight.calibrate.returns import Returns
from headwater.foresight.calibrate.slopes import SUPPORTED, ends, likelihood, shifted, supported
from headwater.foresight.calibrate.visits import Bools, Floats, Visits
from headwater.foresight.simulator.domain import NOTHING, Law

CELLS = 2000
ROUNDS = 60
"""Times that are not known exactly are looked for in so many cells, in so many rounds."""
CLOSE = 2.0
"""Log units within which the record does not tell two readings apart."""


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


def slopes(frame: Frame) -> Moved:
    """What the record supports, as it is best read: by likelihood, for all readings have as many numbers."""
    rows = _told(frame)
    if not frame.visits.worked or not rows.any():
        return Moved(np.zeros(2))
    y, weights = frame.returns.near[rows], np.ones(int(rows.sum()))
    fits = {reading: round(likelihood(_columns(frame, rows, reading), y, weights), 6) for reading in READINGS}
    best = max(READINGS, key=lambda reading: fits[reading])
    used = supported(_columns(frame, rows, best), y, weights, fixed=len(frame.kinds.names) - 1)
    return Moved(used[:2], best, (fits[best] - fits[best.other(0)], fits[best] - fits[best.other(1)]))


def undecided(frame: Frame, used: Moved) -> list[tuple[int, Moved]]:
    """The same, each with a slope that is not supported (0 wait, 1 haste) moved to an end of its interval; where waits
    may be read either way, those of the whole case, which move more."""
    rows = _told(frame)
    if not frame.visits.worked or not rows.any():
        return []
    if not used.slope[0] and used.ahead[0] < CLOSE:
        used = replace(used, reading=used.reading._replace(of_case=True))
    found = ends(_columns(frame, rows, used.reading), frame.returns.near[rows], np.ones(int(rows.sum())), 2)
    moved = [(j, np.where(np.arange(2) == j, end, used.slope)) for j, end in found if not used.slope[j]]
    return [(j, replace(used, slope=slope)) for j, slope in moved]


def reread(frame: Frame, used: Moved) -> list[tuple[int, Moved]]:
    """Where a slope is used (0 wait, 1 haste) and its other reading fits about as well: the same so read."""
    close = [j for j in range(2) if used.slope[j] and 0 < used.ahead[j] < CLOSE]
    others = [(j, replace(used, reading=used.reading.other(j))) for j in close]
    return [(j, _refitted(frame, other, np.ones(frame.visits.contacts), 0.0)) for j, other in others]


def refitted(frame: Frame, used: Moved, weights: Floats) -> Moved:
    """The slopes that are used, as far as they are supported with other weights."""
    return _refitted(frame, used, weights, SUPPORTED)


def _refitted(frame: Frame, used: Moved, weights: Floats, least: float) -> Moved:
    found, some = np.zeros(2), used.slope != 0
    rows = _told(frame)
    if not some.any():
        return used
    columns = _columns(frame, rows, used.reading)
    fixed = columns.shape[1] - 2
    keep = np.append(some, np.ones(fixed, dtype=bool))
    slope = supported(columns[:, keep], frame.returns.near[rows], weights[rows], fixed, least)
    found[some] = slope[: int(some.sum())]
    return replace(used, slope=found)


def _told(frame: Frame) -> Bools:
    """Contacts that may bring another: those of a case that had the most may have come to a limit."""
    gone, before = frame.visits.left[frame.visits.last], brought(frame)
    result: Bools = ~gone & frame.returns.watched & (frame.returns.how != "") & (before < before.max())
    return result


def _columns(frame: Frame, rows: Bools, reading: Reading) -> Floats:
    """Hours waited, haste, and a column for each kind but the first."""
    kinds = [frame.kind[rows] == k for k in range(1, len(frame.kinds.names))]
    return np.column_stack([*_moving(frame, rows, reading), *kinds]).astype(np.float64)


def _moving(frame: Frame, rows: Bools, reading: Reading) -> tuple[Floats, Floats]:
    return waited(frame, reading.of_case)[rows], haste(frame, reading.of_last)[rows]


def further(frame: Frame, moved: Moved, weights: Floats, mine: Bools) -> dict[str, Any]:
    """The fields of a kind that say how likely a repeat is; where it moves, `repeat` is that without any wait. Where
    the case's waits add up, each further contact makes the next likelier: there are no more of them than one case
    had."""
    before, of_case = brought(frame), bool(moved.slope[0]) and moved.reading.of_case
    mine = mine & (before < before.max()) if of_case else mine
    share, slope = chance(frame.returns, mine, weights), moved.slope
    if not slope.any() or not 0 < share < 1:
        return {"repeat": share}
    rows = mine & frame.returns.watched
    waits, hasty = _moving(frame, rows, moved.reading)
    base = shifted(waits * slope[0], share, weights[rows])
    of_all = _of_all(waits * slope[0], hasty, slope[1], (share, base), weights[rows]) if slope[1] else 0.0
    fields = {"repeat": base, "repeat_per_wait": float(slope[0]), "repeat_per_haste": of_all}
    fields |= {"repeat_wait_of_case": of_case, "repeats_at_most": int(before.max()) if of_case else 0}
    return fields | {"repeat_haste_of_last": bool(slope[1]) and moved.reading.of_last}


def _of_all(waits: Floats, hasty: Floats, slope: float, shares: tuple[float, float], weights: Floats) -> float:
    """What the logit moves by where the work of all contacts shrinks by a whole: a contact that took its time loses
    more of it than one that was short already, and it is the short ones that bring customers back."""
    moved = waits + hasty * slope
    own = _spread(moved, shifted(moved, shares[0], weights))
    plain = _spread(waits, shares[1])
    return float(slope * np.average(own * (1 - hasty), weights=weights) / np.average(plain, weights=weights))


def _spread(moved: Floats, share: float) -> Floats:
    """p (1 - p) of chances whose logits are moved from that of a share."""
    p = 1 / (1 + (1 - share) / share * np.exp(-np.clip(moved, -40, 40)))
    result: Floats = p * (1 - p)
    return result
