"""How long things are kept: everything, until a person says otherwise here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from headwater.desk.errors import NotAllowedError, RefusedError
from headwater.desk.models import Attachment, DeadLetter, Presence, RawMail, Retention
from headwater.desk.store import files
from headwater.people.models import User
from headwater.people.rules import may_manage_organisation, may_see_audit
from headwater.people.service import AUDIT_LEAST_KEPT, RETENTION_APPLIED, audit_before, record, retain_audit

AUDIT = "audit log"
KINDS = ("raw mail", "attachments", "resolved dead letters", AUDIT)
LEAST_DAYS = {kind: AUDIT_LEAST_KEPT.days if kind == AUDIT else 7 for kind in KINDS}
"""by kind: a rule with fewer days is refused"""


@transaction.atomic
def set_retention(*, what: str, days: int | None, by: User, now: datetime) -> None:
    """Delete a kind after so many days from now on; None keeps it for good, which is how it begins."""
    if not may_manage_organisation(by):
        raise NotAllowedError("Only the owner decides how long things are kept.")
    if what not in KINDS:
        raise RefusedError(f"Choose one of {', '.join(KINDS)}.")
    if days is not None and days < LEAST_DAYS[what]:
        raise RefusedError(f"A rule for {what} keeps at least {LEAST_DAYS[what]} days.")
    Retention.objects.filter(what=what).delete()
    if days is not None:
        Retention.objects.create(what=what, days=days, by=by, at=now)
    record(act="retention set", what=f"{what}: {days or 'kept'}", now=now, by=by)


@dataclass(frozen=True, slots=True)
class Rule:
    """How long a kind is kept; `days` None is for good. `due` is how much of it a run at that time removes."""

    what: str
    days: int | None
    by: str
    since: datetime | None
    due: int


def rules_kept(*, user: User, at: datetime) -> list[Rule]:
    """The rule of each kind, and what a run at `at` would remove by it. Raises NotAllowedError."""
    if not may_see_audit(user):
        raise NotAllowedError("Only the owner, or who looks after privacy, sees what is kept how long.")
    set_ = {rule.what: rule for rule in Retention.objects.select_related("by")}
    return [_rule(what, set_.get(what), at) for what in KINDS]


def _rule(what: str, found: Retention | None, at: datetime) -> Rule:
    if found is None:
        return Rule(what, None, "", None, 0)
    return Rule(what, found.days, found.by.name if found.by else "", found.at, older(what, found.days, at))


def older(what: str, days: int, at: datetime) -> int:
    """How much of a kind is older than so many days."""
    before = at - timedelta(days=days)
    return audit_before(at=before) if what == AUDIT else _OLD[what](before).count()


def retention() -> dict[str, int]:
    """The rules that hold, in days; what is not in it is kept."""
    return dict(Retention.objects.values_list("what", "days"))


def apply_retention(*, now: datetime) -> dict[str, int]:
    """Delete what the rules say; how much of each. Without a rule nothing is deleted."""
    rules = retention()
    kept = rules.pop(AUDIT, None)
    gone = {what: _delete(what, now - timedelta(days=days)) for what, days in rules.items()}
    for what, number in gone.items():
        if number:
            record(act=RETENTION_APPLIED, what=f"{number} {what}", now=now, by=None)
    if kept is not None:
        gone[AUDIT] = retain_audit(before=now - timedelta(days=kept), now=now, by=None)
    return gone


_OLD: dict[str, Callable[[datetime], QuerySet[Any]]] = {
    "raw mail": lambda before: RawMail.objects.filter(received_at__lt=before),
    "attachments": lambda before: Attachment.objects.filter(message__at__lt=before),
    "resolved dead letters": lambda before: DeadLetter.objects.filter(resolved_at__lt=before),
}
"""what is older than a time, by kind"""


def _delete(what: str, before: datetime) -> int:
    """The rows first: a file that a killed run leaves is named by nothing, and `drop` may run again."""
    old = _OLD[what](before)
    hashes = set(old.values_list("sha256", flat=True)) if what == "attachments" else set()
    gone = old.delete()[0]
    files.drop(hashes - set(Attachment.objects.filter(sha256__in=hashes).values_list("sha256", flat=True)))
    return gone


def forget_presence(*, now: datetime) -> int:
    """Lines about who was here say nothing after a minute."""
    return Presence.objects.filter(at__lt=now - timedelta(hours=1)).delete()[0]
