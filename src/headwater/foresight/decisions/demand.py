"""Decisions about what comes: more or less of a kind, a campaign, self-service, a cause of failure demand that is
mended."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from headwater.foresight.decisions import names, when
from headwater.foresight.decisions.domain import Decision, check_share
from headwater.foresight.decisions.words import percent
from headwater.foresight.domain import Part, Twin
from headwater.foresight.simulator.domain import END, Kind, Move, Service, State
from headwater.shared.errors import UsageError
from headwater.shared.said import amount, dated, say
from headwater.shared.words import count, plural

LONGEST = 366
"""days of a campaign"""


@dataclass(frozen=True)
class Arrivals(Decision):
    """More or less of what comes: `by` is a share (0.1 is 10 % more), of a kind of case or of all, in the hours
    `when`."""

    by: float
    kind: str = ""
    when: str = ""
    do: ClassVar[str] = "arrivals"

    def __post_init__(self) -> None:
        super().__post_init__()
        when.check(self.when)
        if not -1 <= self.by < float("inf") or self.by == 0:
            raise UsageError(
                say(
                    "Arrivals cannot change by {n} %; give a share such as -20 % or +10 %.",
                    n=amount(f"{self.by * 100:g}"),
                )
            )

    @property
    def sentence(self) -> str:
        """ "10 % more cases of returns come on Saturdays"."""
        cases = say("cases of {kind}", kind=self.kind) if self.kind else say("cases")
        share = percent(abs(self.by))
        more = say("{share} more {cases} come", share=share, cases=cases)
        fewer = say("{share} fewer {cases} come", share=share, cases=cases)
        hours = when.said(self.when)
        come = more if self.by >= 0 else fewer
        return say("{come} {hours}", come=come, hours=hours) if hours else come

    def apply(self, twin: Twin) -> Service:
        """The whole week keeps the arrivals that both worlds have; some hours change their rates."""
        service = twin.service
        meant = when.slots(self.when, service)
        return with_kinds(service, names.kinds(service, self.kind), lambda kind: self._more(kind, meant, service.slots))

    def _more(self, kind: Kind, meant: tuple[int, ...], slots: int) -> Kind:
        now = kind.arrivals
        if len(meant) == slots:
            return replace(kind, arrivals=replace(now, factor=now.factor * (1 + self.by)))
        rates = list(now.rates * slots if len(now.rates) == 1 else now.rates)
        for slot in meant:
            rates[slot] *= 1 + self.by
        return replace(kind, arrivals=replace(now, rates=tuple(rates)))


@dataclass(frozen=True)
class Campaign(Decision):
    """So many `cases` more of a kind from a day on, spread evenly over `days`, in the hours in which the kind comes."""

    cases: int
    on: date
    kind: str = ""
    days: int = 1
    do: ClassVar[str] = "campaign"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.cases < 1 or not 1 <= self.days <= LONGEST:
            raise UsageError(
                say(
                    "A campaign brings 1 case or more over 1 to {longest} days, not {cases} over {days}.",
                    longest=LONGEST,
                    cases=count(self.cases),
                    days=count(self.days),
                )
            )

    @property
    def sentence(self) -> str:
        """ "A campaign brings 500 cases of returns from 1 Mar 2027 on, within 3 days"."""
        cases = plural(self.cases, "case")
        named = say("{cases} of {kind}", cases=cases, kind=self.kind) if self.kind else cases
        brings = say("A campaign brings {cases} on {day}", cases=named, day=dated(self.on, short=True))
        return say("{brings}, within {days}", brings=brings, days=plural(self.days, "day")) if self.days > 1 else brings

    def dates(self) -> tuple[date, ...]:
        """The day it begins."""
        return (*super().dates(), self.on)

    def apply(self, twin: Twin) -> Service:
        """Spread over the kinds that are meant as they come now; in each, over the hours of these days as they come."""
        service = twin.service
        meant = names.kinds(service, self.kind)
        low = hour_of(self.on, twin)
        weights = [self._due(service.kinds[k], service, low) for k in meant]
        if not sum(weights):
            raise UsageError(self._never())
        shares = {k: w / sum(weights) for k, w in zip(meant, weights, strict=True)}
        kinds = [
            _with_campaign(kind, service, self.cases * shares.get(k, 0.0), low, 24.0 * self.days)
            for k, kind in enumerate(service.kinds)
        ]
        return replace(service, kinds=tuple(kinds))

    def _due(self, kind: Kind, service: Service, low: float) -> float:
        """The rates of a kind, where it comes on these days at all."""
        comes = any(rate for _, rate in _hours(kind, service, low, 24.0 * self.days))
        return sum(kind.arrivals.rates) if comes else 0.0

    def _never(self) -> str:
        """Why nobody can come."""
        case = say("case of {kind}", kind=self.kind) if self.kind else say("case")
        held = {"case": case, "day": dated(self.on, short=True)}
        if self.days > 1:
            return say("No {case} comes on the {n} days from {day} on; choose other days.", n=count(self.days), **held)
        weekday = when.named(when.DAYS[self.on.weekday()])
        return say("{day} is a {weekday}, and no {case} comes then; choose another day.", weekday=weekday, **held)


def _hours(kind: Kind, service: Service, low: float, length: float) -> list[tuple[float, float]]:
    """When each slot of these days begins, and the rate at which the kind comes in it."""
    rates, begins = kind.arrivals.rates, (low + i * service.slot for i in range(round(length / service.slot)))
    return [(t, rates[int(t // service.slot) % len(rates)]) for t in begins]


def _with_campaign(kind: Kind, service: Service, cases: float, low: float, length: float) -> Kind:
    if cases == 0:
        return kind
    slot, held = service.slot, _hours(kind, service, low, length)
    whole = sum(rate for _, rate in held)
    extra = tuple((t, t + slot, cases * rate / whole / slot) for t, rate in held if rate)
    return replace(kind, arrivals=replace(kind.arrivals, extra=kind.arrivals.extra + extra))


@dataclass(frozen=True)
class SelfService(Decision):
    """A `share` of a kind of case (or of all) helps itself and reaches nobody; a share `fails` comes after all."""

    share: float
    kind: str = ""
    fails: float = 0.0
    do: ClassVar[str] = "self-service"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_share(self.share, say("A share of self-service"))
        check_share(self.fails, say("A share that fails at self-service"))

    @property
    def sentence(self) -> str:
        """ "20 % of the cases of returns help themselves, of which 30 % come after all"."""
        of = say("the cases of {kind}", kind=self.kind) if self.kind else say("all cases")
        helped = say("{share} of {cases} help themselves", share=percent(self.share), cases=of)
        if not self.fails:
            return say("{helped}, and none of them comes after all", helped=helped)
        return say("{helped}, of which {share} come after all", helped=helped, share=percent(self.fails))

    def apply(self, twin: Twin) -> Service:
        """Arrivals that help themselves are taken out by a draw of their own, so that the others stay the same."""
        service = twin.service
        return with_kinds(
            service,
            names.kinds(service, self.kind),
            lambda kind: replace(kind, self_service=self.share, self_service_fails=self.fails),
        )

    def parts(self, twin: Twin) -> tuple[Part, ...]:  # noqa: ARG002 -- the same for every twin
        """The share that fails is nobody's measure yet."""
        said = say("{share} of those who help themselves come after all", share=percent(self.fails))
        return (Part("self-service.fails", said, "assumed", say("given with the decision")),)


@dataclass(frozen=True)
class Fix(Decision):
    """A mended cause of failure demand: further contacts of a kind of case (or loops back to a step) fall by a
    share."""

    cut: float
    cause: str = ""
    do: ClassVar[str] = "fix"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_share(self.cut, say("The share by which failure demand is cut"))

    @property
    def sentence(self) -> str:
        """ "A fix takes away 50 % of the further contacts after returns"."""
        cut = say("A fix takes away {share} of the further contacts", share=percent(self.cut))
        return say("{cut} after {cause}", cut=cut, cause=self.cause) if self.cause else cut

    def apply(self, twin: Twin) -> Service:
        """A kind: its repeats; a step: the ways back to it."""
        service = twin.service
        steps = {_plain(s.name) for s in service.steps}
        if (
            self.cause
            and _plain(self.cause) in steps
            and _plain(self.cause) not in {_plain(k.name) for k in service.kinds}
        ):
            return _fewer_loops(service, set(names.steps(service, self.cause)), self)
        meant = names.kinds(service, self.cause)
        if not any(service.kinds[k].repeat for k in meant):
            what = self.cause or say("any kind of case")
            raise UsageError(
                say(
                    "The record has no further contacts after {what}; there is nothing that this fix can cut.",
                    what=what,
                )
            )
        return with_kinds(service, meant, lambda kind: replace(kind, repeat=kind.repeat * (1 - self.cut)))


def _fewer_loops(service: Service, steps: set[int], fix: Fix) -> Service:
    goal = {i for i, state in enumerate(service.states) if state.step in steps}
    back = {i: _back(i, service, goal) for i in range(len(service.states))}
    if not any(back.values()):
        raise UsageError(
            say("No case comes back to {cause} in the record; there is nothing that this fix can cut.", cause=fix.cause)
        )
    states = [_cut(state, back[i], fix.cut) for i, state in enumerate(service.states)]
    return replace(service, states=tuple(states))


def _back(state: int, service: Service, goal: set[int]) -> set[int]:
    """The moves of a state that lead back to a step the case has come from: those to `goal` that reach `state`
    again."""
    return {m.state for m in service.states[state].moves if m.state in goal and state in _reached(m.state, service)}


def _reached(start: int, service: Service) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        for move in service.states[waiting.pop()].moves:
            if move.state != END and move.state not in seen:
                seen.add(move.state)
                waiting.append(move.state)
    return seen


def _cut(state: State, back: set[int], cut: float) -> State:
    kept = [replace(m, share=m.share * (1 - cut)) if m.state in back else m for m in state.moves]
    others = [i for i, m in enumerate(state.moves) if m.state not in back]
    lost = sum(m.share for m in state.moves) - sum(m.share for m in kept)
    if not lost:
        return state
    if not others:
        return replace(state, moves=(*kept, Move(lost, END)))
    held = sum(kept[i].share for i in others)
    for i in others:
        kept[i] = replace(kept[i], share=kept[i].share * (1 + lost / held))
    return replace(state, moves=tuple(kept))


def with_kinds(service: Service, meant: tuple[int, ...], change: Callable[[Kind], Kind]) -> Service:
    """The service with some kinds of case changed."""
    kinds = tuple(change(kind) if k in meant else kind for k, kind in enumerate(service.kinds))
    return replace(service, kinds=kinds)


def hour_of(day: date, twin: Twin) -> float:
    """A day's midnight on the twin's clock, in hours since its start."""
    zone = ZoneInfo(twin.zone)
    start = twin.start if twin.start.tzinfo else twin.start.replace(tzinfo=zone)
    there = start.astimezone(zone).date()
    return (datetime.combine(day, time()) - datetime.combine(there, time())) / timedelta(hours=1)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
