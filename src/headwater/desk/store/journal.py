"""The newest acts of the journal, for everybody who follows it: open pages, webhooks. The only reader of that kind.

PostgreSQL may commit a lower number after a higher one. So a place is not one number alone: it also says which numbers
below it were not there yet, and they are asked for until no act can still bring them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from headwater.desk.models import OutboxMoment

MOST = 2_000
"""acts that are read at once"""
FAR = 2 * MOST
"""so far below the newest number one that is missing is waited for"""
SETTLED = timedelta(minutes=10)
"""no act takes so long: a number that is missing for longer was never given"""


@dataclass(frozen=True, slots=True)
class Place:
    """Everything up to `last` was read, but for the numbers `missing`, each with when it was missed first."""

    last: int
    missing: Mapping[int, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """One act, without a word of anybody's. `teams` had the case before it and have it after it; None is no team."""

    id: int
    step: str
    case: int
    at: datetime
    teams: frozenset[int | None]


def newest_place(*, now: datetime, before: datetime | None = None) -> Place:
    """The place from which nothing is told that is there already, or was there `before`. One statement."""
    rows = OutboxMoment.objects.filter(made_at__lte=before) if before else OutboxMoment.objects.all()
    newest = list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST])
    return _after(Place(newest[-1] - 1), newest, now) if newest else Place(0)


def told_since(place: Place, *, now: datetime) -> tuple[Place, list[Told]]:
    """The next acts after a place, each once, and the place after them. One statement."""
    first = min(place.missing, default=place.last + 1)
    rows = OutboxMoment.objects.filter(Q(pk__gt=place.last) | Q(pk__in=place.missing), pk__gte=first).order_by("pk")
    found = [
        Told(pk, step, case, at, frozenset({team, said.get("team", team)}))
        for pk, step, case, at, team, said in rows.values_list(
            "pk", "step", "case_number", "at", "held_team", "attributes"
        )[:MOST]
    ]
    return _after(place, [told.id for told in found], now), found


def _after(place: Place, read: list[int], now: datetime) -> Place:
    last = max([place.last, *read])
    skipped = dict.fromkeys(range(max(place.last + 1, last - FAR), last), now)
    missing = {n: at for n, at in (skipped | dict(place.missing)).items() if now - at < SETTLED}
    for n in read:
        missing.pop(n, None)
    return Place(last, dict(sorted(missing.items())[-FAR:]))
