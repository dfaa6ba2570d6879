"""Laws of times: quantiles as they were seen, and laws of times of which some were cut short (Kaplan and Meier,
1958)."""

import numpy as np

from headwater.foresight.calibrate.visits import Bools, Floats, Ints
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


def survival(times: Floats, seen: Bools, weights: Floats) -> Law:
    """The law of times of which some were cut short (not `seen`); beyond the longest the overall rate goes on."""
    total = float(weights[seen].sum())
    if not total:
        return NOTHING
    rate = total / max(float((weights * times).sum()), TINY)
    at, alive = kaplan_meier(times, seen, weights)
    chances = np.linspace(0, 1, POINTS)
    inside = np.interp(chances, np.append(0, 1 - alive), np.append(0, at))
    rest = float(alive[-1])
    beyond = chances > 1 - rest
    inside[beyond] = at[-1] - np.log(np.maximum((1 - chances[beyond]) / max(rest, TINY), 0.5 / POINTS)) / rate
    values = np.maximum.accumulate(inside)
    return Law("empirical", float((values[1:] + values[:-1]).mean() / 2), values=_rounded(values))


def kaplan_meier(times: Floats, seen: Bools, weights: Floats) -> tuple[Floats, Floats]:
    """Each time that was seen, and the share that lasts longer."""
    order = np.lexsort((~seen, times))
    times, seen, weights = times[order], seen[order], weights[order]
    at_risk = np.cumsum(weights[::-1])[::-1]
    kept = np.where(seen, 1 - weights / np.maximum(at_risk, TINY), 1.0)
    alive = np.cumprod(np.maximum(kept, 0.0)).astype(np.float64)
    return times[seen], alive[seen]


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
