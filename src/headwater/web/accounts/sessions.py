"""When a session is over, and who must set up a second factor before anything else."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from headwater.people import service, sign_in
from headwater.people.models import User
from headwater.web.office import unlocked

BEGUN, SEEN, FACTOR = "begun", "seen", "factor"
"""in the session: when it began, when its person was last here, and for which setting a second factor was found"""
WRITTEN_S: Final = 300
"""that somebody is here is written so often, so that a page need not write"""
BY_ITSELF: Final = frozenset({"list", "messages", "progress", "here"})
"""parts of pages that ask for news by themselves: nobody needs to be there"""
ALWAYS: Final = ("/accounts/2fa/", "/accounts/reauthenticate/", "/accounts/logout/", "/accounts/password/", "/look/")
NAMED: Final = frozenset({"web:second-factor", "web:welcome", "web:health", "web:sign-in", "web:invitation"})


class Ends:
    """Ends sessions that were left or are too old, and leads people without a second factor to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty():
            unlocked.forget(response)  # as Django does with the session's own cookie
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Before the page; whoever is signed out here is a stranger to it."""
        session = request.session
        if SESSION_KEY not in session:
            return None
        rules, now = sign_in.read(Path(settings.DATA)), timezone.now()
        if over(session, rules, now):
            logout(request)
            return None
        if not _by_itself(request):
            seen(session, now)
        return _led(request, rules) if rules.second_factor else None


def over(session: SessionBase, rules: sign_in.SignIn, now: datetime) -> bool:
    """Whether a session has ended; one that was never looked at begins now."""
    at = int(now.timestamp())
    begun, last = int(session.get(BEGUN, at)), int(session.get(SEEN, at))
    return at - begun >= rules.longest_s or at - last >= rules.idle_s


def opens(session: SessionBase, now: datetime) -> bool:
    """Whether a session still opens pages; one that lacks a second factor that is needed opens none."""
    rules = sign_in.read(Path(settings.DATA))
    return not over(session, rules, now) and (not rules.second_factor or session.get(FACTOR) == rules.since)


def seen(session: SessionBase, now: datetime) -> None:
    """Somebody is here."""
    at = int(now.timestamp())
    if BEGUN not in session:
        session[BEGUN] = at
    if at - session.get(SEEN, 0) >= WRITTEN_S:
        session[SEEN] = at


def _by_itself(request: HttpRequest) -> bool:
    return request.headers.get("HX-Trigger", "") in BY_ITSELF and SEEN in request.session


def _led(request: HttpRequest, rules: sign_in.SignIn) -> HttpResponse | None:
    """To the page that sets one up; what is needed to do so stays open."""
    session, match = request.session, request.resolver_match
    if request.path.startswith("/accounts/2fa/"):
        session.pop(FACTOR, None)
    if request.path.startswith(ALWAYS) or (match and match.view_name in NAMED):
        return None
    user = request.user
    if session.get(FACTOR) == rules.since or not isinstance(user, User):
        return None
    if service.has_second_factor(user):
        session[FACTOR] = rules.since
        return None
    goal = reverse("web:second-factor")
    return HttpResponse(headers={"HX-Redirect": goal}) if "HX-Request" in request.headers else redirect(goal)
