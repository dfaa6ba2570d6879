"""Mail: read one message from its bytes, whatever they are.

parse(data) -> Mail            never raises; what was cut or guessed is in Mail.notes
as_json(mail) -> dict          the message as `headwater mail parse` prints it
(safe.safe_html(html) -> Safe  HTML that can be shown; needs nh3, so it is imported from `safe`)
"""

from dataclasses import asdict
from typing import Any

from headwater.signals.mail import addresses, attachments, body, bounce, dates, headers, ids, limits, parts, words
from headwater.signals.mail.automatic import automatic
from headwater.signals.mail.domain import Address, Attachment, Mail
from headwater.signals.mail.limits import Notes
from headwater.signals.mail.quotes.service import strip


def parse(data: bytes) -> Mail:
    """The message. Costs time and memory in proportion to its size, within `limits`."""
    notes = Notes()
    root = parts.parse(headers.newlines(bytes(data)), notes)
    shown = body.read(root, notes)
    if not shown.text.strip():
        shown = _forwarded_whole(root, shown, notes, limits.WHOLE)
    return _mail(root, shown, notes)


def _mail(root: parts.Part, shown: body.Body, notes: Notes) -> Mail:
    fields = root.headers
    hint = _charset(root)
    senders = addresses.parse(fields.all("from"), hint, notes, "From") if "from" in fields else None
    subject = words.header(fields.get("subject"), hint)
    text = shown.text.strip("\n")
    references = ids.many(fields.all("references"), notes, "References")
    answered = ids.one(fields.all("in-reply-to"), notes, "In-Reply-To")
    returned = bounce.read(root, senders or (), subject or "", text, notes)
    new = strip(
        text, shown.html, subject=subject or "", answers=bool(answered or references), plain=shown.plain, notes=notes
    )
    return Mail(
        from_=senders or None,
        to=addresses.parse(fields.all("to"), hint, notes, "To"),
        cc=addresses.parse(fields.all("cc"), hint, notes, "Cc"),
        reply_to=addresses.parse(fields.all("reply-to"), hint, notes, "Reply-To"),
        subject=subject,
        date=dates.parse(words.header(fields.get("date"), hint) or "", notes) if "date" in fields else None,
        message_id=ids.one(fields.all("message-id"), notes, "Message-ID"),
        in_reply_to=answered,
        references=references,
        text=text,
        stripped_text=new,
        html=shown.html,
        attachments=attachments.of(shown),
        automatic=returned.failed
        or returned.late
        or automatic(fields, _declared(root), senders or (), subject or "", new),
        failed=returned.failed,
        failed_recipients=returned.recipients,
        bounce_of=returned.of,
        notes=tuple(notes),
        authentication=tuple(
            words.unfold(raw[: limits.SHORT_FIELD]) for raw in fields.all("authentication-results")[:20]
        ),
    )


def _charset(root: parts.Part) -> str | None:
    """The charset of the body: 8-bit bytes in the header are most likely in it too."""
    return next((p.params["charset"] for p in root.walk() if p.params.get("charset")), None)


def _declared(root: parts.Part) -> str:
    """The content type as the header names it, also where the parts could not be found."""
    return fields if (fields := root.headers.text("content-type").lower()).startswith("multipart/report") else root.type


def _forwarded_whole(root: parts.Part, shown: body.Body, notes: Notes, depth: int) -> body.Body:
    """A message that holds nothing but another message says what that one says."""
    inner = [p for p in shown.attached if p.type in ("message/rfc822", "message/global") or _begins(p)]
    if not depth or len(inner) != 1 or root.type == "multipart/report":
        return shown
    within = parts.parse(headers.newlines(inner[0].content()), notes)
    nested = body.read(within, notes)
    if not nested.text.strip():
        nested = _forwarded_whole(within, nested, notes, depth - 1)
    if nested.text.strip():
        notes.say("The text is that of the attached message; there is no other")
    return body.Body(nested.blocks, shown.attached, shown.files)


def _begins(part: parts.Part) -> bool:
    """The first piece of a message that was sent in pieces (RFC 2046, 5.2.2) has that message's header."""
    return part.type == "message/partial" and part.params.get("number", "1") == "1"


def as_json(mail: Mail) -> dict[str, Any]:
    """Plain values; `from` for `from_`, the date in ISO 8601, attachments without their content."""
    said = {
        "from": _people(mail.from_) if mail.from_ is not None else None,
        "to": _people(mail.to),
        "cc": _people(mail.cc),
        "reply_to": _people(mail.reply_to),
        "date": mail.date.isoformat() if mail.date else None,
        "attachments": [_listed(a) for a in mail.attachments],
    }
    order = ["from", "to", "cc", "reply_to", "subject", "date", "message_id", "in_reply_to", "references", "text",
             "stripped_text", "html", "attachments", "automatic", "failed", "failed_recipients", "bounce_of",
             "notes"]  # fmt: skip
    return {name: said[name] if name in said else getattr(mail, name) for name in order}


def summary(message: dict[str, Any]) -> list[str]:
    """The message in a few lines for a terminal."""
    people = ", ".join(" ".join(filter(None, (p["name"], p["address"]))) for p in message["from"] or [])
    files = ", ".join(
        f"{a['name'] or 'without a name'} ({a['type']}, {a['size']} bytes)" for a in message["attachments"]
    )
    kind = "a delivery failure" if message["failed"] else "a machine" if message["automatic"] else "a person"
    lines = [
        f"From     {people or 'nobody named'}",
        f"Subject  {message['subject'] or ''}",
        f"Date     {message['date'] or 'none'}",
    ]
    lines += [f"Sent by  {kind}", f"Files    {files or 'none'}", "", message["stripped_text"]]
    return [*lines, *(f"Note     {note}" for note in message["notes"])]


def _people(people: tuple[Address, ...]) -> list[dict[str, str | None]]:
    return [asdict(p) for p in people]


def _listed(one: Attachment) -> dict[str, Any]:
    return {"name": one.name, "type": one.type, "size": one.size, "inline": one.inline}
