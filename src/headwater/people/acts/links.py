"""Links that sign somebody in once: for the first owner, and for who has lost every other way."""

from datetime import datetime, timedelta

from django.db import transaction

from headwater.people import tokens
from headwater.people.acts.addresses import FIRST_OWNER
from headwater.people.acts.audit import record
from headwater.people.errors import LinkError
from headwater.people.models import SignInLink, User
from headwater.shared.errors import InputError

LASTS = timedelta(hours=24)
NOT_VALID = "This link was used already or is too old; ask the owner for a new one, or start the server again."


@transaction.atomic
def first_owner_link(*, now: datetime) -> str | None:
    """The token of the first owner's link, made anew while no owner has ever signed in; then None."""
    owners = User.objects.filter(is_owner=True, is_active=True)
    if owners.filter(joined_at__isnull=False).exists():
        return None
    owner = owners.first() or User.objects.create_user(FIRST_OWNER, name="Owner", is_owner=True)
    return make_link(user=owner, now=now, by=None)


@transaction.atomic
def owner_link(*, email: str, now: datetime) -> str:
    """The token of a new link for an owner who lost every other way in; for whoever has the server's own machine.

    Raises InputError where no owner with an open account has this address.
    """
    owners = User.objects.filter(is_owner=True, is_active=True).order_by("email")
    owner = owners.filter(email=email.strip().lower()).first()
    if owner is None:
        there = ", ".join(owners.values_list("email", flat=True)) or "nobody yet: start the server for the first link"
        raise InputError(f"{email} is no owner's address here; the owners are {there}.")
    return make_link(user=owner, now=now, by=None)


@transaction.atomic
def make_link(*, user: User, now: datetime, by: User | None) -> str:
    """The token of a new link; links made before for the same person stop working."""
    SignInLink.objects.filter(user=user, used_at__isnull=True).update(expires_at=now)
    token = tokens.new()
    SignInLink.objects.create(user=user, digest=tokens.digest(token), made_at=now, expires_at=now + LASTS)
    record(act="sign-in link made", what=f"user {user.pk}", now=now, by=by)
    return token


@transaction.atomic
def use_link(*, token: str, now: datetime) -> User:
    """The person whom the link signs in; of two uses at once exactly one succeeds. Raises LinkError."""
    link = SignInLink.objects.filter(digest=tokens.digest(token), used_at__isnull=True, expires_at__gt=now)
    if not link.update(used_at=now):
        raise LinkError(NOT_VALID)
    user = User.objects.get(signinlink__digest=tokens.digest(token))
    if not user.is_active:
        raise LinkError(NOT_VALID)
    User.objects.filter(pk=user.pk, joined_at__isnull=True).update(joined_at=now)
    record(act="signed in by link", now=now, by=user)
    return user


def link_opens(*, token: str, now: datetime) -> bool:
    """Whether the link would still sign somebody in; asking does not use it up."""
    return SignInLink.objects.filter(digest=tokens.digest(token), used_at__isnull=True, expires_at__gt=now).exists()
