"""Crossed random intercepts by exact REML or ML, one large factor eliminated: the public face of the fit."""

from dataclasses import dataclass

import numpy as np

from headwater.causes.people.design import Design, Floats, products
from headwater.causes.people.likelihood import HIGH, LOW, Likelihood, Point
from headwater.causes.people.minimise import minimise_lifting
from headwater.causes.people.moments_start import start
from headwater.causes.people.threads import one_thread

NEGLIGIBLE = 1e-7
FLAT = -12.0
STEP = 0.05


@dataclass(frozen=True)
class Fit:
    """Variances by factor name, with the residual; the deviance is minus twice the (restricted) log-likelihood."""

    likelihood: Likelihood
    log_ratio: Floats
    point: Point
    curvature: Floats
    variances: dict[str, float]
    residual: float

    @property
    def deviance(self) -> float:
        """Minus twice the log-likelihood: the REML criterion, or -2logL for ML."""
        return self.point.deviance

    @property
    def shares(self) -> dict[str, float]:
        """Each factor's variance over the sum of all variances; the residual's under the empty name."""
        total = sum(self.variances.values()) + self.residual
        return {**{name: v / total for name, v in self.variances.items()}, "": self.residual / total}

    def effects(self, name: str) -> tuple[Floats, Floats]:
        """Shrunk effects (BLUP) of a random factor's levels, with conditional standard deviations."""
        columns = dict(self.likelihood.tables.random)[name]
        scale = self.point.scale[columns]
        spread = np.sqrt(np.maximum(self.point.diagonal[columns], 0.0) * self.residual)
        return scale * self.point.solution[columns], scale * spread

    def coefficients(self) -> tuple[tuple[tuple[str, int], ...], Floats, Floats]:
        """Fixed columns (name, level), their coefficients and covariance; the intercept is about the mean outcome."""
        m = self.likelihood.tables.random_columns
        return self.likelihood.tables.fixed_columns, self.point.solution[m:], self.point.fixed * self.residual


def fit(design: Design, *, reml: bool = True, ridge: float = 0.0) -> Fit:
    """Fit a design; raises InputError on an outcome that does not vary."""
    with one_thread():
        return fit_likelihood(Likelihood(products(design), reml=reml, ridge=ridge), start(design))


def fit_likelihood(likelihood: Likelihood, first: Floats) -> Fit:
    """Minimise from a start given as log ratios."""

    def objective(x: Floats) -> tuple[float, Floats]:
        point = likelihood(x)
        return point.deviance, point.gradient

    guess = np.diag(2.0 / np.maximum(likelihood.levels, 2.0))
    best = minimise_lifting(objective, np.clip(first, LOW, HIGH), guess, within=1e-9)
    return _fit(likelihood, best.x)


def _curvature(likelihood: Likelihood, x: Floats, gradient: Floats) -> Floats:
    """The inverse of the second derivatives, by differences of the gradient; a flat direction is given length 2."""
    if not len(x):
        return np.zeros((0, 0))
    at = np.clip(x, FLAT, -FLAT)
    base = gradient if np.array_equal(at, x) else likelihood(at).gradient
    second = np.stack([(likelihood(at + STEP * e).gradient - base) / STEP for e in np.eye(len(x))])
    values, vectors = np.linalg.eigh((second + second.T) / 2)
    return np.asarray((vectors / np.maximum(values, 0.25)) @ vectors.T)


def _fit(likelihood: Likelihood, x: Floats) -> Fit:
    point = likelihood(x)
    curvature = _curvature(likelihood, x, point.gradient)
    residual = point.residual / likelihood.dof
    ratio = np.exp(np.clip(x, LOW, HIGH))
    ratio[ratio < NEGLIGIBLE] = 0.0
    variances = {name: float(r * residual) for name, r in zip(likelihood.names, ratio, strict=True)}
    return Fit(likelihood, x, point, curvature, variances, float(residual))
