"""A decision sheet as a value: what is agreed on before the start, so that it can be held against what came."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from headwater.foresight.decisions.domain import Decision
from headwater.shared.said import phrase, say

Size = Literal["tweak", "reform"]
Measure = Literal["wait", "left", "repeats", "spoiled"]
MEASURES: tuple[Measure, ...] = ("wait", "left", "repeats", "spoiled")
ANSWER = "answer"
"""what is promised where a sheet does not say it"""
MEANS = {
    "wait": phrase("mean wait, of those who gave up too"),
    "left": phrase("share of those who came that gave up"),
    "repeats": phrase("share of cases after which the customer came again"),
    "spoiled": phrase("share of spoiled cases"),
}
"""What each measure counts; it is given of the cases, or visits, of one week."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when a measure is taken: of one team (all of them for an empty name), in some hours of the week."""

    measure: Measure
    where: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that the decision touches: its owner, and by what means (people, money, hours) the owner can carry it."""

    name: str
    owner: str = ""
    means: str = ""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What somebody foresees, before the start: of a measure when it can be scored, else in words only.

    `least` and `most` bound the mean of the weeks from the start until `by` (hours for waits, else shares); `sure` is
    chance that the writer gives it. `whom` are the customers it happens to.
    """

    who: str
    what: str
    whom: str = ""
    by: date | None = None
    sure: float = 0.5
    place: Place | None = None
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """A measure that is watched: as it was (the mean and each of its weeks), and as it is foreseen, with its 90 %
    interval. `peak`: these are the hours in which the decision bites most. Waits are in hours, others are shares.
    `last_week` is the Monday of the last of `weeks`; without it all of them were over by the start."""

    place: Place
    baseline: float
    weeks: tuple[float, ...] = ()
    expected: float | None = None
    interval: tuple[float, float] | None = None
    peak: bool = False
    last_week: date | None = None

    def weeks_before(self, start: date) -> tuple[float, ...]:
        """Its weeks that were over by the start: none of them is one since, too."""
        over = start if self.last_week is None else self.last_week + timedelta(days=7)
        late = -(-max((over - start).days, 0) // 7)
        return self.weeks[: max(len(self.weeks) - late, 0)]


@dataclass(frozen=True, slots=True)
class Stop:
    """The decision is stopped once a measure lies above (below) a limit for so many weeks in a row."""

    place: Place
    above: float | None = None
    below: float | None = None
    weeks: int = 2


@dataclass(frozen=True, slots=True)
class Promised:
    """What is promised, or can be done: `what` to customers at a link within so many hours, in a span of days, to a
    `share` of them where that is said."""

    what: str
    where: str
    within: float
    since: date | None = None
    until: date | None = None
    share: float | None = None


@dataclass(frozen=True)
class Sheet:
    """One decision, or one department's plan. `change` are the decisions as they were typed; `asked` are the people who
    work at the links and should be asked first, each with what the record has of them there."""

    name: str
    change: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    aim: str = ""
    criterion: str = ""
    department: str = ""
    owner: str = ""
    size: Size = "tweak"
    start: date | None = None
    zone: str = "UTC"
    spoiled: str = ""
    links: tuple[Link, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    predictions: tuple[Prediction, ...] = ()
    watched: tuple[Watched, ...] = ()
    stops: tuple[Stop, ...] = ()
    promises: tuple[Promised, ...] = ()
    can: tuple[Promised, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def open_points(self) -> tuple[str, ...]:
        """What is still missing before the start, one sentence each."""
        missing = [
            (not self.aim, say("The aim is not written down.")),
            (not self.criterion, say("No criterion says when the aim is reached.")),
            (not self.owner, say("Nobody owns the decision.")),
            (self.start is None, say("No start date is set.")),
            (not self.stops, say("No stop condition says when it is called off.")),
            (
                not self.predictions,
                say("Nobody who works there has foreseen anything yet; ask those named on the sheet."),
            ),
        ]
        return tuple(sentence for is_missing, sentence in missing if is_missing)
