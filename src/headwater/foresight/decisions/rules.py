"""Decisions about rules: who comes first, where cases go, what may be decided without asking, what is promised."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar, Literal

from headwater.foresight.decisions import names
from headwater.foresight.decisions.domain import Decision, check_share
from headwater.foresight.decisions.steps import skipped
from headwater.foresight.decisions.words import hours, length, longer, percent, plain_number
from headwater.foresight.domain import Part, Twin
from headwater.foresight.simulator.domain import END, Move, Service, State, Station
from headwater.shared.errors import UsageError
from headwater.shared.said import amount, say
from headwater.shared.words import count, listing, plural

ACCEPT = 0.37
"""the share of those offered a callback who take it (Hathaway, Emadi and Deshpande: one bank)"""
THE_END = ("end", "the end", "ende", "das ende")


@dataclass(frozen=True)
class Priority(Decision):
    """A kind of case is taken first (or last) at a queue, or wherever it waits."""

    kind: str
    at: str = ""
    rank: Literal["first", "last"] = "first"
    do: ClassVar[str] = "priority"

    @property
    def sentence(self) -> str:
        """ "Complaints are taken first at billing"."""
        first = say("Cases of {kind} are taken first", kind=self.kind)
        taken = first if self.rank == "first" else say("Cases of {kind} are taken last", kind=self.kind)
        return say("{taken} at {queue}", taken=taken, queue=self.at) if self.at else taken

    def apply(self, twin: Twin) -> Service:
        """Before, or after, the ranks that there are; first come first served among the same."""
        service = twin.service
        kinds = names.kinds(service, self.kind)
        if len(kinds) == len(service.kinds):
            raise UsageError(
                say(
                    "All cases are of the kind {kind}: nobody comes before or after anybody else, and nothing would"
                    " change.",
                    kind=self.kind,
                )
            )
        meant = names.stations(service, self.at) if self.at else tuple(range(len(service.stations)))
        return with_stations(service, meant, lambda station: self._ranked(station, kinds))

    def _ranked(self, station: Station, kinds: tuple[int, ...]) -> Station:
        others = {k: rank for k, rank in station.priority_of if k not in kinds}
        ranks = [*others.values(), 1]
        own = min(ranks) - 1 if self.rank == "first" else max(ranks) + 1
        return replace(station, priority_of=tuple(sorted({**others, **dict.fromkeys(kinds, own)}.items())))


@dataclass(frozen=True)
class Route(Decision):
    """After the step `from_step`, a `share` of cases goes to the step `to_step`; the other ways share what is left."""

    from_step: str
    to_step: str
    share: float
    do: ClassVar[str] = "route"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_share(self.share, say("The share of a way"))

    @property
    def sentence(self) -> str:
        """ "After Triage 30 % of cases go to Billing"."""
        held = {"step": self.from_step, "share": percent(self.share)}
        if self.to_step.casefold() in THE_END:
            return say("After {step} {share} of cases are over", **held)
        return say("After {step} {share} of cases go to {to}", to=self.to_step, **held)

    def apply(self, twin: Twin) -> Service:
        """Only a way that the record has, or the end, which is open to every case; a new one needs a new step or a
        step that moves."""
        service = twin.service
        origin, goal = set(names.steps(service, self.from_step)), self._goal(service)
        leaving = [s for s in service.states if s.step in origin]
        if END not in goal and not any(m.state in goal for s in leaving for m in s.moves):
            raise UsageError(
                say(
                    "No case goes from {step} to {to} in the record; from there they go to {ways}.",
                    step=self.from_step,
                    to=self.to_step,
                    ways=listing(sorted({_named(m.state, service) for s in leaving for m in s.moves}), 12),
                )
            )
        if self.share < 1 and goal == {END} == {m.state for s in leaving for m in s.moves}:
            raise UsageError(
                say(
                    "Every case is over after {step}: the record has no other way for the rest; add a step after it.",
                    step=self.from_step,
                )
            )
        return replace(
            service, states=tuple(_routed(s, goal, self.share) if s in leaving else s for s in service.states)
        )

    def _goal(self, service: Service) -> set[int]:
        if self.to_step.casefold() in THE_END:
            return {END}
        meant = names.steps(service, self.to_step)
        return {i for i, s in enumerate(service.states) if s.step in meant}


def _routed(state: State, goal: set[int], share: float) -> State:
    """A state that cannot go there stays as it is; where the ways that the rest could take, or the end itself, are
    missing, cases are over there."""
    moves = state.moves
    to, rest = ([m for m in moves if (m.state in goal) == there] for there in (True, False))
    if not (to if END not in goal else rest):
        return state
    if (not to and share > 0) or (not rest and share < 1):
        moves = (*moves, Move(0.0, END))
        (to if END in goal else rest).append(moves[-1])
    parts = (_part(m, to, share) if m.state in goal else _part(m, rest, 1 - share) for m in moves)
    return replace(state, moves=tuple(replace(m, share=part) for m, part in zip(moves, parts, strict=True)))


def _part(move: Move, among: list[Move], whole: float) -> float:
    """A move's part of a share, as before; alike where all of them were closed."""
    held = sum(m.share for m in among)
    return whole * (move.share / held if held else 1 / len(among))


def _named(state: int, service: Service) -> str:
    return say("the end") if state == END else service.steps[service.states[state].step].name


@dataclass(frozen=True)
class Permission(Decision):
    """Up to a limit the rep decides alone: such cases do not wait for the step that gives permission.

    The share below the limit is read from the amounts in the record; `share` sets it by hand.
    """

    step: str
    limit: float
    share: float | None = None
    do: ClassVar[str] = "permission"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.limit >= 0:
            raise UsageError(say("A limit of {limit} cannot be; give 0 or more.", limit=plain_number(self.limit)))
        if self.share is not None:
            check_share(self.share, say("The share of requests below the limit"))

    @property
    def sentence(self) -> str:
        """ "Up to 100 nobody has to wait for Approve"."""
        return say("Up to {limit} nobody has to ask for {step}", limit=plain_number(self.limit), step=self.step)

    def apply(self, twin: Twin) -> Service:
        """Requests up to the limit pass the step over."""
        meant = names.steps(twin.service, self.step)
        return skipped(twin.service, meant, self.below(twin))

    def below(self, twin: Twin) -> float:
        """The share of requests up to the limit."""
        if self.share is not None:
            return self.share
        asked = self.asked(twin)
        if not asked:
            raise UsageError(
                say(
                    "The record holds no amounts for {step}, so the share up to {limit} is not known; record the"
                    " amount asked for, or give the share: permission:{step} up to {limit} for 60 %.",
                    step=self.step,
                    limit=amount(f"{self.limit:,.10g}"),
                )
            )
        return sum(amount <= self.limit for amount, _ in asked) / len(asked)

    def asked(self, twin: Twin) -> tuple[tuple[float, bool], ...]:
        """The amounts asked for and whether each was granted."""
        found = {name.casefold(): held for name, held in twin.amounts.items()}
        return tuple(found.get(self.step.strip().casefold(), ()))

    def parts(self, twin: Twin) -> tuple[Part, ...]:
        """The share below the limit, and the money that was refused below it until now."""
        asked = self.asked(twin)
        if self.share is not None or not asked:
            below, limit = percent(self.below(twin)), plain_number(self.limit)
            said = say("{share} of the requests lie at or below {limit}", share=below, limit=limit)
            return (Part(f"permission.{self.step}", said, "assumed", say("given with the decision")),)
        low = [(amount, granted) for amount, granted in asked if amount <= self.limit]
        refused = [amount for amount, granted in low if not granted]
        said = say(
            "{requests} of {all} lie at or below {limit}, of which {refused} were refused ({money} in all: the money"
            " at risk)",
            requests=plural(len(low), "request"),
            all=count(len(asked)),
            limit=plain_number(self.limit),
            refused=count(len(refused)),
            money=plain_number(sum(refused)),
        )
        return (Part(f"permission.{self.step}", said, "measured", say("the amounts in the record"), len(asked)),)

    def outside(self, twin: Twin) -> tuple[str, ...]:
        """Beyond the highest amount nobody has been asked for yet."""
        asked = self.asked(twin)
        if self.share is not None or not asked or self.limit <= asked[-1][0]:
            return ()
        most, limit = plain_number(asked[-1][0]), plain_number(self.limit)
        return (
            say(
                "nobody has asked {step} for more than {most}, and the limit is {limit}",
                step=self.step,
                most=most,
                limit=limit,
            ),
        )


@dataclass(frozen=True)
class Callback(Decision):
    """Those who would wait at a queue are offered to be called back; a `share` of them takes it and keeps its place."""

    at: str
    share: float = ACCEPT
    do: ClassVar[str] = "callback"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_share(self.share, say("The share that takes a callback"))

    @property
    def sentence(self) -> str:
        """ "Callbacks at billing instead of waiting on the line, which 37 % take"."""
        return say(
            "Callbacks at {queue} instead of waiting on the line, which {share} take",
            queue=self.at,
            share=percent(self.share),
        )

    def apply(self, twin: Twin) -> Service:
        """Who is called back does not give up."""
        meant = names.stations(twin.service, self.at)
        return with_stations(twin.service, meant, lambda station: replace(station, callback=self.share))

    def parts(self, twin: Twin) -> tuple[Part, ...]:  # noqa: ARG002 -- the same for every twin
        """Acceptance comes from one bank unless it is given."""
        share = percent(self.share)
        said = say("{share} of those who would wait at {queue} take a callback", share=share, queue=self.at)
        if self.share == ACCEPT:
            source = say("Hathaway, Emadi and Deshpande: one bank")
            return (Part(f"callback.{self.at}", said, "literature", source),)
        return (Part(f"callback.{self.at}", said, "assumed", say("given with the decision")),)


@dataclass(frozen=True)
class Promise(Decision):
    """An answer `within` a time at a queue, to be kept for a `share` of cases; the result says what keeping it
    needs."""

    at: str
    within: str | float | timedelta
    share: float = 0.9
    do: ClassVar[str] = "promise"

    def __post_init__(self) -> None:
        super().__post_init__()
        longer(self.within)
        check_share(self.share, say("The share of promises that are kept"))

    @property
    def sentence(self) -> str:
        """ "An answer within 4 h is promised at billing, to be kept for 90 % of cases"."""
        return say(
            "An answer within {long} is promised at {queue}, to be kept for {share} of cases",
            long=length(hours(self.within)),
            queue=self.at,
            share=percent(self.share),
        )

    def apply(self, twin: Twin) -> Service:
        """A promise alone changes nobody's work; it is measured."""
        within = hours(self.within)
        meant = names.stations(twin.service, self.at)
        return with_stations(twin.service, meant, lambda station: replace(station, promise=within))


def with_stations(service: Service, meant: tuple[int, ...], change: Callable[[Station], Station]) -> Service:
    """The service with some queues changed."""
    return replace(service, stations=tuple(change(s) if i in meant else s for i, s in enumerate(service.stations)))
