"""Lists of cases, and one act on many of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from headwater.desk import service as desk
from headwater.desk.service import RefusedError
from headwater.people import service as people
from headwater.shared.whole import whole
from headwater.web.desk.forms import moment, numbers, person_of, serving, team_of
from headwater.web.door import back, need, now, person, show
from headwater.web.places import may_see_desk
from headwater.web.sentences import in_words


@need(may_see_desk)
@require_safe
def inbox(request: HttpRequest, view: str = "open") -> HttpResponse:
    """A list with its cases; the case that is open stands beside it."""
    user = person(request)
    after = request.GET.get("after", "")
    page = desk.inbox(user=user, view=view, page=after, now=now())
    if request.headers.get("HX-Target") == "older":
        return show(request, "desk/more.html", page=page)
    return show(request, "desk/inbox.html", page=page, after=after, reminded=sum(desk.reminders(user=user)))


@need(may_see_desk)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Cases with all the words. Their customers' names are read by whoever sees them."""
    user, words = person(request), request.GET.get("q", "")[:300]
    found = desk.search(user=user, words=words, now=now(), page=request.GET.get("after", ""))
    if found.rows:
        named = " ".join(str(row.number) for row in found.rows)
        people.record(act="search read", what=f"cases {named}", now=now(), by=user)
    return show(request, "desk/search.html", found=found, words=words)


@need(may_see_desk)
@require_safe
def many(request: HttpRequest) -> HttpResponse:
    """What can be done with the selected cases."""
    chosen = numbers(request.GET.getlist("case"))
    return show(request, "desk/many.html", chosen=chosen, teams=people.teams(), staff=serving(), wakes=wakes(now()))


@need(may_see_desk)
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """One act on the selected cases; what one refuses does not stop the others."""
    cases = numbers(request.POST.getlist("case"))
    what = request.POST.get("act", "")
    given = GIVEN[what](request) if what in GIVEN else {}
    done = desk.bulk(cases=cases, act=what, by=person(request), now=now(), **given)
    n = len(done.done)
    messages.success(request, ngettext("%(n)s case was changed.", "%(n)s cases were changed.", n) % {"n": n})
    if what == "done" and (standing := desk.cases_with_promises(cases=done.done)):
        said = _("Promises stand open in cases that were closed: %(cases)s. Closing settles none.")
        messages.warning(request, said % {"cases": ", ".join(map(str, standing))})
    for number, why in done.refused:
        messages.warning(request, _("Case %(number)s: %(why)s") % {"number": number, "why": in_words(why)})
    return redirect(back(request, reverse("web:inbox")))


def _snooze(request: HttpRequest) -> dict[str, Any]:
    return {"until": moment(request.POST.get("until", ""), now())}


GIVEN: dict[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "assign": lambda request: {"holder": person_of(request.POST.get("holder", ""), person(request))},
    "hand_over": lambda request: {
        "team": team_of(request.POST.get("team", "")),
        "story": request.POST.get("story", ""),
    },
    "tag": lambda request: {"name": request.POST.get("name", "")},
    "untag": lambda request: {"name": request.POST.get("name", "")},
    "snooze": _snooze,
}


def wakes(at: datetime) -> list[tuple[str, str]]:
    """Times that a case is often snoozed until, as the form sends them."""
    choices = ((_("in 3 hours"), 0.125), (_("tomorrow"), 1.0), (_("in 3 days"), 3.0), (_("in a week"), 7.0))
    return [(name, (at + timedelta(days=days)).isoformat(timespec="minutes")) for name, days in choices]


@need(may_see_desk)
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep a list under a name."""
    given = {name: request.POST[name] for name in ("tag", "channel") if request.POST.get(name)}
    asked: dict[str, Any] = {**given, "holder": request.POST.get("holder") or None}
    if states := request.POST.getlist("states"):
        asked["states"] = states
    if (team := whole(request.POST.get("in_team", ""))) is not None:
        asked["team"] = team
    name = request.POST.get("name", "").strip()
    if not name:
        raise RefusedError("A view needs a name; type one.")
    for_team = whole(request.POST.get("team", ""))
    kept = desk.save_view(name=name, query=desk.query(asked), by=person(request), team=for_team)
    return redirect("web:list", view=str(kept.pk))


@need(may_see_desk)
@require_safe
def new_view(request: HttpRequest) -> HttpResponse:
    """What a saved view shows."""
    return show(request, "desk/new_view.html", teams=people.teams())


@need(may_see_desk)
@require_POST
def drop_view(request: HttpRequest, view: int) -> HttpResponse:
    """Forget a saved view."""
    desk.drop_view(view=view, by=person(request))
    return redirect("web:inbox")


@need(may_see_desk)
@require_safe
def hidden_needs(request: HttpRequest) -> HttpResponse:
    """Kinds of request behind which often another need stood."""
    return show(
        request, "desk/hidden_needs.html", needs=desk.hidden_needs(user=person(request)), most=desk.KINDS_COUNTED
    )
