"""Days off, on one's own page; a team's default days for a promise without a date."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from headwater.people import service
from headwater.shared.errors import InputError
from headwater.shared.whole import whole
from headwater.web.door import now, person


@require_POST
def away(request: HttpRequest) -> HttpResponse:
    """Mark days off; nobody is asked why. The team sees whose promises have to be kept by others."""
    since, until = _day(request.POST.get("since", "")), _day(request.POST.get("until", ""))
    service.be_away(user=person(request), since=since, until=until, now=now())
    return redirect(f"{reverse('web:me')}#away")


@require_POST
def back(request: HttpRequest) -> HttpResponse:
    """Take days off away again."""
    service.be_back(user=person(request), absence=whole(request.POST.get("absence", "")) or 0, now=now())
    return redirect(f"{reverse('web:me')}#away")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError("The first and the last day off are needed, such as 2026-03-14.") from error
