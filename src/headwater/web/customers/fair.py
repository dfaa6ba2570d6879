"""The sheet of situations, and the list of treatments without a reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headwater.desk import service as desk
from headwater.desk.service import NotFoundError
from headwater.people import rules
from headwater.web.customers import told
from headwater.web.door import back, need, now, person, show
from headwater.web.places import may_know_customers, may_see_desk, may_see_fairness

asked = require_http_methods(["GET", "POST"])


@need(may_see_desk)
@require_safe
def types(request: HttpRequest) -> HttpResponse:
    """All situations with their needs, on one sheet that prints."""
    return show(request, "customers/types.html", sheet=desk.types_sheet(), writes=rules.may_lead(person(request)))


@need(rules.may_lead)
@asked
def write_type(request: HttpRequest, type_: int | None = None) -> HttpResponse:
    """A situation in words, new or again; or it leaves the sheet."""
    user = person(request)
    if request.method == "GET":
        found = next((line for line in desk.types_sheet().types if line.id == type_), None)
        if type_ is not None and found is None:
            raise NotFoundError("There is no such type; open the sheet again.")
        return show(request, "customers/write_type.html", type=found)
    if "retire" in request.POST and type_ is not None:
        desk.retire_type(type_=type_, by=user, now=now())
    else:
        given = {name: request.POST.get(name, "") for name in ("name", "situation", "needs")}
        desk.write_type(**given, type_=type_, by=user, now=now())
    return redirect("web:customer-types")


@need(may_see_desk)
@asked
def treatment(request: HttpRequest, number: int) -> HttpResponse:
    """The customer of a case is treated otherwise than others: how, what, and why."""
    user = person(request)
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("how", "what", "reason")}
        desk.treat(case=number, **given, by=user, now=now())
        return redirect("web:case", number=number)
    case = desk.case_page(user=user, number=number, now=now())
    return show(request, "customers/ask_treatment.html", case=case, hows=desk.TREATED_HOW, told=told)


@need(may_see_fairness)
@require_safe
def fairness(request: HttpRequest) -> HttpResponse:
    """Treatments that are better or worse, without a reason that holds."""
    user = person(request)
    return show(request, "customers/fairness.html", lines=desk.fairness(user=user), told=told, opens=may_see_desk(user))


@need(may_know_customers)
@require_POST
def reason(request: HttpRequest, treatment: int) -> HttpResponse:
    """Say why."""
    desk.give_reason(treatment=treatment, reason=request.POST.get("reason", ""), by=person(request), now=now())
    return redirect(back(request, "/"))
