"""Teams, and who does what in them and in the whole organisation."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import PermissionDenied
from django.db import transaction

from headwater.people import rules
from headwater.people.acts.audit import record
from headwater.people.domain import Flag, MemberRole
from headwater.people.errors import LastOwnerError
from headwater.people.models import Membership, Team, User
from headwater.shared.errors import InputError


@transaction.atomic
def make_team(*, name: str, now: datetime, by: User, time_zone: str = "UTC") -> Team:
    """A new team. Raises PermissionDenied, or InputError where the name is taken or empty."""
    _need(rules.may_manage_organisation(by))
    if not name.strip() or Team.objects.filter(name=name.strip()).exists():
        raise InputError("A team needs a name that no other team has.")
    team = Team.objects.create(name=name.strip(), time_zone=time_zone)
    record(act="team made", what=f"team {team.pk}", now=now, by=by)
    return team


@transaction.atomic
def set_hours(
    *, team: Team, hours: Mapping[str, Any], holidays: Collection[str], now: datetime, by: User, time_zone: str = ""
) -> None:
    """Change when a team is open; "" leaves its time zone. Raises PermissionDenied, InputError."""
    _need(rules.may_lead(by, team.pk))
    if time_zone and time_zone not in available_timezones():
        raise InputError("Choose a time zone from the list.")
    team.hours, team.holidays, team.time_zone = dict(hours), sorted(holidays), time_zone or team.time_zone
    team.save(update_fields=["hours", "holidays", "time_zone"])
    record(act="business hours changed", what=f"team {team.pk}", now=now, by=by)


@transaction.atomic
def set_role(*, user: User, team: Team, role: MemberRole | None, now: datetime, by: User) -> None:
    """What somebody does in a team from now on; None takes them out of it. Raises PermissionDenied."""
    _need(rules.may_manage_people(by, team.pk))
    if role is None:
        Membership.objects.filter(user=user, team=team).delete()
    else:
        Membership.objects.update_or_create(user=user, team=team, defaults={"role": role.value})
    user.__dict__.pop("roles", None)
    record(act="role set", what=f"user {user.pk} team {team.pk} {role or 'none'}", now=now, by=by)


@transaction.atomic
def set_flags(*, user: User, flags: Collection[Flag], now: datetime, by: User) -> None:
    """Who is owner, analyst, privacy. Raises PermissionDenied, or LastOwnerError where no owner would be left."""
    _need(rules.may_manage_organisation(by))
    if Flag.OWNER not in flags:
        _another_owner(user)
    for flag in Flag:
        setattr(user, f"is_{flag.value}", flag in flags)
    user.save(update_fields=[f"is_{flag.value}" for flag in Flag])
    record(act="flags set", what=f"user {user.pk} {' '.join(sorted(flags)) or 'none'}", now=now, by=by)


@transaction.atomic
def deactivate(*, user: User, now: datetime, by: User) -> None:
    """Close somebody's account and end their sessions; what they did stays. Raises as `set_flags`."""
    _need(rules.may_manage_organisation(by))
    _another_owner(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user=user)
    record(act="account closed", what=f"user {user.pk}", now=now, by=by)


def end_sessions(*, user: User) -> int:
    """Sign somebody out everywhere; how many sessions ended."""
    from allauth.usersessions.models import UserSession  # noqa: PLC0415 -- a table of another app, ready only now

    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


def visible_teams(user: User) -> frozenset[int] | None:
    """The teams whose cases somebody sees; None is all. Cases without a team go with any team."""
    return None if rules.is_owner(user) else frozenset(rules.roles_of(user))


def staff() -> list[User]:
    """Everybody, with their memberships, in the order of names: two statements."""
    return list(User.objects.prefetch_related("memberships__team").order_by("name", "id"))


def teams() -> list[Team]:
    """All teams in the order of their names."""
    return list(Team.objects.order_by("name"))


def _need(may: bool) -> None:
    if not may:
        raise PermissionDenied


def _another_owner(user: User) -> None:
    others = User.objects.filter(is_owner=True, is_active=True).exclude(pk=user.pk)
    if user.is_owner and not others.exists():
        raise LastOwnerError("Nobody would own the organisation; make somebody else an owner first.")
