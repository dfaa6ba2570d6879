"""One mailbox with its sheet, in the world of people."""

from datetime import UTC, datetime
from typing import Any

from headwater.desk.models import ChannelSheet, Mailbox

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def make_mailbox(address: str = "help@shop.example", *, sheet: bool = True, **more: Any) -> Mailbox:
    box = Mailbox.objects.create(**({"name": "Help", "address": address, "live": True} | more))
    if sheet:
        said = {"operated_by": "us", "data_leaving": "none", "told_customer": "all"}
        ChannelSheet.objects.create(channel="email", mailbox=box, confirmed_at=NOW, **said)
    return box
