"""What became of promises: the share kept, the links that prevented the others, and the rows behind both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from headwater.desk.acts.figures import measured_teams
from headwater.desk.measures.domain import Figure, Window
from headwater.desk.measures.promises import LinkKept, by_link, promises_kept
from headwater.desk.models import Promise
from headwater.desk.promise import PromiseState
from headwater.desk.store.promises import decided, given, seen_by
from headwater.people.models import User

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A promise behind the numbers, without its words or anybody's name."""

    case: int
    due_to: datetime
    state: str
    settled_at: datetime | None
    link: str
    kept: bool


@dataclass(frozen=True, slots=True)
class KeptPage:
    """The promises of a window over the teams that somebody leads."""

    window: Window
    figure: Figure
    links: tuple[LinkKept, ...]
    rows: tuple[KeptRow, ...]


def kept_promises(*, user: User, since: datetime, until: datetime, now: datetime, link: str = "") -> KeptPage:
    """Over the teams somebody leads; `link` shows the rows it broke only. One statement. Raises NotAllowedError."""
    window = Window(since, until, now)
    found = [one for _, one in given(_of(user).filter(decided(since, until)).order_by("due_to", "id"))]
    rows = (KeptRow(p.case, p.due_to, p.state, p.settled_at, p.link, p.kept_in_time()) for p in found)
    return KeptPage(
        window, promises_kept(found, window=window), by_link(found, window=window),
        tuple(row for row in rows if link in ("", row.link)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A promise that a link broke."""

    case: int
    what: str
    due_to: datetime
    settled_at: datetime
    why: str


def promises_broken_by(*, user: User, link: str, ref: Mapping[str, Any], now: datetime) -> tuple[BrokenLine, ...]:
    """Those of the last year that this link prevented, newest first: by the finding it is, or by its name. One
    statement. Raises NotAllowedError."""
    broken = (
        _of(user).filter(state=PromiseState.BROKEN.value, settled_at__gte=now - YEAR).order_by("-settled_at", "-id")
    )
    name = link.casefold()
    return tuple(
        BrokenLine(p.case_id, p.what, p.due_to, p.settled_at or now, p.why)
        for p in broken
        if p.broken_by and (p.broken_by["ref"] == dict(ref) or p.broken_by["link"].casefold() == name)
    )


def _of(user: User) -> QuerySet[Promise]:
    return Promise.objects.filter(seen_by(measured_teams(user)))
