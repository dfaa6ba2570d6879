"""Runs of services under common random numbers: the baseline is run once, whatever it is compared with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np

from headwater.foresight.ripples.frame import Frame, frame
from headwater.foresight.simulator.domain import Plan, Service
from headwater.foresight.simulator.run import run
from headwater.foresight.simulator.settle import grew, settles
from headwater.foresight.simulator.tally import Tally
from headwater.shared.errors import InputError
from headwater.shared.said import say

BATCH = 30
"""Replications that are run together; more come in further batches, with random numbers of their own."""
FEW = 6
"""Replications of each service that the record cannot tell from the fitted one: they are the first of the same
numbers."""
Tell = Callable[[str], None]


def silent(doing: str) -> None:
    """Says nothing."""


@dataclass
class Lab:
    """`plan` says how long, from when and from which seed; its replications are one batch."""

    baseline: Service
    plan: Plan
    jobs: int = 1
    tell: Tell = silent
    _held: dict[tuple[Service, int], Tally] = field(default_factory=dict)

    def tally(self, service: Service, batch: int = 0) -> Tally:
        """A batch of replications of a service, held for the next who asks; the same numbers for every service."""
        if (service, batch) not in self._held:
            self._held[service, batch] = self._run(service, batch)
        return self._held[service, batch]

    def once(self, service: Service, batches: int) -> Tally:
        """Several batches as one, not held: for a service that nobody asks for again."""
        return joined([self._run(service, batch) for batch in range(batches)])

    def _run(self, service: Service, batch: int) -> Tally:
        return run(service, replace(self.plan, seed=self.plan.seed + 1_000_003 * batch), self.jobs)

    def few(self, service: Service, runs: int = FEW) -> Tally:
        """The first replications of the first batch, as one long run; not held."""
        return pooled(run(service, replace(self.plan, replications=min(runs, self.plan.replications)), self.jobs))

    def tallies(self, service: Service, batches: int) -> Tally:
        """Several batches as one."""
        return joined([self.tally(service, batch) for batch in range(batches)])

    def frame(self) -> Frame:
        """Hours and peaks, from the first batch of the baseline."""
        return frame(self.baseline, self.tally(self.baseline))


def check_settles(service: Service, what: str, tally: Tally | None = None) -> None:
    """Raise InputError where queues would grow without an end, or grew in a run: no mean of it can be told."""
    found = settles(service) if tally is None else grew(service, tally)
    if not found.yes:
        raise InputError(
            say("{what} does not settle: {why} No answer can be given for it.", what=say(what), why=found.why)
        )


def promised(now: Service, then: Service) -> Service:
    """Today's service, measured by what is promised then."""
    held = {station.name: station.promise for station in then.stations}
    stations = tuple(replace(s, promise=held.get(s.name, s.promise)) for s in now.stations)
    return now if stations == now.stations else replace(now, stations=stations)


def joined(tallies: Sequence[Tally]) -> Tally:
    """The replications of several tallies after each other."""
    return (
        tallies[0]
        if len(tallies) == 1
        else _each(tallies[0], lambda name: np.concatenate([getattr(t, name) for t in tallies]))
    )


def pooled(tally: Tally) -> Tally:
    """All replications as one long run."""
    runs = len(tally.customers)
    return replace(
        _each(tally, lambda name: getattr(tally, name).sum(axis=0, keepdims=True)), length=tally.length * runs
    )


def _each(tally: Tally, change: Callable[[str], Any]) -> Tally:
    arrays = {f.name: change(f.name) for f in fields(tally) if isinstance(getattr(tally, f.name), np.ndarray)}
    return replace(tally, **arrays)
