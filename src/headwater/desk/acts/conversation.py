"""Messages as rows: what came in with its files and its raw form."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from headwater.desk.incoming import Incoming, Upload, message_key, plain
from headwater.desk.models import Attachment, Case, Message, RawMail
from headwater.desk.store import files


def add_incoming(case: Case, said: Incoming, *, now: datetime, channel: str) -> Message:
    """A message from outside, kept whole."""
    message = Message.objects.create(
        case=case,
        kind="in",
        state="received",
        at=now,
        written_at=said.written_at,
        sender_name=plain(said.sender_name),
        sender_address=plain(said.sender_address).strip()[:320].lower(),
        text=plain(said.text),
        stripped=plain(said.stripped or said.text),
        html_safe=plain(said.html_safe),
        subject=plain(said.subject),
        message_id=message_key(said.message_id),
        in_reply_to=plain(said.in_reply_to),
        references=[message_key(r) for r in said.references],
        automatic=said.automatic,
        forged=said.forged,
        channel=channel,
        to=list(said.to),
        cc=list(said.cc),
        mailbox_id=said.mailbox,
    )
    attach_all(message, said.uploads)
    if said.raw is not None:
        keep_raw(said, message=message, now=now)
    return message


def attach_all(message: Message, uploads: Iterable[Upload]) -> list[Attachment]:
    """Keep files and name them on a message."""
    rows = [
        Attachment(
            message=message,
            name=plain(u.name),
            type=plain(u.type)[:200],
            size=len(u.data),
            sha256=files.keep(u.data),
            inline=u.inline,
            content_id=plain(u.content_id),
        )
        for u in uploads
    ]
    return Attachment.objects.bulk_create(rows) if rows else []


def keep_raw(said: Incoming, *, message: Message | None, now: datetime) -> RawMail:
    """The mail as it came."""
    assert said.raw is not None
    return RawMail.objects.create(
        mailbox_id=said.mailbox,
        as_message=message,
        message_id=message_key(said.raw_id or said.message_id),
        sha256=hashlib.sha256(said.raw).hexdigest(),
        data=said.raw,
        received_at=now,
    )
