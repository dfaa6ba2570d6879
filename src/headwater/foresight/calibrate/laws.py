"""Laws of times: quantiles as they were seen."""

import numpy as np

from headwater.foresight.calibrate.visits import Floats, Ints
from headwater.foresight.simulator.domain import NOTHING, Law

POINTS = 101
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
    return Law("empirical", float(np.average(times, weights=weights)), values=_rounded(values))


def scaled(law: Law, factor: float) -> Law:
    """The same law, longer by a factor."""
    return Law(law.shape, law.mean * factor, law.cv, tuple(v * factor for v in law.values), law.weights)


def by_code(code: Ints, n: int) -> list[Ints]:
    """The rows of each code 0 … n − 1."""
    order = np.argsort(code, kind="stable")
    return [part.astype(np.int64) for part in np.split(order, np.searchsorted(code[order], np.arange(1, n)))]


def _quantiles(times: Floats, weights: Floats, points: int) -> Floats:
    place = (np.cumsum(weights) - weights / 2) / weights.sum()
    result: Floats = np.interp(np.linspace(0, 1, points), place, times)
    return result


def _rounded(values: Floats) -> tuple[float, ...]:
    return tuple(np.round(values, 9).tolist())
