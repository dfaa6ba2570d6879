"""Laws of how long something takes, as the arrays that the kernel draws from."""

import math
from typing import Any

import numpy as np

from headwater.foresight.simulator.domain import Law
from headwater.foresight.simulator.kernel.draw import SHAPES
from headwater.foresight.simulator.kernel.world import LAW
from headwater.shared.errors import UsageError
from headwater.shared.said import amount, say

SCORES = np.linspace(-8.0, 8.0, 1025)
"""Normal scores at which the quantiles of a gamma law are tabled."""


def mean(law: Law) -> float:
    """The expected value; infinite for `never`."""
    if law.shape == "none":
        return 0.0
    if law.shape == "never":
        return math.inf
    if law.shape == "hyperexponential":
        return float(np.dot(law.weights, law.values) / sum(law.weights))
    return law.mean or (_mean_of(law.values) if law.values else 0.0)


def _mean_of(quantiles: tuple[float, ...]) -> float:
    q = np.asarray(quantiles)
    return float((q[1:] + q[:-1]).mean() / 2) if len(q) > 1 else float(q[0])


class Laws:
    """Gathers laws into two arrays; equal laws share a row, row 0 is `none` and row 1 `never`."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, float, float, int, int]] = []
        self.values: list[float] = []
        self.known: dict[Law, int] = {}
        self(Law("none"))
        self(Law("never"))

    def __call__(self, law: Law) -> int:
        """The row of a law."""
        if law not in self.known:
            a, b, values = _packed(law)
            self.known[law] = len(self.rows)
            self.rows.append((SHAPES.index(law.shape), a, b, len(self.values), len(values)))
            self.values.extend(values)
        return self.known[law]

    def arrays(self) -> tuple[Any, Any]:
        """The rows and the values they point to."""
        return np.array(self.rows, dtype=LAW), np.array(self.values or [0.0])


def _packed(law: Law) -> tuple[float, float, list[float]]:
    if law.shape not in SHAPES:
        raise UsageError(
            say("{shape} is no shape of a law; the shapes are {all}.", shape=law.shape, all=", ".join(SHAPES))
        )
    if law.mean < 0 or law.cv < 0 or not math.isfinite(law.mean):
        raise UsageError(
            say(
                "A {shape} law has mean {mean} and cv {cv}; neither can be negative or endless.",
                shape=law.shape,
                mean=amount(f"{law.mean:g}"),
                cv=amount(f"{law.cv:g}"),
            )
        )
    return _PACKED.get(law.shape, _mean_alone)(law)


def _mean_alone(law: Law) -> tuple[float, float, list[float]]:
    return law.mean, 0.0, []


def _lognormal(law: Law) -> tuple[float, float, list[float]]:
    s = math.log1p(law.cv**2)
    return (math.log(law.mean) - s / 2 if law.mean > 0 else -math.inf), math.sqrt(s), []


def _gamma(law: Law) -> tuple[float, float, list[float]]:
    from scipy.special import gammaincinv, ndtr  # noqa: PLC0415 -- slow import

    if law.cv == 0:
        return law.mean, 0.0, [0.0, 0.0]
    shape = 1 / law.cv**2
    upper = SCORES > 0
    x = np.where(upper, _upper(shape), gammaincinv(shape, ndtr(np.minimum(SCORES, 0.0)))) / shape
    return law.mean, 0.0, [float(v) for v in np.log(np.maximum(x, 1e-300))]


def _upper(shape: float) -> Any:
    from scipy.special import gammainccinv, ndtr  # noqa: PLC0415 -- slow import

    return gammainccinv(shape, ndtr(-np.maximum(SCORES, 0.0)))


def _weibull(law: Law) -> tuple[float, float, list[float]]:
    from scipy.optimize import brentq  # noqa: PLC0415 -- slow import
    from scipy.special import gammaln  # noqa: PLC0415 -- slow import

    if law.cv == 0:
        return law.mean, 0.0, []
    wanted = math.log1p(law.cv**2)
    power = brentq(lambda p: gammaln(1 + 2 * p) - 2 * gammaln(1 + p) - wanted, 1e-3, 50.0)
    return law.mean / math.exp(gammaln(1 + power)), power, []


def _hyper(law: Law) -> tuple[float, float, list[float]]:
    if not law.values or len(law.values) != len(law.weights) or min(law.weights) < 0 or sum(law.weights) <= 0:
        raise UsageError(say("A hyperexponential law needs as many weights as means (values), none negative."))
    shares = np.asarray(law.weights) / sum(law.weights)
    return 0.0, 0.0, [*np.cumsum(shares).tolist(), *law.values]


def _empirical(law: Law) -> tuple[float, float, list[float]]:
    if not law.values or min(law.values) < 0 or list(law.values) != sorted(law.values):
        raise UsageError(say("An empirical law needs its quantiles in rising order, none negative."))
    own = _mean_of(law.values)
    scale = law.mean / own if law.mean and own else 1.0
    values = [v * scale for v in law.values]
    return 0.0, 0.0, values if len(values) > 1 else values * 2


_PACKED = {
    "lognormal": _lognormal,
    "gamma": _gamma,
    "weibull": _weibull,
    "hyperexponential": _hyper,
    "empirical": _empirical,
}
