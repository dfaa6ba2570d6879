"""How much of the variation goes with conditions that have few levels or are numbers: the part that is not random.

Their coefficients are estimated together with the variances; the part is the variance over the cases of what they
predict, q = b' S b, freed of the noise in b (Nakagawa and Schielzeth 2013, doi:10.1111/j.2041-210x.2012.00261.x, less
the trace of S Cov(b)). Its interval inverts the noncentral chi-square that b' S b follows (exact for one coefficient,
by two moments for more).
"""

from collections.abc import Collection

import numpy as np
from scipy.special import chdtrc, chndtr

from headwater.causes.people.design import Floats, Ints
from headwater.causes.people.profile import Share
from headwater.causes.people.reml import Fit

TAIL = 0.025


def fixed_share(fit: Fit, names: Collection[str], beside: Collection[str] = ()) -> Share:
    """The share of the named fixed columns in what they and those `beside` predict, and all random variances."""
    rest = sum(fit.variances.values()) + fit.residual + (_part(fit, beside)[0] if beside else 0.0)
    return Share(*(float(part / (part + rest)) for part in _part(fit, names)))


def wald(fit: Fit, names: Collection[str]) -> float:
    """Chance of coefficients as far from zero as these, or farther, if all were zero."""
    chosen, b, covariance = _coefficients(fit, names)
    if not len(chosen):
        return 1.0
    return float(chdtrc(len(chosen), b @ np.linalg.solve(covariance, b)))


def _coefficients(fit: Fit, names: Collection[str]) -> tuple[Ints, Floats, Floats]:
    columns, b, covariance = fit.coefficients()
    chosen = np.array([k for k, (name, _) in enumerate(columns) if name in names], dtype=np.int64)
    return chosen, b[chosen], covariance[np.ix_(chosen, chosen)]


def _part(fit: Fit, names: Collection[str]) -> tuple[float, float, float]:
    """The variance that the named columns predict, and the ends of its interval."""
    chosen, b, covariance = _coefficients(fit, names)
    if not len(chosen):
        return 0.0, 0.0, 0.0
    return _quadratic(b, covariance, _spread(fit)[np.ix_(chosen, chosen)])


def _spread(fit: Fit) -> Floats:
    """Covariance over the rows of the fixed columns (the intercept comes first)."""
    tables = fit.likelihood.tables
    fixed = slice(tables.random_columns, len(tables.gram) - 1)
    second = tables.gram[fixed, fixed] / tables.rows
    mean = second[0]
    return np.asarray(second - np.outer(mean, mean))


def _quadratic(b: Floats, covariance: Floats, spread: Floats) -> tuple[float, float, float]:
    """b' S b without its noise, and the ends of its interval."""
    noise = covariance @ spread
    trace, squares = float(np.trace(noise)), float(np.trace(noise @ noise))
    raw = float(b @ spread @ b)
    if trace <= 0 or squares <= 0:
        return raw, raw, raw
    unit, df = squares / trace, trace**2 / squares
    low, high = (_noncentrality(raw / unit, df, p) * unit for p in (1 - TAIL, TAIL))
    return min(max(raw - trace, low), high), low, high


def _noncentrality(x: float, df: float, p: float) -> float:
    """The noncentrality at which the chi-square stays below x with chance p; zero where none is large enough."""

    from scipy.optimize import brentq  # noqa: PLC0415 -- slow import

    def excess(value: float) -> float:
        return float(chndtr(x, df, max(value, 1e-12))) - p

    if excess(0.0) <= 0:
        return 0.0
    if x > 1e4:  # so far out that the square root is normal
        return float((np.sqrt(x) + (1.959964 if p < 0.5 else -1.959964)) ** 2)
    return float(brentq(excess, 0.0, x + 10 * np.sqrt(x) + 60, xtol=1e-6))
