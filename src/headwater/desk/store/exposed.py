"""Who else sees what is kept about a customer: who operates a channel, and which roles have looked. Nobody is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from headwater.desk.models import ChannelSheet
from headwater.people.models import Audit, User

MOST = 300
READS = {
    "case read": "case", "case read by API": "case", "customer read": "customer", "customer read by API": "customer",
    "customer exported": "export", "attachment opened": "file", "raw mail opened": "mail",
}  # fmt: skip
"""acts of the audit log that read something of one customer, and what they read"""


@dataclass(frozen=True, slots=True)
class Exposure:
    """What the exposure sheet of a channel (or of one mailbox: `address`) says."""

    channel: str
    address: str
    operated_by: str
    data_leaving: str
    told_customer: str


@dataclass(frozen=True, slots=True)
class ReadLine:
    """How often somebody of a role read something on one day (UTC). A `role` is "owner", "privacy", "team" (with the
    teams' names), "left" for somebody who works here no more, or "" for the customer or the server."""

    day: date
    role: str
    teams: str
    what: str
    times: int


def exposures(channels: Iterable[str]) -> tuple[Exposure, ...]:
    """The newest sheets of these channels and of their mailboxes. One statement."""
    rows = ChannelSheet.objects.filter(channel__in=list(channels)).select_related("mailbox").order_by("id")
    newest = {(r.channel, r.mailbox_id): r for r in rows}
    shown = sorted(newest.values(), key=lambda r: (r.channel, r.mailbox_id or 0))
    return tuple(
        Exposure(
            r.channel, r.mailbox.address if r.mailbox else "", r.operated_by, r.data_leaving, r.told_customer
        )
        for r in shown
    )  # fmt: skip


def reads(customer: int, cases: Iterable[int]) -> tuple[ReadLine, ...]:
    """The newest first, from as many lines of the log as are shown at most. Three statements."""
    about = Q(customer_id=customer) | Q(case_id__in=list(cases))
    lines = list(Audit.objects.filter(about, act__in=READS).order_by("-id")[:MOST])
    users = User.objects.filter(pk__in={line.who_id for line in lines}).prefetch_related("memberships__team")
    known = {user.pk: _role(user) for user in users}
    found: dict[tuple[date, str, str, str], int] = {}
    for line in lines:
        role, teams = known.get(line.who_id, ("left", "")) if line.who_id else ("", "")
        key = (line.at.date(), role, teams, READS[line.act])
        found[key] = found.get(key, 0) + 1
    return tuple(ReadLine(*key, times) for key, times in found.items())


def _role(user: User) -> tuple[str, str]:
    teams = ", ".join(sorted(m.team.name for m in user.memberships.all()))
    if not user.is_active:
        return "left", ""
    return ("team", teams) if teams else ("owner" if user.is_owner else "privacy", "")
