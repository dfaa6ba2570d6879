"""The address under which somebody signs in, and that they have shown to be theirs."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction

from headwater.people.acts.audit import record
from headwater.people.acts.passwords import check_password
from headwater.people.acts.profile import zone_or
from headwater.people.domain import Language
from headwater.people.models import User
from headwater.shared.errors import InputError

FIRST_OWNER = "owner@localhost"
"""stands for the first owner's address until they say it"""


def prove_address(user: User) -> None:
    """The address counts as theirs: a link sent to it, or the owner's own first link, was opened."""
    from allauth.account.models import EmailAddress  # noqa: PLC0415 -- a table of another app, ready only now

    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


@transaction.atomic
def introduce(
    *, user: User, name: str, email: str, password: str | None, now: datetime, language: str = "", time_zone: str = ""
) -> None:
    """The first owner says who they are; with `password` None they add a passkey. `language` and `time_zone` are their
    browser's: teams that they make have this zone, too.

    Raises InputError, or PermissionDenied where the account has its own address already.
    """
    if not needs_introduction(user):
        raise PermissionDenied
    user.name, user.email = name.strip(), new_address(email)
    if not user.name:
        raise InputError("A name is needed, so that colleagues and customers know who writes.")
    if password is not None:
        check_password(password, user)
        user.set_password(password)
    user.language = language if language in set(Language) else user.language
    user.time_zone = zone_or(time_zone, user.time_zone)
    user.save(update_fields=["name", "email", "password", "language", "time_zone"])
    prove_address(user)
    record(act="introduced", now=now, by=user)


def needs_introduction(user: User) -> bool:
    """Whether this is the first owner, who has come by the link and said nothing yet."""
    return user.email == FIRST_OWNER


def new_address(email: str) -> str:
    """The address in lower case; InputError where it cannot be one or is here already."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise InputError(f"{email!r} is not an e-mail address.") from error
    if User.objects.filter(email=address).exists():
        raise InputError(f"{address} has an account here already.")
    return address
