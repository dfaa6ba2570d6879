"""Case mix as a design matrix: what the customer or the demand brings, always adjusted for, never ranked."""

import numpy as np

from headwater.causes.domain import MixEffect
from headwater.causes.facts import Floats, Ints
from headwater.causes.links.candidate import Bools
from headwater.causes.links.columns import Column
from headwater.causes.logistic import fit_logistic, predict, score_tests
from headwater.shared.said import amount, say

MOST_LEVELS = 15
MIN_LEVEL = 0.01
FEW_COLUMNS = 25
SILENT = 1.5


def design(columns: list[Column], rows: int) -> tuple[Floats, list[str]]:
    """Intercept and mix columns, each centred and of unit size. Shape (cases, p); the names of the p columns."""
    parts: list[Floats] = [np.ones(rows)]
    names = ["intercept"]
    for column in columns:
        if column.meaning != "mix":
            continue
        for name, values in _numeric(column) if column.numeric else _levels(column):
            sd = values.std()
            if sd > 1e-9:
                parts.append((values - values.mean()) / sd)
                names.append(name)
    return np.column_stack(parts), names


def telling(X: Floats, names: list[str], y: Floats) -> tuple[Floats, list[str]]:
    """The mix without columns that say nothing of the outcome (score statistic under `SILENT`): what does not foretell
    damage cannot confound, and a wide design costs time with every model."""
    if X.shape[1] <= FEW_COLUMNS:
        return X, names
    z = score_tests(X[:, :1], fit_logistic(X[:, :1], y), y, X[:, 1:])
    kept = [0, *(1 + np.flatnonzero(np.abs(z) >= SILENT))]
    return X[:, kept], [names[i] for i in kept]


def beyond(X: Floats, y: Floats, rows: Ints, n: int) -> Floats:
    """Being spoiled beyond what case mix foretells, around the mean share; one entry per case, 0 where not known."""
    result = np.zeros(n)
    result[rows] = y - predict(X, fit_logistic(X, y).coef) + y.mean()
    return result


def _numeric(column: Column) -> list[tuple[str, Floats]]:
    """Ranks rather than raw values, so that a long tail does not rule; three powers let the effect bend."""
    value = column.number
    missing = np.isnan(value)
    order = np.argsort(np.argsort(np.where(missing, np.inf, value), kind="stable"), kind="stable")
    rank = np.where(missing, 0.0, order / max((~missing).sum() - 1, 1) - 0.5)
    filled = np.where(missing, 0.0, (value - np.nanmean(value)) / (np.nanstd(value) + 1e-12))
    found = [(column.name, np.clip(filled, -4, 4)), (f"{column.name} rank", rank), (f"{column.name} rank²", rank**2)]
    return [*found, (f"{column.name} not recorded", missing.astype(float))]


def _levels(column: Column) -> list[tuple[str, Floats]]:
    counts = np.bincount(column.code[column.code >= 0], minlength=len(column.levels))
    order = np.argsort(-counts, kind="stable")[:MOST_LEVELS]
    kept = [int(i) for i in order if counts[i] >= max(5, MIN_LEVEL * len(column.code))]
    found = [(f"{column.name}: {column.levels[i]}", (column.code == i).astype(float)) for i in kept]
    return [*found, (f"{column.name} not recorded", (column.code < 0).astype(float))]


def effects(columns: list[Column], spoiled: Bools, known: Bools, most: int = 8) -> list[MixEffect]:
    """What makes cases hard: the mix values with the highest spoiled share (at least 30 cases each)."""
    found = []
    for column in columns:
        if column.meaning != "mix":
            continue
        for value, here in _slices(column):
            inside = here & known
            if inside.sum() >= 30:
                share = float(spoiled[inside].mean())
                found.append(MixEffect(column.name, value, int(inside.sum()), share, column.reason))
    base = spoiled[known].mean() if known.any() else 0.0
    return sorted(found, key=lambda e: -(e.spoiled_share - base) * np.sqrt(e.cases))[:most]


def _slices(column: Column) -> list[tuple[str, Bools]]:
    if not column.numeric:
        return [(level, column.code == i) for i, level in enumerate(column.levels[:200])]
    value = column.number
    if np.isnan(value).all():
        return []
    cut = float(np.nanquantile(value, 0.8))
    with np.errstate(invalid="ignore"):
        written = amount(f"{cut:.3g}")
        return [(say("above {n}", n=written), value > cut), (say("at most {n}", n=written), value <= cut)]
