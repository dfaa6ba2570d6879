"""The steps of a service as decisions take hold of them: who does them, how long they take, which are passed over."""

import math
from collections.abc import Callable
from dataclasses import replace

from headwater.foresight.decisions import names
from headwater.foresight.simulator.domain import Law, Service, Step
from headwater.foresight.simulator.settle import traffic
from headwater.shared.errors import UsageError
from headwater.shared.said import say


def station_of(service: Service, team: str) -> int:
    """The queue at which a team does what is new to it."""
    found = names.stations(service, team)
    if not found:
        raise UsageError(say("{team} serves no queue; name another team.", team=team))
    return found[0]


def worked(service: Service, what: str) -> tuple[int, ...]:
    """The steps of a name, else all steps that the team or queue of this name does."""
    if any(s.name.casefold() == what.strip().casefold() for s in service.steps):
        return names.steps(service, what)
    teams = [*(s.name for s in service.stations), *(p.name for p in service.pools)]
    if not any(name.casefold() == what.strip().casefold() for name in teams):
        every = [*dict.fromkeys(s.name for s in service.steps), *dict.fromkeys(teams)]
        return names.find(what, every, "step or team")
    queues = names.stations(service, what)
    found = tuple(i for i, step in enumerate(service.steps) if step.station in queues)
    if not found:
        raise UsageError(say("No step is done at {what}; name a step or another team.", what=what))
    return found


def mean_work(service: Service, steps: tuple[int, ...]) -> float:
    """The mean work of some steps in hours, each counted once."""
    means = [mean_law(service.steps[i].work) * service.steps[i].factor for i in steps]
    if not sum(means):
        raise UsageError(say("The step takes no time at work in the record; a handle time cannot be set for it."))
    return sum(means) / len(means)


def mean_law(law: Law) -> float:
    """The mean of a law."""
    if law.shape in ("none", "never"):
        return 0.0
    if law.shape == "hyperexponential":
        return sum(w * v for w, v in zip(law.weights, law.values, strict=True)) / sum(law.weights)
    if law.shape == "empirical" and not law.mean:
        return (sum(law.values) - (law.values[0] + law.values[-1]) / 2) / (len(law.values) - 1)
    return law.mean


def cv_law(law: Law) -> float:
    """The coefficient of variation of a law, near enough to add two of them."""
    mean = mean_law(law)
    if law.shape in ("none", "never", "fixed") or not mean:
        return 0.0
    if law.shape == "exponential":
        return 1.0
    if law.shape == "hyperexponential":
        second = 2 * sum(w * v * v for w, v in zip(law.weights, law.values, strict=True)) / sum(law.weights)
        return math.sqrt(second / mean**2 - 1)
    if law.shape == "empirical":
        own = sum(law.values) / len(law.values)
        return math.sqrt(sum((v - own) ** 2 for v in law.values) / len(law.values)) / own
    return law.cv


def visits_per_hour(service: Service, meant: tuple[int, ...]) -> float:
    """How often some steps are visited, by first contacts."""
    found = 0.0
    for kind in service.kinds:
        came = kind.arrivals.factor * sum(kind.arrivals.rates) / len(kind.arrivals.rates)
        visits = zip(service.states, traffic(service, kind), strict=True)
        found += came * sum(times for state, times in visits if state.step in meant)
    return found


def with_steps(service: Service, meant: tuple[int, ...], change: Callable[[Step], Step]) -> Service:
    """The service with some steps changed."""
    return replace(service, steps=tuple(change(s) if i in meant else s for i, s in enumerate(service.steps)))


def skipped(service: Service, meant: tuple[int, ...], share: float) -> Service:
    """The service in which so many of the visits that a step has now pass it over."""
    return with_steps(service, meant, lambda step: replace(step, skip=1 - (1 - step.skip) * (1 - share)))
