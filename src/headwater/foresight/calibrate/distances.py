"""How far two logs lie apart, as the literature on simulated logs measures it (Chapela-Campa and others, BPM 2023).

NGD  share of three steps in a row (with the beginnings and ends) that differ, 0 to 1
AED  hours that begins and ends would have to be moved to fall on the same absolute hours
CED  the same within each weekday, from hour of the day to hour of the day, averaged over the weekdays
RED  the same for times since the case's first begin
CTD  hours that the cases' durations would have to be moved
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.visits import Floats, Ints

MEASURES = ("NGD", "AED", "CED", "RED", "CTD")
EMPTY_DAY = 23.0
"""The largest distance within a day: where one log has nothing on a weekday."""


@dataclass(frozen=True)
class Log:
    """One row per visit: the case, the step as a code that both logs share, begin and end in hours since a Monday
    00:00."""

    case: Ints
    step: Ints
    start: Floats
    end: Floats


def distances(real: Log, simulated: Log) -> dict[str, float]:
    """Every measure by its name."""
    begin = np.floor(min(real.start.min(), simulated.start.min()))
    absolute = tuple(np.floor(_both(log) - begin) for log in (real, simulated))
    relative = tuple(np.floor(_relative(log)) for log in (real, simulated))
    long = tuple(_durations(log) for log in (real, simulated))
    shortest = min(long[0].min(), long[1].min())
    return {
        "NGD": _grams_apart(real, simulated),
        "AED": moved(*absolute),
        "CED": _circadian(_both(real), _both(simulated)),
        "RED": moved(*relative),
        "CTD": moved(*(np.floor(d - shortest) for d in long)),
    }


def moved(a: Floats, b: Floats) -> float:
    """The Wasserstein distance of two samples of whole numbers: what lies between their distributions."""
    low = min(a.min(), b.min())
    width = int(max(a.max(), b.max()) - low) + 1
    shares = [np.cumsum(np.bincount((x - low).astype(np.int64), minlength=width)) / len(x) for x in (a, b)]
    return float(np.abs(shares[0] - shares[1]).sum())


def _both(log: Log) -> Floats:
    return np.concatenate([log.start, log.end])


def _relative(log: Log) -> Floats:
    first = np.full(int(log.case.max()) + 1, np.inf)
    np.minimum.at(first, log.case, log.start)
    result: Floats = _both(log) - np.concatenate([first[log.case]] * 2)
    return result


def _durations(log: Log) -> Floats:
    n = int(log.case.max()) + 1
    first, last = np.full(n, np.inf), np.full(n, -np.inf)
    np.minimum.at(first, log.case, log.start)
    np.maximum.at(last, log.case, log.end)
    result: Floats = (last - first)[np.isfinite(first)]
    return result


def _circadian(a: Floats, b: Floats) -> float:
    days = [_day_apart(a[a // 24 % 7 == day], b[b // 24 % 7 == day]) for day in range(7)]
    return float(np.mean(days))


def _day_apart(a: Floats, b: Floats) -> float:
    if len(a) and len(b):
        return moved(np.floor(a % 24), np.floor(b % 24))
    return EMPTY_DAY if len(a) or len(b) else 0.0


def _grams_apart(a: Log, b: Log) -> float:
    left, right = _grams(a), _grams(b)
    apart = sum(abs(left[g] - right[g]) for g in left.keys() | right.keys())
    return apart / (left.total() + right.total())


def _grams(log: Log) -> Counter[tuple[int, int, int]]:
    order = np.lexsort((log.end, log.start, log.case))
    case, step = log.case[order], log.step[order] + 1
    first = np.append(True, np.diff(case) != 0)
    ends = np.cumsum(np.append(np.diff(np.append(np.flatnonzero(first), len(case))), 0))[:-1]
    padded = np.insert(step, np.append(np.repeat(np.flatnonzero(first), 2), np.repeat(ends, 2)), 0)
    return Counter(
        g for g in zip(padded[:-2].tolist(), padded[1:-1].tolist(), padded[2:].tolist(), strict=True) if any(g)
    )
