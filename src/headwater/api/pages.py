"""The API's page for people: their keys, and every route."""

from dataclasses import dataclass
from functools import cache

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from headwater.api import keys
from headwater.api.domain import Scope
from headwater.api.v1 import api
from headwater.people import service as people
from headwater.people.models import User
from headwater.people.rules import may_lead
from headwater.shared.errors import InputError


@dataclass(frozen=True, slots=True)
class Line:
    """A route as the page lists it."""

    method: str
    path: str
    said: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's keys and those of the teams one leads, a form for another, and the routes."""
    return _show(request)


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A new key; its token is on this one page and nowhere else."""
    user, given = _person(request), request.POST
    team = next((t for t in people.teams() if str(t.pk) == given.get("team")), None)
    if given.get("team") and team is None:
        raise InputError("There is no such team; choose one from the list.")
    made, token = keys.make_key(
        name=given.get("name", ""), scopes=given.getlist("scopes"), team=team, by=user, now=timezone.now()
    )
    return _show(request, token=token, made=made.pk)


@require_POST
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """The key opens nothing any more."""
    keys.revoke(key=key, by=_person(request), now=timezone.now())
    return redirect("api:index")


def _show(request: HttpRequest, token: str = "", made: int = 0) -> HttpResponse:
    user = _person(request)
    shown = {
        "keys": keys.keys_of(user=user),
        "teams": [t for t in people.teams() if may_lead(user, t.pk)],
        "scopes": list(Scope),
        "routes": routes(),
        "token": token,
        "made": made,
        "part": False,
    }
    response = render(request, "api/index.html", shown)
    response.headers["Cache-Control"] = "no-store"
    return response


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@cache
def routes() -> tuple[Line, ...]:
    """Every route out of the API's own description."""
    paths = api.get_openapi_schema(path_prefix="/api/v1")["paths"]
    return tuple(
        Line(method.upper(), path, told.get("description", ""))
        for path, methods in paths.items()
        for method, told in methods.items()
    )
