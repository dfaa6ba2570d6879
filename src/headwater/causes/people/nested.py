"""The mixed model's equations with the largest factor, and one it is nested in, eliminated level by level.

No two levels of one factor share a case, so its block of H = Lambda M Lambda + I is diagonal; and where each level of
it (person by condition) belongs to one level of another (the person), that one's block stays diagonal when the first
is gone. What is left is as small as the conditions, however many people there are.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.linalg import lapack

from headwater.causes.people.design import Floats, Ints, Products

NOT_POSITIVE = "The mixed model's equations are not positive definite."


@dataclass(frozen=True)
class Solved:
    """H's solution, the diagonal of its inverse, the inverse's block of the fixed part, and the logarithm of |H|."""

    solution: Floats
    diagonal: Floats
    fixed: Floats
    log_det: float


class Nested:
    """The equations without an absorbed factor: cross products split into inner levels, outer levels and the rest."""

    def __init__(self, tables: Products) -> None:
        gram = tables.gram
        blocks = sorted((columns for _, columns in tables.random), key=lambda s: s.start - s.stop)
        inner = _columns(blocks[:1])
        outer = _columns([s for s in blocks[1:] if (gram[s, inner] != 0).sum(axis=0).max() <= 1][:1])
        rest = np.setdiff1d(np.arange(len(gram) - 1), np.concatenate([inner, outer]))
        self.inner, self.outer, self.rest = inner, outer, rest
        self.cases = np.diag(gram)[inner]
        self.within = sp.csr_matrix(gram[np.ix_(outer, inner)])
        self.rest_inner, self.outer_rest = gram[np.ix_(rest, inner)], gram[np.ix_(outer, rest)]
        self.rest_rest, self.right = gram[np.ix_(rest, rest)], gram[:-1, -1]
        self.fixed = rest >= tables.random_columns

    def solve(self, scale: Floats) -> Solved:
        """Solve H x = Lambda r; `scale` is the diagonal of Lambda (1 on the fixed part)."""
        e = self._eliminated(scale)
        of_outer = e.right[self.outer] - e.link @ (e.right[self.inner] / e.pivot)
        left = e.right[self.rest] - e.slope @ e.right[self.inner] - e.outer_slope.T @ of_outer
        x_rest = e.inverse @ left
        x_outer = of_outer / e.outer_pivot - e.outer_slope @ x_rest
        x_inner = (e.right[self.inner] - e.link.T @ x_outer) / e.pivot - e.slope.T @ x_rest
        return Solved(
            self._placed(x_inner, x_outer, x_rest),
            self._placed(*_diagonals(e)),
            e.inverse[np.ix_(self.fixed, self.fixed)],
            float(np.log(e.pivot).sum() + np.log(e.outer_pivot).sum() + e.log_det_rest),
        )

    def _eliminated(self, scale: Floats) -> "_Eliminated":
        inner, outer, rest = _one(scale[self.inner]), _one(scale[self.outer]), scale[self.rest]
        pivot = 1 + inner**2 * self.cases
        link = self.within * (outer * inner)
        slope = self.rest_inner * rest[:, None] * (inner / pivot)
        cross = self.outer_rest * (outer * rest) - link @ slope.T
        outer_pivot = 1 + outer**2 * self._outer_cases(pivot)
        outer_slope = cross / outer_pivot[:, None]
        whole = self.rest_rest * np.outer(rest, rest) - (slope * pivot) @ slope.T - cross.T @ outer_slope
        whole[np.diag_indices_from(whole)] += ~self.fixed
        inverse, log_det = _inverted(whole)
        return _Eliminated(self.right * scale, pivot, link, slope, outer_pivot, outer_slope, inverse, log_det)

    def _outer_cases(self, pivot: Floats) -> Floats:
        """Cases by outer level, less what the inner levels take: n - sum of (n_i s)^2 / (1 + n_i s^2), without loss."""
        return np.asarray(self.within @ (1 / pivot))

    def _placed(self, inner: Floats, outer: Floats, rest: Floats) -> Floats:
        out = np.empty(len(self.right))
        out[self.inner], out[self.outer], out[self.rest] = inner, outer, rest
        return out


@dataclass(frozen=True)
class _Eliminated:
    right: Floats
    pivot: Floats
    link: sp.csr_matrix
    slope: Floats
    outer_pivot: Floats
    outer_slope: Floats
    inverse: Floats
    log_det_rest: float


def _diagonals(e: _Eliminated) -> tuple[Floats, Floats, Floats]:
    """The diagonal of the whole inverse: inner, outer, rest."""
    spread = e.outer_slope @ e.inverse
    outer = 1 / e.outer_pivot + (spread * e.outer_slope).sum(axis=1)
    mixed = ((e.link.T @ spread) * e.slope.T).sum(axis=1) / e.pivot
    own = ((e.inverse @ e.slope) * e.slope).sum(axis=0)
    inner = 1 / e.pivot + (e.link.power(2).T @ outer) / e.pivot**2 - 2 * mixed + own
    return np.asarray(inner), outer, np.diag(e.inverse)


def _inverted(matrix: Floats) -> tuple[Floats, float]:
    """The inverse of a positive definite matrix, and the logarithm of its determinant."""
    factor, failed = lapack.dpotrf(matrix, lower=1, clean=1)
    if failed:
        raise np.linalg.LinAlgError(NOT_POSITIVE)
    lower, _ = lapack.dpotri(factor, lower=1)
    return np.tril(lower) + np.tril(lower, -1).T, 2 * float(np.log(np.diag(factor)).sum())


def _one(scale: Floats) -> float:
    """A factor's scale: the same for all its levels."""
    return float(scale[0]) if len(scale) else 1.0


def _columns(blocks: list[slice]) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *(np.arange(s.start, s.stop) for s in blocks)])
