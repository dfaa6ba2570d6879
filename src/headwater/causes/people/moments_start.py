"""Where the likelihood search starts: variances by the method of moments (Henderson I; Gao and Owen 2017)."""

import numpy as np

from headwater.causes.people.design import Design, Factor, Floats, Ints

MOST_ROWS = 200_000
SMALLEST = 0.003


def start(design: Design) -> Floats:
    """Log variance ratios (random factors in order, the absorbed one last), never at zero."""
    rows = _sample(design)
    factors = [*design.random, *([design.absorbed] if design.absorbed else [])]
    codes = [np.unique(f.codes[rows], return_inverse=True)[1] for f in factors]
    variances = moments(_residual(design, rows), codes)
    total = max(float(variances.sum()), 1e-300)
    share = np.maximum(variances / total, SMALLEST)
    return np.asarray(np.log(share[:-1] / share[-1]))


def moments(y: Floats, codes: list[Ints]) -> Floats:
    """Variances of the factors, the residual last, from within-level sums of squares; unbiased, clipped at zero."""
    n, k = len(y), len(codes)
    left = np.zeros((k + 1, k + 1))
    right = np.zeros(k + 1)
    sizes = [np.bincount(c) for c in codes]
    for i, code in enumerate(codes):
        mean = np.bincount(code, y) / sizes[i]
        right[i] = float(((y - mean[code]) ** 2).sum())
        left[i, k] = n - len(sizes[i])
        for j, other in enumerate(codes):
            left[i, j] = n - _overlap(code, other, sizes[i])
    right[k] = float(((y - y.mean()) ** 2).sum())
    left[k] = [*(n - float((s.astype(float) ** 2).sum()) / n for s in sizes), n - 1]
    return np.asarray(np.maximum(np.linalg.lstsq(left, right, rcond=None)[0], 0.0))


def _overlap(a: Ints, b: Ints, size_a: Ints) -> float:
    """Sum over the cells of a crossed with b of (rows in the cell) squared over (rows in the level of a)."""
    if a is b:
        return float(len(a))
    width = int(b.max()) + 1
    cells, rows = np.unique(a.astype(np.int64) * width + b, return_counts=True)
    return float((rows.astype(float) ** 2 / size_a[cells // width]).sum())


def _sample(design: Design) -> Ints:
    """At most 200,000 rows, whole levels of the absorbed factor: a start needs no more."""
    n = len(design.y)
    if n <= MOST_ROWS:
        return np.arange(n)
    if design.absorbed is None:
        return np.random.default_rng(0).choice(n, MOST_ROWS, replace=False)
    drawn = np.random.default_rng(0).random(design.absorbed.levels) < MOST_ROWS / n
    return np.flatnonzero(drawn[design.absorbed.codes])


def _residual(design: Design, rows: Ints) -> Floats:
    """The outcome less its regression on the fixed part."""
    parts = [np.ones((len(rows), 1))]
    parts += [_dummies(f, rows) for f in design.fixed]
    parts += [block[rows] for _, block in design.numeric]
    x, y = np.hstack(parts), design.y[rows] - design.y.mean()
    return np.asarray(y - x @ np.linalg.lstsq(x.T @ x, x.T @ y, rcond=None)[0])


def _dummies(factor: Factor, rows: Ints) -> Floats:
    return np.asarray(factor.codes[rows][:, None] == np.arange(1, factor.levels)[None, :], dtype=np.float64)
