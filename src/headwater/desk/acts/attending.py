"""Where people's eyes are: who is in a case just now, and which notes that name them they have read."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from headwater.desk.acts.base import CaseRef, number
from headwater.desk.errors import NotFoundError
from headwater.desk.models import Case, Mention, Presence
from headwater.desk.pages import Here
from headwater.desk.rules import must_see
from headwater.desk.store import presence
from headwater.people.models import User


@transaction.atomic
def present(*, case: CaseRef, user: User, doing: str, now: datetime) -> None:
    """This person is reading, or writing an answer to, this case just now; "" takes them away."""
    _may_know(user, number(case))
    if not doing:
        Presence.objects.filter(case=number(case), user=user).delete()
        return
    changes = {"doing": doing if doing == "writing" else "reading", "at": now}
    if not Presence.objects.filter(case=number(case), user=user).update(**changes):
        Presence.objects.update_or_create(case_id=number(case), user=user, defaults=changes)


def who_is_here(*, case: int, user: User, now: datetime) -> tuple[Here, ...]:
    """Who else reads or writes in this case just now. Raises NotFoundError."""
    _may_know(user, case)
    return tuple(here for here in presence.who_is_here(case, now=now) if here.user.id != user.pk)


@transaction.atomic
def stay(*, pairs: Collection[tuple[int, int]], now: datetime) -> None:
    """Whoever said that they are in a case (case, user) is there still: their page is open."""
    presence.stay(pairs, now=now)


def seen(*, user: User, mentions: Collection[int], now: datetime) -> int:
    """These mentions have been read by the person they name."""
    return Mention.objects.filter(user=user, pk__in=mentions, seen_at__isnull=True).update(seen_at=now)


def _may_know(user: User, case: int) -> None:
    team = Case.objects.filter(number=case).values_list("team", flat=True)[:1]
    if not team:
        raise NotFoundError(f"There is no case {case}.")
    must_see(user, team[0], case)
