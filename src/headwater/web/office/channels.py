"""Channels with their exposure sheets, and mail that could not be taken in."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headwater.desk.channels import letters, sheets
from headwater.desk.channels.email import service as mail
from headwater.people import rules
from headwater.people import service as people
from headwater.shared.errors import InputError
from headwater.shared.whole import whole
from headwater.web.door import back, need, now, person, show
from headwater.web.places import may_see_desk
from headwater.web.sentences import in_words


@need(rules.may_manage_organisation)
@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    """Every way by which customers reach us; live only with its sheet, e-mail also only with a live mailbox."""
    boxes = [replace(box, trouble=in_words(box.trouble)) for box in mail.shown()]
    written, mailing = sheets.sheets(), any(box.live for box in boxes)
    alive = [c for c in sheets.CHANNELS if (mailing if c == "email" else c in written)]
    return show(
        request, "office/channels.html", channels=sheets.CHANNELS, sheets=written, alive=alive, boxes=boxes,
        not_out=mail.not_out(user=person(request), now=now()),
    )  # fmt: skip


@need(rules.may_manage_organisation)
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, channel: str) -> HttpResponse:
    """The exposure sheet of a channel."""
    if channel not in sheets.CHANNELS:
        raise Http404
    return _sheet(request, channel, None)


@need(rules.may_manage_organisation)
@require_http_methods(["GET", "POST"])
def mailbox_sheet(request: HttpRequest, mailbox: int) -> HttpResponse:
    """The exposure sheet of one mailbox; it begins with what is said of e-mail as a whole."""
    return _sheet(request, "email", _box(mailbox))


def _sheet(request: HttpRequest, channel: str, box: mail.Shown | None) -> HttpResponse:
    key = box.id if box else None
    if request.method == "POST":
        said = {name: request.POST.get(name, "") for name in ("operated_by", "data_leaving", "told_customer")}
        sheets.confirm_sheet(channel=channel, mailbox=key, **said, by=person(request), now=now())
        written = _("The sheet is written; the channel is live.")
        if channel == "email":
            written = _("The sheet is written; the mailbox may live.")
        messages.success(request, written)
        return redirect("web:mailbox", mailbox=key) if box else redirect("web:channels")
    own = sheets.sheet(channel, mailbox=key)
    return show(request, "office/sheet.html", channel=channel, box=box, own=own, sheet=own or sheets.sheet(channel))


@need(rules.may_manage_organisation)
@require_safe
def dead_letters(request: HttpRequest) -> HttpResponse:
    """Mail that could not be taken in, and mail of ours that may not have arrived, with reasons."""
    user = person(request)
    return show(
        request,
        "office/letters.html",
        letters=letters.dead_letters(user=user),
        troubled=mail.troubled(user=user, now=now()),
    )


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


@need(may_see_desk)
@require_POST
def send_again(request: HttpRequest, message: int) -> HttpResponse:
    """Send an answer that failed once more, as the same mail."""
    found = mail.try_again(message=message, by=person(request), now=now())
    messages.success(request, _("It is on its way again."))
    return redirect(back(request, reverse("web:case", args=[found.case_id])))


@need(rules.may_manage_organisation)
@require_http_methods(["GET", "POST"])
def mailbox(request: HttpRequest, mailbox: int | None = None) -> HttpResponse:
    """Connect a mailbox, or change one, and try it; an empty password leaves the stored one."""
    box = _box(mailbox) if mailbox is not None else None
    if request.method == "GET":
        own = sheets.sheet("email", mailbox=box.id) if box else None
        every = sheets.sheet("email")
        return show(request, "office/mailbox.html", box=box, teams=people.teams(), own=own, whole=every)
    kept = mail.connect(
        name=request.POST.get("name", ""),
        address=request.POST.get("address", ""),
        team=whole(request.POST.get("team", "")),
        imap=_server(request, "imap"),
        smtp=_server(request, "smtp"),
        folder=request.POST.get("folder", "") or "INBOX",
        plus_addresses="plus_addresses" in request.POST,
        mailbox=mailbox,
        by=person(request),
        now=now(),
    )
    _tell(request, mail.try_out(mailbox=kept.pk, by=person(request), from_now="from_now" in request.POST))
    return redirect("web:mailbox", mailbox=kept.pk)


def _tell(request: HttpRequest, tried: mail.Tried) -> None:
    """What came of trying a mailbox."""
    if tried.mails is not None:
        n = tried.mails
        said = ngettext("Reading works; %(n)s mail waits there.", "Reading works; %(n)s mails wait there.", n)
        messages.success(request, said % {"n": n})
    if tried.sends:
        messages.success(request, _("Sending works."))
    for sentence in tried.trouble:
        messages.warning(request, in_words(sentence))
    if tried.trouble:
        messages.warning(request, _("The mailbox is kept; mend this and try it again."))


def _box(mailbox: int) -> mail.Shown:
    found = next((box for box in mail.shown() if box.id == mailbox), None)
    if found is None:
        raise Http404
    return found


def _server(request: HttpRequest, kind: str) -> mail.Server | None:
    host, port = request.POST.get(f"{kind}_host", "").strip(), request.POST.get(f"{kind}_port", "")
    if not host:
        return None
    who = request.POST.get(f"{kind}_user", "").strip()
    return mail.Server(
        host=host,
        port=_port(port) if port.strip() else {"imap": 993, "smtp": 465}[kind],
        security=request.POST.get(f"{kind}_security", "tls"),
        user=who or (request.POST.get("address", "").strip() if kind == "imap" else ""),
        password=request.POST.get(f"{kind}_password") or None,
    )


def _port(text: str) -> int:
    port = whole(text.strip())
    if port is None or not 0 < port < 2**16:
        raise InputError(f"“{text.strip()}” is no port; a port is a whole number from 1 to 65535.")
    return port


@need(rules.may_manage_organisation)
@require_POST
def live(request: HttpRequest, mailbox: int) -> HttpResponse:
    """Begin or stop to read and send."""
    mail.set_live(mailbox=mailbox, live="on" in request.POST, by=person(request), now=now())
    return redirect("web:channels")
