"""What every page does at its door: who asks, may they, what time is it, which page goes back."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from headwater.people.models import User
from headwater.web.tries import tried

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
now = timezone.now


def show(request: HttpRequest, template: str, *, status: int = 200, **shown: Any) -> HttpResponse:
    """A page, or only its middle where htmx asks for a part."""
    shown["part"] = is_part(request)
    response = render(request, template, shown, status=status)
    response.headers["Vary"] = "HX-Request, Accept-Language, Cookie"
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def is_part(request: HttpRequest) -> bool:
    """Whether a page that stands already asks for a part of itself."""
    asks = by_script(request) and not request.headers.get("HX-Boosted")
    return asks and not request.headers.get("HX-History-Restore-Request")


def by_script(request: HttpRequest) -> bool:
    """Whether a script asks, so that the page with what was typed in it stays."""
    return bool(getattr(request, "htmx", False))


def person(request: HttpRequest) -> User:
    """Who asks; nobody comes here without signing in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def need(may: Callable[[Any], bool]) -> Callable[[View[P]], View[P]]:
    """Only for people of whom `may` holds."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not may(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


def back(request: HttpRequest, otherwise: str) -> str:
    """Where the form says it came from, as long as that is a page of ours."""
    goal = request.POST.get("next", "")
    return goal if is_ours(goal) else otherwise


def is_ours(goal: str) -> bool:
    """Whether an address stays on this server: "//elsewhere" does not."""
    return goal.startswith("/") and url_has_allowed_host_and_scheme(goal, allowed_hosts=None)


def client(request: HttpRequest) -> str:
    """The address of who asks, as far as the trusted proxies before us say it."""
    return str(get_adapter().get_client_ip(request))


def too_often(request: HttpRequest, what: str, *, most: int) -> bool:
    """Whether this network address has done it more than `most` times in this hour; counts this time too."""
    return tried(what, client(request), now=now()) > most
