"""Inviting somebody: a link for one e-mail address, made by an owner or a lead, open for a week."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from headwater.people import rules, tokens
from headwater.people.acts.addresses import new_address, prove_address
from headwater.people.acts.audit import record
from headwater.people.acts.passwords import check_password
from headwater.people.acts.profile import zone_or
from headwater.people.domain import Flag, Language, MemberRole
from headwater.people.errors import LinkError
from headwater.people.models import Invitation, Membership, Team, User
from headwater.shared.errors import InputError

LASTS = timedelta(days=7)
NOT_VALID = "This invitation was used, withdrawn or is older than a week; ask whoever invited you for a new one."


@transaction.atomic
def invite(
    *,
    email: str,
    team: Team | None,
    role: MemberRole | None,
    flags: Sequence[Flag] = (),
    language: Language = Language.EN,
    now: datetime,
    by: User,
) -> tuple[Invitation, str]:
    """The invitation and the token of its link. A lead invites into the own team, the owner everywhere.

    Raises PermissionDenied, or InputError for an address that cannot be or is here already.
    """
    address = new_address(email)
    if not _may_invite(by, team, flags):
        raise PermissionDenied
    token = tokens.new()
    Invitation.objects.filter(email=address, used_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=now)
    made = Invitation.objects.create(
        email=address,
        team=team,
        role=role.value if role and team else "",
        flags=[flag.value for flag in flags],
        language=language.value,
        digest=tokens.digest(token),
        made_at=now,
        expires_at=now + LASTS,
        by=by,
    )
    record(act="invited", what=f"invitation {made.pk} {_offer(made)}", now=now, by=by)
    return made, token


def open_invitation(*, token: str, now: datetime) -> Invitation | None:
    """The invitation that a link opens, as long as it does."""
    return Invitation.objects.filter(
        digest=tokens.digest(token), used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    ).first()


@transaction.atomic
def accept(*, token: str, name: str, password: str | None, now: datetime, time_zone: str = "") -> User:
    """Make the invited person's account; with `password` None a passkey is added next. `time_zone` is their browser's;
    where it says none, whoever invited them lends theirs. Raises LinkError, InputError."""
    invitation = open_invitation(token=token, now=now)
    if invitation is None or not _take(invitation, now):
        raise LinkError(NOT_VALID)
    if User.objects.filter(email=invitation.email).exists():
        raise LinkError(NOT_VALID)
    user = _joined(invitation, name, password, time_zone, now)
    if invitation.team and invitation.role:
        Membership.objects.create(user=user, team=invitation.team, role=invitation.role)
    record(act="joined", what=f"invitation {invitation.pk} {_offer(invitation)}", now=now, by=user)
    return user


@transaction.atomic
def withdraw(*, invitation: Invitation, now: datetime, by: User) -> None:
    """Close an invitation's link. Raises PermissionDenied."""
    if not _may_invite(by, invitation.team, [Flag(flag) for flag in invitation.flags]):
        raise PermissionDenied
    Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True).update(withdrawn_at=now)
    record(act="invitation withdrawn", what=f"invitation {invitation.pk}", now=now, by=by)


def open_invitations(*, now: datetime) -> list[Invitation]:
    """Those not yet taken up, newest first."""
    waiting = Invitation.objects.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)
    return list(waiting.select_related("team", "by").order_by("-made_at"))


def _joined(invitation: Invitation, name: str, password: str | None, time_zone: str, now: datetime) -> User:
    flags = {f"is_{flag}": True for flag in invitation.flags}
    user = User(email=invitation.email, name=name.strip(), language=invitation.language, joined_at=now, **flags)
    user.time_zone = zone_or(time_zone, invitation.by.time_zone if invitation.by else user.time_zone)
    if not user.name:
        raise InputError("A name is needed, so that colleagues and customers know who writes.")
    if password is not None:
        check_password(password, user)
    user.set_password(password)
    user.save()
    prove_address(user)
    return user


def _take(invitation: Invitation, now: datetime) -> bool:
    return Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True).update(used_at=now) == 1


def _may_invite(by: User, team: Team | None, flags: Sequence[Flag]) -> bool:
    if flags or team is None:
        return rules.may_manage_organisation(by)
    return rules.may_manage_people(by, team.pk)


def _offer(invitation: Invitation) -> str:
    return " ".join(filter(None, [invitation.role, f"team {invitation.team_id}", *invitation.flags]))
