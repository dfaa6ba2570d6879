"""The audit log: who looked at a person's data, who changed a permission."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from headwater.people.models import Audit, AuditRetention, User
from headwater.shared.errors import UsageError

LEAST_KEPT = timedelta(days=90)
APPLIED = "retention applied"
"""as the log names a run that removed something"""


def record(
    *,
    act: str,
    now: datetime,
    by: User | None,
    what: str = "",
    customer_id: int | None = None,
    case_id: int | None = None,
) -> None:
    """Add a line; `what` names ids, roles and settings, never a customer's words, name or address."""
    Audit.objects.create(at=now, who=by, act=act, what=what[:300], customer_id=customer_id, case_id=case_id)


def audit_lines(*, before: int | None = None, limit: int = 100, act: str = "") -> list[Audit]:
    """The newest lines first, of one act where it is named; `before` is the id of the last line of the page before."""
    lines = Audit.objects.select_related("who").order_by("-id")
    lines = lines.filter(act=act) if act else lines
    return list((lines if before is None else lines.filter(id__lt=before))[:limit])


def audit_before(*, at: datetime) -> int:
    """How many lines are from days before that of `at`."""
    return Audit.objects.filter(at__lt=_day(at)).count()


@transaction.atomic
def retain_audit(*, before: datetime, now: datetime, by: User | None) -> int:
    """Let lines from days before that of `before` go, and say so in the log; how many went. UsageError under 90 days.

    Whole days (UTC), so that a run every hour says so once a day.
    """
    if now - before < LEAST_KEPT:
        raise UsageError(f"The audit log keeps at least {LEAST_KEPT.days} days; {before:%Y-%m-%d} is younger.")
    if not audit_before(at=before):
        return 0
    AuditRetention.objects.all().delete()
    AuditRetention.objects.create(before=_day(before), at=now, by=by)
    old = Audit.objects.filter(at__lt=_day(before))
    gone = old._raw_delete(old.db)
    record(act=APPLIED, what=f"{gone} lines of the audit log before {before:%Y-%m-%d}", now=now, by=by)
    return gone


def _day(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
