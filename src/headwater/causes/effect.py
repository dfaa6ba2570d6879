"""How many spoiled cases a link cost: doubly robust, cross-fitted, with intervals by resampling customers.

The number is the average effect on the broken cases times their count: sum over broken cases of (spoiled - what would
have been expected had the link held). The expectation comes from an outcome model fitted on held cases, corrected by
held cases weighted to look like the broken ones (augmented inverse probability weighting for the effect on the
treated; Robins, Rotnitzky and Zhao 1994; Hahn 1998). It is right when either model is.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import bdtrc, ndtr, ndtri, stdtr, stdtrit

from headwater.causes.facts import Bools, Floats, Ints
from headwater.causes.logistic import fit_logistic, predict

FOLDS = 3
DRAWS = 200
CLIP = 0.97
"""Held cases whose chance of breaking is above this cannot stand in for broken ones."""


@dataclass(frozen=True)
class Effect:
    """`cases`: spoiled cases that would not have been; `interval`: 90 %; `expected`: share expected had it held."""

    cases: float
    interval: tuple[float, float]
    se: float
    p_value: float
    broke: int
    spoiled_when_broke: float
    spoiled_when_held: float
    expected: float
    unsupported: float
    """share of broken cases for which hardly any held case is alike"""
    per_case: npt.NDArray[np.float64]
    """the estimated difference of each broken case, 0 for others"""
    design: float
    """standard error over that of independent cases: what customers and people have in common widens it (the design
    effect's root, Kish 1965); at least 1"""


def effect(
    broke: Bools,
    y: Floats,
    X: Floats,
    customer: Ints,
    person: Ints,
    *,
    rng: np.random.Generator,
    level: float = 0.90,
) -> Effect:
    """The effect of one link. X: adjusters with an intercept first; customer and person: codes, -1 where missing."""
    expected, chance = _cross_fit(broke, y, X, customer)
    left = y - expected
    weight = np.where(broke, 0.0, chance / (1 - np.minimum(chance, CLIP)))
    n, total = int(broke.sum()), weight.sum()
    off = float(weight @ left / total) if total > 0 else 0.0
    average = float(left[broke].mean())
    cases = n * (average - off)
    influence = np.where(broke, left - average, -n * weight * (left - off) / max(total, 1e-12))
    carried = np.where(broke, 1.0, -n * weight / max(total, 1e-12))
    floor = _treated_floor(y[broke], left[broke])
    se, draws = _spread(influence, customer, person, left - np.where(broke, average, off), carried, floor, rng)
    degrees = max(min(n, len(y) - n) - 1, 2)
    half = float(stdtrit(degrees, (1 + level) / 2)) * se
    low, high = (cases - half, cases + half) if draws is None else _percentiles(cases, draws, se, level)
    return Effect(
        cases=cases,
        interval=(low, high),
        se=se,
        p_value=float(2 * stdtr(degrees, -abs(cases) / max(se, 1e-9))),
        broke=n,
        spoiled_when_broke=float(y[broke].mean()),
        spoiled_when_held=float(y[~broke].mean()),
        expected=float(np.clip(y[broke].mean() - cases / n, 0, 1)),
        unsupported=float((chance[broke] > CLIP).mean()),
        per_case=np.where(broke, left - off, 0.0),
        design=max(1.0, float(np.sqrt(max(se**2 - floor, 0.0) / max(float(influence @ influence), 1e-12)))),
    )


def chance_of(z: float, e: Effect) -> float:
    """Two-sided p of a score statistic, widened by the design effect and never below the exact binomial tail: of few
    broken cases, two or three spoiled by chance look like many to a normal statistic."""
    spoiled = round(e.spoiled_when_broke * e.broke)
    tail = float(bdtrc(spoiled - 1, e.broke, e.expected)) if spoiled > 0 else 1.0
    return min(1.0, 2 * max(float(ndtr(-abs(z) / e.design)), tail))


def sure_share(p_value: float, asked: int, level: float = 0.95) -> float:
    """What is left of an estimate, as a share of it, at a one-sided lower bound that holds for all `asked` links at
    once (Bonferroni; the normal quantile of the p value stands for the estimate over its error): whatever tops a list
    was picked for being large, and the faintest are large by luck."""
    z = -float(ndtri(p_value / 2))
    return max(0.0, 1 + float(ndtri((1 - level) / max(asked, 1))) / z) if z > 0 else 0.0


def _cross_fit(broke: Bools, y: Floats, X: Floats, customer: Ints) -> tuple[Floats, Floats]:
    """Each row's expectation had the link held, and its chance of breaking, from models that did not see its fold."""
    expected, chance = np.empty(len(y)), np.empty(len(y))
    fold = _folds(customer, len(y))
    a = broke.astype(float)
    ridge = 1.0 + 20.0 / max(float(a.sum()), 1.0)
    start_y, start_a = fit_logistic(X[~broke], y[~broke]).coef, fit_logistic(X, a, ridge=ridge).coef
    for k in range(FOLDS):
        seen, out = fold != k, fold == k
        held = seen & ~broke
        expected[out] = predict(X[out], fit_logistic(X[held], y[held], start=start_y).coef)
        chance[out] = predict(X[out], fit_logistic(X[seen], a[seen], ridge=ridge, start=start_a).coef)
    return expected, chance


def _folds(customer: Ints, n: int) -> Ints:
    """All cases of a customer fall into one fold; cases without one are spread by their place."""
    own = np.where(customer >= 0, customer, np.arange(n) + (customer.max(initial=0) + 1))
    return (own.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(40)).astype(np.int64) % FOLDS


def _treated_floor(y: Floats, left: Floats) -> float:
    """What is missing to the variance of a share that few cases show: ten spoiled of ten are no certainty.

    The share is taken with one success and one failure added (Agresti and Coull 1998 use two).
    """
    n = len(y)
    share = (float(y.sum()) + 1) / (n + 2)
    return max(0.0, n * (share * (1 - share) - float(left.var())))


def _spread(
    influence: Floats,
    customer: Ints,
    person: Ints,
    residual: Floats,
    carried: Floats,
    floor: float,
    rng: np.random.Generator,
) -> tuple[float, Floats | None]:
    """Standard error over customers, widened for what people have in common; resampled draws when few customers."""
    own = np.where(customer >= 0, customer, np.arange(len(customer)) + (customer.max(initial=0) + 1))
    sums = np.bincount(np.unique(own, return_inverse=True)[1], influence)
    variance = float((sums**2).sum()) + floor
    extra = _shared_by_people(person, residual, carried)
    se = float(np.sqrt(variance + extra))
    if len(sums) > 2000 or extra > 0.05 * variance:
        return se, None
    return se, rng.poisson(1.0, (DRAWS, len(sums))).astype(np.float64) @ sums


def _shared_by_people(person: Ints, residual: Floats, carried: Floats) -> float:
    """Variance that people who differ add: tau² times the squared sums of the weights each person carries.

    tau² is the moment estimate of the variance between people of what the models leave over (0 when negative).
    """
    known = person >= 0
    if not known.any():
        return 0.0
    index = np.unique(person[known], return_inverse=True)[1]
    n = np.bincount(index)
    if len(n) < 3:
        return 0.0
    r = residual[known]
    mean = np.bincount(index, r) / n
    within = float((r**2).sum() - (n * mean**2).sum()) / max(len(r) - len(n), 1)
    between = float((n * (mean - r.mean()) ** 2).sum())
    scale = len(r) - (n**2).sum() / len(r)
    tau2 = max((between - (len(n) - 1) * within) / max(scale, 1e-9), 0.0)
    return float(tau2) * float((np.bincount(index, carried[known]) ** 2).sum())


def _percentiles(cases: float, draws: Floats, se: float, level: float) -> tuple[float, float]:
    """Resampled percentiles, scaled to the standard error so that few draws do not narrow them."""
    centred = (draws - draws.mean()) * (se / max(float(draws.std()), 1e-12))
    low, high = np.quantile(centred, [(1 - level) / 2, (1 + level) / 2])
    return cases + float(low), cases + float(high)


def e_value(when_broke: float, expected: float) -> float:
    """Risk ratio an unrecorded cause needs with link and outcome to explain it all (VanderWeele and Ding 2017)."""
    ratio = when_broke / max(expected, 1e-6)
    return float(ratio + np.sqrt(ratio * (ratio - 1))) if ratio > 1 else 1.0


def discoveries(p_values: Floats, tests: int, share: float) -> Bools:
    """Which are discoveries with at most `share` false ones expected among them (Benjamini and Hochberg 1995)."""
    order = np.argsort(p_values, kind="stable")
    limit = share * np.arange(1, len(order) + 1) / max(tests, 1)
    passed = np.flatnonzero(p_values[order] <= limit)
    kept = np.zeros(len(order), dtype=bool)
    kept[order[: passed[-1] + 1 if len(passed) else 0]] = True
    return kept
