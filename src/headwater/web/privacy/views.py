"""One person: found, seen, exported, erased. And the rules for how long things are kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headwater.desk import service as desk
from headwater.jobs.schedule import RETENTION
from headwater.jobs.service import run_of
from headwater.people import rules
from headwater.people import service as people
from headwater.shared.errors import InputError
from headwater.web.door import need, now, person, show
from headwater.web.outside.questions import steps


@need(rules.may_erase)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Find somebody; who was erased lately, and whether it is finished."""
    user, words = person(request), request.GET.get("who", "")
    found = desk.customers_named(user=user, words=words) if words.strip() else []
    if words.strip():
        people.record(act="customer looked for", what=f"{len(found)} found", now=now(), by=user)
    shown: dict[str, Any] = {"words": words, "found": found, "erased": desk.erasures(user=user)}
    linked = desk.own_settings().link_in_answers and desk.own_page_open()
    return show(request, "privacy/index.html", **shown, steps=steps(), linked=linked)


@need(rules.may_erase)
@require_safe
def one(request: HttpRequest, customer: int) -> HttpResponse:
    """What is kept about one customer."""
    user = person(request)
    page = desk.customer_page(user=user, customer=customer)
    people.record(act="customer read", now=now(), by=user, customer_id=customer)
    held = desk.held_of(customer=customer, by=user)
    return show(request, "privacy/person.html", customer=page, held=held, typed=to_type(page))


@need(rules.may_erase)
@require_POST
def export(request: HttpRequest, customer: int) -> HttpResponse:
    """Everything that is kept about them, as a zip."""
    made = desk.export_person(customer=customer, by=person(request), now=now()).zip()
    name = f'attachment; filename="customer-{customer}.zip"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/zip", headers=headers)


@need(rules.may_erase)
@require_POST
def erase(request: HttpRequest, customer: int) -> HttpResponse:
    """Forget them, once their name was typed: it cannot be undone. Files and the record follow within a minute."""
    user = person(request)
    page = desk.customer_page(user=user, customer=customer)
    if request.POST.get("typed", "").strip().casefold() != to_type(page).casefold():
        raise InputError("Nothing was erased: what you typed is not the customer's name.")
    made = desk.erase_customer(customer=customer, by=user, now=now(), by_name="by_name" in request.POST)
    said = ngettext("Erased, with %(n)s case.", "Erased, with %(n)s cases.", len(made.cases))
    more = _("Files and the record follow within a minute.")
    messages.success(request, f"{said % {'n': len(made.cases)}} {more}")
    return redirect("web:privacy")


def to_type(page: desk.CustomerPage) -> str:
    """What must be typed before somebody is erased: their name, else an address, else their number."""
    return " ".join(page.name.split()) or next((value for _, value in page.addresses), str(page.id))


@need(rules.may_see_audit)
@require_http_methods(["GET", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """How long each kind is kept, what the next run removes and what the last one did; a new rule is tried first."""
    user, at = person(request), now()
    if request.method == "POST":
        what, days = _asked(request.POST.get("what", ""), request.POST.get("days", ""))
        desk.set_retention(what=what, days=days, by=user, now=at)
        messages.success(request, _("The rule holds from now on."))
        return redirect("web:retention")
    run = run_of(RETENTION)
    tried = None
    if "what" in request.GET:
        what, days = _asked(request.GET["what"], request.GET.get("days", ""))
        tried = (what, days, desk.kept_longer(what, days, at) if days is not None else 0)
    return show(
        request,
        "privacy/retention.html",
        kept=desk.rules_kept(user=user, at=max(run.next_at or at, at)),
        run=run,
        applied=people.audit_lines(act=people.RETENTION_APPLIED, limit=10),
        tried=tried,
        least=desk.LEAST_DAYS,
        log_least=people.AUDIT_LEAST_KEPT.days,
        may_set=rules.may_manage_organisation(user),
    )


def _asked(what: str, days: str) -> tuple[str, int | None]:
    """A kind and its days; none keeps it for good. Raises InputError."""
    if what not in desk.RETENTION_KINDS or not (days == "" or (days.isdecimal() and len(days) < 6)):
        raise InputError("Choose what the rule is for, and a whole number of days; empty keeps it for good.")
    return what, int(days) if days else None
