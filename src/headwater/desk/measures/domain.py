"""What a number is made of and what it comes out as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from headwater.desk.domain import Held

Clock = Callable[[int | None, datetime, datetime], float]
"""business seconds of a team between two times"""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that left; `by` wrote it, `failed` says that it never reached the customer."""

    at: datetime
    by: int | None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """A case was closed; `how` is unknown, silence or outcome_reached."""

    at: datetime
    how: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as its journal tells it. Automatic messages are neither answers nor the customer's words.

    `team` gave the first answer; before there is one it is the team that has the case. Of the contacts that left,
    `wished` had a wish of the customer's about being contacted, and `against` went against one.
    """

    number: int
    opened_at: datetime
    team: int | None
    answers: tuple[Answer, ...] = ()
    spoken: tuple[datetime, ...] = ()
    closings: tuple[Closing, ...] = ()
    reopenings: tuple[datetime, ...] = ()
    held: tuple[Held, ...] = ()
    closed: bool = False
    merged: bool = False
    out: int = 0
    undelivered: int = 0
    channel: str = ""
    wished: int = 0
    against: int = 0

    @property
    def first_answer(self) -> Answer | None:
        """The first answer by a person that reached the customer."""
        return next((a for a in self.answers if not a.failed), None)

    @property
    def closed_for_good_at(self) -> datetime | None:
        """The first closing since it was last opened, while it holds; a case that was opened again was not closed."""
        opened = max(self.reopenings, default=self.opened_at)
        return min((c.at for c in self.closings if c.at >= opened), default=None) if self.closed else None

    @property
    def waits_since(self) -> datetime | None:
        """Since when the customer waits for us: their first word after our last answer that reached them."""
        if self.closed:
            return None
        last = max((a.at for a in self.answers if not a.failed), default=None)
        after = [at for at in self.spoken if last is None or at > last]
        return min(after, default=None)


@dataclass(frozen=True, slots=True)
class Row:
    """A case behind a number. `open_still` says that its value is not final: it was at least this much by now."""

    case: int
    value: float
    open_still: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with everything it needs to be believed. `value` None is "cannot tell". Durations are in seconds.

    `interval` is a 95 % Wilson interval where the number is a share. `left_out` says what was not counted, and why.
    """

    name: str
    unit: str
    value: float | None
    n: int
    definition: str
    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, int], ...] = ()
    interval: tuple[float, float] | None = None
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """[since, until), and the moment from which one looks back."""

    since: datetime
    until: datetime
    now: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a time lies in it."""
        return self.since <= at < self.until


@dataclass(frozen=True, slots=True)
class Part:
    """The numbers over some of the cases: one team's (`key` is its id, "0" no team) or one channel's."""

    key: str
    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The numbers of a window, whole and in parts. Parts stand in the order of their names, never of their numbers."""

    window: Window
    figures: tuple[Figure, ...]
    teams: tuple[Part, ...]
    channels: tuple[Part, ...]
    cases: Mapping[int, CaseFacts]
