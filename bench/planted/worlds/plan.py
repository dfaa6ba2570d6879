"""A plan: everything that makes a world, before any luck is drawn."""

from dataclasses import dataclass

from bench.planted.worlds.shapes import Chain, Link, Mix, Ref, Sign, Term


@dataclass(frozen=True)
class Columns:
    """The names of a log's role columns; `start`, `team` and `channel` may be missing from an export."""

    case: str
    step: str
    at: str
    who: str | None
    customer: str | None
    start: str | None = None
    team: str | None = None
    channel: str | None = None

    def names(self) -> tuple[str, ...]:
        """The columns that exist."""
        every = (self.case, self.step, self.at, self.who, self.customer, self.start, self.team, self.channel)
        return tuple(name for name in every if name is not None)


@dataclass(frozen=True)
class Export:
    """How the log is written out: encodings, noise columns, order, blanks."""

    columns: Columns
    yes: object
    no: object
    outcome: str
    spoiled: str
    grain: int
    order: str
    text_times: bool
    outcome_last: bool
    noise: int
    blank: float = 0.0
    blank_cause: float = 0.0
    drop: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clock:
    """When cases arrive: days, weights by weekday and hour, and whether work stops outside office hours."""

    days: int
    weekday: tuple[float, ...]
    hour: tuple[float, ...]
    season: float
    office: bool
    first: str


@dataclass(frozen=True)
class Plan:
    """A world's structural model: spoiled = base + mix + links + terms + people, then signs follow."""

    kind: str
    seed: int
    cases: int
    trade: str
    chain: Chain
    clock: Clock
    export: Export
    mixes: tuple[Mix, ...]
    links: tuple[Link, ...]
    base: float
    causes: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    signs: tuple[Sign, ...] = ()
    people_harm: tuple[float, ...] = ()
    """Log-odds by person of the first step's team."""
    front_lean: tuple[str, float] | None = None
    """Where this link is broken, the first person of the first team serves with this probability (else by chance)."""
    flips: float = 0.0
    work_because: tuple[tuple[int, str, float], ...] = ()
    """(step, mix or link, log of work time per unit)."""
    wait_because: tuple[tuple[int, str, float], ...] = ()
    wanted: str = "cause"
    decoys: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    neutral: tuple[Ref, ...] = ()
    aliases: tuple[Ref, ...] = ()
    returning: float = 0.5
    spread: tuple[str, ...] = ()
    """Noise columns that lean on these mixes or links."""

    def link(self, name: str) -> Link:
        """The link of this name."""
        return next(link for link in self.links if link.name == name)
