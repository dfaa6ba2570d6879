"""Patience: those who were served would have waited longer than they did, so their waits are cut short.

Of those who left without a word it is only known that they were gone when their turn came. Three shapes are fitted by
likelihood; the one with the least information criterion (Akaike) is taken. A shape that fits nearly as well is an
alternative that the record cannot tell apart.
"""

from dataclasses import dataclass
from math import gamma

import numpy as np

from headwater.foresight.calibrate.laws import TINY
from headwater.foresight.calibrate.visits import Bools, Floats, Ints
from headwater.foresight.simulator.domain import NEVER, Law

ALIKE = 4.0
"""Two shapes whose criteria differ by less fit alike."""
SERVED, LEFT, SILENT = 0, 1, 2
ROUNDS = 60
FEW = 8
"""With fewer who gave up no shape can be told, and the exponential has the right number of them."""


@dataclass(frozen=True)
class Patience:
    """The law, the others that fit alike, how many gave up, and out of how many."""

    law: Law
    others: tuple[Law, ...] = ()
    left: int = 0
    of: int = 0


def patience(
    waits: Floats, left: Bools, weights: Floats, shape: str | None = None, silent: Bools | None = None
) -> Patience:
    """The law of patience behind waits that ended in service or in giving up, some of those `silent`; `shape` fits that
    one alone."""
    gone = float(weights[left].sum())
    if gone <= 0 or waits.max() <= TINY:
        return Patience(NEVER, of=len(waits))
    used = weights > 0
    how = np.where(left, LEFT, SERVED) if silent is None else np.where(silent, SILENT, np.where(left, LEFT, SERVED))
    t, d, w = np.maximum(waits[used], 1e-5), how[used], weights[used]
    plain = Law("exponential", _mean(t, d, w))
    if gone < FEW:
        return Patience(plain, (), int(left.sum()), len(waits))
    fitted = [(_criterion(t, d, w, plain), plain)]
    fitted += [_best(t, d, w, name) for name in ("lognormal", "weibull") if shape in (None, name)]
    if shape == "exponential":
        return Patience(plain, (), int(left.sum()), len(waits))
    fitted = [f for f in fitted if shape is None or f[1].shape == shape]
    fitted.sort(key=lambda f: f[0])
    others = tuple(law for value, law in fitted[1:] if value - fitted[0][0] < ALIKE)
    return Patience(fitted[0][1], others, int(left.sum()), len(waits))


def _mean(t: Floats, d: Ints, w: Floats) -> float:
    """That of an exponential law; the silent have waited as long as it says of those gone before their turn."""
    gone, mean = float(w[d != SERVED].sum()), float((w * t).sum() / w[d != SERVED].sum())
    for _ in range(ROUNDS if (d == SILENT).any() else 0):
        before = mean - t / np.expm1(np.minimum(t / mean, 50))
        mean = float((w * np.where(d == SILENT, before, t)).sum()) / gone
    return mean


def _criterion(t: Floats, d: Ints, w: Floats, law: Law) -> float:
    density, alive = _logs(t, law)
    parameters = 1 if law.shape == "exponential" else 2
    gone = np.log(-np.expm1(np.minimum(alive, -1e-12)))
    return float(2 * parameters - 2 * (w * np.choose(d, (alive, density, gone))).sum())


def _logs(t: Floats, law: Law) -> tuple[Floats, Floats]:
    """The logarithms of the density and of the share that waits longer."""
    from scipy.special import log_ndtr  # noqa: PLC0415 -- slow import

    if law.shape == "exponential":
        return -np.log(law.mean) - t / law.mean, -t / law.mean
    if law.shape == "lognormal":
        s = np.sqrt(np.log1p(law.cv**2))
        z = (np.log(t) - np.log(law.mean) + s * s / 2) / s
        return -np.log(t * s * np.sqrt(2 * np.pi)) - z * z / 2, log_ndtr(-z)
    k = weibull_shape(law.cv)
    scale = law.mean / gamma(1 + 1 / k)
    x = t / scale
    return np.log(k / scale) + (k - 1) * np.log(x) - x**k, -(x**k)


def _best(t: Floats, d: Ints, w: Floats, shape: str) -> tuple[float, Law]:
    from scipy.optimize import minimize  # noqa: PLC0415 -- slow import

    t, d, w = _thinned(t, d, w)
    start = float((w * t).sum() / w[d != SERVED].sum())

    def law(x: Floats) -> Law:
        return Law(shape, float(np.exp(np.clip(x[0], -15, 15))), float(np.exp(np.clip(x[1], -2, 1.6))))  # type: ignore[arg-type]  # a shape chosen among those of Law

    found = minimize(
        lambda x: _criterion(t, d, w, law(x)), np.array([np.log(start), 0.0]), method="Nelder-Mead",
        options={"xatol": 1e-3, "fatol": 1e-3, "maxiter": 200},
    )  # fmt: skip
    return float(found.fun), law(found.x)


def _thinned(t: Floats, d: Ints, w: Floats) -> tuple[Floats, Ints, Floats]:
    """Waits gathered where they are alike to three digits: the likelihood hardly moves, and its cost no longer
    grows."""
    key = np.round(np.log(t), 2)
    both = np.unique(np.stack([key, d.astype(np.float64)]), axis=1, return_inverse=True)
    total = np.bincount(both[1], w)
    mean = np.bincount(both[1], w * t) / np.maximum(total, TINY)
    return mean.astype(np.float64), both[0][1].astype(np.int64), total.astype(np.float64)


def weibull_shape(cv: float) -> float:
    """The shape of a Weibull law with this coefficient of variation, by bisection."""
    low, high = 0.1, 20.0
    for _ in range(60):
        k = (low * high) ** 0.5
        wide = gamma(1 + 2 / k) / gamma(1 + 1 / k) ** 2 - 1 > cv * cv
        low, high = (k, high) if wide else (low, k)
    return float((low * high) ** 0.5)
