"""Teams with their hours and holidays."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any
from zoneinfo import available_timezones

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from headwater.desk import service as desk
from headwater.people import rules, service
from headwater.people.models import Team
from headwater.shared.errors import InputError
from headwater.web.door import need, now, person, show
from headwater.web.office.promises import typed_days

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOUR, MOST_HOURS = 3_600, 10_000
NUMBER = re.compile(r"\d{1,5}(\.\d{1,3})?")
DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
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
        hours = week({day: request.POST.get(day, "") for day in DAYS})
        days_off, zone = holidays(request.POST.get("holidays", "")), request.POST.get("time_zone", "")
        service.set_hours(team=found, hours=hours, holidays=days_off, time_zone=zone, now=now(), by=person(request))
        messages.success(request, _("The hours of %(name)s are kept.") % {"name": found.name})
        return redirect("web:team", team=found.pk)
    written = {day: ", ".join("-".join(span) for span in found.hours.get(day, [])) for day in DAYS}
    first, done = (seconds and seconds / HOUR for seconds in desk.standard(team=found.pk))
    days: dict[str, Any] = {"days": desk.promise_days_set().get(found.pk, ""), "default": desk.promise_days(team=None)}
    days["zones"] = sorted(available_timezones())
    return show(request, "office/team.html", team=found, written=written, first=first, done=done, **days)


@need(rules.may_manage_people)
@require_POST
def standard(request: HttpRequest, team: int) -> HttpResponse:
    """The least result that the team's customers may count on, in its business hours; empty is none."""
    found, user = _team(team), person(request)
    first, done = (seconds(request.POST.get(name, "")) for name in ("first", "done"))
    desk.set_standard(team=found.pk, first_answer_s=first, done_s=done, by=user)
    service.record(act="standard set", what=f"team {found.pk}: {first} s, {done} s", now=now(), by=user)
    messages.success(request, _("The standard holds from now on."))
    return redirect("web:team", team=found.pk)


@need(rules.may_manage_people)
@require_POST
def promise_days(request: HttpRequest, team: int) -> HttpResponse:
    """Working days until a promise of the team is due that names no date; empty takes the default of all."""
    found, user, days = _team(team), person(request), typed_days(request)
    desk.set_promise_days(team=found.pk, days=days, by=user)
    service.record(act="promise days set", what=f"team {found.pk}: {days or 'default'}", now=now(), by=user)
    messages.success(request, _("It holds for promises from now on."))
    return redirect("web:team", team=found.pk)


def seconds(text: str) -> int | None:
    """Hours as somebody writes them, "1.5" or "1,5"; None where nothing is written. Raises InputError."""
    clean = text.strip().replace(",", ".")
    if not clean:
        return None
    if not NUMBER.fullmatch(clean) or not 0 < float(clean) <= MOST_HOURS:
        raise InputError(f"“{text.strip()}” is no number of hours; write it as 4 or 1.5.")
    return round(float(clean) * HOUR)


def week(given: Mapping[str, str]) -> dict[str, list[list[str]]]:
    """Spans by day out of "9:00-12:30, 13:30-17:00"; a night, 22:00-2:00, runs into the next day. Raises InputError."""
    spans: dict[str, list[list[str]]] = {day: [] for day in DAYS}
    for day, after in zip(DAYS, (*DAYS[1:], DAYS[0]), strict=True):
        for part in filter(str.strip, given.get(day, "").split(",")):
            begin, end = _span(part)
            if begin < end:
                spans[day].append([begin, end])
                continue
            spans[day].append([begin, "24:00"])
            if end != "00:00":
                spans[after].append(["00:00", end])
    return {day: _apart(sorted(found)) for day, found in spans.items() if found}


def _span(part: str) -> tuple[str, str]:
    found = HOURS.fullmatch(part)
    begin, end = (f"{int(found[1]):02}:{found[2]}", f"{int(found[3]):02}:{found[4]}") if found else ("", "")
    if begin == end or end > "24:00":
        raise InputError(f"“{part.strip()}” is no time of opening; write it as 9:00-17:00.")
    return begin, end


def _apart(spans: list[list[str]]) -> list[list[str]]:
    for (begin, end), (other, last) in pairwise(spans):
        if other < end:
            raise InputError(f"{begin}-{end} and {other}-{last} are partly the same time; write them as one.")
    return spans


def holidays(text: str) -> list[str]:
    """Dates, one a line or with commas between. Raises InputError."""
    return sorted({_date(word) for word in re.split(r"[\s,;]+", text) if word})


def _date(word: str) -> str:
    """As 2026-12-24; 24.12.2026 is read too."""
    day = DAY.fullmatch(word)
    try:
        return (date(int(day[3]), int(day[2]), int(day[1])) if day else date.fromisoformat(word)).isoformat()
    except ValueError as error:
        raise InputError(f"“{word}” is no date; write it as 2026-12-24.") from error


def _team(key: int) -> Team:
    found = next((team for team in service.teams() if team.pk == key), None)
    if found is None:
        raise Http404
    return found
