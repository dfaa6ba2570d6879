"""The due list, and what becomes of a promise: one page each, with scripts a small window."""

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headwater.answers import service as answers
from headwater.desk import service as desk
from headwater.desk.service import NotFoundError, PromiseLine
from headwater.web.desk.forms import moment
from headwater.web.door import back, need, now, person, show
from headwater.web.places import may_see_desk

WITHIN: Final = {"late": 0, "day": 1, "week": 7}
asked = require_http_methods(["GET", "POST"])


@need(may_see_desk)
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """What was promised and is open: mine, or my teams', the most overdue first. Reminders are seen by it."""
    user, of, at = person(request), request.GET.get("of", "me"), now()
    within, words = request.GET.get("within", ""), request.GET.get("q", "")[:200]
    page = desk.promises_due(
        user=user, of=of, now=at, page=request.GET.get("after", ""), words=words, within_days=WITHIN.get(within)
    )
    mine, teams = desk.reminders(user=user)
    if mine if page.of == "me" else teams:
        desk.reminders_seen(user=user, own=page.of == "me", now=at)
    return show(request, "promises/due.html", page=page, within=within, words=words, at=at, mine=mine, teams=teams)


@need(may_see_desk)
@require_POST
def keep(request: HttpRequest, promise: int) -> HttpResponse:
    """What was promised is done."""
    found = desk.keep_promise(promise=promise, by=person(request), now=now())
    messages.success(request, _("Kept: “%(what)s”.") % {"what": found.what})
    return _back(request, found.case_id)


@need(may_see_desk)
@require_POST
def reopen(request: HttpRequest, promise: int) -> HttpResponse:
    """A slip of the hand: it is open again."""
    found = desk.reopen_promise(promise=promise, by=person(request), now=now())
    return _back(request, found.case_id)


@need(may_see_desk)
@asked
def broke(request: HttpRequest, promise: int) -> HttpResponse:
    """It was not kept, and which link prevented it: one of the findings, or in free words."""
    user = person(request)
    known = answers.links(answers.current(Path(settings.DATA), (get_language() or "en")[:2]))
    if request.method == "POST":
        link = request.POST.get("link", "").strip()
        ref = next((dict(each.ref) for each in known if each.words.casefold() == link.casefold()), None)
        found = desk.break_promise(
            promise=promise, link=link, ref=ref, why=request.POST.get("why", ""), by=user, now=now()
        )
        return _back(request, found.case_id)
    return _ask(request, "promises/broke.html", promise, links=[*[each.words for each in known], *desk.links_named()])


@need(may_see_desk)
@asked
def move(request: HttpRequest, promise: int) -> HttpResponse:
    """Another date: the customer agreed, or is asked to."""
    if request.method == "GET":
        return _ask(request, "promises/move.html", promise)
    user, due_to = person(request), moment(request.POST.get("due_to", ""), now())
    agreed = request.POST.get("agreed_how", "")
    if "ask" in request.POST:
        why = request.POST.get("why", "")
        found = desk.ask_to_move(promise=promise, due_to=due_to, why=why, by=user, now=now())
        messages.success(request, _("Asked. Until the customer agrees, the date they were told stands."))
    else:
        found = desk.move_promise(promise=promise, due_to=due_to, agreed_how=agreed, by=user, now=now())
    return _back(request, found.case_id)


@need(may_see_desk)
@asked
def withdraw(request: HttpRequest, promise: int) -> HttpResponse:
    """It never was a promise."""
    if request.method == "GET":
        return _ask(request, "promises/withdraw.html", promise)
    why = request.POST.get("why", "")
    return _back(request, desk.withdraw_promise(promise=promise, why=why, by=person(request), now=now()).case_id)


@need(may_see_desk)
@asked
def new(request: HttpRequest, number: int) -> HttpResponse:
    """A promise that stands in no text: made by phone, in person, or overlooked."""
    user = person(request)
    if request.method == "GET":
        page = desk.case_page(user=user, number=number, now=now())
        return show(request, "promises/new.html", case=page)
    at = now()
    desk.promise(
        case=number, what=request.POST.get("what", ""), due_from=at, due_to=moment(request.POST.get("due_to", ""), at),
        own_words=request.POST.get("own_words", ""), by=user, now=at,
    )  # fmt: skip
    return _back(request, number)


def _ask(request: HttpRequest, form: str, promise: int, **more: Any) -> HttpResponse:
    line, page = _line(request, promise)
    return show(request, form, promise=line, case=page, next=request.GET.get("next", ""), **more)


def _line(request: HttpRequest, promise: int) -> tuple[PromiseLine, desk.CasePage]:
    case = desk.case_of_promise(promise=promise)
    page = desk.case_page(user=person(request), number=case, now=now())
    line = next((p for p in page.promises if p.id == promise), None)
    if line is None:
        raise NotFoundError("There is no such promise any more; look at the case's promises again.")
    return line, page


def _back(request: HttpRequest, case: int) -> HttpResponse:
    return redirect(back(request, reverse("web:case", args=[case])))
