"""Channels with their exposure sheets, and mail that could not be taken in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headwater.desk.channels import letters, sheets
from headwater.desk.channels.email import service as mail
from headwater.people import rules
from headwater.people import service as people
from headwater.web.door import need, now, person, show


@need(rules.may_manage_organisation)
@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    """Every way by which customers reach us; live only with its sheet."""
    return show(request, "office/channels.html", channels=sheets.CHANNELS, sheets=sheets.sheets(), boxes=mail.shown())


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


@need(rules.may_manage_organisation)
@require_POST
def retry(request: HttpRequest, letter: int) -> HttpResponse:
    """Try to take a dead letter in once more."""
    done = mail.retry(letter=letter, by=person(request), now=now())
    if done.result is mail.Result.DEAD:
        messages.warning(request, _("It still cannot be taken in: %(why)s") % {"why": done.reason})
    else:
        messages.success(request, _("It was taken in."))
    return redirect("web:dead-letters")


@need(rules.may_manage_organisation)
@require_http_methods(["GET", "POST"])
def mailbox(request: HttpRequest, mailbox: int | None = None) -> HttpResponse:
    """Connect a mailbox, or change one; an empty password leaves the stored one."""
    box = next((box for box in mail.shown() if box.id == mailbox), None)
    if mailbox is not None and box is None:
        raise Http404
    if request.method == "GET":
        return show(request, "office/mailbox.html", box=box, teams=people.teams())
    team = request.POST.get("team", "")
    mail.connect(
        name=request.POST.get("name", ""),
        address=request.POST.get("address", ""),
        team=int(team) if team.isdigit() else None,
        imap=_server(request, "imap"),
        smtp=_server(request, "smtp"),
        folder=request.POST.get("folder", "") or "INBOX",
        plus_addresses="plus_addresses" in request.POST,
        mailbox=mailbox,
        by=person(request),
        now=now(),
    )
    messages.success(request, _("The mailbox is kept. It is read and sent from once it is live."))
    return redirect("web:channels")


def _server(request: HttpRequest, kind: str) -> mail.Server | None:
    host, port = request.POST.get(f"{kind}_host", "").strip(), request.POST.get(f"{kind}_port", "")
    if not host:
        return None
    return mail.Server(
        host=host,
        port=int(port) if port.isdigit() else {"imap": 993, "smtp": 465}[kind],
        security=request.POST.get(f"{kind}_security", "tls"),
        user=request.POST.get(f"{kind}_user", "").strip(),
        password=request.POST.get(f"{kind}_password") or None,
    )


@need(rules.may_manage_organisation)
@require_POST
def live(request: HttpRequest, mailbox: int) -> HttpResponse:
    """Begin or stop to read and send."""
    mail.set_live(mailbox=mailbox, live="on" in request.POST, by=person(request), now=now())
    return redirect("web:channels")
