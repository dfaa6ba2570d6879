"""Promises that a text seems to make, before it is sent: proposed with their words and date, never taken as made."""

import hashlib
import re
from collections import Counter
from datetime import datetime
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
from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.domain import Suggestion
from headwater.signals.promises.service import suggest

ALIKE = 0.75
"""share of the words of two promises, from which they are one said twice"""
FILLING = frozenset({"will", "your", "werde", "werden", "wird", "ihnen", "ihre", "ihren", "ihrem"})
DEFAULT_DAYS = 2
"""working days for a promise without a date, where neither its team nor the organisation set their own"""


def promises_in(*, case: CaseRef, text: str, user: User, now: datetime) -> tuple[Found, ...]:
    """What a text for this case seems to promise, read in its writer's zone and the team's working days.

    A vague one gets the default days. Three statements. Raises NotFoundError.
    """
    found = Case.objects.select_related("team").filter(number=number(case)).first()
    if found is None:
        raise NotFoundError(f"There is no case {number(case)} that you may see; ask the team that has it.")
    must_see(user, found.team_id, found.number)
    times, days = calendar(found.team, user), promise_days(team=found.team_id)
    suggested = suggest(text, at=now.astimezone(times.zone), calendar=times, default=days, without_quotes=True)
    ahead = _once([said for said in suggested if said.due.latest > now])
    standing = [p for p in promises.of_case(found.number, today=None) if p.open] if ahead else []
    return tuple(_found(said, key, standing) for said, key in zip(ahead, _keys(ahead), strict=True))


def promise_days(*, team: int | None) -> int:
    """Working days until a promise without a date is due: the team's own, else those of all others."""
    rows = Standard.objects.filter(Q(team=team) | Q(team__isnull=True), promise_days__isnull=False)
    own = rows.order_by(F("team").asc(nulls_last=True)).values_list("promise_days", flat=True).first()
    return own or DEFAULT_DAYS


def promise_days_set() -> dict[int | None, int]:
    """The days that were set, by team; None is all others. One statement."""
    rows = Standard.objects.filter(promise_days__isnull=False).values_list("team", "promise_days")
    return {team: days for team, days in rows if days is not None}


def calendar(team: Team | None, user: User) -> Calendar:
    """The team's working days, in the zone of who writes; without a team, office days."""
    zone = ZoneInfo(user.time_zone)
    if team is None or not team.hours:
        return Calendar(zone=zone)
    hours = business_hours(team.hours, team.holidays, team.time_zone)
    return Calendar(hours.spans, hours.holidays, zone)


def _once(suggested: list[Suggestion]) -> list[Suggestion]:
    """What is promised twice in one text, due at the same time and in nearly the same words, is one: as said first."""
    kept: list[Suggestion] = []
    for said in suggested:
        if not any(said.due == one.due and _alike(said.text, one.text) for one in kept):
            kept.append(said)
    return kept


def _alike(one: str, other: str) -> bool:
    """Most telling words are in both; "the form" and "the invoice" by Friday are two promises."""
    a, b = _words(one), _words(other)
    return len(a & b) >= ALIKE * max(1, len(a | b))


def _words(what: str) -> set[str]:
    return set(re.findall(r"\w{4,}", what.casefold())) - FILLING


def _keys(suggested: list[Suggestion]) -> list[str]:
    """The same words have the same name while the text around them is mended."""
    seen: Counter[str] = Counter()
    keys = []
    for said in suggested:
        word = hashlib.sha256(said.text.casefold().encode()).hexdigest()[:10]
        seen[word] += 1
        keys.append(f"{word}{seen[word]}")
    return keys


def _found(said: Suggestion, key: str, standing: list[PromiseLine]) -> Found:
    """An open promise whose time meets this one is the same, told again; the others may be meant with another time."""
    begin, end = said.due.earliest, said.due.latest
    same = next((p for p in standing if not said.vague and p.due_from <= end and begin <= p.due_to), None)
    others = tuple(standing) if same is None and not said.vague else ()
    return Found(key, said.span, said.text, said.what, begin, end, said.vague, said.rule, same, others)
