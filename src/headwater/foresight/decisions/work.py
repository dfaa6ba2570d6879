"""Decisions about the work itself: how long it takes, which steps there are, who does them, in what heaps."""

import math
from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import Any, ClassVar, Self

from headwater.foresight.decisions import clock, names
from headwater.foresight.decisions.domain import Decision, check_share
from headwater.foresight.decisions.steps import (
    cv_law,
    mean_law,
    mean_work,
    skipped,
    station_of,
    visits_per_hour,
    with_steps,
    worked,
)
from headwater.foresight.decisions.words import hours, length, longer, percent
from headwater.foresight.domain import Part, Twin
from headwater.foresight.simulator.domain import Law, Move, Service, State, Step
from headwater.shared.errors import UsageError
from headwater.shared.said import amount, phrase, say
from headwater.shared.words import count, upper_first

WEEK, ONE_MINUTE, LONGEST = 168.0, 1 / 60, 4
"""Hours; heaps wait for at most so many weeks, for a decision is tried no longer where many cases come."""


@dataclass(frozen=True)
class HandleTime(Decision):
    """A target for the time at work, of a step or of all steps of a team: `by` a share (-0.1 is 10 % less), or `to`
    a length."""

    what: str
    by: float = 0.0
    to: str | float | timedelta = ""
    do: ClassVar[str] = "handle-time"

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_stays(self.by)
        if self.to != "" and self.by:
            raise UsageError(say("A handle time has a share by or a length to, not both; leave one out."))
        if self.to != "" and hours(self.to) <= 0:
            raise UsageError(say("A handle time is longer than nothing; use remove for a step that is dropped."))
        if self.to == "" and self.by == 0:
            raise UsageError(
                say(
                    "Nothing would change at {what}; say by how much the work becomes shorter or longer.",
                    what=self.what,
                )
            )

    @property
    def sentence(self) -> str:
        """ "Work at billing takes 10 % less time"."""
        if self.to != "":
            return say("Work at {what} takes {long} on average", what=self.what, long=length(hours(self.to)))
        return say("Work at {what} takes {time}", what=self.what, time=_time(self.by))

    def apply(self, twin: Twin) -> Service:
        """The whole law is stretched; the draws stay the same."""
        service = twin.service
        meant = worked(service, self.what)
        factor = 1 + self.by if self.to == "" else hours(self.to) / mean_work(service, meant)
        return with_steps(service, meant, lambda step: replace(step, factor=step.factor * factor))

    def share(self, twin: Twin) -> float:
        """The change as a share."""
        return (
            self.by if self.to == "" else hours(self.to) / mean_work(twin.service, worked(twin.service, self.what)) - 1
        )

    def outside(self, twin: Twin) -> tuple[str, ...]:
        """Halving or doubling the work is another service."""
        change = self.share(twin)
        if -0.5 <= change <= 1:
            return ()
        return (say("work at {what} would take {time} than in the record", what=self.what, time=_time(change)),)


def _check_stays(by: float) -> None:
    """UsageError where nothing would be left of the work."""
    if by <= -1:
        raise UsageError(
            say(
                "Work cannot become {n} % shorter: nothing would be left of it; give less than 100 %, or drop the step"
                " with remove.",
                n=amount(f"{-by * 100:g}"),
            )
        )


def _time(by: float) -> str:
    """ "10 % less time"."""
    more, less = phrase("{share} more time"), phrase("{share} less time")
    return say(more if by >= 0 else less, share=percent(abs(by)))


@dataclass(frozen=True)
class Batch(Decision):
    """A step is done in heaps: whenever `every` has passed, counted from `from_` ("9:00", "Monday 9:00"; else as now,
    or from the opening of the team, or from midnight), or once `of` cases wait; neither ends batching."""

    step: str
    every: str | float | timedelta = ""
    of: int | None = None
    from_: str | time = ""
    do: ClassVar[str] = "batch"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.every != "":
            _check_every(longer(self.every))
        if self.of is not None and self.of < 2:
            raise UsageError(
                say(
                    "A heap has 2 cases or more, not {of}; to do {step} case by case write batch:{step} off.",
                    of=self.of,
                    step=self.step,
                )
            )
        if self.every != "" and self.of is not None:
            raise UsageError(say("A heap is let go every so often or once so many wait, not both; leave one out."))
        if self.from_ != "" and self.every == "":
            raise UsageError(
                say(
                    "Heaps are counted from a time where they are let go every so often; give every, or leave from out."
                )
            )

    @property
    def sentence(self) -> str:
        """ "Approve is done every 4 h, counted from 08:00, for all that waits"."""
        if self.every != "":
            every = length(hours(self.every))
            if self.from_ != "":
                at = clock.said(str(self.from_))
                often = phrase("{step} is done every {long}, counted from {at}, for all that waits")
                return say(often, step=self.step, long=every, at=at)
            return say("{step} is done every {long} for all that waits", step=self.step, long=every)
        if self.of:
            return say("{step} is done once {n} cases wait", step=self.step, n=count(self.of))
        return say("{step} is done case by case", step=self.step)

    def meant(self, twin: Twin) -> Self:
        """From when the heaps are counted."""
        step = names.first_step(twin.service, self.step)
        if self.every == "" or self.from_ != "" or step is None:
            return self
        every = hours(self.every)
        return replace(self, from_=clock.written(clock.usual(twin.service, step, every), every))

    def apply(self, twin: Twin) -> Service:
        """What waits is let into the queue together."""
        every = 0.0 if self.every == "" else hours(self.every)
        begin = (clock.hours(str(self.meant(twin).from_)) or 0.0) % every if every else 0.0
        meant = names.steps(twin.service, self.step)
        self._check_full(twin.service, meant)
        heaps: dict[str, Any] = {"batch_every": every, "batch_from": begin, "batch_of": self.of or 0}
        return with_steps(twin.service, meant, lambda step: replace(step, **heaps))

    def _check_full(self, service: Service, meant: tuple[int, ...]) -> None:
        """UsageError for a heap that would not be full within the weeks in which a decision is tried."""
        weekly = WEEK * visits_per_hour(service, meant)
        if self.of is not None and self.of > LONGEST * weekly:
            raise UsageError(
                say(
                    "A heap of {of} at {step} would not be full in {n} weeks: {weekly} come in one; choose fewer.",
                    of=count(self.of), step=self.step, n=LONGEST, weekly=count(weekly),
                )
            )  # fmt: skip


def _check_every(every: float) -> None:
    """UsageError for heaps that are none, or that a decision is not tried long enough for."""
    if not ONE_MINUTE <= every <= LONGEST * WEEK:
        raise UsageError(
            say(
                "A heap is let go every minute at most and every {n} weeks at least, not every {long}.",
                n=LONGEST, long=length(every),
            )
        )  # fmt: skip


@dataclass(frozen=True)
class RemoveStep(Decision):
    """A step is not done any more (or a `share` of its visits)."""

    step: str
    share: float = 1.0
    do: ClassVar[str] = "remove"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_share(self.share, say("The share of a step that is left out"))

    @property
    def sentence(self) -> str:
        """ "Approve is dropped"."""
        if self.share == 1:
            return say("{step} is dropped", step=self.step)
        return say("{step} is dropped in {share} of cases", step=self.step, share=percent(self.share))

    def apply(self, twin: Twin) -> Service:
        """Visits pass it over, with its wait and its work."""
        return skipped(twin.service, names.steps(twin.service, self.step), self.share)


@dataclass(frozen=True)
class AddStep(Decision):
    """A new step after an old one, done by a team, taking `work` on average."""

    step: str
    after: str
    team: str
    work: str | float | timedelta
    cv: float = 1.0
    do: ClassVar[str] = "add"

    def __post_init__(self) -> None:
        super().__post_init__()
        longer(self.work)
        if self.cv < 0:
            raise UsageError(say("cv = {cv} cannot be; give 0 (always the same) or more.", cv=amount(f"{self.cv:g}")))

    @property
    def sentence(self) -> str:
        """ "Check is done after Intake by billing and takes 5 min on average"."""
        return say(
            "{step} is done after {after} by {team} and takes {long} on average",
            step=self.step,
            after=self.after,
            team=self.team,
            long=length(hours(self.work)),
        )

    def apply(self, twin: Twin) -> Service:
        """Each visit to the old step is followed by one to the new step, then goes on as before."""
        service = twin.service
        before = set(names.steps(service, self.after))
        if any(s.name.casefold() == self.step.casefold() for s in service.steps):
            raise UsageError(say("The step {step} is there already; give the new one another name.", step=self.step))
        station = station_of(service, self.team)
        new = Step(self.step, station, Law("lognormal", hours(self.work), self.cv))
        steps = (*service.steps, new)
        states = list(service.states)
        for place, state in enumerate(service.states):
            if state.step in before:
                states.append(State(len(service.steps), state.moves))
                states[place] = replace(state, moves=(Move(1.0, len(states) - 1),))
        return replace(service, steps=steps, states=tuple(states))

    def parts(self, twin: Twin) -> tuple[Part, ...]:  # noqa: ARG002 -- the same for every twin
        """Nobody has measured a step that is not there yet."""
        said = say(
            "{step} takes {long} on average, with a coefficient of variation of {cv}",
            step=self.step,
            long=length(hours(self.work)),
            cv=amount(f"{self.cv:g}"),
        )
        return (Part(f"work.{self.step}", said, "assumed", say("given with the decision")),)


@dataclass(frozen=True)
class MergeSteps(Decision):
    """Two steps become one, done where the first was; `saving` is the share of both their work that falls away."""

    first: str
    second: str
    saving: float = 0.0
    do: ClassVar[str] = "merge"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_share(self.saving, say("The share of work that a merged step saves"))
        _check_stays(-self.saving)

    @property
    def sentence(self) -> str:
        """ "Check and Approve become one step, done where Check was, with 20 % less work"."""
        one = say("{a} and {b} become one step, done where {a} was", a=self.first, b=self.second)
        return say("{one}, with {share} less work", one=one, share=percent(self.saving)) if self.saving else one

    def apply(self, twin: Twin) -> Service:
        """The first step takes the work of both, of each kind its own (the spread added as of independent times); the
        second is passed over."""
        service = twin.service
        first, second = names.steps(service, self.first), names.steps(service, self.second)
        if set(first) & set(second):
            raise UsageError(say("{step} cannot be merged with itself; name two steps.", step=self.first))
        added = service.steps[second[0]]
        changed = with_steps(service, first, lambda step: _merged(step, added, 1 - self.saving))
        return skipped(changed, second, 1.0)

    def parts(self, twin: Twin) -> tuple[Part, ...]:  # noqa: ARG002 -- the same for every twin
        """The saving is a guess until it was tried."""
        said = say("merging saves {share} of the work of both steps", share=percent(self.saving))
        return (Part(f"work.{self.first}", said, "assumed", say("given with the decision")),)


def _merged(first: Step, second: Step, factor: float) -> Step:
    """The first step with the work of both, by kind of case where either tells kinds apart."""
    one, other = dict(first.work_of), dict(second.work_of)

    def both(*laws: Law) -> Law:
        return _sum(laws, (first.factor, second.factor), factor)

    of = tuple((k, both(one.get(k, first.work), other.get(k, second.work))) for k in sorted({*one, *other}))
    return replace(first, work=both(first.work, second.work), work_of=of, factor=1.0)


def _sum(laws: tuple[Law, ...], factors: tuple[float, ...], factor: float) -> Law:
    means = tuple(mean_law(law) * own for law, own in zip(laws, factors, strict=True))
    spreads = (mean * cv_law(law) for mean, law in zip(means, laws, strict=True))
    mean = sum(means)
    cv = math.hypot(*spreads) / mean if mean else 0.0
    return Law("lognormal", mean * factor, cv) if cv else Law("fixed", mean * factor)


@dataclass(frozen=True)
class MoveStep(Decision):
    """A step is done by another team; `slower` is the share of time that it takes them more (less, below 0)."""

    step: str
    team: str
    slower: float = 0.0
    do: ClassVar[str] = "move"
    let_go: ClassVar[str] = ""
    """when its heap is let go, which goes along; found by `meant`"""

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_stays(self.slower)

    @property
    def sentence(self) -> str:
        """ "Approve is done by billing, still let go every 24 h from 15:00"."""
        by = say("{step} is done by {team}", step=self.step, team=self.team)
        by = say("{one}, still let go {often}", one=by, often=self.let_go) if self.let_go else by
        return say("{by}, taking {time}", by=by, time=_time(self.slower)) if self.slower else by

    def meant(self, twin: Twin) -> Self:
        """A heap moves along."""
        found, step = replace(self), names.first_step(twin.service, self.step)
        object.__setattr__(found, "let_go", clock.let_go(step) if step else "")
        return found

    def apply(self, twin: Twin) -> Service:
        """What is known of the work stays, and how a heap is let go; the queue and its people are the other team's."""
        service = twin.service
        place = station_of(service, self.team)
        meant = names.steps(service, self.step)
        if all(service.steps[i].station == place for i in meant):
            raise UsageError(
                say("{step} is done by {team} already; nothing would change.", step=self.step, team=self.team)
            )
        return with_steps(
            service, meant, lambda step: replace(step, station=place, factor=step.factor * (1 + self.slower))
        )

    def parts(self, twin: Twin) -> tuple[Part, ...]:  # noqa: ARG002 -- the same for every twin
        """How fast the other team is at it is not in the record."""
        time = _time(self.slower) if self.slower else say("the same time")
        said = say("{team} takes {time} for {step}", team=self.team, time=time, step=self.step)
        return (Part(f"work.{self.step}", upper_first(said), "assumed", say("given with the decision")),)
