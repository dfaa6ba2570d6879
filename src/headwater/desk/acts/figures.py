"""The desk's numbers for one person, over the cases they may see."""

from datetime import datetime

from django.db import transaction

from headwater.desk.errors import NotAllowedError
from headwater.desk.measures import shares, times
from headwater.desk.measures.domain import CaseFacts, Figure, Window
from headwater.desk.models import Standard
from headwater.desk.store.facts import case_facts, clock, standards
from headwater.people.models import User
from headwater.people.rules import may_lead
from headwater.people.service import visible_teams


def figures(*, user: User, since: datetime, until: datetime, now: datetime) -> tuple[Figure, ...]:
    """Every number of the window [since, until), with the rows behind it."""
    found = case_facts(since=since, until=until, teams=visible_teams(user))
    return measured(found, Window(since, until, now))


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
