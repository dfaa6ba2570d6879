"""The facts behind the numbers, read in four statements."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Q

from headwater.desk.domain import Step
from headwater.desk.hours import BusinessHours, business_hours
from headwater.desk.measures.domain import CaseFacts, Clock
from headwater.desk.measures.facts import HOW, facts
from headwater.desk.models import Case, Message, OutboxMoment, Standard
from headwater.people.models import Team

ACTIVE = ("new", "open", "waiting", "snoozed")


def case_facts(*, since: datetime, until: datetime, teams: frozenset[int] | None) -> list[CaseFacts]:
    """Cases that were opened or closed in the window, and those that are open now.

    With `teams`, those that one of them answered first, or has before there is an answer, and those of no team.
    """
    closed = OutboxMoment.objects.filter(step__in=list(HOW), at__gte=since, at__lt=until).values("case_number")
    opened = Q(opened_at__gte=since, opened_at__lt=until)
    chosen = Case.objects.filter(opened | Q(number__in=closed) | Q(state__in=ACTIVE))
    if teams is not None:
        answered = OutboxMoment.objects.filter(step=Step.REPLIED.value, held_team__in=teams).values("case_number")
        theirs = Q(team__in=teams) | Q(team__isnull=True) | Q(number__in=answered)
        chosen = chosen.filter(theirs) if teams else chosen.none()
    numbers = chosen.values("number")
    failed = set(Message.objects.filter(case__in=numbers, kind="out", state="failed").values_list("pk", flat=True))
    by_case: dict[int, list[OutboxMoment]] = defaultdict(list)
    for moment in OutboxMoment.objects.filter(case_number__in=numbers).order_by("case_number", "id"):
        by_case[moment.case_number].append(moment)
    found = (
        facts(number, moments, failed)
        for number, moments in by_case.items()
        if any(m.step == Step.OPENED for m in moments)
    )
    return [f for f in found if teams is None or f.team is None or f.team in teams]


def clock() -> Clock:
    """Business seconds by team; a case of no team is counted round the clock."""
    hours = {t.pk: business_hours(t.hours, t.holidays, t.time_zone) for t in Team.objects.all()}
    return lambda team, begin, end: hours.get(team or 0, BusinessHours()).seconds(begin, end)


def standards() -> dict[int | None, float]:
    """First-answer standards in business seconds, by team; None is for all others."""
    found = Standard.objects.filter(first_answer_s__isnull=False).values_list("team", "first_answer_s")
    return {team: float(seconds or 0) for team, seconds in found}
