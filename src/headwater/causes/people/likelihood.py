"""The likelihood of crossed random intercepts, with its gradient, from the tables of `design`.

Ratios are variances over the residual variance; the absorbed factor's ratio is g. With Lambda the square roots of the
ratios on the random columns and 1 on the fixed ones, H = Lambda M(g) Lambda + I (on the random part) holds all that
Henderson's equations need, stays positive at zero variances, and gives both ML and REML (Bates et al. 2015,
doi:10.18637/jss.v067.i01; the elimination of the large factor: notes-statistics section 3).
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import lapack

from headwater.causes.people.design import Floats, Products

LOW, HIGH = -30.0, 25.0


@dataclass(frozen=True)
class Point:
    """One evaluation: minus twice the log-likelihood, its gradient by log ratio, and what was solved on the way."""

    deviance: float
    gradient: Floats
    scale: Floats
    solution: Floats
    inverse: Floats
    residual: float


class Likelihood:
    """Minus twice the (restricted) log-likelihood over log variance ratios; the absorbed factor comes last."""

    def __init__(self, tables: Products, *, reml: bool = True, ridge: float = 0.0) -> None:
        """`ridge` is added to the outcome's mean square: it keeps a perfectly explained outcome finite."""
        self.tables = tables
        self.reml = reml
        self.names = [name for name, _ in tables.random] + ([tables.absorbed] if tables.absorbed else [])
        self.width = len(tables.gram)
        self.fixed = self.width - 1 - tables.random_columns
        self.dof = tables.rows - (self.fixed if reml else 0)
        self.ridge = ridge * tables.rows
        self.evaluations = 0

    @property
    def levels(self) -> Floats:
        """How many levels each factor has, in the order of `names`."""
        inner = [s.stop - s.start for _, s in self.tables.random]
        return np.array([*inner, *([int(self.tables.counts.sum())] if self.tables.absorbed else [])], float)

    def __call__(self, log_ratio: Floats) -> Point:
        """Evaluate at one log ratio a factor."""
        self.evaluations += 1
        ratio = np.exp(np.clip(log_ratio, LOW, HIGH))
        products, slope, log_r, log_r_slope = self._eliminated(ratio)
        scale = self._scale(ratio)
        matrix = products[:-1, :-1] * np.outer(scale, scale)
        m = self.tables.random_columns
        matrix[np.arange(m), np.arange(m)] += 1.0
        factor, inverse = _factor_and_inverse(matrix)
        right = products[:-1, -1] * scale
        solution = _solve(factor, right)
        residual = max(float(products[-1, -1] + self.ridge - right @ solution), 1e-300)
        pivots = 2 * np.log(np.diag(factor))
        log_det = pivots.sum() if self.reml else pivots[:m].sum()
        deviance = log_r + log_det + self.dof * (1 + np.log(2 * np.pi * residual / self.dof))
        inner = inverse if self.reml else self._without_fixed(inverse)
        gradient = self._gradient(inner, solution, residual, slope, log_r_slope, scale)
        return Point(float(deviance), gradient, scale, solution, inverse, residual)

    def _scale(self, ratio: Floats) -> Floats:
        scale = np.ones(self.width - 1)
        for (_, columns), value in zip(self.tables.random, ratio, strict=False):
            scale[columns] = np.sqrt(value)
        return scale

    def _eliminated(self, ratio: Floats) -> tuple[Floats, Floats | None, float, float]:
        """W'R^-1 W, its slope by log g, log|R| and its slope, with R = I + g Z Z' of the absorbed factor."""
        t = self.tables
        if t.absorbed is None:
            return t.gram, None, 0.0, 0.0
        n, g = t.sizes.astype(float), float(ratio[-1])
        weights = np.stack([n * g / (1 + n * g), n * g / (1 + n * g) ** 2]) @ t.basis
        less, slope = (weights @ t.weighted).reshape(2, self.width, self.width)
        log_r = float(t.counts @ np.log1p(n * g))
        return t.gram - less, slope, log_r, float(t.counts @ (n * g / (1 + n * g)))

    def _without_fixed(self, inverse: Floats) -> Floats:
        """The inverse of the random block alone, from the inverse of the whole (lower triangles)."""
        m = self.tables.random_columns
        cross = inverse[m:, :m]
        lower = inverse[m:, m:]
        whole = lower + np.tril(lower, -1).T
        out = np.zeros_like(inverse)
        out[:m, :m] = np.tril(inverse[:m, :m] - cross.T @ np.linalg.solve(whole, cross))
        return out

    def _gradient(
        self, inverse: Floats, solution: Floats, residual: float, slope: Floats | None, log_r: float, scale: Floats
    ) -> Floats:
        """By log ratio: levels less the trace of the inverse, less the weighted squares of the solution."""
        diagonal, pull = np.diag(inverse), self.dof / residual
        parts = [
            (c.stop - c.start) - diagonal[c].sum() - pull * float(solution[c] @ solution[c])
            for _, c in self.tables.random
        ]
        if slope is not None:
            change = slope[:-1, :-1] * np.outer(scale, scale)
            trace = 2 * float(np.vdot(inverse, change)) - float(diagonal @ np.diag(change))
            v = np.concatenate([-scale * solution, [1.0]])
            parts.append(log_r - trace - pull * float(v @ slope @ v))
        return np.array(parts)


def _factor_and_inverse(matrix: Floats) -> tuple[Floats, Floats]:
    """Lower Cholesky factor of a positive definite matrix, and the lower triangle of its inverse."""
    factor, failed = lapack.dpotrf(matrix.T, lower=1, clean=1, overwrite_a=1)
    if failed:
        raise np.linalg.LinAlgError("The mixed model's equations are not positive definite.")
    inverse, _ = lapack.dpotri(factor, lower=1)
    return factor, inverse


def _solve(factor: Floats, right: Floats) -> Floats:
    solution, _ = lapack.dpotrs(factor, right, lower=1)
    return np.asarray(solution)
