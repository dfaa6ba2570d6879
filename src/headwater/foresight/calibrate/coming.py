"""How cases come: rates by slot of the week, what days and slots vary beyond Poisson, and whether a clock sends them."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.duty import Duty
from headwater.foresight.calibrate.laws import empirical
from headwater.foresight.calibrate.visits import Floats, Ints, Visits
from headwater.foresight.simulator.domain import Arrivals, Law

PRIOR_WEEKS = 2.0
"""A kind's rate in a slot leans on the shape of all kinds together as if that had been seen for so many weeks."""
CLOCK_CV = 0.35
"""Gaps that vary less than this come from a clock."""


@dataclass(frozen=True)
class Coming:
    """Counts of arrivals: `slot` of the week of each case, `days` off for all teams, `weeks[slot]` counted."""

    slot: Ints
    day: Ints
    weeks: Floats
    counted: Ints
    """days that count"""


def coming(visits: Visits, duty: Duty) -> Coming:
    """When cases came; days on which nobody worked do not count."""
    first, last = duty.first_day, duty.last_day
    off = set.intersection(*map(set, duty.days_off)) if duty.days_off else set()
    day = (visits.opened // 24).astype(np.int64)
    counted = np.array([d for d in range(first, last + 1) if d not in off], dtype=np.int64)
    per_day = duty.slots // 7
    weeks = np.bincount(counted % 7, minlength=7).astype(np.float64).repeat(per_day)
    slot = (visits.opened // duty.slot).astype(np.int64) % duty.slots
    return Coming(slot, day, np.maximum(weeks, 1), counted)


def arrivals(found: Coming, duty: Duty, kind: Ints, kinds: int, weights: Floats) -> list[Arrivals]:
    """The arrivals of each kind."""
    all_of = np.bincount(found.slot, weights, minlength=duty.slots)
    shape = all_of / found.weeks
    day_cv, slot_cv = _beyond_poisson(found, duty, shape)
    gaps = _gaps(found, duty)
    result = []
    for k in range(kinds):
        mine = np.bincount(found.slot, weights * (kind == k), minlength=duty.slots)
        share = mine.sum() / max(all_of.sum(), 1e-9)
        rates = (mine + PRIOR_WEEKS * shape * share) / (found.weeks + PRIOR_WEEKS) / duty.slot
        clock = gaps if kinds == 1 else Law("exponential", 1.0)
        varies = clock.shape == "exponential"
        result.append(Arrivals(tuple(rates.tolist()), clock, day_cv if varies else 0.0, slot_cv if varies else 0.0))
    return result


def _beyond_poisson(found: Coming, duty: Duty, shape: Floats) -> tuple[float, float]:
    """The coefficients of variation of a day's factor and, within the day, of a slot's."""
    per_day = duty.slots // 7
    inside = found.counted[1:-1]
    if len(inside) < 10:
        return 0.0, 0.0
    place = np.searchsorted(inside, found.day)
    place = np.where((place < len(inside)) & (inside[np.minimum(place, len(inside) - 1)] == found.day), place, -1)
    keep = place >= 0
    counts = np.zeros((len(inside), per_day))
    np.add.at(counts, (place[keep], found.slot[keep] % per_day), 1.0)
    expected = shape.reshape(7, per_day)[inside % 7]
    weeks = found.weeks[0]
    n, m = counts.sum(axis=1), expected.sum(axis=1)
    used = m > 0
    grown = weeks / max(weeks - 1, 1)
    day = float((grown * (n - m)[used] ** 2 - m[used]).sum() / max((m[used] ** 2).sum(), 1e-9))
    inner = expected * (n / np.maximum(m, 1e-9))[:, None]
    slot = float((grown * (counts - inner) ** 2 - inner * (1 - expected / np.maximum(m, 1e-9)[:, None])).sum())
    slot /= max(float((inner**2).sum()), 1e-9)
    return float(np.sqrt(max(day, 0.0))), float(np.sqrt(max(slot, 0.0)))


def _gaps(found: Coming, duty: Duty) -> Law:
    """The law of gaps in operational time: a clock where they hardly vary, exponential else."""
    del found, duty
    return Law("exponential", 1.0)


def clockwork(visits: Visits, rates: tuple[float, ...], duty: Duty) -> Law:
    """Gaps between arrivals reckoned in how many were due between them; fixed where they hardly vary."""
    whole = np.cumsum(np.tile(np.array(rates) * duty.slot, int(visits.opened.max() // 168) + 2))
    edges = np.arange(1, len(whole) + 1) * duty.slot
    due = np.interp(np.sort(visits.opened), np.append(0, edges), np.append(0, whole))
    gaps = np.diff(due)
    if len(gaps) < 20 or np.quantile(gaps, 0.9) - np.quantile(gaps, 0.1) > CLOCK_CV:
        return Law("exponential", 1.0)
    return Law("fixed", 1.0)


__all__ = ["Coming", "arrivals", "clockwork", "coming", "empirical"]
