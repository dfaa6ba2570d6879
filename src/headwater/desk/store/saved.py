"""The cases in which a saved reply was used, with what happened after, in three statements."""

from datetime import datetime, timedelta

from django.db.models import Min

from headwater.desk.domain import CLOSED, Step
from headwater.desk.measures.saved import UsedCase
from headwater.desk.models import Case, OutboxMoment, SavedReplyUse


def used_cases(*, saved: int, since: datetime, now: datetime, back_within: timedelta) -> list[UsedCase]:
    """Each case once, from its first answer of that kind that left; merged cases stand where they went."""
    uses = SavedReplyUse.objects.filter(saved=saved, message__state="sent", message__at__gte=since)
    first = dict(uses.values_list("message__case").annotate(at=Min("message__at")).order_by())
    cases = list(Case.objects.filter(number__in=first).only("state", "confirmed_by_customer", "customer"))
    reopened = _reopened(first)
    later = _opened_by({c.customer_id for c in cases}, min(first.values(), default=now))
    return [
        UsedCase(
            number=c.number,
            closed=c.state in CLOSED,
            reached=c.state in CLOSED and c.confirmed_by_customer,
            reopened=any(at > first[c.number] for at in reopened.get(c.number, ())),
            came_back=_came_back(c, first[c.number], later.get(c.customer_id, []), now, back_within),
        )
        for c in cases
    ]


def _reopened(first: dict[int, datetime]) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = {}
    moments = OutboxMoment.objects.filter(case_number__in=first, step=Step.REOPENED.value)
    for number, at in moments.values_list("case_number", "at"):
        found.setdefault(number, []).append(at)
    return found


def _opened_by(customers: set[int], since: datetime) -> dict[int, list[tuple[int, datetime]]]:
    found: dict[int, list[tuple[int, datetime]]] = {}
    cases = Case.objects.filter(customer__in=customers, opened_at__gt=since).exclude(state__in=["merged", "aside"])
    for customer, number, at in cases.values_list("customer", "number", "opened_at"):
        found.setdefault(customer, []).append((number, at))
    return found


def _came_back(
    case: Case, used: datetime, later: list[tuple[int, datetime]], now: datetime, within: timedelta
) -> bool | None:
    """Another case of theirs in the time after the answer; None where that time is not over."""
    if used + within > now:
        return None
    return any(number != case.number and used < at <= used + within for number, at in later)
