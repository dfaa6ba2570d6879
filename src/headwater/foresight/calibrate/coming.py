"""When cases come, and whether a clock sends them."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.duty import Duty
from headwater.foresight.calibrate.period import Period
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits
from headwater.foresight.simulator.domain import Law

CLOCK = 0.35
"""Gaps, reckoned in how many were due, of which nine tenths lie this close together come from a clock."""
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
