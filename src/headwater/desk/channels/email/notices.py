"""Letters to people who work here: sent at once by a mailbox that sends, and kept nowhere, since they may hold a link
that opens an account."""

import logging
import smtplib
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from headwater.desk.channels.email.connection import smtp
from headwater.desk.channels.email.sending import senders
from headwater.shared.errors import HeadwaterError

SECONDS = 10.0
log = logging.getLogger(__name__)


def notify(*, to: str, subject: str, text: str, now: datetime) -> bool:
    """Whether the first live mailbox that sends has sent it; False where there is none, or its server refused."""
    box = next((box for box, default in senders() if default), None)
    if box is None:
        return False
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = box.address, to, subject
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = make_msgid(domain=box.address.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    try:
        with smtp(box, seconds=SECONDS) as server:
            server.send_message(letter)
    except (OSError, smtplib.SMTPException, HeadwaterError) as error:
        log.warning("Mailbox %s could not send a letter to a colleague: %s", box.pk, type(error).__name__)
        return False
    return True
