"""The answer to "person or system?": typed, frozen, and readable as it stands."""

from dataclasses import dataclass, field
from typing import Literal

from headwater.causes.people.profile import Share

Verdict = Literal["system", "person", "both", "cannot tell"]
Finding = Literal["worse", "better", "no difference shown"]
GuardName = Literal["connected", "levels", "assignment"]


@dataclass(frozen=True)
class Guard:
    """One reason why a statement about people may not be made; `blocks` says whether it holds here."""

    name: GuardName
    blocks: bool
    sentence: str
    settle: str
    figures: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Contrast:
    """The same people under worse and better conditions: the mean difference in outcome within a person."""

    condition: str
    difference: float
    low: float
    high: float
    people: int
    sentence: str


@dataclass(frozen=True)
class PersonStatement:
    """What can be said of one person, shrunk, after the conditions; effects in units of the outcome."""

    name: str
    cases: int
    effect: float
    low: float
    high: float
    chance_worse: float
    finding: Finding
    sentence: str


@dataclass(frozen=True)
class Evidence:
    """Chances of seeing such differences, or larger, if this side made none."""

    conditions: float
    people: float
    person: float


@dataclass(frozen=True)
class PersonOrSystem:
    """How much of the difference in outcomes goes with conditions, people, customers, with nothing recorded.

    `shares` are parts of all variation and hold "interaction" (people doing differently by condition) where it could be
    fitted; `relative` are parts of the explained variation, given for a yes-or-no outcome. `people` is
    in the order of the names given, never sorted by effect, and empty where a guard blocks.
    """

    verdict: Verdict
    sentence: str
    binary: bool
    shares: dict[str, Share]
    relative: dict[str, Share]
    components: dict[str, Share]
    evidence: Evidence | None
    guards: tuple[Guard, ...]
    contrast: Contrast | None
    people: tuple[PersonStatement, ...]
    n: int
    left_out: int
    notes: tuple[str, ...]

    @property
    def blocked(self) -> bool:
        """Whether any guard forbids a statement about people."""
        return any(guard.blocks for guard in self.guards)

    def __str__(self) -> str:
        """The answer first, then the shares, the guards, the contrast, the people and the notes."""
        lines = [f"{self.verdict.capitalize()}. {self.sentence}", ""]
        silent = ("people", "interaction") if self.blocked else ()
        lines += [f"  {name:<12} {part}" for name, part in self.shares.items() if name not in silent]
        if self.binary and self.relative:
            lines += ["", "  of what is explained (read these for a yes-or-no outcome):"]
            lines += [f"  {name:<12} {part}" for name, part in self.relative.items() if name not in silent]
        if self.components:
            lines += ["", "  by condition:", *(f"  {name:<12} {part}" for name, part in self.components.items())]
        lines += ["", f"  {self.n} cases, {self.left_out} left out."]
        lines += [f"  {guard.sentence} {guard.settle}".rstrip() for guard in self.guards]
        lines += [f"  {self.contrast.sentence}"] if self.contrast else []
        lines += [f"  {person.sentence}" for person in self.people if person.finding != "no difference shown"]
        return "\n".join([*lines, *(f"  {note}" for note in self.notes)])
