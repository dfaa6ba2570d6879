"""Laws of times, fitted with weights: quantiles as they were, and patience with those who did not give up."""

import numpy as np

from headwater.foresight.calibrate.visits import Bools, Floats, Ints
from headwater.foresight.simulator.domain import NEVER, NOTHING, Law

POINTS = 101
LEAST_LEFT = 5
"""With fewer who gave up, no shape can be told: an exponential law has the right number of them."""
TINY = 1e-9


def empirical(times: Floats, weights: Floats | None = None) -> Law:
    """The law of times as they were seen (shape: one each); none where there are none, or all are nothing."""
    weights = np.ones(len(times)) if weights is None else weights
    used = weights > 0
    times, weights = np.maximum(times[used], 0.0), weights[used]
    if not len(times) or times.max() <= TINY:
        return NOTHING
    if times.max() - times.min() <= TINY * times.max():
        return Law("fixed", float(times.mean()))
    order = np.argsort(times, kind="stable")
    values = _quantiles(times[order], weights[order], min(POINTS, max(len(times), 2)))
    return Law("empirical", float(np.average(times, weights=weights)), values=tuple(np.round(values, 9).tolist()))


def _quantiles(times: Floats, weights: Floats, points: int) -> Floats:
    place = (np.cumsum(weights) - weights / 2) / weights.sum()
    result: Floats = np.interp(np.linspace(0, 1, points), place, times)
    return result


def patience(waits: Floats, left: Bools, weights: Floats | None = None) -> Law:
    """Kaplan–Meier: those who were served would have waited longer than they did. Beyond the longest wait seen,
    the rate at which they gave up goes on."""
    weights = np.ones(len(waits)) if weights is None else weights
    gone = float(weights[left].sum())
    if gone <= 0 or waits.max() <= TINY:
        return NEVER
    rate = gone / max(float((weights * waits).sum()), TINY)
    if gone < LEAST_LEFT:
        return Law("exponential", 1 / rate)
    times, survival = _kaplan_meier(waits, left, weights)
    chances = np.linspace(0, 1, POINTS)
    inside = np.interp(chances, np.append(0, 1 - survival), np.append(0, times))
    rest = float(survival[-1])
    beyond = chances > 1 - rest
    with np.errstate(divide="ignore"):
        tail = times[-1] - np.log(np.maximum((1 - chances[beyond]) / max(rest, TINY), 0.5 / POINTS)) / rate
    inside[beyond] = tail
    values = np.maximum.accumulate(inside)
    return Law("empirical", float((values[1:] + values[:-1]).mean() / 2), values=tuple(np.round(values, 9).tolist()))


def _kaplan_meier(waits: Floats, left: Bools, weights: Floats) -> tuple[Floats, Floats]:
    order = np.lexsort((~left, waits))
    waits, left, weights = waits[order], left[order], weights[order]
    at_risk = np.cumsum(weights[::-1])[::-1]
    kept = np.where(left, 1 - weights / np.maximum(at_risk, TINY), 1.0)
    survival = np.cumprod(np.maximum(kept, 0))
    return waits[left], survival[left]


def scaled(law: Law, factor: float) -> Law:
    """The same law, longer by a factor."""
    values = tuple(v * factor for v in law.values)
    return Law(law.shape, law.mean * factor, law.cv, values, law.weights)


def by_code(code: Ints, n: int) -> list[Ints]:
    """The rows of each code 0 … n − 1."""
    order = np.argsort(code, kind="stable")
    return np.split(order, np.searchsorted(code[order], np.arange(1, n)))
