"""What is written down of a customer: preferences, addresses, who else they are, the situation they are in."""

from datetime import UTC, datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from headwater.desk import service as desk
from headwater.desk.service import RefusedError
from headwater.desk.wishes import CHANNELS, DAYS
from headwater.shared.whole import whole
from headwater.web.customers import told
from headwater.web.door import by_script, need, now, person, show
from headwater.web.places import may_know_customers

asked = require_http_methods(["GET", "POST"])


def back(customer: int) -> HttpResponse:
    """To the customer's page."""
    return redirect("web:customer", customer=customer)


def ask(request: HttpRequest, form: str, customer: int, *, status: int = 200, **more: Any) -> HttpResponse:
    """A question about a customer: a page, or a small window."""
    story = desk.customer_story(user=person(request), customer=customer, now=now())
    shown = show(request, form, status=200 if by_script(request) else status, c=story, told=told, **more)
    if status != 200 and by_script(request):
        shown.headers["HX-Retarget"], shown.headers["HX-Reswap"] = "#ask", "innerHTML"
    return shown


@need(may_know_customers)
@asked
def preference(request: HttpRequest, customer: int) -> HttpResponse:
    """What they said about how they want to be served, and on which day."""
    if request.method == "GET":
        today = timezone.localtime(now()).date()
        return ask(
            request, "customers/ask_preference.html", customer, kinds=desk.PREFERENCES, channels=CHANNELS,
            languages=told.LANGUAGES, days=DAYS, today=today,
        )  # fmt: skip
    kind = request.POST.get("kind", "")
    desk.set_preference(
        customer=customer, kind=kind, value=_value(request, kind), said_at=_day(request.POST.get("said", "")),
        by=person(request), now=now(),
    )  # fmt: skip
    return back(customer)


def _value(request: HttpRequest, kind: str) -> str:
    """The field that belongs to the kind; hours are put together from days and two times."""
    if kind != "hours":
        return request.POST.get(f"value_{kind}", "")
    days = [day for day in DAYS if day in request.POST.getlist("days")]
    begin, end = request.POST.get("since", ""), request.POST.get("until", "")
    return f"{','.join(days)} {begin}-{end}".strip()


def _day(text: str) -> datetime:
    """The day it was said, at its noon in the person's zone, or now if that lies ahead. Raises RefusedError."""
    try:
        day = datetime.combine(datetime.fromisoformat(text).date(), time(12), timezone.get_current_timezone())
    except ValueError as error:
        raise RefusedError("The day on which they said it is needed, such as 2026-03-14.") from error
    at, here = now(), timezone.localtime(now())
    return at if day.date() == here.date() else day.astimezone(UTC)


@need(may_know_customers)
@require_POST
def withdraw(request: HttpRequest, customer: int) -> HttpResponse:
    """They do not wish it any more."""
    kind = request.POST.get("kind", "")
    desk.withdraw_preference(customer=customer, kind=kind, by=person(request), now=now())
    return back(customer)


@need(may_know_customers)
@asked
def address(request: HttpRequest, customer: int) -> HttpResponse:
    """One more address of theirs; another customer's moves only where that is meant."""
    if request.method == "GET":
        return ask(request, "customers/ask_address.html", customer, other=None, said_first="", given="")
    given = request.POST.get("address", "")
    try:
        desk.add_address(customer=customer, address=given, by=person(request), now=now(), move="move" in request.POST)
    except desk.OtherCustomersAddressError as error:
        said = told.taken(str(error.other), error.other.pk)
        form = "customers/ask_address.html"
        return ask(request, form, customer, status=422, other=error.other.pk, said_first=said, given=given)
    return back(customer)


@need(may_know_customers)
@require_POST
def address_back(request: HttpRequest, customer: int) -> HttpResponse:
    """An address that was moved here goes back to whose it was."""
    given = whole(request.POST.get("address", ""))
    moved = desk.move_address_back(customer=customer, address=given or 0, by=person(request), now=now())
    messages.success(request, _("It is customer %(n)s's again.") % {"n": moved.customer_id})
    return back(customer)


@need(may_know_customers)
@asked
def merge(request: HttpRequest, customer: int) -> HttpResponse:
    """Another customer is this one; asked once more where little speaks for it."""
    form = "customers/ask_merge.html"
    if request.method == "GET":
        given = request.GET.get("other", "")
        return ask(request, form, customer, weak=False, said_first="", given=given)
    given, why = request.POST.get("other", "").strip(), request.POST.get("why", "")
    if (other := whole(given)) is None:
        raise RefusedError("The number of the other customer is needed; it stands on their page.")
    try:
        desk.merge_customers(
            into=customer, gone=other, why=why, by=person(request), now=now(), sure=request.POST.get("sure") == given
        )
    except desk.WeakEvidenceError as error:
        return ask(
            request,
            form,
            customer,
            status=422,
            weak=True,
            said_first=told.weak(error.found, str(error.gone)),
            given=given,
        )
    messages.success(request, _("The two are one from now on; it can be undone below."))
    return back(customer)


@need(may_know_customers)
@require_POST
def unmerge(request: HttpRequest, customer: int) -> HttpResponse:
    """Undo it: they are two again."""
    gone = desk.unmerge_customers(gone=customer, by=person(request), now=now())
    messages.success(request, _("They are two customers again, each with what was theirs."))
    return back(gone.pk)


@need(may_know_customers)
@asked
def situation(request: HttpRequest, customer: int) -> HttpResponse:
    """The situation that somebody sees them in, in one case or in all; or it is over."""
    if request.method == "GET":
        case = whole(request.GET.get("case", ""))
        return ask(request, "customers/ask_situation.html", customer, sheet=desk.types_sheet(), about=case)
    if (given := whole(request.POST.get("over", ""))) is not None:
        desk.take_type(customer=customer, given=given, by=person(request), now=now())
    elif (chosen := whole(request.POST.get("type", ""))) is not None:
        case = whole(request.POST.get("case", ""))
        desk.give_type(customer=customer, type_=chosen, case=case, by=person(request), now=now())
    else:
        raise RefusedError("Choose a situation from the sheet.")
    return back(customer)
