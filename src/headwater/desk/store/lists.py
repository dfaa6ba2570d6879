"""Lists of cases at the price of one page: each part of a list is read from the newest end of its own index."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Q

from headwater.desk.models import Case, CaseTag, SavedView
from headwater.desk.pages import Here, InboxRow, Named, ViewLink
from headwater.desk.query import ANSWERED, BUILT_IN, Query, query
from headwater.desk.store import mentions
from headwater.desk.store.prepared import Prepared, some
from headwater.people.models import User

FEW = 2_000
"""a tag on fewer cases is read whole; a more frequent one is met often enough on the way back in time"""
MOST_COUNTED = 100
MENTIONED = "mentioned"
"""the list of cases with notes that name the reader (`headwater.desk.store.mentions`)"""
PRESENT = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page begins: the change and number of the last row shown."""

    changed_at: datetime
    number: int

    def __str__(self) -> str:
        return f"{self.changed_at.isoformat()}~{self.number}"


def cursor(text: str) -> Cursor | None:
    """A cursor out of an address; None begins anew, also where it makes no sense."""
    at, _, number = text.partition("~")
    try:
        return Cursor(datetime.fromisoformat(at), int(number))
    except ValueError:
        return None


Part = tuple[str, list[Any]]


def page(
    *, asked: Query, user: int, teams: frozenset[int] | None, after: Cursor | None, most: int, now: datetime
) -> list[InboxRow]:
    """The newest-changed cases of a list, newest first. Two statements, three with a tag."""
    parts = list(_parts(asked, user, teams, after))
    if not parts:
        return []
    sql, given = _together(parts, most)
    newest = f"SELECT number FROM ({sql}) every ORDER BY changed_at DESC, number DESC LIMIT %s"
    rows = _ROWS.rows(inside=newest, inside_values=[*given, most])
    return _with_marks(sorted(rows, key=lambda v: (v[_CHANGED], v[0]), reverse=True), now)


def _together(parts: Sequence[Part], most: int) -> Part:
    pieces, given = [], []
    for i, (where, values) in enumerate(parts):
        pieces.append(
            f"SELECT * FROM (SELECT number, changed_at FROM desk_case WHERE {where} "
            f"ORDER BY changed_at DESC, number DESC LIMIT %s) part{i}"
        )
        given += [*values, most]
    return " UNION ALL ".join(pieces), given


def _parts(asked: Query, user: int, teams: frozenset[int] | None, after: Cursor | None) -> Iterator[Part]:
    """Conditions of the parts: one for each state, and for each team unless the holder's index leads."""
    held, holder = _holder(asked, user)
    rest, values = _rest(asked, after)
    for place, ids in _places(asked, teams, by_holder=held.startswith("holder_id =")):
        for state in asked.states:
            if state == ANSWERED:
                conditions, names = (_unindexed(place), "answered_while_snoozed", _unindexed(held), rest), []
            else:
                conditions, names = (place, "state = %s", held, rest), [state]
            yield " AND ".join(c for c in conditions if c), [*ids, *names, *holder, *values]


def _unindexed(condition: str) -> str:
    """Few cases are answered while snoozed: their own index leads, and no other is to be tried."""
    return condition.replace("team_id", "+team_id").replace("holder_id", "+holder_id")


def _holder(asked: Query, user: int) -> tuple[str, list[Any]]:
    if asked.holder is None:
        return "", []
    if asked.holder == "nobody":
        return "holder_id IS NULL", []
    return "holder_id = %s", [user if asked.holder == "me" else int(asked.holder)]


def _places(asked: Query, teams: frozenset[int] | None, *, by_holder: bool) -> Iterator[tuple[str, list[Any]]]:
    """Teams to read: those that may be seen, with the cases of no team; "" reads all at once.

    Who is in no team sees no case, not even of no team."""
    if teams is not None and not teams:
        return
    if asked.team is not None:
        if teams is None or asked.team in teams:
            yield "team_id = %s", [asked.team]
        return
    if teams is None:
        yield "", []
        return
    if by_holder:
        marks = ", ".join(["%s"] * len(teams))
        yield f"(team_id IS NULL OR team_id IN ({marks}))", sorted(teams)
        return
    yield "team_id IS NULL", []
    yield from (("team_id = %s", [team]) for team in sorted(teams))


def _rest(asked: Query, after: Cursor | None) -> tuple[str, list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []
    if asked.channel:
        conditions.append("channel = %s")
        values.append(asked.channel)
    if asked.tag:
        where, given = _tagged(asked.tag)
        conditions.append(where)
        values += given
    if after is not None:
        conditions.append("(changed_at, number) < (%s, %s)")
        values += [connection.ops.adapt_datetimefield_value(after.changed_at), after.number]
    return " AND ".join(conditions), values


def _tagged(name: str) -> tuple[str, list[Any]]:
    cases = list(CaseTag.objects.filter(tag__name=name).values_list("case_id", "tag_id")[:FEW])
    if not cases:
        return "1 = 0", []
    if len(cases) < FEW:
        return f"number IN ({', '.join(str(case) for case, _ in cases)})", []
    exists = "EXISTS (SELECT 1 FROM desk_casetag t WHERE t.case_id = desk_case.number AND t.tag_id = %s)"
    return exists, [cases[0][1]]


COLUMNS = (
    "number", "subject", "preview", "customer_id", "customer__name", "team_id", "team__name", "holder_id",
    "holder__name", "channel", "state", "ending", "opened_at", "changed_at", "last_customer_at", "last_staff_at",
    "snoozed_until", "answered_while_snoozed", "unreachable", "promised", "language",
)  # fmt: skip


_CHANGED = COLUMNS.index("changed_at")
_ROWS = Prepared(lambda: Case.objects.filter(number__in=some()).values_list(*COLUMNS))


def rows(numbers: Sequence[int], *, now: datetime) -> list[InboxRow]:
    """These cases as rows, in this order. Two statements."""
    if not numbers:
        return []
    found = {row[0]: row for row in _ROWS.rows(inside=", ".join(str(int(n)) for n in numbers))}
    return _with_marks([found[n] for n in numbers if n in found], now)


def _with_marks(found: Sequence[Sequence[Any]], now: datetime) -> list[InboxRow]:
    tags, here = marks([row[0] for row in found], now=now)
    return [row_of(row, tags.get(row[0], ()), here.get(row[0], ())) for row in found]


def row_of(v: Sequence[Any], tags: tuple[str, ...], here: tuple[Here, ...]) -> InboxRow:
    """A row out of `COLUMNS`."""
    number, subject, preview, customer, name, team, team_name, holder, holder_name, *rest = v
    made: Callable[..., InboxRow] = InboxRow
    return made(
        number, subject, preview, Named(customer, name), named(team, team_name), named(holder, holder_name), *rest,
        tags, here,
    )  # fmt: skip


def named(key: Any, name: Any) -> Named | None:
    """A name, or nothing."""
    return None if key is None else Named(key, name or "")


_MARKS = """
SELECT * FROM (SELECT l.case_id, t.name, CAST(NULL AS bigint), CAST(NULL AS varchar),
  CAST(NULL AS timestamp with time zone) FROM desk_casetag l JOIN desk_tag t ON t.id = l.tag_id
  WHERE l.case_id IN ({cases}) ORDER BY l.id) tags
UNION ALL SELECT p.case_id, u.name, p.user_id, p.doing, p.at FROM desk_presence p JOIN people_user u ON u.id = p.user_id
  WHERE p.case_id IN ({cases}) AND p.at > %s"""


def marks(numbers: Sequence[int], *, now: datetime) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[Here, ...]]]:
    """Tags by case, and who is in each just now. One statement."""
    tags: dict[int, tuple[str, ...]] = {}
    here: dict[int, tuple[Here, ...]] = {}
    if not numbers:
        return tags, here
    sql = _MARKS.format(cases=", ".join(str(int(n)) for n in numbers))
    with connection.cursor() as c:
        c.execute(sql, [connection.ops.adapt_datetimefield_value(now - PRESENT)])
        for case, name, user, doing, at in c.fetchall():
            if user is None:
                tags[case] = (*tags.get(case, ()), name)
            else:
                here[case] = (*here.get(case, ()), Here(Named(user, name), doing, aware(at)))
    return tags, here


def aware(value: datetime | str) -> datetime:
    """SQLite gives a time as text or without its zone (UTC) where the statement is ours."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def views(user: User, teams: frozenset[int] | None) -> list[ViewLink]:
    """The lists everybody has, then one's own, then those of one's teams. One statement."""
    every = [ViewLink(key, key, asked) for key, asked in BUILT_IN.items()]
    at = list(BUILT_IN).index("mine") + 1
    mine = Q(owner=user) | (Q(team__isnull=False) if teams is None else Q(team__in=teams))
    kept = SavedView.objects.filter(mine).order_by(F("team").asc(nulls_first=True), "name")
    return [
        *every[:at],
        ViewLink(MENTIONED, MENTIONED, BUILT_IN["all"]),
        *every[at:],
        *(ViewLink(str(v.pk), v.name, query(v.query), v.team_id) for v in kept),
    ]


def counts(links: Sequence[ViewLink], user: User, teams: frozenset[int] | None) -> list[int]:
    """How many cases each list holds, to `MOST_COUNTED`; of those that name the reader, how many unread. One
    statement."""
    pieces, given = [], []
    for link in links:
        sql, values = _count(link, user.pk, teams)
        pieces.append(f"({sql})")
        given += values
    with connection.cursor() as c:
        c.execute(f"SELECT {', '.join(pieces)}", given)
        return [int(n) for n in c.fetchone() or ()]


def _count(link: ViewLink, user: int, teams: frozenset[int] | None) -> Part:
    if link.key == MENTIONED:
        return mentions.unread(user=user, teams=teams, most=MOST_COUNTED)
    sql, values = _together(list(_parts(link.query, user, teams, None)) or [("1 = 0", [])], MOST_COUNTED)
    return f"SELECT count(*) FROM (SELECT 1 FROM ({sql}) every LIMIT %s) few", [*values, MOST_COUNTED]
