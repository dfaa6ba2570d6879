"""Pages behind links: sign in once, accept an invitation, say who you are. Opening a link uses nothing up: a mail
scanner that opens it leaves it good; only the button does."""

from dataclasses import replace
from pathlib import Path

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from headwater.people import organisation, service
from headwater.people.errors import LinkError
from headwater.people.models import User
from headwater.shared.errors import InputError
from headwater.web.accounts.adapter import as_user
from headwater.web.sentences import in_words

page = require_http_methods(["GET", "POST"])


@never_cache
@login_not_required
@page
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a sign-in link."""
    now = timezone.now()
    if request.method == "GET":
        opens = service.link_opens(token=token, now=now)
        return render(request, "accounts/sign_in.html", {"opens": opens}, status=200 if opens else 410)
    try:
        return _signed_in(request, service.use_link(token=token, now=now))
    except LinkError as error:
        return render(request, "accounts/sign_in.html", {"opens": False, "error": error}, status=410)


@never_cache
@login_not_required
@page
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page of an invitation: a name and a password, or a name and then a passkey."""
    now = timezone.now()
    invited = service.open_invitation(token=token, now=now)
    if invited is None:
        return render(request, "accounts/invitation.html", {"invited": None}, status=410)
    name = request.POST.get("name", "")
    shown = {"invited": invited, "name": name}
    if request.method == "GET":
        return render(request, "accounts/invitation.html", shown)
    try:
        user = service.accept(
            token=token, name=name, password=_password(request), time_zone=request.POST.get("time_zone", ""), now=now
        )
    except InputError as error:
        return render(request, "accounts/invitation.html", {**shown, "error": in_words(error.said)}, status=422)
    return _signed_in(request, user)


@never_cache
@page
def welcome(request: HttpRequest) -> HttpResponse:
    """The first owner says who they are, in the language of their browser: they have chosen none yet."""
    user = as_user(request.user)  # type: ignore[arg-type]  # nobody comes here without signing in
    if not service.needs_introduction(user):
        return redirect("web:home")
    with translation.override(translation.get_language_from_request(request)):
        return _welcomed(request, user)


def _welcomed(request: HttpRequest, user: User) -> HttpResponse:
    shown = {"name": request.POST.get("name", ""), "email": request.POST.get("email", "")}
    if request.method == "GET":
        return render(request, "accounts/welcome.html", shown)
    try:
        service.introduce(
            user=user, **shown, password=_password(request), language=translation.get_language() or "",
            time_zone=request.POST.get("time_zone", ""), now=timezone.now(),
        )  # fmt: skip
    except InputError as error:
        return render(request, "accounts/welcome.html", {**shown, "error": in_words(error.said)}, status=422)
    _lend_zone(user)
    return _signed_in(request, user)


def _lend_zone(owner: User) -> None:
    """Customers read the times on their pages in the organisation's zone; until it is set, that is the owner's."""
    data = Path(settings.DATA)
    known = organisation.read(data)
    if not known.time_zone and owner.time_zone != "UTC":
        service.describe(data=data, given=replace(known, time_zone=owner.time_zone), now=timezone.now(), by=owner)


def _password(request: HttpRequest) -> str | None:
    return None if "passkey" in request.POST else request.POST.get("password", "")


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    """Start the session as every other way of signing in does: a second factor, where there is one, is asked for."""
    record_authentication(request, user, method="link", reauthenticated=True)  # nothing proves more than the link
    if service.needs_introduction(user):
        goal = "/welcome/"
    else:
        goal = "/" if user.has_usable_password() else "/accounts/2fa/webauthn/add/"
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=goal))
    return response
