"""Which promises stand: in one case, to one customer, mine and my team's."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from headwater.desk.acts.base import CaseRef, number
from headwater.desk.errors import NotFoundError
from headwater.desk.models import Case, Customer, Promise
from headwater.desk.promise import PromiseLine, PromiseState
from headwater.desk.rules import must_see
from headwater.desk.store import promises
from headwater.people.models import User
from headwater.people.service import visible_teams

ROWS = 50
OF = ("me", "team")


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page of open promises; `older` is the cursor of the next page, "" on the last."""

    of: str
    lines: tuple[PromiseLine, ...]
    older: str


def promises_of_case(*, case: CaseRef, user: User, now: datetime | None = None) -> tuple[PromiseLine, ...]:
    """Open ones first, the next due on top; with `now`, who is away is told. Two statements. Raises NotFoundError."""
    team = Case.objects.filter(number=number(case)).values_list("team", flat=True)[:1]
    if not team:
        raise NotFoundError(f"There is no case {number(case)} that you may see; ask the team that has it.")
    must_see(user, team[0], number(case))
    return promises.of_case(number(case), today=_today(user, now))


def promises_of_customer(*, customer: Customer | int, now: datetime | None = None) -> tuple[PromiseLine, ...]:
    """All that was promised to somebody, the newest first. One statement; the caller asks whether it may be seen."""
    key = customer if isinstance(customer, int) else customer.pk
    return promises.of_customer(key, today=now.astimezone(UTC).date() if now else None)


def promises_due(
    *, user: User, of: str = "me", now: datetime, page: str = "", words: str = "", within_days: int | None = None
) -> DuePage:
    """Open promises, the most overdue first: those the user gave or holds, or those of all cases they may see.

    `within_days` 0 shows the late ones only. One statement.
    """
    before = None if within_days is None else now + timedelta(days=within_days)
    found = promises.due(
        mine=None if of == "team" else user.pk, teams=visible_teams(user), words=words, before=before,
        after=cursor(page), most=ROWS + 1, today=_today(user, now),
    )  # fmt: skip
    shown = tuple(found[:ROWS])
    older = f"{shown[-1].due_to.timestamp():.6f}_{shown[-1].id}" if len(found) > ROWS else ""
    return DuePage("team" if of == "team" else "me", shown, older)


def case_of_promise(*, promise: int) -> int:
    """The case that a promise stands in by now; its page asks whether it may be seen. Raises NotFoundError."""
    found = Promise.objects.filter(pk=promise).values_list("case", flat=True).first()
    if found is None:
        raise NotFoundError("There is no such promise any more; its customer was erased.")
    return found


def cases_with_promises(*, cases: Collection[int]) -> list[int]:
    """Which of these cases have open promises. One statement."""
    found = Promise.objects.filter(case__in=cases, state=PromiseState.OPEN.value, given_at__isnull=False)
    return sorted(set(found.values_list("case", flat=True)))


def links_named(*, most: int = 20) -> list[str]:
    """Links that broke a promise before, as they were named, the newest first; each once. One statement."""
    rows = Promise.objects.filter(state=PromiseState.BROKEN.value).order_by("-settled_at", "-id")
    named = (said["link"] for said in rows.values_list("broken_by", flat=True)[: 10 * most] if said)
    return list(dict.fromkeys(named))[:most]


def cursor(text: str) -> promises.Cursor | None:
    """A cursor out of an address; None begins anew, also where it makes no sense."""
    time, _, key = text.partition("_")
    try:
        return promises.Cursor(datetime.fromtimestamp(float(time), UTC), int(key))
    except (ValueError, OverflowError, OSError):
        return None


def _today(user: User, now: datetime | None) -> date | None:
    return now.astimezone(ZoneInfo(user.time_zone)).date() if now else None
