"""When a promise without a date is due: for the whole organisation, beside what teams have set for themselves."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headwater.desk import service as desk
from headwater.people import rules, service
from headwater.shared.errors import InputError
from headwater.shared.whole import whole
from headwater.web.door import need, now, person, show


@need(rules.is_owner)
@require_http_methods(["GET", "POST"])
def promises(request: HttpRequest) -> HttpResponse:
    """The days of all teams that have none of their own; empty takes what the product begins with."""
    if request.method == "POST":
        days, user = typed_days(request), person(request)
        desk.set_promise_days(team=None, days=days, by=user)
        service.record(act="promise days set", what=f"all teams: {days or 'default'}", now=now(), by=user)
        messages.success(request, _("It holds for promises from now on."))
        return redirect("web:promise-settings")
    set_ = desk.promise_days_set()
    shown: dict[str, Any] = {
        "days": set_.get(None, ""),
        "default": desk.DEFAULT_DAYS,
        "theirs": set_,
        "teams": service.teams(),
    }
    return show(request, "office/promises.html", **shown)


def typed_days(request: HttpRequest) -> int | None:
    """None where nothing was typed. Raises InputError."""
    typed = request.POST.get("days", "").strip()
    days = whole(typed)
    if typed and days is None:
        raise InputError(f"“{typed}” is no number of days; write it as 2.")
    return days
