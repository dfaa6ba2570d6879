"""Promises as they are shown, each list in one statement."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from headwater.desk.models import Promise
from headwater.desk.promise import Given, PromiseLine, PromiseState
from headwater.desk.store.prepared import A_DAY, Prepared
from headwater.desk.store.prepared import given as given_here
from headwater.people.models import Absence

_OWN = (
    "id", "what", "own_words", "due_from", "due_to", "vague", "state", "made_at", "asked_to_move_to", "given_at",
    "settled_at", "why", "agreed_how", "asked_why", "rule",
)  # fmt: skip
_NAMED = {
    "case": "case_id",
    "by_name": "by_user__name",
    "by_id": "by_user_id",
    "team_name": "case__team__name",
    "team_id": "case__team_id",
    "holder_name": "case__holder__name",
    "subject": "case__subject",
    "customer_name": "customer__name",
    "commitment": "commitment__text",
    "follows": "follows_id",
    "message": "message_id",
    "message_kind": "message__kind",
    "message_state": "message__state",
    "asked_kind": "asked_in__kind",
    "asked_state": "asked_in__state",
    "broken_by": "broken_by",
    "away": "away",
}
_NAMES = (
    "by_name",
    "team_name",
    "holder_name",
    "customer_name",
    "commitment",
    "message_kind",
    "message_state",
    "asked_kind",
    "asked_state",
)


def of_case(case: int, *, today: date | None) -> tuple[PromiseLine, ...]:
    """Open ones first, the next due on top; then what became of the others, newest first."""
    found = _lines(_OF_CASE.rows(case, today or date.min))  # nobody is away on the first day of all
    settled = sorted((p for p in found if p.state != PromiseState.OPEN), key=lambda p: -p.id)
    return (*(p for p in found if p.state == PromiseState.OPEN), *settled)


def of_customer(customer: int, *, today: date | None) -> tuple[PromiseLine, ...]:
    """All that was promised to somebody, the newest first."""
    return tuple(lines(Promise.objects.filter(customer=customer).order_by("-due_to", "-id"), today=today))


class Cursor(NamedTuple):
    """The last promise of the page before."""

    due_to: datetime
    id: int


def due(
    *, mine: int | None, teams: frozenset[int] | None, words: str, before: datetime | None, after: Cursor | None,
    most: int, today: date | None,
) -> list[PromiseLine]:  # fmt: skip
    """Open promises in cases of these teams, the most overdue first, also those whose answer did not arrive; `mine`:
    those that somebody gave, or whose case they hold. `before`: only those due before then."""
    said = Q(given_at__isnull=False) | Q(message__state="failed")
    chosen = Promise.objects.filter(said, seen_by(teams), state=PromiseState.OPEN.value)
    if mine is not None:
        chosen = chosen.filter(Q(by_user=mine) | Q(case__holder=mine))
    if before is not None:
        chosen = chosen.filter(due_to__lt=before)
    for word in words.split():
        chosen = chosen.filter(_says(word))
    if after is not None:
        chosen = chosen.filter(Q(due_to__gt=after.due_to) | Q(due_to=after.due_to, pk__gt=after.id))
    return lines(chosen.order_by("due_to", "id")[:most], today=today)


def _says(word: str) -> Q:
    said = Q(what__icontains=word) | Q(own_words__icontains=word) | Q(customer__name__icontains=word)
    return said | Q(by_user__name__icontains=word) | (Q(case=int(word)) if word.isdecimal() and len(word) < 18 else Q())


def seen_by(teams: frozenset[int] | None) -> Q:
    """Promises in cases that members of these teams may see; None sees all, nobody's member none."""
    if teams is None:
        return Q()
    return (Q(case__team__in=teams) | Q(case__team__isnull=True)) if teams else Q(pk__in=[])


def lines(chosen: QuerySet[Promise], *, today: date | None) -> list[PromiseLine]:
    """One statement."""
    return _lines(_cells(chosen, today))


def _cells(chosen: QuerySet[Promise], today: date | None) -> QuerySet[Promise, tuple[Any, ...]]:
    off = Absence.objects.filter(user=OuterRef("by_user"), since__lte=today, until__gte=today) if today else None
    return chosen.annotate(away=Exists(off) if off is not None else Value(False)).values_list(*_OWN, *_NAMED.values())


_OF_CASE = Prepared(lambda: _cells(Promise.objects.filter(case=given_here(0)).order_by("due_to", "id"), A_DAY))


def _lines(rows: Iterable[tuple[Any, ...]]) -> list[PromiseLine]:
    return [_line(dict(zip((*_OWN, *_NAMED), row, strict=True))) for row in rows]


def _line(cells: dict[str, Any]) -> PromiseLine:
    broken = cells.pop("broken_by") or {}
    for name in _NAMES:
        cells[name] = cells[name] or ""
    return PromiseLine(**cells, link=broken.get("link", ""))


def decided(since: datetime, until: datetime) -> Q:
    """Promises that may have been decided in [since, until): `promise.counted` says which were."""
    return Q(due_to__gte=since, due_to__lt=until) | Q(settled_at__gte=since, settled_at__lt=until)


def given(chosen: QuerySet[Promise]) -> Iterable[tuple[Promise, Given]]:
    """Promises that a customer had, for counting."""
    for p in chosen.filter(given_at__isnull=False):
        yield p, Given(p.case_id, p.state, p.due_to, p.settled_at, (p.broken_by or {}).get("link", ""))
