"""Reminders of promises before they are late: to who gave them, to their team, to who holds the case of the absent."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Q

from headwater.desk.acts.base import Acting
from headwater.desk.domain import Step
from headwater.desk.models import Case, Promise, PromiseNotice
from headwater.desk.promise import PromiseState
from headwater.desk.store.prepared import Prepared, given, some
from headwater.people.domain import MemberRole
from headwater.people.models import Membership, User
from headwater.people.rules import may_see_case
from headwater.people.service import away, visible_teams

_UNSEEN = PromiseNotice.objects.filter(
    user=given(0), seen_at__isnull=True, promise__state=PromiseState.OPEN.value
).order_by()
_ANY_TEAM = Q(promise__case__team__in=some()) | Q(promise__case__team__isnull=True)
_ALL = Prepared(lambda: _UNSEEN.values_list("own").annotate(n=Count("pk")))
_OF_TEAMS = Prepared(lambda: _UNSEEN.filter(_ANY_TEAM).values_list("own").annotate(n=Count("pk")))


def remind(*, now: datetime, most: int = 200) -> int:
    """Remind of the promises whose time is near; of how many. Each in its own transaction, each once."""
    near = Promise.objects.filter(state=PromiseState.OPEN.value, remind_at__lte=now).order_by("remind_at")
    return sum(_remind(pk, case, now) for pk, case in list(near.values_list("pk", "case")[:most]))


@transaction.atomic
def _remind(key: int, case: int, now: datetime) -> bool:
    act = Acting(case, now=now, by=None)
    found = Promise.objects.select_for_update(of=("self",)).select_related("by_user").filter(pk=key, case=case).first()
    if found is None or found.state != PromiseState.OPEN or found.remind_at is None:
        return False
    notice(found, act.case, now)
    found.remind_at = None
    found.save(update_fields=["remind_at"])
    act.step(Step.PROMISE_NEAR, promise=found.pk, what=found.what, due_to=found.due_to.isoformat())
    act.save(touch=False)
    return True


def notice(found: Promise, case: Case, now: datetime) -> None:
    """Whose it is, and their team, have something to look at: one notice each, in place of an earlier one."""
    own, team = _whom(found, case, now)
    PromiseNotice.objects.filter(promise=found).delete()
    PromiseNotice.objects.bulk_create(
        [PromiseNotice(promise=found, user_id=user, own=user in own, at=now) for user in sorted(own | team)]
    )


def _whom(found: Promise, case: Case, now: datetime) -> tuple[set[int], set[int]]:
    """Whose it is now, and their team: who gave it; where they are away or do not see the case any more, who holds
    it; where that is nobody, or somebody absent too, everybody who serves the team's customers and is here."""
    serving = _serving(case.team_id)
    people = {user.pk: user for user in [found.by_user, case.holder, *serving] if user and user.is_active}
    here = _here(people.values(), now)
    team = {user.pk for user in serving} & here
    for user in (found.by_user, case.holder):
        if user is not None and user.pk in here and may_see_case(user, case.team_id):
            return {user.pk}, team
    return team, team


def _serving(team: int | None) -> list[User]:
    rows = Membership.objects.filter(user__is_active=True).exclude(role=MemberRole.PROVIDER.value)
    return [m.user for m in (rows.filter(team=team) if team else rows.none()).select_related("user")]


def _here(people: Iterable[User], now: datetime) -> set[int]:
    """Who is not away, on the day that it is where they are."""
    by_day: dict[date, set[int]] = {}
    for user in people:
        by_day.setdefault(now.astimezone(ZoneInfo(user.time_zone)).date(), set()).add(user.pk)
    return {key for day, keys in by_day.items() for key in keys - away(users=keys, on=day)}


def reminders(*, user: User) -> tuple[int, int]:
    """How many notices somebody has not seen: of promises that are theirs now, and of their teams'. One statement."""
    teams = visible_teams(user)
    if teams is None:
        found = dict(_ALL.rows(user.pk))
    else:
        found = dict(_OF_TEAMS.rows(user.pk, inside=", ".join(map(str, sorted(teams))))) if teams else {}
    return found.get(True, 0), found.get(False, 0)


def reminders_seen(*, user: User, own: bool, now: datetime) -> int:
    """Somebody has looked at their list, or at their teams'; how many were new to them."""
    return PromiseNotice.objects.filter(user=user, own=own, seen_at__isnull=True).update(seen_at=now)
