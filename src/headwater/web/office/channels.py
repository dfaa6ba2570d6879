"""Channels with their exposure sheets, and mail that could not be taken in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headwater.desk.channels import letters, sheets
from headwater.people import rules
from headwater.web.door import need, now, person, show


@need(rules.may_manage_organisation)
@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    """Every way by which customers reach us; live only with its sheet."""
    return show(request, "office/channels.html", channels=sheets.CHANNELS, sheets=sheets.sheets())


@need(rules.may_manage_organisation)
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, channel: str) -> HttpResponse:
    """The exposure sheet of a channel."""
    if channel not in sheets.CHANNELS:
        raise Http404
    if request.method == "POST":
        said = [request.POST.get(name, "") for name in ("operated_by", "data_leaving", "told_customer")]
        sheets.confirm_sheet(
            channel=channel,
            operated_by=said[0],
            data_leaving=said[1],
            told_customer=said[2],
            by=person(request),
            now=now(),
        )
        messages.success(request, _("The sheet is written; the channel is live."))
        return redirect("web:channels")
    return show(request, "office/sheet.html", channel=channel, sheet=sheets.sheet(channel))


@need(rules.may_manage_organisation)
@require_safe
def dead_letters(request: HttpRequest) -> HttpResponse:
    """Mail that could not be taken in, with reasons."""
    return show(request, "office/letters.html", letters=letters.dead_letters(user=person(request)))


@need(rules.may_manage_organisation)
@require_safe
def letter(request: HttpRequest, letter: int) -> HttpResponse:
    """The mail as it came."""
    raw = letters.letter_raw(user=person(request), letter=letter)
    name = f'attachment; filename="letter-{letter}.eml"'
    return HttpResponse(raw, content_type="application/octet-stream", headers={"Content-Disposition": name})


@need(rules.may_manage_organisation)
@require_POST
def set_aside(request: HttpRequest, letter: int) -> HttpResponse:
    """Looked at; nothing more is to be done."""
    letters.set_aside(letter=letter, by=person(request), now=now())
    return redirect("web:dead-letters")
