"""Arrivals as a person writes them: a rate, rates by slot, a wave, or a law of the gaps."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from headwater.foresight.simulator.domain import Law
from headwater.foresight.simulator.given_table import Table, Times, times
from headwater.foresight.simulator.laws import mean
from headwater.shared.errors import UsageError

WAVE = 480
"""Slots that a wave is cut into; each has the wave's exact mean over it."""


POISSON = Law("exponential", 1.0)
PLAIN = (
    "poisson", "exponential", "exp", "markov", "m", "constant", "nhpp", "time-varying", "piecewise", "schedule", "sine",
    "sinusoidal", "periodic", "wave",
)  # fmt: skip
"""Names of Poisson arrivals, whatever their rate does."""


@dataclass(frozen=True)
class Coming:
    """Rates, the law of the gaps in operational time, and what varies beyond them."""

    rates: Times
    gaps: Law = POISSON
    day_cv: float = 0.0
    slot_cv: float = 0.0


def coming(given: Any, slot: Any, where: str) -> Coming:
    """`49`, `[40, 50, 45]`, `{ rate = 49 }`, `{ rates = […], slot = 60 }`, `{ mean = 45, amplitude = 0.3, period =
    240 }`,
    `{ every = 30 }` (like clockwork), `{ gaps = "erlang 2 mean 0.02" }`; with `day_cv` or `slot_cv` beside."""
    if not isinstance(given, Mapping):
        return Coming(times(given, slot, where, "arrivals"))
    t = Table(given, f"arrivals of {where}")
    t.get("start", "to", "station")
    _process(t.get("process", "distribution", "dist", "type", "law"), t.where)
    slot = t.get("slot", "slot_length", "segment", "interval", default=slot)
    gaps = t.get("gaps", "gap", "interarrival", "interarrival_time", "time_between")
    every = t.get("every")
    found = _gapped(t, gaps, every) if gaps is not None or every is not None else Coming(_rates(t, slot))
    found = replace(found, day_cv=t.number("day_cv", "cv_day"), slot_cv=t.number("slot_cv", "cv_slot"))
    t.done()
    return found


def _process(named: Any, where: str) -> None:
    """What arrivals are called says no more than their numbers do; what it would change is refused."""
    if named is not None and str(named).lower() not in PLAIN:
        raise UsageError(
            f"{where} are called {named!r}; write rate, rates or amplitude (Poisson), every (a clock) or gaps (a law)."
        )


def _rates(t: Table, slot: Any) -> Times:
    amplitude = t.get("amplitude", "relative_amplitude")
    rate = t.get("rates", "rate", "mean", "values", "lambda", "mean_rate", "average", "schedule")
    if rate is None:
        raise UsageError(f"{t.where} have no rate; write rate = … (customers per unit of time).")
    if amplitude is None:
        return times(rate, slot, t.where, "rate")
    return _wave(t, rate)


def _wave(t: Table, rate: Any) -> Times:
    """rate * (1 + amplitude * sin(2 pi (time + phase) / period)), as the mean over each slot."""
    level = times(rate, None, t.where, "rate").values[0]
    amplitude, period = t.number("amplitude", "relative_amplitude", most=1.0), t.number("period", "cycle")
    if period <= 0:
        raise UsageError(f"{t.where} swing without a period; write period = … beside the amplitude.")
    phase = t.number("phase")
    at = [2 * math.pi * (n / WAVE + phase / period) for n in range(WAVE + 1)]
    means = [(math.cos(a) - math.cos(b)) / (b - a) for a, b in pairwise(at)]
    return Times(tuple(level * (1 + amplitude * m) for m in means), Fraction(period).limit_denominator(10**6) / WAVE)


def _gapped(t: Table, gaps: Any, every: Any) -> Coming:
    law = (
        Law("fixed", t.number("every"))
        if every is not None
        else t.law("gaps", "gap", "interarrival", "interarrival_time", "time_between")
    )
    size = mean(law)
    if gaps is not None and every is not None:
        raise UsageError(f"{t.where} have both every and gaps; give one of them.")
    if not 0 < size < math.inf:
        raise UsageError(f"{t.where} have gaps of mean {size:g}; it must be above 0.")
    return Coming(Times((1.0 / size,)), _unit(law, size))


def _unit(law: Law, size: float) -> Law:
    return replace(law, mean=law.mean / size, values=tuple(v / size for v in law.values))
