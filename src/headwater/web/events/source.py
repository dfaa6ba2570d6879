"""What the hub looks at, with the database: the journal's newest acts, and who is in a case."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.utils import timezone

from headwater.desk import service as desk

AGO = timedelta(seconds=5)
"""from the page to its stream it takes a moment, in which something may happen"""


@dataclass(frozen=True, slots=True)
class Change:
    """A case that changed ("cases"), or who is in it did ("here").

    `teams` had it before and have it after; None is no team. `act` is the newest act's number in the journal, `users`
    are those who came, went, or do something else there.
    """

    kind: Literal["cases", "here"]
    case: int
    teams: frozenset[int | None]
    act: int = 0
    users: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Looked:
    """Where the last look ended."""

    place: desk.Place
    where: frozenset[desk.Attending] = frozenset()


def start() -> Looked:
    """What happened a few seconds ago is told still, and who is anywhere."""
    now = timezone.now()
    return Looked(desk.newest_place(now=now, before=now - AGO))


def look(last: Looked) -> tuple[Looked, list[Change]]:
    """What changed since, each case once of each kind, and where this look ended. Two statements."""
    now = timezone.now()
    place, told = desk.told_since(last.place, now=now)
    where = desk.who_is_where(now=now)
    return Looked(place, where), [*_acts(told), *_eyes(last.where ^ where)]


def stay(pairs: Collection[tuple[int, int]]) -> None:
    """These people (case, user) have the case open still."""
    desk.stay(pairs=pairs, now=timezone.now())


def _acts(told: list[desk.Told]) -> Iterator[Change]:
    for case in sorted({t.case for t in told}):
        mine = [t for t in told if t.case == case]
        yield Change("cases", case, frozenset().union(*(t.teams for t in mine)), max(t.id for t in mine))


def _eyes(moved: frozenset[desk.Attending]) -> Iterator[Change]:
    for case in sorted({a.case for a in moved}):
        mine = [a for a in moved if a.case == case]
        yield Change("here", case, frozenset(a.team for a in mine), users=frozenset(a.user for a in mine))
