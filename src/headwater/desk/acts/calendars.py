"""Private addresses of calendars of due promises: one's own, and one for each team; renewed when they got about."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db import transaction

from headwater.desk.errors import NotAllowedError, NotFoundError, RefusedError
from headwater.desk.models import CalendarAddress
from headwater.desk.promise import PromiseLine
from headwater.desk.store import promises
from headwater.people.models import Team, User
from headwater.people.rules import may_see_case
from headwater.people.service import record, visible_teams

SIGNER = signing.Signer(salt="headwater.promise-calendar", sep=".")
MOST = 1000


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A calendar somebody can have; `token` is "" until they ask for its address. `team` None is their own."""

    team: int | None
    name: str
    token: str
    made_at: datetime | None


def calendars(*, user: User) -> list[CalendarLine]:
    """One's own first, then those of the teams whose cases one sees. Two statements."""
    made = {c.team_id: c for c in CalendarAddress.objects.filter(user=user)}
    teams = visible_teams(user)
    seen: Iterable[Team] = Team.objects.order_by("name")
    places: list[tuple[int | None, str]] = [
        (None, ""),
        *((t.pk, t.name) for t in seen if teams is None or t.pk in teams),
    ]
    return [_line(team, name, made.get(team)) for team, name in places]


def _line(team: int | None, name: str, made: CalendarAddress | None) -> CalendarLine:
    return CalendarLine(team, name, SIGNER.sign(made.serial) if made else "", made.made_at if made else None)


@transaction.atomic
def renew_calendar(*, user: User, team: int | None, now: datetime) -> str:
    """A new address; the one before stops working. Raises NotAllowedError, RefusedError."""
    if team is not None and not may_see_case(user, team):
        raise NotAllowedError("Only who sees a team's cases can have its calendar.")
    if team is not None and not Team.objects.filter(pk=team).exists():
        raise RefusedError("There is no such team; choose one from the list.")
    CalendarAddress.objects.filter(user=user, team=team).delete()
    made = CalendarAddress.objects.create(user=user, team_id=team, serial=secrets.token_hex(16), made_at=now)
    record(act="calendar address made", what="own" if team is None else f"team {team}", now=now, by=user)
    return SIGNER.sign(made.serial)


@transaction.atomic
def end_calendar(*, user: User, team: int | None, now: datetime) -> None:
    """The address stops working."""
    if CalendarAddress.objects.filter(user=user, team=team).delete()[0]:
        record(act="calendar address ended", what="own" if team is None else f"team {team}", now=now, by=user)


def calendar_of(*, token: str) -> tuple[User, str, list[PromiseLine]]:
    """Whose calendar an address is, its team's name, and the open promises in it, as far as its owner may see them
    today. Three statements. Raises NotFoundError."""
    try:
        serial = SIGNER.unsign(token)
    except signing.BadSignature:
        raise NotFoundError(
            "This calendar's address does not work; ask for a new one on the page of promises."
        ) from None
    found = CalendarAddress.objects.select_related("user", "team").filter(serial=serial).first()
    if found is None or not found.user.is_active or not may_see_case(found.user, found.team_id):
        raise NotFoundError(
            "This calendar's address does not work any more; ask for a new one on the page of promises."
        )
    team = found.team
    lines = promises.due(
        mine=None if team else found.user_id, teams=frozenset({team.pk}) if team else visible_teams(found.user),
        words="", before=None, after=None, most=MOST, today=None,
    )  # fmt: skip
    given = [p for p in lines if p.open and (team is None or p.team_id == team.pk)]
    return found.user, team.name if team else "", given
