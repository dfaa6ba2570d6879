"""The answer to "person or system?": typed, frozen, and readable as it stands."""

from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal

import pyarrow as pa

from headwater.causes.people.profile import Share
from headwater.shared.picture import Picture

Verdict = Literal["system", "person", "both", "cannot tell"]
Finding = Literal["worse", "better", "no difference shown"]
GuardName = Literal["connected", "levels", "assignment", "held", "burden"]


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
        text: str = _show().as_text(self)
        return text

    def _repr_html_(self) -> str:
        """The answer and a small table of shares for a notebook."""
        html: str = _show().as_html(self)
        return html

    def to_dict(self) -> dict[str, Any]:
        """Plain values, as `person_or_system` of findings.json has them. No person is named."""
        plain: dict[str, Any] = _show().as_dict(self)
        return plain

    def to_arrow(self) -> pa.Table:
        """One row per share, with its 95 % interval."""
        return _show().as_arrow(self)

    def to_pandas(self) -> Any:
        """The same as a pandas data frame (needs pandas)."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> Any:
        """The same as a Polars data frame (needs Polars)."""
        return _show().as_polars(self)

    def plot(self) -> Picture:
        """Dot and interval of each share, as an SVG that a notebook shows and `save` writes."""
        picture: Picture = _show().plot(self)
        return picture


def _show() -> Any:
    """The module that draws and prints, which itself stands on these words."""
    return import_module("headwater.causes.people.show")
