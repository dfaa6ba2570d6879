"""All that is known of one customer, read in as many statements as there are tables, whatever their size."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Left, NullIf, TruncDate

from headwater.desk.inferring import CaseLine, SaidLine
from headwater.desk.models import Case, CustomerMerge, Message, Preference, Treatment, TypeGiven

MOST_CASES = 100
MOST_SAID = 200
MOST_TEXT = 600
Teams = frozenset[int] | None


@dataclass(frozen=True, slots=True)
class PreferenceLine:
    """What they said, when, and who wrote it down ("" is themselves); `until` ends it."""

    kind: str
    value: str
    said_at: datetime
    by: str
    written_at: datetime
    until: datetime | None
    until_by: str


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A situation somebody saw them in; without a case, in all."""

    id: int
    type: int
    name: str
    case: int | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class MergedLine:
    """Who was found to be them, by whom and how it was known."""

    customer: int
    name: str
    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class ServedLine:
    """Somebody who answered them, in how many cases, and when last."""

    user: int
    name: str
    cases: int
    newest: datetime


def seen(teams: Teams, prefix: str = "") -> Q:
    """Cases that somebody of these teams may see; None sees all."""
    if teams is None:
        return Q()
    if not teams:
        return Q(pk__in=[])
    return Q(**{f"{prefix}team__in": teams}) | Q(**{f"{prefix}team__isnull": True})


def cases(customer: int, teams: Teams, opens: Teams) -> tuple[CaseLine, ...]:
    """Their newest cases; `opens` are the teams whose cases the reader can open."""
    rows = Case.objects.filter(seen(teams), customer=customer).order_by("-number")
    names = ("number", "subject", "state", "ending", "opened_at")
    found = rows.values_list(*names, Coalesce("done_at", "ended_at"), "team")[:MOST_CASES]
    return tuple(
        CaseLine(
            number, subject, state, ending, opened, closed, opens is None or (bool(opens) and team in {None, *opens})
        )
        for number, subject, state, ending, opened, closed, team in found
    )


def said(customer: int, teams: Teams, addresses: frozenset[str]) -> tuple[SaidLine, ...]:
    """What they wrote or told us, the newest first; what others wrote in their cases is not theirs."""
    mine = Q(sender_address="") | Q(sender_address__in=addresses)
    rows = Message.objects.filter(mine, seen(teams, "case__"), case__customer=customer, kind="in", automatic=False)
    text = Left(Coalesce(NullIf("stripped", Value("")), F("text")), MOST_TEXT)
    channel = Coalesce(NullIf("channel", Value("")), F("case__channel"))
    found = rows.order_by("-at", "-id").values_list("id", "case", "at", channel, text)[:MOST_SAID]
    return tuple(SaidLine(*row) for row in found)


def served(customer: int, teams: Teams) -> tuple[tuple[ServedLine, ...], Mapping[int, datetime]]:
    """Who answered them, by cases; and when each of their cases had its first answer."""
    rows = Message.objects.filter(seen(teams, "case__"), case__customer=customer, kind="out", automatic=False)
    sent = rows.filter(state__in=["sent", "told"]).order_by("-at", "-id")
    people: dict[tuple[int, str], tuple[set[int], datetime]] = {}
    first: dict[int, datetime] = {}
    for case, at, user, name in sent.values_list("case", "at", "author", "author__name")[: 2 * MOST_SAID]:
        first[case] = at
        if user is not None:
            people.setdefault((user, name), (set(), at))[0].add(case)
    lines = [ServedLine(user, name, len(where), newest) for (user, name), (where, newest) in people.items()]
    return tuple(sorted(lines, key=lambda line: (-line.cases, line.name))), first


def preferences(customer: int) -> tuple[PreferenceLine, ...]:
    """Current and former, the newest said first."""
    rows = Preference.objects.filter(customer=customer).order_by("-said_at", "-id")
    names = ("kind", "value", "said_at", "by__name", "written_at", "until", "until_by__name")
    return tuple(PreferenceLine(k, v, s, b or "", w, u, e or "") for k, v, s, b, w, u, e in rows.values_list(*names))


def types(customer: int, teams: Teams) -> tuple[GivenLine, ...]:
    """Situations they are in now, also those of a case that the reader may see."""
    rows = TypeGiven.objects.filter(customer=customer, until__isnull=True).order_by("type__name", "id")
    here = Q() if teams is None else Q(case__isnull=True) | seen(teams, "case__")
    found = rows.filter(here).values_list("id", "type", "type__name", "case", "at", "by__name")
    return tuple(GivenLine(i, t, name, case, at, by or "") for i, t, name, case, at, by in found)


def merged(customer: int) -> tuple[MergedLine, ...]:
    """Who was merged into them and still is."""
    rows = CustomerMerge.objects.filter(into=customer, undone_at__isnull=True).order_by("-id")
    found = rows.values_list("gone", "gone__name", "at", "by__name", "why")
    return tuple(MergedLine(gone, name, at, by or "", why) for gone, name, at, by, why in found)


def treatments(customer: int, teams: Teams) -> list[Treatment]:
    """How they were treated otherwise than others, the newest first."""
    rows = Treatment.objects.filter(seen(teams, "case__"), customer=customer)
    return list(rows.select_related("by", "reason_by").order_by("-id"))


def contact_days(customers: list[int]) -> dict[int, list[date]]:
    """The days on which each of them wrote or spoke to us, in any case. One statement."""
    address = Q(sender_address="") | Q(sender_address=F("case__customer__addresses__value"))
    rows = Message.objects.filter(address, case__customer__in=customers, kind="in", automatic=False)
    found: dict[int, list[date]] = {}
    for customer, day in rows.order_by().values_list("case__customer", TruncDate("at")).distinct():
        found.setdefault(customer, []).append(day)
    return found
