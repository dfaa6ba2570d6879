"""Sending what waits, over one connection a mailbox."""

import logging
import smtplib
from collections.abc import Callable, Mapping
from datetime import datetime

from headwater.desk.channels.email import desk, mailboxes, outgoing, signing
from headwater.desk.channels.email.alone import alone
from headwater.desk.channels.email.clearly import clearly
from headwater.desk.channels.email.composing import compose
from headwater.desk.channels.email.connection import smtp
from headwater.desk.channels.email.outgoing import Answer
from headwater.desk.models import Mailbox, Message
from headwater.shared.errors import HeadwaterError

log = logging.getLogger(__name__)
MOST = 200
"""messages over one connection"""
Clock = Callable[[], datetime]


def senders() -> list[tuple[Mailbox, bool]]:
    """The mailboxes that send; the first also what belongs to no mailbox."""
    boxes = [box for box in mailboxes.live() if box.smtp_host]
    return [(box, place == 0) for place, box in enumerate(boxes)]


def send_all(*, clock: Clock) -> int:
    """Let go what may no longer be undone, and send what waits in every live mailbox; how many were sent. InputError
    where a server cannot be reached."""
    desk.release_held(now=clock())
    return sum(send(box=box, default=default, clock=clock) for box, default in senders())


def send(*, box: Mailbox, default: bool, clock: Clock) -> int:
    """Send what waits in a mailbox; how many were sent. Nothing where another process is at it. Raises InputError."""
    if not outgoing.waiting(box=box, default=default, now=clock(), most=1):
        return 0
    with alone(f"send-{box.pk}") as free:
        numbers = outgoing.waiting(box=box, default=default, now=clock(), most=MOST) if free else []
        return _send(box, numbers, clock) if numbers else 0


def _send(box: Mailbox, numbers: list[int], clock: Clock) -> int:
    sent = 0
    try:
        with smtp(box) as server:
            for number in numbers:
                sent += _one(server, box, number, clock)
    except (OSError, smtplib.SMTPException) as error:
        clear = clearly(error, host=box.smtp_host, port=box.smtp_port, user=box.smtp_user)
        log.warning("Mailbox %s: %s", box.pk, clear)
        mailboxes.trouble(mailbox=box.pk, said=str(clear))
        if not sent:
            raise clear from error
        return sent
    mailboxes.trouble(mailbox=box.pk, said="")
    return sent


def _one(server: smtplib.SMTP, box: Mailbox, number: int, clock: Clock) -> bool:
    """Send one; trouble of the connection goes up after it was written down."""
    message = outgoing.begin(message=number, box=box, now=clock())
    if message is None:
        return False
    goes_to = outgoing.receivers(message)
    broken: Exception | None = None
    try:
        answer = _say(server, message, box, goes_to)
    except (OSError, smtplib.SMTPServerDisconnected) as error:
        answer, broken = Answer(later=tuple(goes_to), said=str(error) or type(error).__name__), error
    result = outgoing.settle(message=message, answer=answer, now=clock())
    if broken is not None:
        raise broken
    return result == "sent"


def _say(server: smtplib.SMTP, message: Message, box: Mailbox, goes_to: list[str]) -> Answer:
    """Hand the mail over. Only what a server answers counts: 4xx is for now, 5xx for good."""
    if not goes_to:
        return Answer(said="It was for nobody else.")
    returns = signing.reply_address(case=message.case_id, mailbox=box.address) if box.plus_addresses else box.address
    try:
        refused = server.sendmail(returns, goes_to, compose(message, box=box))
    except smtplib.SMTPRecipientsRefused as error:
        return _sorted(goes_to, error.recipients)
    except smtplib.SMTPResponseException as error:
        return _sorted(goes_to, dict.fromkeys(goes_to, (error.smtp_code, error.smtp_error)))
    except (smtplib.SMTPNotSupportedError, UnicodeError, ValueError, HeadwaterError) as error:
        return Answer(refused=tuple(goes_to), said=f"{type(error).__name__}: {error}")
    return _sorted(goes_to, refused)


def _sorted(goes_to: list[str], refused: Mapping[str, tuple[int, bytes | str]]) -> Answer:
    said = "; ".join(f"{code} {_text(words)}" for code, words in dict.fromkeys(refused.values()))
    return Answer(
        accepted=tuple(a for a in goes_to if a not in refused),
        refused=tuple(a for a, (code, _) in refused.items() if code >= 500),
        later=tuple(a for a, (code, _) in refused.items() if code < 500),
        said=said,
    )


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
