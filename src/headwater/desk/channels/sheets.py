"""Exposure sheets: who operates a channel, what customer data leaves by it, what the customer is told."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from headwater.desk.models import ChannelSheet
from headwater.people.models import User
from headwater.people.rules import may_manage_organisation
from headwater.people.service import record
from headwater.shared.errors import InputError

CHANNELS = ("email", "webform", "page", "api", "phone")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A channel's sheet as it holds now."""

    channel: str
    mailbox: int | None
    operated_by: str
    data_leaving: str
    told_customer: str
    confirmed_at: datetime
    by: str


@transaction.atomic
def confirm_sheet(
    *,
    channel: str,
    operated_by: str,
    data_leaving: str,
    told_customer: str,
    by: User,
    now: datetime,
    mailbox: int | None = None,
) -> Sheet:
    """Write a channel's sheet; from now on the channel is live. Raises PermissionDenied, InputError."""
    if not may_manage_organisation(by):
        raise PermissionDenied
    if channel not in CHANNELS:
        raise InputError(f"There is no channel “{channel}”; there are {', '.join(CHANNELS)}.")
    given = [part.strip() for part in (operated_by, data_leaving, told_customer)]
    if not all(given):
        raise InputError("The sheet needs all three answers; a channel goes live only with them.")
    ChannelSheet.objects.create(
        channel=channel, mailbox_id=mailbox, operated_by=given[0], data_leaving=given[1], told_customer=given[2],
        confirmed_at=now, by=by,
    )  # fmt: skip
    record(act="channel sheet confirmed", what=f"{channel} {mailbox or ''}".strip(), now=now, by=by)
    return Sheet(channel, mailbox, given[0], given[1], given[2], now, by.name)


def sheets() -> dict[str, Sheet]:
    """The newest sheet of each channel that has one (a mailbox's own sheet not counted). One statement."""
    rows = ChannelSheet.objects.filter(mailbox__isnull=True).select_related("by").order_by("id")
    return {r.channel: _sheet(r) for r in rows}


def sheet(channel: str, *, mailbox: int | None = None) -> Sheet | None:
    """The newest sheet of a channel, or of one mailbox alone; None where there is none."""
    rows = ChannelSheet.objects.filter(channel=channel, mailbox=mailbox).select_related("by")
    found = rows.order_by("-id").first()
    return _sheet(found) if found else None


def _sheet(row: ChannelSheet) -> Sheet:
    by = row.by.name if row.by else ""
    return Sheet(
        row.channel, row.mailbox_id, row.operated_by, row.data_leaving, row.told_customer, row.confirmed_at, by
    )
