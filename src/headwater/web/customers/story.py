"""A customer's page, and the list of those who are quiet beyond their own rhythm."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from headwater.desk import service as desk
from headwater.people import rules
from headwater.people import service as people
from headwater.web.customers import told
from headwater.web.door import need, now, person, show
from headwater.web.places import may_know_customers, may_see_desk


@need(may_know_customers)
@require_safe
def customers(request: HttpRequest) -> HttpResponse:
    """Where it begins: the sheet of situations; for who serves nobody, the fairness list."""
    return redirect("web:customer-types" if may_see_desk(request.user) else "web:fairness")


@need(may_know_customers)
@require_safe
def customer(request: HttpRequest, customer: int) -> HttpResponse:
    """Their own words first; one who was merged leads to who they are by now."""
    user = person(request)
    story = desk.customer_story(user=user, customer=customer, now=now())
    if story.id != customer:
        return redirect("web:customer", customer=story.id)
    people.record(act="customer read", now=now(), by=user, customer_id=story.id)
    return show(request, "customers/page.html", c=story, told=told, now=now(), erases=rules.may_erase(user))


@need(may_see_desk)
@require_safe
def quiet(request: HttpRequest) -> HttpResponse:
    """Whose silence is unlike them, the latest first."""
    page = desk.quiet_customers(user=person(request), now=now(), page=request.GET.get("after", ""))
    return show(request, "customers/quiet.html", page=page, now=now(), told=told)
