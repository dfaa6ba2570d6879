"""The desk's numbers for one person, over the cases they may see."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from headwater.desk.errors import NotAllowedError, RefusedError
from headwater.desk.measures import shares, times
from headwater.desk.measures.domain import CaseFacts, Figure, FiguresPage, Part, Window
from headwater.desk.models import Standard
from headwater.desk.store.facts import case_facts, clock, standards
from headwater.people.models import User
from headwater.people.rules import is_analyst, is_owner, may_lead, may_see_findings, roles_of
from headwater.people.service import teams, visible_teams

MOST_DAYS = 30


def figures(*, user: User, since: datetime, until: datetime, now: datetime) -> tuple[Figure, ...]:
    """Every number of the window [since, until), with the rows behind it."""
    found = case_facts(since=since, until=until, teams=visible_teams(user))
    return measured(found, Window(since, until, now))


def figures_page(
    *, user: User, since: datetime, until: datetime, now: datetime, team: str = "", channel: str = ""
) -> FiguresPage:
    """The numbers over the teams somebody leads, by team and by channel; one team or channel alone where it is named.

    Never by person: nobody is ranked. Raises NotAllowedError.
    """
    window = Window(since, until, now)
    found = case_facts(since=since, until=until, teams=measured_teams(user))
    by_team = [c for c in found if channel in ("", c.channel)]
    by_channel = [c for c in found if team in ("", str(c.team or 0))]
    chosen = [c for c in by_team if team in ("", str(c.team or 0))]
    names = {str(t.pk): t.name for t in teams()}
    return FiguresPage(
        window,
        measured(chosen, window),
        _parts(by_team, window, lambda c: str(c.team or 0), lambda key: names.get(key, "")),
        _parts(by_channel, window, lambda c: c.channel, str),
        {c.number: c for c in chosen},
    )


def measured_teams(user: User) -> frozenset[int] | None:
    """Who leads sees the numbers of the teams led; the owner and the analyst those of all."""
    if not may_see_findings(user):
        raise NotAllowedError("The desk's numbers are for who leads a team, the analyst and the owner.")
    if is_owner(user) or is_analyst(user):
        return None
    return frozenset(team for team in roles_of(user) if may_lead(user, team))


def _parts(
    found: list[CaseFacts], window: Window, key: Callable[[CaseFacts], str], name: Callable[[str], str]
) -> tuple[Part, ...]:
    groups: dict[str, list[CaseFacts]] = defaultdict(list)
    for case in found:
        groups[key(case)].append(case)
    parts = [Part(k, name(k), measured(cases, window)) for k, cases in groups.items()]
    return tuple(sorted(parts, key=lambda part: (part.name == "", part.name)))


def measured(found: list[CaseFacts], window: Window) -> tuple[Figure, ...]:
    """Every number over these cases."""
    time = clock()
    return (
        times.first_answer(found, window=window, clock=time),
        shares.standard_kept(found, window=window, clock=time, standards=standards()),
        times.time_to_done(found, window=window),
        times.queue_time(found, window=window),
        times.waiting_now(found, window=window),
        shares.reopened(found, window=window),
        shares.confirmed(found, window=window),
        shares.settled_at_once(found, window=window),
        shares.undelivered(found, window=window),
        shares.against_wish(found, window=window),
    )


def holding_times(*, user: User, since: datetime, until: datetime, now: datetime) -> dict[int | None, Figure]:
    """Time by team (None is no team), never by person: nobody is ranked."""
    found = case_facts(since=since, until=until, teams=visible_teams(user))
    return times.held_by(found, window=Window(since, until, now), team=True)


@transaction.atomic
def set_standard(*, team: int | None, first_answer_s: int | None, done_s: int | None = None, by: User) -> Standard:
    """The least result a customer may count on; None takes a part of it away. Raises NotAllowedError."""
    if not may_lead(by, team) or (team is None and not by.is_owner):
        raise NotAllowedError("Only who leads a team sets its standard; the owner sets that of all others.")
    found = Standard.objects.filter(team=team).first() or Standard(team_id=team)
    found.first_answer_s, found.done_s = first_answer_s, done_s
    found.save()
    return found


@transaction.atomic
def set_promise_days(*, team: int | None, days: int | None, by: User) -> None:
    """Working days until a promise is due that names no date; None takes the team's own away. Raises NotAllowedError,
    RefusedError."""
    if not may_lead(by, team) or (team is None and not by.is_owner):
        raise NotAllowedError("Only who leads a team sets its standard; the owner sets that of all others.")
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise RefusedError(f"A promise without a date is due after 1 to {MOST_DAYS} working days; choose one of these.")
    found = Standard.objects.filter(team=team).first() or Standard(team_id=team)
    found.promise_days = days
    found.save()


def standard(*, team: int) -> tuple[int | None, int | None]:
    """A team's own standard, for the first answer and until done, in business seconds; None is none."""
    found = Standard.objects.filter(team=team).first()
    return (found.first_answer_s, found.done_s) if found else (None, None)
