"""Whose silence is unlike them: counted by a job for those who wrote since, checked again when the list is opened."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from headwater.desk.models import Case, CustomerMerge, Message, Rhythm
from headwater.desk.rhythm import Pace, pace
from headwater.desk.store.lists import aware
from headwater.desk.store.story import contact_days, seen
from headwater.people.models import User
from headwater.people.service import visible_teams

MOST: Final = 5_000
"""messages that are looked at once"""
BACK: Final = 100
"""and so many again, since a lower number may be committed after a higher one"""
AGAIN: Final = timedelta(days=1)
ROWS: Final = 50


@transaction.atomic
def count_rhythms(*, now: datetime) -> int:
    """Count anew how often those write who wrote since, or were merged; how many. Goes on where it stopped."""
    last: int = Rhythm.objects.aggregate(n=Max("seen"))["n"] or 0
    messages = Message.objects.filter(pk__gt=last - BACK, kind="in", automatic=False).order_by("pk")
    rows = list(messages.values_list("pk", "case__customer")[: MOST + BACK])
    seen_to = max((pk for pk, _ in rows), default=last)
    fresh = {customer for _, customer in rows} if seen_to > last else set()
    return _count(fresh | _merged(now), seen_to)


def _merged(now: datetime) -> set[int]:
    lately = Q(at__gte=now - AGAIN) | Q(undone_at__gte=now - AGAIN)
    return {one for pair in CustomerMerge.objects.filter(lately).values_list("into", "gone") for one in pair}


def _count(customers: set[int], seen_to: int) -> int:
    days = contact_days(sorted(customers)) if customers else {}
    found = {customer: pace(days.get(customer, [])) for customer in customers}
    Rhythm.objects.filter(customer__in=[c for c, one in found.items() if one is None]).delete()
    Rhythm.objects.bulk_create(
        [_row(customer, one, seen_to) for customer, one in sorted(found.items()) if one is not None],
        update_conflicts=True, unique_fields=["customer"], update_fields=["last_at", "quiet_from", "seen"],
    )  # fmt: skip
    return len(found)


def _row(customer: int, one: Pace, seen_to: int) -> Rhythm:
    last = aware(datetime.combine(one.last, datetime.min.time()))
    return Rhythm(customer_id=customer, last_at=last, quiet_from=one.quiet_from, seen=seen_to)


@dataclass(frozen=True, slots=True)
class QuietLine:
    """Somebody quiet beyond their own rhythm, with their newest case that the reader may see."""

    customer: int
    name: str
    pace: Pace
    case: int
    subject: str
    state: str


@dataclass(frozen=True, slots=True)
class QuietPage:
    """Who fell silent last comes first. `older` is the cursor of the next page."""

    lines: tuple[QuietLine, ...]
    older: str


def quiet_customers(*, user: User, now: datetime, page: str = "") -> QuietPage:
    """Customers of whom the reader may see a case. Three statements; counted again from their messages, so that this
    list and their own page never disagree."""
    cases = Case.objects.filter(seen(visible_teams(user)))
    rows = Rhythm.objects.filter(quiet_from__lte=now, customer__merged_into__isnull=True)
    rows = rows.filter(Exists(cases.filter(customer=OuterRef("customer"))))
    if (after := _cursor(page)) is not None:
        rows = rows.filter(Q(quiet_from__lt=after[0]) | Q(quiet_from=after[0], customer__lt=after[1]))
    found = list(rows.order_by("-quiet_from", "-customer").values_list("customer", "quiet_from")[: ROWS + 1])
    shown = found[:ROWS]
    older = f"{shown[-1][1].timestamp():.0f}_{shown[-1][0]}" if len(found) > ROWS and shown[-1][1] else ""
    return QuietPage(_lines([customer for customer, _ in shown], user, now), older)


def _cursor(text: str) -> tuple[datetime, int] | None:
    """A cursor out of an address; None begins anew, also where it makes no sense."""
    time, _, customer = text.partition("_")
    if not (time.isdecimal() and customer.isdecimal() and len(time) < 12 and len(customer) < 18):
        return None
    return aware(datetime.fromtimestamp(0).astimezone()) + timedelta(seconds=int(time)), int(customer)


def _lines(customers: list[int], user: User, now: datetime) -> tuple[QuietLine, ...]:
    days = contact_days(customers) if customers else {}
    newest: dict[int, tuple[str, int, str, str]] = {}
    rows = Case.objects.filter(seen(visible_teams(user)), customer__in=customers).order_by("-number")
    for customer, name, number, subject, state in rows.values_list(
        "customer", "customer__name", "number", "subject", "state"
    ):
        newest.setdefault(customer, (name, number, subject, state))
    lines = []
    for customer in customers:
        one = pace(days.get(customer, []))
        if one is not None and one.is_quiet(now=now) and customer in newest:
            name, number, subject, state = newest[customer]
            lines.append(QuietLine(customer, name, one, number, subject, state))
    return tuple(lines)
