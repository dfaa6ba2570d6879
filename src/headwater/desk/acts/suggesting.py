"""Promises that a text seems to make, before it is sent: proposed with their words and date, never taken as made."""

import hashlib
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from headwater.desk.acts.base import CaseRef, number
from headwater.desk.errors import NotFoundError
from headwater.desk.hours import business_hours
from headwater.desk.models import Case, Standard
from headwater.desk.promise import Found, PromiseLine
from headwater.desk.rules import must_see
from headwater.desk.store import promises
from headwater.people.models import Team, User

if TYPE_CHECKING:
    from headwater.signals.promises.calendar import Calendar
    from headwater.signals.promises.domain import Suggestion

DEFAULT_DAYS = 2
"""working days for a promise without a date, where neither its team nor the organisation set their own"""


def promises_in(*, case: CaseRef, text: str, user: User, now: datetime) -> tuple[Found, ...]:
    """What a text for this case seems to promise, read in its writer's zone and the team's working days.

    A vague one gets the default days. One statement, and two more where something is found. Raises NotFoundError.
    """
    from headwater.signals.promises.service import suggest  # noqa: PLC0415 -- loaded where somebody writes

    found = Case.objects.select_related("team").filter(number=number(case)).first()
    if found is None:
        raise NotFoundError(f"There is no case {number(case)} that you may see; ask the team that has it.")
    must_see(user, found.team_id, found.number)
    times = calendar(found.team, user)
    suggested = suggest(text, at=now.astimezone(times.zone), calendar=times)
    if not suggested:
        return ()
    days = promise_days(team=found.team_id)
    standing = tuple(p for p in promises.of_case(found.number, today=None) if p.open)
    ahead = [(s, _due(s, times, days, now)) for s in suggested]
    keys = _keys(suggested)
    return tuple(_found(s, due, key, standing) for (s, due), key in zip(ahead, keys, strict=True) if due[1] > now)


def promise_days(*, team: int | None) -> int:
    """Working days until a promise without a date is due: the team's own, else those of all others."""
    rows = Standard.objects.filter(Q(team=team) | Q(team__isnull=True), promise_days__isnull=False)
    own = rows.order_by(F("team").asc(nulls_last=True)).values_list("promise_days", flat=True).first()
    return own or DEFAULT_DAYS


def calendar(team: Team | None, user: User) -> "Calendar":
    """The team's working days, in the zone of who writes; without a team, office days."""
    from headwater.signals.promises.calendar import Calendar  # noqa: PLC0415 -- loaded where somebody writes

    zone = ZoneInfo(user.time_zone)
    if team is None or not team.hours:
        return Calendar(zone=zone)
    hours = business_hours(team.hours, team.holidays, team.time_zone)
    return Calendar(hours.spans, hours.holidays, zone)


def _due(said: "Suggestion", times: "Calendar", days: int, now: datetime) -> tuple[datetime, datetime]:
    if not said.vague:
        return said.due.earliest, said.due.latest
    today = now.astimezone(times.zone).date()
    return now, times.closes(times.business_day(today, days))


def _keys(suggested: "list[Suggestion]") -> list[str]:
    """The same words have the same name while the text around them is mended."""
    seen: Counter[str] = Counter()
    keys = []
    for said in suggested:
        word = hashlib.sha256(said.text.casefold().encode()).hexdigest()[:10]
        seen[word] += 1
        keys.append(f"{word}{seen[word]}")
    return keys


def _found(said: "Suggestion", due: tuple[datetime, datetime], key: str, standing: tuple[PromiseLine, ...]) -> Found:
    """An open promise whose time meets this one is the same, told again; the others may be meant with another time."""
    begin, end = due
    same = next((p for p in standing if not said.vague and p.due_from <= end and begin <= p.due_to), None)
    others = standing if same is None and not said.vague else ()
    return Found(key, said.span, said.text, said.what, begin, end, said.vague, said.rule, same, others)
