"""A message of ours as a mail: the same bytes each time it is asked, so that a second try sends the same mail."""

from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime

from headwater.desk.channels.email import signing
from headwater.desk.channels.email.footers import footer
from headwater.desk.models import Attachment, Mailbox, Message
from headwater.desk.store import files
from headwater.shared.turning import unturned

MOST_REFERENCES = 20
LOOP = "X-Headwater-Loop"
POLICY = SMTP.clone(max_line_length=200)


def compose(message: Message, *, box: Mailbox) -> bytes:
    """The mail. Its Message-ID must be fixed by now."""
    mail = EmailMessage(policy=POLICY)
    for name, value in _headers(message, box).items():
        if value:
            mail[name] = value
    under = footer(message)
    mail.set_content((message.text or "") + under.text, cte="quoted-printable")
    if message.html_safe:
        mail.add_alternative(message.html_safe + under.html, subtype="html", cte="quoted-printable")
    for file in Attachment.objects.filter(message=message).order_by("id"):
        _attach(mail, file)
    _fix_boundaries(mail, message.pk)
    return mail.as_bytes()


def _headers(message: Message, box: Mailbox) -> dict[str, str]:
    answered = _references(message)
    tagged = signing.reply_address(case=message.case_id, mailbox=box.address)
    return {
        "From": _sender(box),
        "To": ", ".join(_clean(a) for a in message.to),
        "Cc": ", ".join(_clean(a) for a in message.cc),
        "Reply-To": tagged if box.plus_addresses else "",
        "Subject": subject(message),
        "Date": format_datetime(message.at),
        "Message-ID": f"<{message.message_id}>",
        "In-Reply-To": f"<{answered[-1]}>" if answered else "",
        "References": " ".join(f"<{one}>" for one in answered),
        "Auto-Submitted": "auto-replied" if message.automatic else "",
        LOOP: box.address,
    }


def subject(message: Message) -> str:
    """The case's subject with its number, which lets in only those who take part already."""
    said = unturned(" ".join((message.subject or message.case.subject or "").split()))
    tag = f"[#{message.case_id}]"
    answers = said if said.lower().startswith("re:") or not message.in_reply_to else f"Re: {said}"
    return answers if tag in answers else f"{answers} {tag}".strip()


def _references(message: Message) -> list[str]:
    """What is answered and what that answered, the oldest first; ids that no mail program would know are left out."""
    if not message.in_reply_to:
        return []
    before = Message.objects.filter(case=message.case_id, message_id=message.in_reply_to).order_by("id").first()
    chain = [*(before.references if before else []), *([before.in_reply_to] if before else []), message.in_reply_to]
    usable = [one for one in dict.fromkeys(chain) if _is_id(one)]
    return [one for one in usable if one != message.in_reply_to][-MOST_REFERENCES:] + (
        [message.in_reply_to] if _is_id(message.in_reply_to) else []
    )


def _is_id(one: str) -> bool:
    return "@" in one and one.isascii() and one.isprintable() and not set(one) & set("<> ") and len(one) < 400


def _sender(box: Mailbox) -> str:
    local, _, domain = box.address.rpartition("@")
    return str(Address(" ".join(box.name.split()), local, domain))


def _clean(address: str) -> str:
    """An address on one line: nobody adds a header by it."""
    return "".join(address.split())


def _attach(mail: EmailMessage, file: Attachment) -> None:
    main, _, sub = (file.type or "").partition("/")
    if main in ("", "multipart", "message") or not sub:
        main, sub = "application", "octet-stream"
    mail.add_attachment(files.read(file.sha256), maintype=main, subtype=sub, filename=" ".join(file.name.split()))


def _fix_boundaries(mail: EmailMessage | MIMEPart, number: int) -> None:
    for place, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_headwater_{number}_{place}_=")
