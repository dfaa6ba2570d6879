"""A time under a law, by inversion: a larger uniform number is a longer time under every law."""

import math

from headwater.foresight.simulator.kernel.chance import normal, uniform
from headwater.foresight.simulator.kernel.compiled import part, rare
from headwater.foresight.simulator.kernel.memory import floats, law_of

SHAPES = ("none", "never", "exponential", "fixed", "lognormal", "gamma", "weibull", "hyperexponential", "empirical")
NONE, NEVER, EXPONENTIAL, FIXED, LOGNORMAL, GAMMA, WEIBULL, HYPER, EMPIRICAL = range(len(SHAPES))


@part
def quantile(w, k, u):
    """The time of law k at probability u."""
    shape = law_of(w, k).shape
    if shape == EXPONENTIAL:
        return -law_of(w, k).a * math.log(1.0 - u)
    if shape == NONE:
        return 0.0
    if shape == FIXED:
        return law_of(w, k).a
    if shape == NEVER:
        return math.inf
    return _other(w, k, u)


@rare
def _other(w, k, u):
    law = law_of(w, k)
    values = floats(w.at_values)
    if law.shape == LOGNORMAL:
        return math.exp(law.a + law.b * normal(u))
    if law.shape == GAMMA:
        return law.a * math.exp(_between(values, law.first, law.n, (normal(u) + 8.0) / 16.0))
    if law.shape == WEIBULL:
        return law.a * (-math.log(1.0 - u)) ** law.b
    if law.shape == HYPER:
        return _mixed(values, law.first, law.n // 2, u)
    return _between(values, law.first, law.n, u)


@rare
def _between(values, first, n, share):
    at = min(max(share, 0.0), 1.0) * (n - 1)
    i = min(int(at), n - 2)
    return values[first + i] + (values[first + i + 1] - values[first + i]) * (at - i)


@rare
def _mixed(values, first, n, u):
    below = 0.0
    for i in range(n):
        if u < values[first + i] or i == n - 1:
            within = (u - below) / (values[first + i] - below)
            return -values[first + n + i] * math.log(1.0 - min(within, 1.0 - 1e-16))
        below = values[first + i]
    return 0.0


@part
def draw(w, k, key, number):
    """A time of law k, by draw `number` of a key."""
    if k == 0:
        return 0.0
    return quantile(w, k, uniform(key, number))
