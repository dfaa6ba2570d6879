"""Search: the newest matches, of which the best come first."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from headwater.desk.pages import SearchPage
from headwater.desk.search.parts import parts
from headwater.desk.search.port import port
from headwater.desk.search.words import Query, query, words
from headwater.desk.store import lists
from headwater.people.models import User
from headwater.people.service import visible_teams
from headwater.shared.whole import whole

LOOKED_AT = 60
"""so many of the newest matches are ranked among themselves; the next page ranks the next"""
SHOWN = 20
_NAMED = re.compile(r"(?:(?:case|fall|no|nr)\b\.? *)?#? *([1-9][0-9]*)", re.IGNORECASE)
"""no case is numbered 0059: that is an order or a telephone"""
Head = tuple[Any, ...]
"""a case's `lists.COLUMNS`"""
_HEAD = tuple(lists.COLUMNS.index(name) for name in ("number", "subject", "customer__name"))


@dataclass(frozen=True, slots=True)
class Cursor:
    """Matches older than the case `before`, the first `shown` of which were shown; `parts` of words count too."""

    before: int | None = None
    shown: int = 0
    parts: bool = False

    def __str__(self) -> str:
        return f"{self.before or 0}~{self.shown}" + "~1" * self.parts


def search(*, user: User, text: str, now: datetime, page: str = "") -> SearchPage:
    """Cases that hold every word, as far as the person may see them; where few do, those with parts of words too. The
    case of a number ("59", "#59", "case 59") comes first, however many newer ones hold it.

    At most five statements."""
    number = _number(text)
    asked, teams, at = query(text if number is None else str(number)), visible_teams(user), _cursor(page)
    said = tuple(word[0] for word in (*asked.words, *asked.begins))
    if not asked or (teams is not None and not teams):
        return SearchPage(said, ())
    found = whole_ = _newest(asked, teams, at)
    loosely = at.parts or (at == Cursor() and len(found) < SHOWN)
    if loosely:
        asked = asked.in_parts()
        found = _newest(asked, teams, at)
    first = [] if number is None or at.before else _of_number(number, asked, teams)
    rest = _ranked(asked, found, {head[0] for head in whole_})
    best = [*first, *(head for head in rest if head[0] != number)]
    rows = lists.with_marks(best[at.shown : at.shown + SHOWN], now)
    return SearchPage(said, tuple(rows), _older(at, found, len(best), loosely), len(found) > len(whole_))


def _number(text: str) -> int | None:
    """Where somebody asks for one case, as its page and a customer's name it."""
    named = _NAMED.fullmatch(text.strip())
    return whole(named[1]) if named else None


def _of_number(number: int, asked: Query, teams: Collection[int] | None) -> list[Head]:
    """The case itself, which holds its number: the newest match up to it. One statement."""
    sql, given = port().find(asked, teams=teams, before=number + 1, most=1)
    return [head for head in lists.found_by(sql, given) if head[0] == number]


def _newest(asked: Query, teams: Collection[int] | None, at: Cursor) -> list[Head]:
    """One statement."""
    sql, given = port().find(asked, teams=teams, before=at.before, most=LOOKED_AT)
    return lists.found_by(sql, given)


def _older(at: Cursor, found: Sequence[Head], here: int, loosely: bool) -> str:
    if here > at.shown + SHOWN:
        return str(Cursor(at.before, at.shown + SHOWN, loosely))
    return str(Cursor(min(head[0] for head in found), 0, loosely)) if len(found) == LOOKED_AT else ""


def _cursor(page: str) -> Cursor:
    before, shown, loosely = (*page.split("~"), "", "")[:3]
    return Cursor(whole(before) or None, whole(shown) or 0, loosely == "1")


def _ranked(asked: Query, found: Sequence[Head], whole: Collection[int]) -> list[Head]:
    """Those with whole words, then those with words in the number, subject or name; among equals the newest."""
    return sorted(found, key=lambda head: (head[0] not in whole, -_hits(asked, head), -head[0]))


def _hits(asked: Query, head: Head) -> int:
    there = words(*(str(head[place]) for place in _HEAD))
    hits = sum(any(form in there for form in word) for word in asked.words)
    begun = [*there, *parts(there)] if asked.parts else there
    return hits + sum(any(each.startswith(word) for each in begun) for word in asked.begins)
