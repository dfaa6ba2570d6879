"""Search: the newest matches, of which the best come first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from headwater.desk.pages import SearchPage
from headwater.desk.search.port import port
from headwater.desk.search.words import Query, query, words
from headwater.desk.store import lists
from headwater.people.models import User
from headwater.people.service import visible_teams
from headwater.shared.whole import whole

LOOKED_AT = 60
"""so many of the newest matches are ranked among themselves; the next page ranks the next"""
SHOWN = 20
Head = tuple[Any, ...]
"""a case's `lists.COLUMNS`"""
_HEAD = tuple(lists.COLUMNS.index(name) for name in ("number", "subject", "customer__name"))


def search(*, user: User, text: str, now: datetime, page: str = "") -> SearchPage:
    """Cases that hold every word, as far as the person may see them. At most four statements."""
    asked, teams = query(text), visible_teams(user)
    if not asked or (teams is not None and not teams):
        return SearchPage((*asked.words, *asked.begins), ())
    before, shown = _cursor(page)
    found = port().find(asked, teams=teams, before=before, most=LOOKED_AT)
    best = _ranked(asked, lists.heads(found))
    older = f"{before or 0}~{shown + SHOWN}" if len(best) > shown + SHOWN else _next(found)
    return SearchPage((*asked.words, *asked.begins), tuple(lists.with_marks(best[shown : shown + SHOWN], now)), older)


def _next(found: Sequence[int]) -> str:
    return f"{found[-1]}~0" if len(found) == LOOKED_AT else ""


def _cursor(page: str) -> tuple[int | None, int]:
    before, _, shown = page.partition("~")
    return whole(before) or None, whole(shown) or 0


def _ranked(asked: Query, found: Sequence[Head]) -> list[Head]:
    """Words in the number, subject or name count; among equals the newest is first."""
    return sorted(found, key=lambda head: (-_hits(asked, head), -head[0]))


def _hits(asked: Query, head: Head) -> int:
    there = words(*(str(head[place]) for place in _HEAD))
    hits = sum(word in there for word in asked.words)
    return hits + sum(any(word.startswith(b) for word in there) for b in asked.begins)
