"""The words of causes: a link's reference, a finding, the whole answer. Typed values; no computation."""

from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal

import pyarrow as pa

from headwater.causes.people.domain import PersonOrSystem
from headwater.shared.picture import Picture

RefKind = Literal["condition", "wait", "work", "loop", "handoff", "pingpong", "skip", "order", "load"]
Verdict = Literal["cause", "cannot tell"]
ServiceLevel = Literal["functional", "ease of reaching us", "treatment", "feeling"]
Remedy = Literal["stock", "rule", "tool", "staffing", "promise", "hand-off", "skill", "manner", "supplier", "unknown"]
Interval = tuple[float, float]

SCHEMA = "headwater-findings/1"


@dataclass(frozen=True)
class Ref:
    """Names a link for machines. Only the parts that apply are set."""

    kind: RefKind
    step: str | None = None
    to: str | None = None
    column: str | None = None
    value: Any = None
    team: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The parts that apply."""
        parts = {"kind": self.kind, "step": self.step, "to": self.to, "column": self.column}
        parts |= {"value": self.value, "team": self.team}
        return {name: part for name, part in parts.items() if part is not None}


@dataclass(frozen=True)
class Spoiled:
    """What counts as a spoiled case in this run, and how many there are.

    `of` is the number of cases for which it could be said; `unknown` the rest (left out, counted).
    """

    definition: str
    cases: int
    of: int
    share: float
    customers: int | None
    unknown: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Evidence:
    """What stands behind a finding: the counts before and after adjusting, and how fragile it is."""

    broke: int
    """cases in which the link broke"""
    spoiled_when_broke: float
    spoiled_when_held: float
    """raw shares"""
    expected_when_broke: float
    """share of the broken cases that would have been spoiled anyway, adjusted"""
    p_value: float
    e_value: float
    """risk ratio an unrecorded cause would need with both the link and the outcome (VanderWeele and Ding 2017)"""
    adjusted_for: tuple[str, ...]
    rule: str
    """when the link counts as broken in a case, in one sentence"""
    not_separable_from: tuple[str, ...] = ()
    by_period: tuple[tuple[str, int, int, int], ...] = ()
    """(period, cases, broke, spoiled among broke)"""
    sure: float = 1.0
    """share of the estimate that is left at a lower bound which holds for the whole list at once"""
    left_out: int = 0
    """cases in which it broke too, but nobody knows whether they were spoiled, or a cause upstream had broken before"""


@dataclass(frozen=True)
class Finding:
    """One link and what it cost. `cases` are case ids to look at; `spoiled_rows` opens to all rows behind it."""

    link: str
    ref: Ref
    starts_at: str
    shows_at: str
    owner: str | None
    level: ServiceLevel
    remedy: Remedy
    spoiled_cases: float
    interval: Interval
    customers: float | None
    customers_lost: float | None
    money: Interval | None
    verdict: Verdict
    evidence: Evidence
    cases: tuple[str, ...]
    missing: tuple[str, ...]
    question: str

    @property
    def at_least(self) -> float:
        """Customers lost, or spoiled cases where those cannot be told, that hold for the whole list at once: what the
        findings are ranked by."""
        return self.evidence.sure * (self.spoiled_cases if self.customers_lost is None else self.customers_lost)


@dataclass(frozen=True)
class MixEffect:
    """What makes cases hard: adjusted for, shown apart, never ranked as a broken link."""

    column: str
    value: str
    cases: int
    spoiled_share: float
    reason: str


@dataclass(frozen=True)
class Left:
    """A candidate, column or case that was left out, and why."""

    what: str
    why: str


@dataclass
class Causes:
    """The whole answer. `findings` are ranked; `signs` follow the damage and are no causes."""

    spoiled: Spoiled
    findings: list[Finding]
    cannot_tell: list[Finding]
    signs: list[Left]
    mix: list[MixEffect]
    training: tuple[float | None, int]
    """(spoiled cases that training of people would touch or None where that cannot be told, of all spoiled cases)"""
    person_or_system: PersonOrSystem | None
    candidates: int
    left_out: list[Left] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: list[Left] = field(default_factory=list)
    """what each column was taken for, and why"""
    rows: pa.Table | None = None
    """one row per case: `case_no`, `spoiled` (NULL where it could not be said) and `broke_1` … `broke_n` (NULL where
    not known) for `findings` followed by `cannot_tell`, in their order: every figure opens to its cases"""

    def __str__(self) -> str:
        """The sentence, a table of at most ten rows, person or system."""
        text: str = _show().as_text(self)
        return text

    def _repr_html_(self) -> str:
        """A small table for a notebook."""
        html: str = _show().as_html(self)
        return html

    def to_dict(self) -> dict[str, Any]:
        """Plain values in the order of `headwater-findings/1`."""
        plain: dict[str, Any] = _show().as_dict(self)
        return plain

    def to_arrow(self) -> pa.Table:
        """One row per finding."""
        return _show().as_arrow(self)

    def to_pandas(self) -> Any:
        """The same as a pandas data frame (needs pandas)."""
        return _show().as_pandas(self)

    def to_polars(self) -> Any:
        """The same as a Polars data frame (needs Polars)."""
        return _show().as_polars(self)

    def plot(self) -> Picture:
        """Dot and interval of each finding, as an SVG that a notebook shows and `save` writes."""
        picture: Picture = _show().plot(self)
        return picture


def _show() -> Any:
    """The module that draws and prints, which itself stands on these words."""
    return import_module("headwater.causes.show")
