"""Ridge logistic regression by Newton's method, and score tests of columns that are not in the model."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve

Floats = npt.NDArray[np.float64]

SETTLED = 1e-6
"""A fit has settled when a step gains less than this per row."""
SETTLING = 1e-4
"""Below this gain per row the curvature hardly changes and is kept, since computing it is most of the cost."""


@dataclass(frozen=True)
class Fit:
    """`coef` for the columns given (the first must be the intercept,
    never penalised); `mean` are fitted shares;
    `hessian` is that of the last step, where the fit had settled."""

    coef: Floats
    mean: Floats
    hessian: Floats


def fit_logistic(
    X: Floats, y: Floats, *, ridge: float = 1.0, start: Floats | None = None, weight: Floats | None = None
) -> Fit:
    """Maximise the ridge-penalised log likelihood. X: (n, p) with columns of about unit size; y: 0 or 1 (n).

    Steps are halved while the objective falls, so separation cannot run away; stops when it gains under 1e-7 per row.
    """
    penalty = np.full(X.shape[1], ridge)
    penalty[0] = 1e-9
    coef = np.zeros(X.shape[1]) if start is None else start.copy()
    w = np.ones(len(y)) if weight is None else weight
    value, eta = _objective(X, y, w, coef, penalty)
    hessian, gain = np.empty((0, 0)), np.inf
    for _ in range(40):
        mean = _expit(eta)
        if gain > SETTLING * len(y):
            hessian = (X.T * (w * mean * (1 - mean))) @ X + np.diag(penalty + 1e-10)
        step = np.linalg.solve(hessian, X.T @ (w * (y - mean)) - penalty * coef)
        size = 1.0
        while True:
            new, new_eta = _objective(X, y, w, coef + size * step, penalty)
            if new >= value - 1e-12 or size < 1e-3:
                break
            size /= 2
        coef, eta, gain, value = coef + size * step, new_eta, new - value, new
        if gain < SETTLED * len(y):
            break
    return Fit(coef, _expit(eta), hessian)


def predict(X: Floats, coef: Floats) -> Floats:
    """Shares fitted for other rows."""
    return _expit(X @ coef)


def score_tests(X: Floats, fit: Fit, y: Floats, A: Floats) -> Floats:
    """Rao's score statistic (about standard normal under no effect) of each column of A (n, k), given the fit.

    0 where a column adds nothing to X (its information left over is under 1 % of its own).
    """
    v = fit.mean * (1 - fit.mean)
    gain = A.T @ (y - fit.mean)
    own = np.einsum("ij,i,ij->j", A, v, A)
    cross = (X.T * v) @ A
    taken = np.einsum("ij,ij->j", cross, cho_solve(cho_factor(fit.hessian), cross))
    left = own - taken
    usable = left > 0.01 * np.maximum(own, 1e-12)
    result: Floats = np.where(usable, gain / np.sqrt(np.where(usable, left, 1.0)), 0.0)
    return result


def _expit(eta: Floats) -> Floats:
    result: Floats = 1.0 / (1.0 + np.exp(-np.clip(eta, -35, 35)))
    return result


def _objective(X: Floats, y: Floats, w: Floats, coef: Floats, penalty: Floats) -> tuple[float, Floats]:
    eta = X @ coef
    log_likelihood = w @ (y * eta - np.logaddexp(0, eta))
    return float(log_likelihood - 0.5 * (penalty * coef) @ coef), eta
