"""What the owner asks of everybody who signs in, and ending somebody's sessions."""

from datetime import datetime
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction

from headwater.people import rules, sign_in
from headwater.people.acts.audit import record
from headwater.people.acts.members import end_sessions
from headwater.people.models import User
from headwater.shared.errors import InputError

FACTORS = ("totp", "webauthn")


@transaction.atomic
def set_sign_in(*, data: Path, second_factor: bool, idle_s: int, longest_s: int, now: datetime, by: User) -> None:
    """Ask a second factor of everybody or not, and say when sessions end. Raises PermissionDenied, InputError."""
    if not rules.may_manage_organisation(by):
        raise PermissionDenied
    if idle_s not in sign_in.IDLE or longest_s not in sign_in.LONGEST:
        raise InputError("Choose from the lists when a session ends.")
    kept = sign_in.SignIn(second_factor, idle_s, longest_s, now.isoformat())
    what = f"second factor {'needed' if second_factor else 'free'}, idle {idle_s} s, longest {longest_s} s"
    record(act="sign-in set", what=what, now=now, by=by)
    sign_in.write(data, kept)


def has_second_factor(user: User) -> bool:
    """Whether somebody has a passkey or an app with codes."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- a table of another app, ready only now

    found: bool = Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()
    return found


def without_second_factor() -> list[str]:
    """The names of the people with an open account who have none."""
    found = User.objects.filter(is_active=True).exclude(authenticator__type__in=FACTORS)
    return list(found.order_by("name").values_list("name", flat=True))


@transaction.atomic
def sign_out(*, user: User, now: datetime, by: User) -> int:
    """End all sessions of somebody; how many there were. Raises PermissionDenied."""
    if not rules.may_manage_organisation(by):
        raise PermissionDenied
    ended = end_sessions(user=user)
    record(act="sessions ended", what=f"user {user.pk}: {ended}", now=now, by=by)
    return ended
