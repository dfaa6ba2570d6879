"""A case out of what somebody said on the phone or at the counter."""

from datetime import datetime

from headwater.desk.acts.opening import open_case
from headwater.desk.channels.sheets import sheet
from headwater.desk.errors import RefusedError
from headwater.desk.models import Case
from headwater.people.models import User

CHANNEL = "phone"


def is_live() -> bool:
    """A channel is live only with its exposure sheet."""
    return sheet(CHANNEL) is not None


def take_down(
    *,
    customer_name: str,
    address: str,
    words: str,
    subject: str,
    kind_asked: str,
    team: int | None,
    by: User,
    now: datetime,
    key: str = "",
) -> Case:
    """Open a case in the caller's words; whoever writes it down holds it. The same `key` opens it once.

    Raises RefusedError where the channel is not live.
    """
    if not is_live():
        raise RefusedError(
            "Cases by phone or in person are not taken down yet: the channel's exposure sheet is missing; the owner "
            "writes it under Channels."
        )
    return open_case(
        channel=CHANNEL,
        customer_name=customer_name,
        address=address,
        words=words,
        subject=subject,
        kind_asked=kind_asked[:120],
        team=team,
        by=by,
        holder=by,
        now=now,
        key=f"phone:{key}" if key else "",
    )
