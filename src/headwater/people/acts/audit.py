"""The audit log: who looked at a person's data, who changed a permission."""

from datetime import datetime, timedelta

from django.db import transaction

from headwater.people.models import Audit, AuditRetention, User
from headwater.shared.errors import UsageError

LEAST_KEPT = timedelta(days=90)


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


@transaction.atomic
def retain_audit(*, before: datetime, now: datetime, by: User | None) -> int:
    """Let lines older than `before` go, and say so in the log; how many went. UsageError under 90 days."""
    if now - before < LEAST_KEPT:
        raise UsageError(f"The audit log keeps at least {LEAST_KEPT.days} days; {before:%Y-%m-%d} is younger.")
    AuditRetention.objects.create(before=before, at=now, by=by)
    old = Audit.objects.filter(at__lt=before)
    gone = old._raw_delete(old.db)
    record(act="audit retention", what=f"{gone} lines before {before:%Y-%m-%d}", now=now, by=by)
    return gone
