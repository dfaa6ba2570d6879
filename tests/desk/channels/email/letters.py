"""Mails for the tests, as their senders' programs write them."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def mail(
    words: str = "Where is my parcel? It never came.",
    *,
    sender: str = "Ada Lovelace <ada@example.org>",
    to: str = "help@shop.example",
    subject: str = "Parcel",
    message_id: str | None = "<m1@example.org>",
    files: tuple[tuple[str, bytes], ...] = (),
    **headers: Any,
) -> bytes:
    """A mail of a customer; a header given as None is left out, `in_reply_to="…"` is In-Reply-To."""
    made = EmailMessage()
    said = {"From": sender, "To": to, "Subject": subject, "Message-ID": message_id, "Date": format_datetime(NOW)}
    said |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    for name, value in said.items():
        if value is not None:
            made[name] = value
    made.set_content(words)
    for name, data in files:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(made).replace(b"\n", b"\r\n")


def bounce(message_id: str, *, recipient: str = "ada@example.org", action: str = "failed") -> bytes:
    """A delivery status notification, as Postfix writes it."""
    status = "5.1.1" if action == "failed" else "4.4.1"
    return f"""Return-Path: <>
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: help@shop.example
Subject: Undelivered Mail Returned to Sender
Date: {format_datetime(NOW)}
Message-ID: <dsn-{action}@mx.example.org>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

This is the mail system at host mx.example.org. Your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 unknown user

--b1
Content-Type: text/rfc822-headers

From: help@shop.example
To: {recipient}
Message-ID: <{message_id}>
Subject: Re: Parcel

--b1--
""".replace("\n", "\r\n").encode()
