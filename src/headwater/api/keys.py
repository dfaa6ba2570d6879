"""API keys: made, shown once, kept as a hash, used, withdrawn."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q

from headwater.api.domain import Caller, Scope
from headwater.api.models import ApiKey
from headwater.people.domain import MemberRole
from headwater.people.models import Team, User
from headwater.people.rules import is_owner, may_lead
from headwater.people.service import record, set_role
from headwater.shared.errors import InputError

BEGIN = "hw_"
OURS = "@keys.invalid"
"""the address of a team key's person: no mail reaches it, so nobody can sign in as it"""


@transaction.atomic
def make_key(
    *, name: str, scopes: Collection[str], by: User, now: datetime, team: Team | None = None
) -> tuple[ApiKey, str]:
    """A key and its token, which is never shown again. A team's key is made by who leads the team.

    Raises PermissionDenied, InputError.
    """
    unknown = set(scopes) - {s.value for s in Scope}
    if not name.strip() or not scopes or unknown:
        raise InputError(f"A key needs a name and at least one of these uses: {', '.join(Scope)}.")
    if not by.is_active or (team is not None and not may_lead(by, team.pk)):
        raise PermissionDenied
    token = BEGIN + secrets.token_urlsafe(32)
    made = ApiKey.objects.create(
        user=by if team is None else _person_of(team, name.strip(), by, now),
        team=team,
        name=name.strip()[:120],
        digest=digest(token),
        begins=token[:8],
        scopes=sorted(scopes),
        made_at=now,
        by=by,
    )
    record(act="API key made", what=f"key {made.pk} {' '.join(made.scopes)}", now=now, by=by)
    return made, token


def _person_of(team: Team, name: str, by: User, now: datetime) -> User:
    person = User.objects.create_user(f"key-{secrets.token_hex(8)}{OURS}", name=name[:200])
    set_role(user=person, team=team, role=MemberRole.REP, now=now, by=by)
    return person


@transaction.atomic
def revoke(*, key: int, by: User, now: datetime) -> None:
    """From now on the key opens nothing. Raises InputError where there is no such key of theirs."""
    found = ApiKey.objects.filter(_theirs(by), pk=key, revoked_at__isnull=True).select_related("user").first()
    if found is None:
        raise InputError("There is no such key of yours; it may have been withdrawn already.")
    found.revoked_at = now
    found.save(update_fields=["revoked_at"])
    if found.team_id is not None:
        found.user.is_active = False
        found.user.save(update_fields=["is_active"])
    record(act="API key withdrawn", what=f"key {found.pk}", now=now, by=by)


def keys_of(*, user: User) -> list[ApiKey]:
    """One's own keys and those of the teams one leads, newest first."""
    return list(ApiKey.objects.filter(_theirs(user)).select_related("team", "user").order_by("-id"))


def _theirs(user: User) -> Q:
    led = [team for team, role in user.roles.items() if role is MemberRole.LEAD]
    return Q() if is_owner(user) else Q(user=user) | Q(team__in=led)


def caller(*, token: str) -> Caller | None:
    """Who holds this token, with their roles in one statement; None for a token that opens nothing."""
    rows = list(
        ApiKey.objects.filter(digest=digest(token), revoked_at__isnull=True, user__is_active=True)
        .select_related("user")
        .annotate(in_team=F("user__memberships__team"), as_role=F("user__memberships__role"))
    )
    if not rows:
        return None
    key = rows[0]
    key.user.__dict__["roles"] = {r.in_team: MemberRole(r.as_role) for r in rows if r.in_team is not None}
    return Caller(key.user, key.pk, key.name, key.team_id, frozenset(key.scopes), key.per_minute)


def digest(token: str) -> str:
    """What the database keeps of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
