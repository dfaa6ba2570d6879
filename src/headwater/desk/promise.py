"""What a promise is, without any table: its states, when it is late, when to remind of it, how many were kept."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class PromiseState(StrEnum):
    """`renegotiated`: another promise follows it, with the customer's agreement. `withdrawn`: it never was one, or the
    answer it stood in never left."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    RENEGOTIATED = "renegotiated"
    WITHDRAWN = "withdrawn"


MOST_LEAD = timedelta(days=1)


def remind_at(given_at: datetime, due_to: datetime) -> datetime:
    """A day before it is late; half of the time there is, where that is shorter."""
    return due_to - min(MOST_LEAD, max(timedelta(), (due_to - given_at) / 2))


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise as it is shown. `given_at` None: the answer that it stands in has not left, so it is not due.

    `asked_to_move_to` is the date the customer was asked to agree to, None where nothing was asked. `link` prevented
    it, where it was broken; `away` says that who gave it is absent today. `message_kind` and `asked_kind` tell a note
    from an answer, of what it stands in and of what proposed the other date; `asked_state` whether that has left.
    """

    id: int
    what: str
    own_words: str
    due_from: datetime
    due_to: datetime
    vague: bool
    state: str
    case: int
    made_at: datetime
    asked_to_move_to: datetime | None
    by_name: str
    team_name: str
    given_at: datetime | None = None
    settled_at: datetime | None = None
    link: str = ""
    why: str = ""
    agreed_how: str = ""
    asked_why: str = ""
    follows: int | None = None
    commitment: str = ""
    customer_name: str = ""
    subject: str = ""
    holder_name: str = ""
    by_id: int | None = None
    team_id: int | None = None
    message: int | None = None
    rule: str = ""
    message_kind: str = ""
    message_state: str = ""
    asked_kind: str = ""
    asked_state: str = ""
    away: bool = False

    @property
    def open(self) -> bool:
        """It stands, and the customer has it."""
        return self.state == PromiseState.OPEN and self.given_at is not None

    @property
    def lost(self) -> bool:
        """The answer that it stands in did not arrive, so it is not given."""
        return self.state == PromiseState.OPEN and self.given_at is None and self.message_state == "failed"

    def late(self, now: datetime) -> bool:
        """It stands, and its time is over."""
        return self.open and now > self.due_to


@dataclass(frozen=True, slots=True)
class Word:
    """A promise that somebody confirmed while they wrote. With `moves`, it is another date for that open promise:
    the customer agreed (`agreed_how` says so), or is asked to."""

    what: str
    due_from: datetime
    due_to: datetime
    vague: bool = False
    own_words: str = ""
    rule: str = ""
    commitment: int | None = None
    moves: int | None = None
    agreed_how: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What looks like a promise in a text; a person says whether it is. `key` names it within that text.

    `span` is its place, `own_words` what stands there. `same` is the open promise of the case that it repeats; where
    it names another time for what may be an open one, those are `others`.
    """

    key: str
    span: tuple[int, int]
    own_words: str
    what: str
    due_from: datetime
    due_to: datetime
    vague: bool
    rule: str
    same: PromiseLine | None = None
    others: tuple[PromiseLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A promise for counting: `link` prevented it, "" where none is known."""

    case: int
    state: str
    due_to: datetime
    settled_at: datetime | None
    link: str = ""

    @property
    def decided_at(self) -> datetime:
        """When it was settled, or its date passed: what comes after that changes nothing."""
        return min(self.settled_at or self.due_to, self.due_to)

    def kept_in_time(self) -> bool:
        """Kept by its date."""
        return self.state == PromiseState.KEPT and self.settled_at is not None and self.settled_at <= self.due_to

    def moved_in_time(self) -> bool:
        """The customer agreed to another date before this one had passed."""
        moved = self.state == PromiseState.RENEGOTIATED
        return moved and self.settled_at is not None and self.settled_at <= self.due_to


@dataclass(frozen=True, slots=True)
class KeptRate:
    """`kept` of `due` promises were kept by their date; `moved` were renegotiated in time and are not among `due`."""

    kept: int
    due: int
    moved: int

    @property
    def rate(self) -> float | None:
        """None where nothing was due."""
        return self.kept / self.due if self.due else None


def counted(given: Iterable[Given], *, since: datetime, until: datetime, now: datetime) -> list[Given]:
    """Those that were decided in [since, until): settled, or past their date by now. Withdrawn ones never were."""
    return [
        p
        for p in given
        if p.state != PromiseState.WITHDRAWN
        and since <= p.decided_at < until
        and (p.state != PromiseState.OPEN or p.due_to < now)
    ]


def kept_rate(given: Collection[Given]) -> KeptRate:
    """Over `counted` ones. Kept late is not kept; open and past its date is not kept."""
    moved = sum(p.moved_in_time() for p in given)
    return KeptRate(sum(p.kept_in_time() for p in given), len(given) - moved, moved)
