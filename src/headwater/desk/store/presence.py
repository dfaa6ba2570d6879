"""Who is in a case just now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from headwater.desk.models import Presence
from headwater.desk.pages import Here
from headwater.desk.store.lists import PRESENT, marks


@dataclass(frozen=True, slots=True)
class Attending:
    """Somebody reads or writes in a case; `team` is the case's."""

    case: int
    team: int | None
    user: int
    doing: str


def who_is_here(case: int, *, now: datetime) -> tuple[Here, ...]:
    """People who read or write in this case; whether the asker may know is for the act to settle. One statement."""
    return marks([case], now=now).here.get(case, ())


def who_is_where(*, now: datetime) -> frozenset[Attending]:
    """Everybody who reads or writes anywhere. One statement."""
    rows = Presence.objects.filter(at__gt=now - PRESENT).values_list("case", "case__team", "user", "doing")
    return frozenset(Attending(*row) for row in rows)


def stay(pairs: Collection[tuple[int, int]], *, now: datetime) -> None:
    """These people (case, user) are still where they said they were; nobody is put anywhere. Two statements."""
    rows = Presence.objects.filter(user__in={user for _, user in pairs}).values_list("pk", "case", "user")
    still = [pk for pk, case, user in rows if (case, user) in pairs]
    if still:
        Presence.objects.filter(pk__in=still, at__lt=now).update(at=now)
