"""How many cases come: rates by slot of the week at the level of the last days, and what varies beyond Poisson."""

import numpy as np

from headwater.foresight.calibrate.coming import Coming
from headwater.foresight.calibrate.duty import Duty
from headwater.foresight.calibrate.line import of_days
from headwater.foresight.calibrate.trend import NONE, levels, lift, slopes
from headwater.foresight.calibrate.visits import Floats, Ints
from headwater.foresight.simulator.domain import Arrivals

PRIOR_WEEKS = 2.0
"""A kind's rate in a slot leans on the shape of all kinds together as if that had been seen for so many weeks."""
LEAST_DAYS = 14
SURE = 2.0


def arrivals(
    found: Coming, duty: Duty, kind: Ints, kinds: int, weights: Floats, fresh: Floats, follows: tuple[int, ...] = ()
) -> list[Arrivals]:
    """The arrivals of each kind; `weights` of contacts are how often their days count, `fresh` the chance to be first
    ones. Kinds that follow a trend come at the level of the last days."""
    slope = slopes(found, follows or (NONE,) * kinds, kind, weights)
    used = weights * fresh * found.inside
    due = levels(found, slope, np.bincount(kind, used, minlength=kinds).astype(np.float64))
    used *= lift(found, slope, kind)
    shape = np.bincount(found.slot, used, minlength=duty.slots) / found.weeks
    day_cv, slot_cv = beyond_poisson(found, duty, weights, fresh, due)
    return [
        Arrivals(_rates(found, duty, used * (kind == k), used, shape), day_cv=day_cv, slot_cv=slot_cv)
        for k in range(kinds)
    ]


def _rates(found: Coming, duty: Duty, mine: Floats, all_of: Floats, shape: Floats) -> tuple[float, ...]:
    counts = np.bincount(found.slot, mine, minlength=duty.slots)
    share = mine.sum() / max(float(all_of.sum()), 1e-9)
    rates = (counts + PRIOR_WEEKS * shape * share) / (found.weeks + PRIOR_WEEKS) / duty.slot
    return tuple(np.round(rates, 9).tolist())


def beyond_poisson(found: Coming, duty: Duty, weights: Floats, fresh: Floats, due: Floats) -> tuple[float, float]:
    """The coefficients of variation of a day's factor and, within the day, of a slot's: what is left of the variance of
    counts when that of Poisson is taken away, by moments, days and slots compared with their own mean over the weeks,
    which moves from day to day as `due` does."""
    if len(found.days) < LEAST_DAYS:
        return 0.0, 0.0
    place = np.searchsorted(found.days, found.day[found.inside])
    counts = np.zeros((len(found.days), duty.per_day))
    np.add.at(counts, (place, found.slot[found.inside] % duty.per_day), fresh[found.inside])
    times = of_days(place, weights[found.inside], len(found.days))
    weekday = found.days % 7
    dates = np.bincount(weekday, times, minlength=7)
    mean = np.zeros((7, duty.per_day))
    np.add.at(mean, weekday, counts * times[:, None])
    level = np.maximum(np.bincount(weekday, times * due, minlength=7), 1e-9)
    m = (mean / level[:, None])[weekday] * due[:, None]
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
