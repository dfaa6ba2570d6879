"""Saved replies: kept, found while writing an answer, and what happened after they were used."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from headwater.desk import service as desk
from headwater.people import rules
from headwater.people import service as people
from headwater.shared.whole import whole
from headwater.web.door import need, now, person, show
from headwater.web.figures import told
from headwater.web.places import may_see_desk

SHOWN = 200


@need(may_see_desk)
@require_safe
def replies(request: HttpRequest) -> HttpResponse:
    """All of one's own and of the teams."""
    user = person(request)
    led = [team for team in people.teams() if rules.may_lead(user, team.pk)]
    return show(request, "saved/index.html", replies=desk.saved_replies(user=user), led=led)


@need(may_see_desk)
@require_safe
def pick(request: HttpRequest, number: int) -> HttpResponse:
    """Those with the words that are typed, filled for a case."""
    words = request.GET.get("q", "")[:200]
    found = desk.saved_replies(user=person(request), words=words, case=number)
    return show(request, "saved/found.html", found=found, words=words, number=number)


@need(may_see_desk)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep one, or change it."""
    given = {name: request.POST.get(name, "") for name in ("name", "text")}
    team, saved = (whole(request.POST.get(name, "")) for name in ("team", "saved"))
    desk.save_reply(**given, team=team, saved=saved, by=person(request), now=now())
    messages.success(request, _("It is kept."))
    return redirect("web:replies")


@need(may_see_desk)
@require_POST
def drop(request: HttpRequest, saved: int) -> HttpResponse:
    """Forget one."""
    desk.drop_reply(saved=saved, by=person(request))
    messages.success(request, _("It is deleted."))
    return redirect("web:replies")


@need(may_see_desk)
@require_safe
def after(request: HttpRequest, saved: int) -> HttpResponse:
    """What happened after it was used, with the cases behind each number."""
    reply, figures = desk.after_saved_reply(user=person(request), saved=saved, now=now())
    return show(request, "saved/after.html", reply=reply, figures=figures, told=told, shown=SHOWN)
