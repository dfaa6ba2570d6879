"""Teams with their hours and holidays."""

import re
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from headwater.people import rules, service
from headwater.people.models import Team
from headwater.shared.errors import InputError
from headwater.web.door import need, now, person, show

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS = re.compile(r"\s*([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]|24):([0-5]\d)\s*")


@need(rules.may_manage_organisation)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A new team."""
    zone = person(request).time_zone
    made = service.make_team(name=request.POST.get("name", ""), time_zone=zone, now=now(), by=person(request))
    return redirect("web:team", team=made.pk)


@need(rules.may_manage_people)
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, team: int) -> HttpResponse:
    """When a team is open."""
    found = _team(team)
    if request.method == "POST":
        hours = {day: spans for day in DAYS if (spans := open_from(request.POST.get(day, "")))}
        service.set_hours(
            team=found, hours=hours, holidays=holidays(request.POST.get("holidays", "")), now=now(), by=person(request)
        )
        return redirect("web:team", team=found.pk)
    written = {day: ", ".join("-".join(span) for span in found.hours.get(day, [])) for day in DAYS}
    return show(request, "office/team.html", team=found, written=written)


def open_from(text: str) -> list[list[str]]:
    """ "9:00-12:30, 13:30-17:00" as spans. Raises InputError."""
    return [_span(part) for part in text.split(",") if part.strip()]


def _span(part: str) -> list[str]:
    found = HOURS.fullmatch(part)
    if found is None:
        raise InputError(f"“{part.strip()}” is no time of opening; write it as 9:00-17:00.")
    begin, end = f"{int(found[1]):02}:{found[2]}", f"{int(found[3]):02}:{found[4]}"
    if begin >= end:
        raise InputError(f"“{part.strip()}” ends before it begins.")
    return [begin, end]


def holidays(text: str) -> list[str]:
    """Dates, one a line or with commas between. Raises InputError."""
    found = [word for word in re.split(r"[\s,;]+", text) if word]
    for word in found:
        try:
            date.fromisoformat(word)
        except ValueError as error:
            raise InputError(f"“{word}” is no date; write it as 2026-12-24.") from error
    return found


def _team(key: int) -> Team:
    found = next((team for team in service.teams() if team.pk == key), None)
    if found is None:
        raise Http404
    return found
