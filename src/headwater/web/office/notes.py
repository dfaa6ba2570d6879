"""Private notes of whoever is signed in. These pages are kept by no browser, tell the audit log nothing, and have no
drafts: what is typed stays in the page until it is sealed."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headwater.desk import service as desk
from headwater.people import rules, service
from headwater.people.service import NOTE_LETTERS, NOTE_PARTS, Opened
from headwater.shared.errors import InputError
from headwater.shared.whole import whole
from headwater.web import tries
from headwater.web.door import View, need, now, person, show
from headwater.web.office import unlocked
from headwater.web.places import may_see_desk
from headwater.web.sentences import in_words

TRIES: Final = 10
"""tries of a passphrase in an hour"""
P = ParamSpec("P")
Hangs = dict[str, int | None]


def private(view: View[P]) -> View[P]:
    """For whoever sees cases; nothing of it is kept on the way or in an error report."""

    @wraps(view)
    @sensitive_variables()
    @sensitive_post_parameters()
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    return need(may_see_desk)(guarded)


@private
@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """All of them where they are open; else what is needed to begin or to open."""
    user, key = person(request), unlocked.key_of(request)
    if not service.has_notes_key(user=user):
        return show(request, "notes/begin.html")
    if key is None:
        erased = desk.erasures_after(service.told_erasure(user=user) or 0)
        return show(request, "notes/open.html", erased=len(erased))
    cut = _cut(request, key)
    found = service.notes(user=user, key=key)
    return _open(request, key, show(request, "notes/index.html", notes=found, cut=cut, idle=unlocked.IDLE_S))


def _cut(request: HttpRequest, key: bytes) -> int:
    """What hangs on customers who were erased since is cut off; how many notes."""
    user = person(request)
    erased = desk.erasures_after(service.told_erasure(user=user) or 0)
    cases = {case for one in erased for case in one.cases}
    customers = {one.customer for one in erased}
    newest = max((one.id for one in erased), default=0)
    return service.cut_links(user=user, key=key, cases=cases, customers=customers, told=newest) if erased else 0


def _open(request: HttpRequest, key: bytes, response: HttpResponse) -> HttpResponse:
    unlocked.keep_open(request, response, key)
    return response


@private
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A passphrase, twice; then the recovery code, once."""
    given = request.POST.get("passphrase", "")

    def make() -> Opened:
        _same(given, request.POST.get("passphrase_again", ""))
        return service.begin_notes(user=person(request), passphrase=given)

    return _code(request, make, "notes/begin.html")


@private
@require_http_methods(["GET", "POST"])
def passphrase(request: HttpRequest) -> HttpResponse:
    """Another passphrase, for who knows the old one or has the recovery code."""
    if request.method == "GET":
        return show(request, "notes/passphrase.html", error="")

    def change() -> Opened:
        old, new = request.POST.get("passphrase_old", ""), request.POST.get("passphrase", "")
        _same(new, request.POST.get("passphrase_again", ""))
        _may_try(request)
        return service.change_passphrase(user=person(request), words=old, passphrase=new)

    return _code(request, change, "notes/passphrase.html")


def _code(request: HttpRequest, make: Callable[[], Opened], form: str) -> HttpResponse:
    try:
        made = make()
    except InputError as error:
        return show(request, form, status=422, error=in_words(str(error)))
    return _open(request, made.key, show(request, "notes/code.html", code=made.code))


def _same(one: str, two: str) -> None:
    if one != two:
        raise InputError("The two passphrases differ; type them once more.")


def _may_try(request: HttpRequest) -> None:
    """Raises InputError: a passphrase is not guessed in a row, wherever it is typed."""
    if tries.tried("notes", str(person(request).pk), now=now()) > TRIES:
        raise InputError("That was tried too often; try again in an hour.")


@private
@require_POST
def open_(request: HttpRequest) -> HttpResponse:
    """Open them with the passphrase or the recovery code."""
    try:
        key = _tried(request)
    except InputError as error:
        return show(request, "notes/open.html", status=422, error=in_words(str(error)), erased=0)
    return _open(request, key, redirect("web:notes"))


def _tried(request: HttpRequest) -> bytes:
    _may_try(request)
    return service.open_notes(user=person(request), words=request.POST.get("passphrase", ""))


@private
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Close them now."""
    response = redirect("web:notes")
    unlocked.lock(request, response)
    return response


@private
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """A new note: free, or on a case or a customer; with three questions after a hot contact."""
    if not service.has_notes_key(user=person(request)):
        return redirect("web:notes")
    hangs = _hangs(request)
    if request.method == "GET":
        nothing = dict.fromkeys(NOTE_PARTS, "")
        return _form(request, nothing, hangs, hot="hot" in request.GET, key=unlocked.key_of(request))
    return _kept(request, None, hangs)


@private
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, note: UUID) -> HttpResponse:
    """Read a note, write it anew, or delete it."""
    user = person(request)
    if "delete" in request.POST:
        service.delete_note(user=user, note=note)
        messages.success(request, _("It is deleted."))
        return redirect("web:notes")
    if request.method == "POST":
        return _kept(request, note, {"case": None, "customer": None})
    key = unlocked.key_of(request)
    if key is None:
        return redirect("web:notes")
    found = service.private_note(user=user, key=key, note=note)
    said = {name: getattr(found, name) for name in NOTE_PARTS}
    hangs: Hangs = {"case": found.case, "customer": found.customer}
    return _open(request, key, _form(request, said, hangs, hot=found.hot, key=key, note=found))


def _kept(request: HttpRequest, note: UUID | None, hangs: Hangs) -> HttpResponse:
    """Seal what was typed; where that is not possible it comes back as it was, with the reason."""
    said = {name: request.POST.get(name, "") for name in NOTE_PARTS}
    key = unlocked.key_of(request)
    try:
        key = key or _tried(request)
        service.keep_note(user=person(request), key=key, now=now(), note=note, said=said, **hangs)
    except InputError as error:
        hot = any(name in request.POST for name in NOTE_PARTS[1:])
        shown = _form(request, said, hangs, hot=hot, key=key, error=in_words(str(error)), status=422, again=note)
        return _open(request, key, shown) if key else shown
    messages.success(request, _("It is kept, and only you can read it."))
    return _open(request, key, redirect("web:notes"))


def _form(
    request: HttpRequest,
    said: dict[str, str],
    hangs: Hangs,
    *,
    hot: bool,
    key: bytes | None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    shown = {"note": None, "error": "", "again": None, "most": NOTE_LETTERS, **more}
    locked = key is None
    return show(request, "notes/write.html", status=status, said=said, hangs=hangs, hot=hot, locked=locked, **shown)


def _hangs(request: HttpRequest) -> Hangs:
    """The case or customer that the address names, as far as the writer may see it. Raises NotFoundError."""
    number, customer = whole(request.GET.get("case", "")), whole(request.GET.get("customer", ""))
    if number is not None:
        found = desk.case_by_number(number)
        if found is None or not rules.may_see_case(request.user, found.team_id):
            raise desk.NotFoundError(f"There is no case {number} that you may see; ask the team that has it.")
        return {"case": found.number, "customer": None}
    if customer is not None:
        return {"case": None, "customer": desk.customer_page(user=person(request), customer=customer).id}
    return {"case": None, "customer": None}


@private
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Delete all notes and the key, for who has lost both ways in."""
    if "sure" not in request.POST:
        raise InputError("Tick that all your notes may go; nothing was deleted.")
    service.forget_notes(user=person(request))
    response = redirect("web:notes")
    unlocked.lock(request, response)
    messages.success(request, _("All notes and their key are deleted."))
    return response
