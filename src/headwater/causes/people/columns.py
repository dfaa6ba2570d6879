"""Turns the columns a caller gives (codes, texts, flags, numbers) into factors and numeric columns without gaps."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headwater.causes.people.design import Factor, Floats, Ints
from headwater.shared.errors import UsageError

FEW = 8
MOST_LEVELS = 300


@dataclass(frozen=True)
class Column:
    """A condition or a thing known before: a factor, or a number (then `numbers` is set, with gaps as NaN)."""

    name: str
    factor: Factor | None
    numbers: Floats | None
    missing: int
    labels: tuple[str, ...] = ()


def column(name: str, values: npt.NDArray[np.generic], rows: Ints) -> Column:
    """Read one column on the given rows: floats are numbers; integers (-1 missing), flags and texts are levels."""
    if values.ndim != 1:
        raise UsageError(f"'{name}' must be one value a case; it has the shape {values.shape}.")
    kept = values[rows]
    if kept.dtype.kind == "f":
        numbers = kept.astype(np.float64)
        numbers[~np.isfinite(numbers)] = np.nan
        return Column(name, None, numbers, int(np.isnan(numbers).sum()))
    levels = np.unique(kept)
    labels = tuple("not recorded" if kept.dtype.kind == "i" and v == -1 else str(v) for v in levels.tolist())
    return Column(name, factor(name, kept), None, int((kept == -1).sum()) if kept.dtype.kind == "i" else 0, labels)


def factor(name: str, values: npt.NDArray[np.generic]) -> Factor:
    """Levels numbered 0 upwards as they sort; a missing level (-1) is one of them, "not recorded"."""
    if values.dtype.kind in "iu" and len(values) and int(values.max()) < 4 * len(values) + 1000:
        return _by_counting(name, values.astype(np.int64))
    levels, codes = np.unique(values, return_inverse=True)
    return Factor(name, codes.astype(np.int32), len(levels))


def _by_counting(name: str, values: Ints) -> Factor:
    shifted = values - min(int(values.min()), 0)
    used = np.bincount(shifted) > 0
    position = np.cumsum(used) - 1
    return Factor(name, position[shifted].astype(np.int32), int(used.sum()))


def restricted(given: Column, rows: Ints) -> Column:
    """The same column on some of its rows."""
    if given.numbers is not None:
        numbers = given.numbers[rows]
        return Column(given.name, None, numbers, int(np.isnan(numbers).sum()))
    assert given.factor is not None
    codes = given.factor.codes[rows]
    labels = tuple(given.labels[level] for level in np.unique(codes).tolist()) if given.labels else ()
    missing = int(np.isin(codes, [k for k, label in enumerate(given.labels) if label == "not recorded"]).sum())
    return Column(given.name, factor(given.name, codes), None, missing, labels)


def pooled(given: Factor, most: int) -> Factor:
    """The most frequent levels, the rest put together as one level."""
    if given.levels <= most:
        return given
    order = np.argsort(-np.bincount(given.codes, minlength=given.levels), kind="stable")
    place = np.full(given.levels, most - 1, np.int32)
    place[order[: most - 1]] = np.arange(most - 1)
    return Factor(given.name, place[given.codes], most)


def single_where_missing(values: npt.NDArray[np.generic], rows: Ints) -> Factor:
    """Customers, each missing one (-1) counted as a customer of its own."""
    given = factor("customers", values[rows])
    if values.dtype.kind != "i":
        return given
    gone = values[rows] == -1
    codes = given.codes.astype(np.int64)
    codes[gone] = given.levels + np.arange(int(gone.sum()))
    return factor("customers", codes)


def bends(numbers: Floats) -> Floats:
    """A number as three columns, straight between the tertiles, so that a peak or a threshold is not missed.

    Gaps take the mean of the rest; columns are about zero with unit spread.
    """
    filled = np.where(np.isnan(numbers), np.nanmean(numbers) if not np.isnan(numbers).all() else 0.0, numbers)
    low, high = np.quantile(filled, [0.001, 0.999])
    clipped = np.clip(filled, low, high)
    knots = np.quantile(clipped, [1 / 3, 2 / 3])
    columns = np.column_stack([clipped, *(np.maximum(clipped - k, 0.0) for k in knots)])
    spread = columns.std(axis=0)
    return np.asarray((columns - columns.mean(axis=0)) / np.where(spread > 0, spread, 1.0))
