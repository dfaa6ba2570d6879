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
from headwater.causes.people.nested import NOT_POSITIVE, Nested

LOW, HIGH = -30.0, 25.0


@dataclass(frozen=True)
class Point:
    """One evaluation: minus twice the log-likelihood, its gradient by log ratio, and what was solved on the way.

    `diagonal` is that of H's inverse, `fixed` the inverse's block of the fixed part.
    """

    deviance: float
    gradient: Floats
    scale: Floats
    solution: Floats
    diagonal: Floats
    fixed: Floats
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
        self.nested = Nested(tables) if reml and tables.random and tables.absorbed is None else None

    @property
    def levels(self) -> Floats:
        """How many levels each factor has, in the order of `names`."""
        inner = [s.stop - s.start for _, s in self.tables.random]
        return np.array([*inner, *([int(self.tables.counts.sum())] if self.tables.absorbed else [])], float)

    def __call__(self, log_ratio: Floats) -> Point:
        """Evaluate at one log ratio a factor."""
        ratio = np.exp(np.clip(log_ratio, LOW, HIGH))
        return self._by_nesting(ratio, self.nested) if self.nested else self._by_columns(ratio)

    def _by_nesting(self, ratio: Floats, nested: Nested) -> Point:
        scale = self._scale(ratio)
        solved = nested.solve(scale)
        gram = self.tables.gram
        square = float(gram[-1, -1] + self.ridge - (gram[:-1, -1] * scale) @ solved.solution)
        residual = max(square, 1e-300)
        deviance = solved.log_det + self.dof * (1 + np.log(2 * np.pi * residual / self.dof))
        gradient = self._gradient(solved.diagonal, solved.solution, residual)
        return Point(deviance, np.array(gradient), scale, solved.solution, solved.diagonal, solved.fixed, residual)

    def _by_columns(self, ratio: Floats) -> Point:
        products, slope, log_r, log_r_slope = self._absorbed(ratio)
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
        gradient = self._gradient(np.diag(inner), solution, residual)
        if slope is not None:
            gradient.append(log_r_slope + self._by_absorbed(inner, solution, residual, slope, scale))
        lower = inverse[m:, m:]
        fixed = lower + np.tril(lower, -1).T
        return Point(float(deviance), np.array(gradient), scale, solution, np.diag(inverse), fixed, residual)

    def _scale(self, ratio: Floats) -> Floats:
        scale = np.ones(self.width - 1)
        for (_, columns), value in zip(self.tables.random, ratio, strict=False):
            scale[columns] = np.sqrt(value)
        return scale

    def _absorbed(self, ratio: Floats) -> tuple[Floats, Floats | None, float, float]:
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

    def _gradient(self, diagonal: Floats, solution: Floats, residual: float) -> list[float]:
        """By log ratio: levels less the trace of the inverse, less the weighted squares of the solution."""
        pull = self.dof / residual
        return [
            float((c.stop - c.start) - diagonal[c].sum() - pull * float(solution[c] @ solution[c]))
            for _, c in self.tables.random
        ]

    def _by_absorbed(self, inverse: Floats, solution: Floats, residual: float, slope: Floats, scale: Floats) -> float:
        """What the matrix and the outcome add to the gradient by the absorbed factor's log ratio."""
        change = slope[:-1, :-1] * np.outer(scale, scale)
        trace = 2 * float(np.vdot(inverse, change)) - float(np.diag(inverse) @ np.diag(change))
        v = np.concatenate([-scale * solution, [1.0]])
        return -trace - self.dof / residual * float(v @ slope @ v)


def _factor_and_inverse(matrix: Floats) -> tuple[Floats, Floats]:
    """Lower Cholesky factor of a positive definite matrix, and the lower triangle of its inverse."""
    factor, failed = lapack.dpotrf(matrix.T, lower=1, clean=1, overwrite_a=1)
    if failed:
        raise np.linalg.LinAlgError(NOT_POSITIVE)
    inverse, _ = lapack.dpotri(factor, lower=1)
    return factor, inverse


def _solve(factor: Floats, right: Floats) -> Floats:
    solution, _ = lapack.dpotrs(factor, right, lower=1)
    return np.asarray(solution)
