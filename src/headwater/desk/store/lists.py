"""Lists of cases, with what each row shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Q

from headwater.desk.models import Case, SavedView
from headwater.desk.pages import Here, InboxRow, Named, ViewLink
from headwater.desk.query import BUILT_IN, Query, query
from headwater.desk.store import mentions
from headwater.desk.store.newest import Cursor, Sql, newest
from headwater.desk.store.prepared import Prepared, some
from headwater.people.models import User

MOST_COUNTED = 100
MENTIONED = "mentioned"
"""the list of cases with notes that name the reader (`headwater.desk.store.mentions`)"""
PRESENT = timedelta(seconds=60)
SLOW = timedelta(minutes=5)
"""an answer that has waited so long to leave is shown as not out"""


def page(
    *, asked: Query, user: int, teams: frozenset[int] | None, after: Cursor | None, most: int, now: datetime
) -> list[InboxRow]:
    """The newest-changed cases of a list, newest first. Two statements, three with a tag."""
    sql, given = newest(asked=asked, user=user, teams=teams, after=after, most=most)
    inside = f"SELECT number FROM ({sql}) every ORDER BY changed_at DESC, number DESC LIMIT {int(most)}"
    rows = _ROWS.rows(inside=inside, inside_values=given)
    return with_marks(sorted(rows, key=lambda v: (v[_CHANGED], v[0]), reverse=True), now)


COLUMNS = (
    "number", "subject", "preview", "customer_id", "customer__name", "team_id", "team__name", "holder_id",
    "holder__name", "channel", "state", "ending", "opened_at", "changed_at", "last_customer_at", "last_staff_at",
    "snoozed_until", "answered_while_snoozed", "unreachable", "promised", "language",
)  # fmt: skip


_CHANGED = COLUMNS.index("changed_at")
_ROWS = Prepared(lambda: Case.objects.filter(number__in=some()).values_list(*COLUMNS))


def rows(numbers: Sequence[int], *, now: datetime) -> list[InboxRow]:
    """These cases as rows, in this order. Two statements."""
    return with_marks(heads(numbers), now)


def found_by(sql: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
    """`COLUMNS` of the cases whose numbers a statement gives, in any order. One statement with it."""
    return _ROWS.rows(inside=sql, inside_values=given)


def heads(numbers: Sequence[int]) -> list[tuple[Any, ...]]:
    """`COLUMNS` of these cases, in this order. One statement."""
    if not numbers:
        return []
    found = {row[0]: row for row in _ROWS.rows(inside=", ".join(str(int(n)) for n in numbers))}
    return [found[n] for n in numbers if n in found]


def with_marks(found: Sequence[Sequence[Any]], now: datetime) -> list[InboxRow]:
    """Rows out of `COLUMNS`. One statement."""
    known = marks([row[0] for row in found], now=now)
    return [row_of(row, known) for row in found]


def row_of(v: Sequence[Any], known: "Marks") -> InboxRow:
    """A row out of `COLUMNS`."""
    number, subject, preview, customer, name, team, team_name, holder, holder_name, *rest = v
    made: Callable[..., InboxRow] = InboxRow
    return made(
        number, subject, preview, Named(customer, name), named(team, team_name), named(holder, holder_name), *rest,
        known.tags.get(number, ()), known.here.get(number, ()), number in known.not_out,
    )  # fmt: skip


def named(key: Any, name: Any) -> Named | None:
    """A name, or nothing."""
    return None if key is None else Named(key, name or "")


_MARKS = """
SELECT * FROM (SELECT l.case_id, t.name, CAST(NULL AS bigint), CAST(NULL AS varchar),
  CAST(NULL AS timestamp with time zone) FROM desk_casetag l JOIN desk_tag t ON t.id = l.tag_id
  WHERE l.case_id IN ({cases}) ORDER BY l.id) tags
UNION ALL SELECT p.case_id, u.name, p.user_id, p.doing, p.at FROM desk_presence p JOIN people_user u ON u.id = p.user_id
  WHERE p.case_id IN ({cases}) AND p.at > %s
UNION ALL SELECT m.case_id, '', CAST(NULL AS bigint), 'not out', m.at FROM desk_message m
  WHERE m.state IN ('queued', 'sending') AND m.at < %s AND m.case_id IN ({cases})"""


@dataclass(frozen=True, slots=True)
class Marks:
    """By case: its tags, who is in it just now, and whether an answer waits to leave for longer than it should."""

    tags: dict[int, tuple[str, ...]] = field(default_factory=dict)
    here: dict[int, tuple[Here, ...]] = field(default_factory=dict)
    not_out: set[int] = field(default_factory=set)


def marks(numbers: Sequence[int], *, now: datetime) -> Marks:
    """What is shown with these cases beside their own row. One statement."""
    found = Marks()
    if not numbers:
        return found
    sql = _MARKS.format(cases=", ".join(str(int(n)) for n in numbers))
    times = [connection.ops.adapt_datetimefield_value(now - ago) for ago in (PRESENT, SLOW)]
    with connection.cursor() as c:
        c.execute(sql, times)
        for case, name, user, doing, at in c.fetchall():
            if doing == "not out":
                found.not_out.add(case)
            elif user is None:
                found.tags[case] = (*found.tags.get(case, ()), name)
            else:
                found.here[case] = (*found.here.get(case, ()), Here(Named(user, name), doing, aware(at)))
    return found


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


def _count(link: ViewLink, user: int, teams: frozenset[int] | None) -> Sql:
    if link.key == MENTIONED:
        return mentions.unread(user=user, teams=teams, most=MOST_COUNTED)
    sql, values = newest(asked=link.query, user=user, teams=teams, after=None, most=MOST_COUNTED)
    return f"SELECT count(*) FROM (SELECT 1 FROM ({sql}) every LIMIT %s) few", [*values, MOST_COUNTED]
