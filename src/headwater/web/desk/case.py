"""A case's page, and what belongs to its messages: the sender's own HTML, files, the raw mail."""

from base64 import b64encode
from typing import Final
from urllib.parse import quote

import nh3
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headwater.desk import service as desk
from headwater.desk.service import Case, CasePage, MessageLine, NotFoundError
from headwater.people import service as people
from headwater.people.models import User
from headwater.shared.whole import whole
from headwater.web.desk.before import promises_said
from headwater.web.door import need, now, person, show
from headwater.web.places import may_see_desk

FRAME: Final = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox allow-popups; frame-ancestors 'self'"
)
"""the sender's HTML runs nothing, loads nothing from anywhere, and has no origin"""
INLINE: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
MOST_INLINE: Final = 4 * 2**20


@need(may_see_desk)
@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """Everything about a case; a merged one leads to where it went. Notes that name the reader are read by it."""
    user = person(request)
    before = whole(request.GET.get("before", ""))
    page = desk.case_page(user=user, number=number, now=now(), before=before)
    people.record(act="case read", now=now(), by=user, case_id=number, customer_id=page.row.customer.id)
    shown = show(request, "desk/case.html", case=page, before=before, at=now())
    if page.mentions:
        desk.seen(user=user, mentions=page.mentions, now=now())
        shown.headers["HX-Trigger"] = "seen"
    return shown


@need(may_see_desk)
@require_http_methods(["GET", "POST"])
def here(request: HttpRequest, number: int) -> HttpResponse:
    """Who else reads or writes here; sent, it says that the reader does."""
    user = person(request)
    if request.method == "POST":
        desk.present(case=number, user=user, doing=request.POST.get("doing", "reading"), now=now())
    return show(request, "desk/here.html", others=desk.who_is_here(case=number, user=user, now=now()))


@need(may_see_desk)
@require_safe
def html(request: HttpRequest, number: int, message: int) -> HttpResponse:
    """A message as its sender laid it out, for a sandboxed frame: cleaned again, with nothing loaded from outside."""
    page = desk.case_page(user=person(request), number=number, now=now(), before=message + 1)
    found = _message(page, message)
    clean = nh3.clean(
        found.html_safe, url_schemes={"http", "https", "mailto", "tel", "cid"}, link_rel="noopener noreferrer"
    )
    head = f'<!doctype html><meta charset="utf-8"><base target="_blank"><title>{_("Message")}</title>'
    text = head + _with_images(clean, found)
    return HttpResponse(text, headers={"Content-Security-Policy": FRAME, "Cache-Control": "private, max-age=3600"})


def _message(page: CasePage, message: int) -> MessageLine:
    found = next((m for m in page.messages if m.id == message), None)
    if found is None or not found.html_safe:
        raise NotFoundError("There is no such message that you may see.")
    return found


def _with_images(text: str, message: MessageLine) -> str:
    """Inline images as data, so that the frame need not ask for anything."""
    left = MOST_INLINE
    for file in message.files:
        if file.content_id and file.type in INLINE and file.size <= left:
            left -= file.size
            data = b64encode(desk.read_file(file.sha256)).decode("ascii")
            text = text.replace(f'src="cid:{file.content_id.strip("<>")}"', f'src="data:{file.type};base64,{data}"')
    return text


@need(may_see_desk)
@require_safe
def attachment(request: HttpRequest, file: int) -> HttpResponse:
    """A file: only harmless images open in the browser, everything else is saved."""
    user = person(request)
    found = desk.attachment(user=user, attachment=file)
    _read(user, "attachment opened", f"attachment {file}", found.message.case)
    harmless = found.type in INLINE
    how = "inline" if harmless else "attachment"
    headers = {
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(found.name or 'file')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=3600",
    }
    kind = found.type if harmless else "application/octet-stream"
    return HttpResponse(desk.read_file(found.sha256), content_type=kind, headers=headers)


@need(may_see_desk)
@require_safe
def raw(request: HttpRequest, message: int) -> HttpResponse:
    """The mail exactly as it came."""
    user = person(request)
    data, case = desk.raw_of(user=user, message=message)
    _read(user, "raw mail opened", f"message {message}", case)
    name = f'attachment; filename="message-{message}.eml"'
    return HttpResponse(data, content_type="application/octet-stream", headers={"Content-Disposition": name})


def _read(user: User, act: str, what: str, case: Case) -> None:
    """A line in the audit log."""
    people.record(act=act, what=what, now=now(), by=user, case_id=case.pk, customer_id=case.customer_id)


@need(may_see_desk)
@require_POST
def undo(request: HttpRequest, message: int) -> HttpResponse:
    """Take an answer back before it leaves; its text becomes a draft."""
    found = desk.undo_send(message=message, by=person(request), now=now())
    return redirect("web:case", number=found.case_id)


@need(may_see_desk)
@require_POST
def send_draft(request: HttpRequest, message: int) -> HttpResponse:
    """Send a draft, or throw it away."""
    if "discard" in request.POST:
        desk.discard_draft(message=message, by=person(request), now=now())
        return redirect("web:case", number=whole(request.POST.get("number", "")) or 0)
    user = person(request)
    case = desk.message_now(message=message, user=user).case_id
    said = promises_said(request, case, form=f"draft{message}")
    if isinstance(said, HttpResponse):
        return said
    text = request.POST.get("text", "")
    found = desk.send_draft(message=message, text=text, by=user, now=now(), promises=said)
    return redirect("web:case", number=found.case_id)
