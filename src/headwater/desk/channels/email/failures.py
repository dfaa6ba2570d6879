"""A report that a message of ours did not arrive marks that message."""

from datetime import datetime

from headwater.desk.channels.email import desk
from headwater.desk.channels.email.domain import Read
from headwater.desk.models import Message


def note_failure(mail: Read, *, now: datetime) -> Message | None:
    """Mark the message that a failure report speaks of; the report itself is recorded as any mail is.

    Only a message of ours can fail, and only where one of those it was for is among the failed.
    """
    said = mail.mail
    if not said.failed or not said.bounce_of:
        return None
    sent = desk.message_for_message_id(said.bounce_of)
    if sent is None or sent.kind != "out" or not _for_one_of(sent, said.failed_recipients):
        return None
    reason = f"It came back from the mail server of {', '.join(said.failed_recipients) or 'the receiver'}."
    desk.bounced(message=sent, reason=reason, now=now)
    return sent


def _for_one_of(sent: Message, failed: tuple[str, ...]) -> bool:
    """A copy that failed does not make the customer unreachable. Servers rewrite addresses; an unknown one counts."""
    lost = {address.lower() for address in failed}
    copies = {address.lower() for address in sent.cc}
    return not lost or not lost <= copies
