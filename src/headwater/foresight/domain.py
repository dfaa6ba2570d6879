"""What the twin is made of: a service, where each of its numbers comes from, and what the record has ever seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from headwater.foresight.simulator.domain import Service
from headwater.moments.domain import Record
from headwater.shared.said import phrase

Tag = Literal["measured", "defined", "literature", "assumed"]
TAGS: dict[Tag, str] = {
    "measured": phrase("measured"), "defined": phrase("by definition"),
    "literature": phrase("from the literature"), "assumed": phrase("assumed"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One fitted part: what it is, its value as it is said, where it comes from, how many observations it rests on.

    `name` is how it is set by hand ("patience.billing"); `source` is the rule of the measure, the paper, or why it is
    assumed;
    `thin` says that the record has too little for it, and `note` then what would settle it.
    """

    name: str
    said: str
    tag: Tag
    source: str
    n: int = 0
    thin: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the record has ever seen: the least and the most. Outside of it an answer rests on the model alone.

    `arrivals` of a kind in a day, `servers` of a pool in a slot in which it is open, `load` (offered work over
    servers on
    duty) of a station in a slot; keys are names.
    """

    arrivals: Mapping[str, tuple[float, float]]
    servers: Mapping[str, tuple[float, float]]
    load: Mapping[str, tuple[float, float]]
    days: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """One distance of held-out time: what the twin's simulated logs lie from the log, beside a copy of training
    cases."""

    measure: str
    twin: float
    copied: float
    unit: str


@dataclass(frozen=True, slots=True)
class Astray:
    """A queue at which the twin, run as it is, does not do as the record does: `measure` (waiting in hours, or the
    share that gives up) in the `week` or on a day. `far`: so far off that no answer about it is worth giving."""

    where: str
    measure: str
    when: str
    recorded: float
    twin: float
    far: bool

    @property
    def factor(self) -> float:
        """By how much the larger is more than the smaller."""
        small, large = sorted((self.recorded, self.twin))
        return large / small if small > 0 else float("inf")


@dataclass(frozen=True, slots=True)
class Weekly:
    """The last weeks of a measure of the record (hours for waits, else shares): of one team, or of all for an empty
    name, on one day, or over the whole week. `last` is the Monday of the last of them."""

    measure: str
    where: str
    when: str
    last: datetime
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """A service that the record cannot tell apart from the fitted one; `said` names what is different."""

    said: str
    service: Service


@dataclass(frozen=True)
class Twin:
    """A service calibrated on its own moments.

    `service` is in hours, its cycle a week of 168 slots; time 0 is `start`, a Monday 00:00 in `zone`. `resampled` are
    services fitted to weeks (in a short record, days) drawn with replacement; `alternatives` structures that fit as
    well. `amounts` are, for a step that gives permission, the sorted amounts asked for (if the record has a number for
    it) with whether each was granted.
    `people` are for each pool the names that worked there, most moments first.
    """

    service: Service
    parts: tuple[Part, ...]
    seen: Seen
    start: datetime
    zone: str = "UTC"
    resampled: tuple[Service, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    held: tuple[Held, ...] = ()
    astray: tuple[Astray, ...] = ()
    amounts: Mapping[str, tuple[tuple[float, bool], ...]] = field(default_factory=dict)
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weeks: tuple[Weekly, ...] = ()
    notes: tuple[str, ...] = ()
    spoiled: str = ""
    """the definition of a spoiled case, as it was read"""
    kind: str = ""
    """the column that tells kinds of case apart, where there are several"""
    record: Record | None = field(default=None, compare=False, repr=False)
    """what it was calibrated on, where that is at hand; not saved"""
