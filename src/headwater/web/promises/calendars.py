"""Calendars of due promises: their private addresses, and what stands behind one."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headwater.desk import service as desk
from headwater.desk.service import NotFoundError
from headwater.shared.whole import whole
from headwater.web.door import need, now, person, show
from headwater.web.places import may_see_desk
from headwater.web.promises import ics


@need(may_see_desk)
@require_http_methods(["GET", "POST"])
def calendars(request: HttpRequest) -> HttpResponse:
    """One's own calendar and those of one's teams: ask for an address, renew it, end it."""
    user = person(request)
    if request.method == "GET":
        return show(request, "promises/calendars.html", lines=desk.calendars(user=user), base=_base(request))
    act = desk.end_calendar if "end" in request.POST else desk.renew_calendar
    act(user=user, team=whole(request.POST.get("team", "")), now=now())
    return redirect("web:promise-calendars")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """For a calendar program, which signs in to nothing: the address is the key."""
    try:
        user, team, lines = desk.calendar_of(token=token)
    except NotFoundError as error:
        raise Http404 from error
    with translation.override(user.language):
        name = _("Promises of %(team)s") % {"team": team} if team else _("My promises")
    text = ics.calendar(lines, name=name, host=request.get_host().split(":")[0], base=_base(request))
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": 'inline; filename="promises.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
