"""What the organisation promises to everybody: few, dated, checkable; and the sheet of them that anybody may read."""

from datetime import date, timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headwater.desk import service as desk
from headwater.desk.service import RefusedError
from headwater.people import rules
from headwater.people import service as people
from headwater.web.desk.forms import team_of
from headwater.web.door import need, now, person, show
from headwater.web.places import may_see_desk
from headwater.web.sentences import in_words

FIELDS: Final = ("text", "checked_how", "since", "until", "owner")
WINDOW: Final = timedelta(days=90)


def may_see(who: Any) -> bool:
    """Whoever keeps them, or looks after what prevents it."""
    return may_see_desk(who) or rules.may_see_findings(who)


@need(may_see)
@require_http_methods(["GET", "POST"])
def commitments(request: HttpRequest) -> HttpResponse:
    """All of them with how they were kept; a vague one is sent back with the reason, and what was typed stays."""
    if request.method == "GET":
        return _page(request, dict.fromkeys(FIELDS, ""), "")
    given = {name: request.POST.get(name, "").strip() for name in FIELDS}
    try:
        _commit(request, given)
    except RefusedError as error:
        return _page(request, given, in_words(str(error)))
    messages.success(request, _("It holds. It can be chosen for promises from now on."))
    return redirect("web:commitments")


def _commit(request: HttpRequest, given: dict[str, str]) -> None:
    since, until = _day(given["since"]), _day(given["until"]) if given["until"] else None
    desk.commit_to(
        text=given["text"], checked_how=given["checked_how"], since=since, until=until,
        owner=team_of(given["owner"]), by=person(request), now=now(),
    )  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RefusedError("The day it begins is needed, such as 2026-03-14.") from error


def _page(request: HttpRequest, given: dict[str, str], refused: str) -> HttpResponse:
    at, user = now(), person(request)
    lines = desk.commitments(since=at - WINDOW, until=at, now=at)
    owns = [team for team in people.teams() if rules.may_lead(user, team.pk)]
    return show(
        request, "promises/commitments.html", status=422 if refused else 200, lines=lines, given=given,
        refused=refused, teams=owns, whole=rules.may_manage_organisation(user), today=timezone.localdate(),
        days=WINDOW.days, held=sum(c.live(timezone.localdate()) for c in lines),
    )  # fmt: skip


@need(may_see)
@require_POST
def end(request: HttpRequest, commitment: int) -> HttpResponse:
    """It holds until today."""
    desk.end_commitment(commitment=commitment, until=timezone.localdate(), by=person(request), now=now())
    return redirect("web:commitments")


@need(may_see)
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Those that hold, as anybody may read them: on paper, on a wall."""
    at, today = now(), timezone.localdate()
    lines = [c for c in desk.commitments(since=at - WINDOW, until=at, now=at) if c.live(today)]
    return show(request, "promises/sheet.html", lines=lines, days=WINDOW.days, at=at)
