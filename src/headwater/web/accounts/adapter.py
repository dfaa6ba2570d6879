"""allauth as this server wants it: nobody signs up, single sign-on finds only people who are here, keys are sealed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from headwater.people import service
from headwater.people.models import User
from headwater.shared.seal import seal, unseal

PURPOSE = "second factor"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # ships no type information
    """Accounts are made by invitation only; signing in and failing to are in the audit log."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth calls it so
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        service.record(act="signed in", now=timezone.now(), by=user)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        service.record(act="sign-in failed", what=f"from {self.get_client_ip(request)}", now=timezone.now(), by=None)
        super().authentication_failed(request, **credentials)

    def add_message(self, request: HttpRequest, level: int, *told: Any, **about: Any) -> None:
        """Nothing is told to somebody who still says who they are: it would be told once more right after."""
        if not (isinstance(request.user, User) and service.needs_introduction(request.user)):
            super().add_message(request, level, *told, **about)


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # ships no type information
    """Single sign-on makes no accounts: it finds the person by their verified address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002 -- allauth calls it so
        return False


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # ships no type information
    """TOTP keys and recovery codes are sealed with the server's key; a stolen database does not hold them."""

    def encrypt(self, text: str) -> str:
        return seal(text, key=settings.SECRET_KEY, purpose=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, key=settings.SECRET_KEY, purpose=PURPOSE)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host that people type."""
        return {"id": self.request.get_host().partition(":")[0], "name": "Headwater"}


def as_user(user: AbstractBaseUser) -> User:
    """Django's user as ours."""
    if not isinstance(user, User):
        raise TypeError(f"{type(user).__name__} is no user of this server.")
    return user
