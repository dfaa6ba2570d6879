"""The page of all numbers, kept for a while where many cases stand behind it: counting them takes seconds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import Final

from django.core.cache import cache
from django.utils.translation import get_language

from headwater import __version__
from headwater.desk.measures.domain import Figure, FiguresPage, Part
from headwater.people.models import User
from headwater.people.rules import roles_of
from headwater.web.figures.drawing import Drawn

MANY: Final = 2_000
FOR: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Told:
    """What the page shows. `page` has no rows and no cases where it was `kept`; its window says when it was counted."""

    page: FiguresPage
    chart: Drawn | None
    kept: bool = False


def kept(user: User, asked: str, count: Callable[[], Told]) -> Told:
    """What was counted for this person and address a short while ago, or is counted now."""
    key = _key(user, asked)
    known = cache.get(key)
    if isinstance(known, Told):
        return known
    found = count()
    if len(found.page.cases) > MANY:
        cache.set(key, Told(_bare(found.page), found.chart, kept=True), FOR.total_seconds())
    return found


def _key(user: User, asked: str) -> str:
    """With the roles: who loses a team loses its numbers at once."""
    said = (__version__, user.pk, user.is_owner, user.is_analyst, sorted(roles_of(user).items()), get_language(), asked)
    return f"figures:{sha256(repr(said).encode()).hexdigest()}"


def _bare(page: FiguresPage) -> FiguresPage:
    teams, channels = (tuple(_part(part) for part in parts) for parts in (page.teams, page.channels))
    return replace(page, figures=_figures(page.figures), teams=teams, channels=channels, cases={})


def _part(part: Part) -> Part:
    return replace(part, figures=_figures(part.figures))


def _figures(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    return tuple(replace(figure, rows=()) for figure in figures)
