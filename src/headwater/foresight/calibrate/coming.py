"""How cases come: rates by slot of the week, what varies beyond Poisson, and whether a clock sends them."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.duty import Duty
from headwater.foresight.calibrate.period import Period
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits
from headwater.foresight.simulator.domain import Arrivals, Law

PRIOR_WEEKS = 2.0
"""A kind's rate in a slot leans on the shape of all kinds together as if that had been seen for so many weeks."""
CLOCK = 0.35
"""Gaps, reckoned in how many were due, of which nine tenths lie this close together come from a clock."""
LEAST_DAYS = 14
SURE = 2.0
SHARP = 1 / 60
MOSTLY = 0.9


@dataclass(frozen=True)
class Coming:
    """`slot` of the week and `day` of each contact, whether it is `inside` the days that count, those days, and how
    often
    each slot lies in them."""

    slot: Ints
    day: Ints
    inside: Bools
    days: Ints
    weeks: Floats


def coming(visits: Visits, duty: Duty, period: Period) -> Coming:
    """When contacts came; days on which no team worked do not count. What comes on the minute a slot begins was due
    when the
    slot before it ended."""
    off = set.intersection(*map(set, duty.days_off)) if duty.days_off else set()
    days = np.array([d for d in period.days.tolist() if d not in off], dtype=np.int64)
    sharp = np.mod(visits.opened, duty.slot) < SHARP
    slot = (visits.opened // duty.slot).astype(np.int64) - (sharp & (sharp.mean() > MOSTLY))
    slot %= duty.slots
    day = (visits.opened // 24).astype(np.int64)
    weeks = np.bincount(days % 7, minlength=7).astype(np.float64).repeat(duty.per_day)
    return Coming(slot, day, np.isin(day, days), days, np.maximum(weeks, 1))


def arrivals(found: Coming, duty: Duty, kind: Ints, kinds: int, weights: Floats, fresh: Floats) -> list[Arrivals]:
    """The arrivals of each kind; `weights` of contacts are how often their days count, `fresh` the chance to be first
    ones."""
    used = weights * fresh * found.inside
    shape = np.bincount(found.slot, used, minlength=duty.slots) / found.weeks
    day_cv, slot_cv = beyond_poisson(found, duty, weights, fresh)
    return [
        Arrivals(_rates(found, duty, used * (kind == k), used, shape), day_cv=day_cv, slot_cv=slot_cv)
        for k in range(kinds)
    ]


def _rates(found: Coming, duty: Duty, mine: Floats, all_of: Floats, shape: Floats) -> tuple[float, ...]:
    counts = np.bincount(found.slot, mine, minlength=duty.slots)
    share = mine.sum() / max(float(all_of.sum()), 1e-9)
    rates = (counts + PRIOR_WEEKS * shape * share) / (found.weeks + PRIOR_WEEKS) / duty.slot
    return tuple(np.round(rates, 9).tolist())


def beyond_poisson(found: Coming, duty: Duty, weights: Floats, fresh: Floats) -> tuple[float, float]:
    """The coefficients of variation of a day's factor and, within the day, of a slot's: what is left of the variance of
    counts when that of Poisson is taken away, by moments, days and slots compared with their own mean over the
    weeks."""
    if len(found.days) < LEAST_DAYS:
        return 0.0, 0.0
    place = np.searchsorted(found.days, found.day[found.inside])
    counts, times = np.zeros((len(found.days), duty.per_day)), np.ones(len(found.days))
    np.add.at(counts, (place, found.slot[found.inside] % duty.per_day), fresh[found.inside])
    times[place] = weights[found.inside]
    weekday = found.days % 7
    dates = np.bincount(weekday, times, minlength=7)
    mean = np.zeros((7, duty.per_day))
    np.add.at(mean, weekday, counts * times[:, None])
    m = (mean / np.maximum(dates, 1)[:, None])[weekday]
    n, expected = counts.sum(axis=1), m.sum(axis=1)
    grown = (dates / np.maximum(dates - 1, 1))[weekday]
    judged = (expected > 0) & (dates[weekday] > 1) & (times > 0)
    day = _beyond(n[judged], expected[judged], expected[judged], grown[judged], times[judged])
    share = (m / np.maximum(expected, 1e-9)[:, None])[judged]
    given = share * n[judged, None]
    every, often = (np.broadcast_to(v[judged, None], given.shape).ravel() for v in (grown, times))
    slot = _beyond(counts[judged].ravel(), given.ravel(), (given * (1 - share)).ravel(), every, often)
    return day, slot


def _beyond(n: Floats, mean: Floats, poisson: Floats, grown: Floats, times: Floats) -> float:
    """The coefficient of variation beyond a variance, 0 where chance would do as well."""
    above = float((times * (grown * (n - mean) ** 2 - poisson)).sum())
    chance = float(np.sqrt((times * (2 * poisson**2 + poisson)).sum()))
    return float(np.sqrt(above / max(float((times * mean**2).sum()), 1e-9))) if above > SURE * chance else 0.0


def clockwork(visits: Visits, rates: tuple[float, ...], duty: Duty, contacts: Bools) -> bool:
    """Whether a clock sends the cases: gaps between arrivals, reckoned in how many were due, hardly vary."""
    opened = np.sort(visits.opened[contacts])
    weeks = int(opened.max() // 168) + 2
    due = np.append(0.0, np.cumsum(np.tile(np.array(rates) * duty.slot, weeks)))
    gaps = np.diff(np.interp(opened, np.arange(len(due)) * duty.slot, due))
    return len(gaps) >= 50 and float(np.quantile(gaps, 0.95) - np.quantile(gaps, 0.05)) < CLOCK


def struck(rates: tuple[float, ...], slot: float) -> tuple[float, ...]:
    """The rates of a clock: what is nearly a whole number in a slot is one, or the clock would drift."""
    due = np.array(rates) * slot
    whole = np.round(due)
    return tuple((np.where((np.abs(due - whole) < NEARLY) & (whole > 0), whole, due) * EARLY / slot).tolist())


NEARLY = 0.3
FIXED = Law("fixed", 1.0)
EARLY = 1 + 1e-7
"""A clock that strikes at the end of a slot strikes a moment before it, not at the beginning of the next open one."""
