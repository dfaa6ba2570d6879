"""Intervals by profile likelihood on the share itself, and on sums and ratios of shares.

The share of a set A of factors is held at s by shifting the log ratios of A together; the other directions are searched
again. An end of the interval is where minus twice the log-likelihood has risen by the chi-square quantile.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtri

from headwater.causes.people.design import Floats
from headwater.causes.people.likelihood import HIGH, LOW
from headwater.causes.people.minimise import minimise_lifting
from headwater.causes.people.reml import Fit
from headwater.causes.people.threads import one_thread
from headwater.shared.said import Said, amount, say

NEAR_ZERO, NEAR_ONE = 1e-6, 1 - 1e-6
INNER = 1e-3
SPAN = 12.0
CLOSE = 0.01


@dataclass(frozen=True)
class Share:
    """A part of the whole, 0 to 1, with the ends of its 95 % interval."""

    estimate: float
    low: float
    high: float

    def __str__(self) -> str:
        """As a person reads it: 12 % (5 to 20)."""
        return str(self.said())

    def said(self) -> Said:
        """The same as a part of a sentence."""
        ends = {"low": amount(percent(self.low)), "high": amount(percent(self.high))}
        return say("{share} % ({low} to {high})", share=amount(percent(self.estimate)), **ends)

    def rest(self) -> "Share":
        """What is left of the whole."""
        return Share(1 - self.estimate, 1 - self.high, 1 - self.low)


def percent(part: float) -> str:
    """A part as hundredths: one decimal under ten, none above."""
    return f"{100 * part:.1f}" if 100 * part < 9.95 else f"{100 * part:.0f}"


def share(fit: Fit, names: Collection[str], *, of_explained: bool = False, level: float = 0.95) -> Share:
    """The share of the named factors together in all variation, or in the explained part alone."""
    profile = _Profile(fit, names, of_explained)
    rise = float(np.sqrt(chdtri(1, 1 - level)))
    with one_thread():
        return Share(profile.estimate, profile.end(rise, -1), profile.end(rise, 1))


def without(fit: Fit, names: Collection[str]) -> tuple[float, Floats]:
    """How much minus twice the log-likelihood rises without the named factors' variance, and the log ratios there."""
    return _Profile(fit, names, False).at(NEAR_ZERO * 1e-3)


class _Profile:
    """The likelihood with one share held, as a function of that share."""

    def __init__(self, fit: Fit, names: Collection[str], of_explained: bool) -> None:
        self.fit = fit
        self.inside = np.array([name in names for name in fit.likelihood.names])
        self.constant = 0.0 if of_explained else 1.0
        ratio = np.where(np.exp(fit.log_ratio) < 1e-7, 0.0, np.exp(fit.log_ratio))
        whole = ratio.sum() + self.constant
        self.estimate = float(ratio[self.inside].sum() / whole) if whole > 0 else 0.0
        anchor = int(np.argmax(np.where(self.inside, fit.log_ratio, -np.inf)))
        self.free = np.flatnonzero(np.arange(len(ratio)) != anchor)
        self.warm = np.clip(fit.log_ratio, -SPAN, SPAN)
        self.curvature = _steady(fit.curvature[np.ix_(self.free, self.free)])
        self.trivial = of_explained and bool(self.inside.all())

    def at(self, s: float) -> tuple[float, Floats]:
        """The rise of minus twice the log-likelihood with the share held at s, and where it is reached."""

        def objective(x: Floats) -> tuple[float, Floats]:
            return self._held(x, s)

        found = minimise_lifting(objective, self.warm[self.free], self.curvature, within=INNER, most=40)
        self.warm[self.free] = np.clip(found.x, -SPAN, SPAN)
        return max(found.value - self.fit.deviance, 0.0), self._shifted(self.warm, s)[0]

    def _held(self, x: Floats, s: float) -> tuple[float, Floats]:
        full = self.warm.copy()
        full[self.free] = x
        shifted, slope = self._shifted(full, s)
        point = self.fit.likelihood(shifted)
        gradient = point.gradient + point.gradient[self.inside].sum() * slope
        return point.deviance, gradient[self.free]

    def _shifted(self, log_ratio: Floats, s: float) -> tuple[Floats, Floats]:
        """Log ratios with those inside moved together so that their share is s; the move's slope by each log ratio."""
        ratio = np.exp(np.clip(log_ratio, LOW, HIGH))
        within, outside = ratio[self.inside].sum(), ratio[~self.inside].sum() + self.constant
        move = np.log(s / (1 - s)) + np.log(outside) - np.log(within)
        slope = np.where(self.inside, -ratio / within, ratio / outside)
        return log_ratio + move * self.inside, slope

    def end(self, rise: float, side: int) -> float:
        """The share, below (side -1) or above (1) the estimate, where the square root of the rise is `rise`."""
        if self.trivial:
            return 1.0
        self.warm = np.clip(self.fit.log_ratio, -SPAN, SPAN)
        limit = NEAR_ZERO if side < 0 else NEAR_ONE
        if (self.estimate - limit) * side >= 0:
            return float(side > 0)

        def height(s: float) -> float:
            return float(np.sqrt(self.at(s)[0])) - rise

        return _root(height, self.estimate, limit, rise)


def _root(height: Callable[[float], float], start: float, limit: float, rise: float) -> float:
    """Walk outwards from `start` (height -rise) until the height is above zero, then close in by false position.

    Works on square-root scale below and logit scale above, where the root of the rise is close to a straight line.
    """
    grow = -1.0 if limit < start else 1.0
    near, near_height = _logit(min(max(start, NEAR_ZERO), NEAR_ONE)), -rise
    step = 0.5
    far = near
    while True:
        far = min(max(far + grow * step, _logit(NEAR_ZERO)), _logit(NEAR_ONE))
        far_height = height(_expit(far))
        if far_height >= 0:
            break
        if abs(far - _logit(limit)) < 1e-9:
            return float(limit > start)
        slope = (far_height - near_height) / max(abs(far - near), 1e-9)
        near, near_height = far, far_height
        step = float(np.clip(1.2 * -far_height / max(slope, 1e-3), 0.1, 3.0))
    return _expit(_false_position(height, (near, near_height), (far, far_height)))


def _false_position(height: Callable[[float], float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """Illinois' variant, on the logit of the share, until the height is within CLOSE of zero."""
    for _ in range(40):
        if abs(b[1]) < CLOSE:
            return b[0]
        x = b[0] - b[1] * (b[0] - a[0]) / (b[1] - a[1])
        new = (x, height(_expit(x)))
        a = b if new[1] * b[1] < 0 else (a[0], a[1] / 2)
        b = new
    return b[0]


def _steady(inverse: Floats) -> Floats:
    """A positive definite inverse curvature whose longest step is one unit of log ratio's variance."""
    values, vectors = np.linalg.eigh((inverse + inverse.T) / 2)
    return np.asarray((vectors * np.clip(values, 1e-8, 4.0)) @ vectors.T)


def _logit(s: float) -> float:
    return float(np.log(s / (1 - s)))


def _expit(x: float) -> float:
    return float(1 / (1 + np.exp(-x)))
