"""Groups of cases that met the same conditions: within them the test of assignment compares who served."""

from dataclasses import dataclass

import numpy as np

from headwater.causes.people.columns import Column, factor
from headwater.causes.people.design import Factor, Floats, Ints

CROWD = 5
KEPT = 0.8
SWEEPS = 8


@dataclass(frozen=True)
class Strata:
    """One stratum a case, and the conditions that would have cut the cases too fine (adjusted for one by one)."""

    codes: Ints
    size: Ints
    beside: tuple[Factor, ...]

    def centred(self, values: Floats) -> Floats:
        """Values (cases by columns) less what the stratum and the conditions beside it explain."""
        out = _less_mean(values, self.codes, self.size)
        for _ in range(SWEEPS if self.beside else 0):
            for f in self.beside:
                out = _less_mean(out, f.codes, np.bincount(f.codes, minlength=f.levels))
            out = _less_mean(out, self.codes, self.size)
        return out


def strata(conditions: list[Column], people: Factor, rows: Ints) -> Strata:
    """Cross the conditions, those most bound to people first, as long as most cases keep company in their stratum."""
    who = people.codes[rows]
    factors = sorted((_as_factor(c, rows) for c in conditions), key=lambda f: -_bond(f, who, people.levels))
    codes, beside = np.zeros(len(rows), np.int64), []
    for f in factors:
        crossed = np.unique(codes * f.levels + f.codes, return_inverse=True)[1]
        if _company(crossed) >= KEPT:
            codes = crossed
        else:
            beside.append(f)
    return Strata(codes, np.bincount(codes), tuple(beside))


def _as_factor(condition: Column, rows: Ints) -> Factor:
    if condition.factor is not None:
        return factor(condition.name, condition.factor.codes[rows])
    assert condition.numbers is not None
    values = condition.numbers[rows]
    cuts = np.unique(np.nanquantile(values, [0.25, 0.5, 0.75])) if not np.isnan(values).all() else np.zeros(1)
    return factor(condition.name, np.where(np.isnan(values), len(cuts) + 1, np.searchsorted(cuts, values)))


def _company(codes: Ints) -> float:
    size = np.bincount(codes)
    return float((size[codes] >= CROWD).mean())


def _bond(f: Factor, who: Ints, people: int) -> float:
    """Mean square contingency of a condition with who served, per degree of freedom."""
    cells, rows = np.unique(f.codes.astype(np.int64) * people + who, return_counts=True)
    a, b = np.bincount(f.codes, minlength=f.levels), np.bincount(who, minlength=people)
    phi = float((rows.astype(float) ** 2 / (a[cells // people].astype(float) * b[cells % people])).sum()) - 1
    return phi / max(f.levels - 1, 1)


def _less_mean(values: Floats, codes: Ints, size: Ints) -> Floats:
    mean = np.column_stack([np.bincount(codes, v, len(size)) for v in values.T]) / np.maximum(size, 1)[:, None]
    return np.asarray(values - mean[codes])
