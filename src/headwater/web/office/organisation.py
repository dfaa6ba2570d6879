"""The organisation as its owner describes it: name, time zone, what counts as spoiled, what a customer is worth."""

import re
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headwater.answers import service as answers
from headwater.jobs.answers import compute_again
from headwater.jobs.service import later
from headwater.people import organisation as kept_as
from headwater.people import rules
from headwater.people.organisation import CURRENCIES, Organisation
from headwater.shared.errors import HeadwaterError, InputError
from headwater.web.door import need, now, person, show
from headwater.web.sentences import in_words

EXAMPLES = ("rating <= 2 or reopened", "duration > 3 days", 'again("Reopened")')
AMOUNT = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]+))?")


@need(rules.may_manage_organisation)
@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest) -> HttpResponse:
    """What every page shows and every finding is computed with; a refusal stands above what was typed."""
    data = Path(settings.DATA)
    if request.method == "GET":
        return _form(request, written(kept_as.read(data)))
    typed = {field.name: " ".join(request.POST.get(field.name, "").split()) for field in fields(Organisation)}
    try:
        answers.set_organisation(data=data, given=_given(typed), now=now(), by=person(request))
    except HeadwaterError as error:
        return _form(request, typed, in_words(error.said))
    later(compute_again)
    messages.success(request, _("It is kept. The findings are computed again now."))
    return redirect("web:organisation")


def _form(request: HttpRequest, typed: dict[str, str], refused: str = "") -> HttpResponse:
    return show(
        request,
        "office/organisation.html",
        status=422 if refused else 200,
        typed=typed,
        refused=refused,
        answered=answers.current(Path(settings.DATA), (get_language() or "en")[:2]),
        zones=sorted(available_timezones()),
        currencies=list(CURRENCIES),
        examples=EXAMPLES,
    )


def written(kept: Organisation) -> dict[str, str]:
    """As the form shows it: the value with the digits of its currency."""
    digits = CURRENCIES[kept.currency]
    value = "" if kept.value is None else f"{Decimal(kept.value).scaleb(-digits):.{digits}f}"
    return {
        "name": kept.name,
        "time_zone": kept.time_zone,
        "spoiled": kept.spoiled,
        "value": value.replace(".", "," if get_language() == "de" else "."),
        "currency": kept.currency,
    }


def _given(typed: dict[str, str]) -> Organisation:
    minor = in_minor_units(typed["value"], typed["currency"]) if typed["value"] else None
    return Organisation(typed["name"], typed["time_zone"], typed["spoiled"], minor, typed["currency"])


def in_minor_units(text: str, currency: str) -> int:
    """249.90 or 249,90 EUR is 24990. Raises InputError, also for a mark that could part thousands."""
    digits = CURRENCIES.get(currency, 0)
    found = AMOUNT.fullmatch(text)
    if found is None or len(found[2] or "") > digits:
        raise InputError("The value of a customer is an amount such as 250.00, in a currency from the list.")
    return int(found[1] + (found[2] or "").ljust(digits, "0"))
