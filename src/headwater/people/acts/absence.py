"""Days that people are away: they say so themselves, and nobody asks why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from headwater.people.acts.audit import record
from headwater.people.models import Absence, User
from headwater.shared.errors import InputError

AWAY_MOST = 366


@dataclass(frozen=True, slots=True)
class Absent:
    """One absence, both days included."""

    id: int
    since: date
    until: date


@transaction.atomic
def be_away(*, user: User, since: date, until: date, now: datetime) -> Absent:
    """Somebody marks days off on their own page. Raises InputError."""
    if not 0 <= (until - since).days <= AWAY_MOST:
        raise InputError("Days off end on the day they begin or later, within a year; choose both days again.")
    made = Absence.objects.create(user=user, since=since, until=until)
    record(act="days off marked", now=now, by=user)
    return Absent(made.pk, made.since, made.until)


@transaction.atomic
def be_back(*, user: User, absence: int, now: datetime) -> None:
    """Take one's own days off away again; the day of today stays a day off no longer."""
    if Absence.objects.filter(user=user, pk=absence).delete()[0]:
        record(act="days off taken back", now=now, by=user)


def absences(*, user: User, today: date) -> list[Absent]:
    """Days off that are not over."""
    rows = Absence.objects.filter(user=user, until__gte=today).order_by("since", "id")
    return [Absent(a.pk, a.since, a.until) for a in rows]


def away(*, users: Collection[int], on: date) -> frozenset[int]:
    """Who of these is away on a day. One statement."""
    rows = Absence.objects.filter(user__in=users, since__lte=on, until__gte=on)
    return frozenset(rows.values_list("user", flat=True))
