"""What the owner decides of the customer's own page: the link under answers, the question whether they got there."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headwater.desk import service as desk
from headwater.desk.channels.email import service as mail
from headwater.people import rules
from headwater.shared.errors import InputError
from headwater.shared.whole import whole
from headwater.web.door import need, now, person, show


@need(rules.may_manage_organisation)
@require_http_methods(["GET", "POST"])
def own_page(request: HttpRequest) -> HttpResponse:
    """Two switches and a number of days."""
    kept = desk.own_settings()
    if request.method == "POST":
        days = whole(request.POST.get("follow_up_days", "").strip())
        if days is None:
            raise InputError("The days after which customers are asked are a whole number.")
        given = replace(
            kept,
            link_in_answers="link_in_answers" in request.POST,
            follow_up="follow_up" in request.POST,
            follow_up_days=days,
        )
        desk.set_own_settings(given=given, by=person(request), now=now())
        messages.success(request, _("It is kept."))
        return redirect("web:own-page")
    return show(
        request,
        "office/own_page.html",
        kept=kept,
        open=desk.own_page_open(),
        sends=any(d for _box, d in mail.senders()),
    )
