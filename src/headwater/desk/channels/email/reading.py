"""From a mail's bytes to a message: no table is asked."""

import hashlib
import re
from collections.abc import Iterable

from headwater.desk.channels.email import signing
from headwater.desk.channels.email.domain import Arrival, Read
from headwater.desk.incoming import Incoming, Upload, plain
from headwater.desk.own_page import without_tokens
from headwater.signals.mail.authentication import forged
from headwater.signals.mail.domain import Address, Attachment, Mail
from headwater.signals.mail.safe import safe_html
from headwater.signals.mail.service import parse

CHANNEL = "email"
MADE = "no-message-id.headwater"
"""domain of the ids of mails that came without one"""
HEADER = 200_000
"""bytes of a header that are searched for the address it was delivered to"""
_DELIVERED = re.compile(
    rb"^(?:delivered-to|x-original-to|envelope-to)[ \t]*:[ \t]*<?([^\s<>,;]{3,320})>?[ \t\r]*$", re.I | re.M
)
_NOBODY = re.compile(r"(?:no|do[-_.]?not)[-_.]?reply\b|mailer-daemon|postmaster@", re.IGNORECASE)


def read(arrival: Arrival, *, ours: frozenset[str], servers: frozenset[str] = frozenset()) -> Read:
    """The mail with all that is known of it before a look at the tables. `ours` are the addresses of our mailboxes,
    `servers` the names of the mail servers whose word about a sender is believed."""
    mail = parse(arrival.raw)
    sender = mail.from_[0] if mail.from_ else Address(None, None)
    customer = _customer(mail, sender, ours)
    sha256 = hashlib.sha256(arrival.raw).hexdigest()
    identity = _identity(mail, sha256)
    return Read(
        arrival=arrival,
        mail=mail,
        incoming=_incoming(arrival, mail, sender, identity, servers),
        sha256=sha256,
        identity=identity,
        customer=customer.address or "",
        name=customer.name or sender.name or "",
        addressed=_addressed(arrival, mail),
    )


def answered_ids(read: Read) -> list[str]:
    """The messages that this one answers, the nearest first; a report answers the message it speaks of."""
    mail = read.mail
    given = [mail.bounce_of, mail.in_reply_to, *reversed(mail.references)]
    return list(dict.fromkeys(one for one in given if one))


def _incoming(arrival: Arrival, mail: Mail, sender: Address, identity: str, servers: frozenset[str]) -> Incoming:
    made = mail.message_id or f"{identity[:40]}@{MADE}"
    return Incoming(
        text=without_tokens(mail.text),
        stripped=without_tokens(mail.stripped_text),
        html_safe=without_tokens(safe_html(mail.html).html) if mail.html else "",
        subject=mail.subject or "",
        sender_name=sender.name or "",
        sender_address=sender.address or "",
        channel=CHANNEL,
        message_id=made,
        in_reply_to=mail.in_reply_to or "",
        references=mail.references,
        to=_addresses(mail.to),
        cc=_addresses(mail.cc),
        written_at=mail.date,
        automatic=mail.automatic,
        forged=forged(mail.authentication, servers),
        mailbox=arrival.mailbox,
        uploads=tuple(_upload(a) for a in mail.attachments),
        raw=arrival.raw,
        raw_id=made,
    )


def _customer(mail: Mail, sender: Address, ours: frozenset[str]) -> Address:
    """Whom we would answer: the one Reply-To that is not ours, else the sender.

    A form or a list writes in a customer's name and says so by Reply-To. It opens a case and never joins one.
    """
    others = [a for a in mail.reply_to if a.address and signing.without_tag(a.address) not in ours]
    if len(others) == 1 and not _NOBODY.search(others[0].address or ""):
        return others[0]
    return sender


def _addressed(arrival: Arrival, mail: Mail) -> tuple[str, ...]:
    """Every address that this mail was sent or delivered to, the envelope's first."""
    delivered = [a.decode("latin-1") for a in _DELIVERED.findall(_header(arrival.raw))]
    return tuple(dict.fromkeys([*arrival.recipients, *delivered, *_addresses(mail.to), *_addresses(mail.cc)]))


def _header(raw: bytes) -> bytes:
    begin = raw[:HEADER]
    ends = [at for at in (begin.find(b"\r\n\r\n"), begin.find(b"\n\n")) if at >= 0]
    return begin[: min(ends)] if ends else begin


def _identity(mail: Mail, sha256: str) -> str:
    """One value for copies of a mail that took different ways. Without Message-ID and date, two mails with the same
    words may be two calls for help: then only the very same bytes are the same mail."""
    if not mail.message_id and mail.date is None:
        return sha256
    said = hashlib.sha256()
    people = [a.address or a.name or "" for a in mail.from_ or ()]
    for part in (mail.message_id, mail.date and mail.date.isoformat(), mail.subject, mail.text, mail.html, *people):
        said.update((part or "").encode("utf-8", "replace") + b"\x00")
    for file in mail.attachments:
        said.update(hashlib.sha256(file.content).digest())
    return said.hexdigest()


def _upload(file: Attachment) -> Upload:
    return Upload(file.name or "", file.type, file.content, file.inline, file.content_id or "")


def _addresses(people: Iterable[Address]) -> tuple[str, ...]:
    return tuple(plain(a.address) for a in people if a.address)
