"""A case as a mail opens it."""

from datetime import datetime

from headwater.desk.channels.email import desk
from headwater.desk.channels.email.domain import Read
from headwater.desk.channels.email.reading import CHANNEL
from headwater.desk.models import Case


def opened_by(mail: Read, team: int | None, *, key: str, now: datetime, copy_of: int | None = None) -> Case:
    """The case that this mail opens; `copy_of` is the other team's case that the same mail opened."""
    said = mail.incoming
    return desk.open_case(
        channel=CHANNEL,
        customer_name=mail.name,
        address=mail.customer,
        words=said.text,
        subject=said.subject,
        team=team,
        incoming=said,
        now=now,
        key=key,
        copy_of=copy_of,
    )
