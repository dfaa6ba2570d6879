"""Notes that name somebody: the cases they stand in that the person sees, those with unread ones first."""

from typing import Any, NamedTuple

from django.db import connection

Part = tuple[str, list[Any]]


class Cursor(NamedTuple):
    """Where the next page begins: whether the last case shown had an unread note, and its newest note's mention."""

    unread: int
    newest: int

    def __str__(self) -> str:
        return f"{self.unread}-{self.newest}"


def cursor(text: str) -> Cursor | None:
    """A cursor out of an address; None begins anew, also where it makes no sense."""
    unread, _, newest = text.partition("-")
    return Cursor(int(unread), int(newest)) if unread in ("0", "1") and newest.isdecimal() else None


class Naming(NamedTuple):
    """A case with notes that name somebody."""

    case: int
    unread: int
    newest: int


def _of(user: int, teams: frozenset[int] | None) -> Part:
    """Mentions in cases that are seen; who is in no team sees none."""
    sql = (
        "FROM desk_mention m JOIN desk_message g ON g.id = m.message_id JOIN desk_case c ON c.number = g.case_id "
        "WHERE m.user_id = %s"
    )
    if teams is None:
        return sql, [user]
    marks = ", ".join(["%s"] * len(teams))
    places = f"(c.team_id IS NULL OR c.team_id IN ({marks}))" if teams else "1 = 0"
    return f"{sql} AND {places}", [user, *sorted(teams)]


def page(*, user: int, teams: frozenset[int] | None, after: Cursor | None, most: int) -> list[Naming]:
    """The cases, unread first, then by their newest note. One statement."""
    of, values = _of(user, teams)
    unread = "MAX(CASE WHEN m.seen_at IS NULL THEN 1 ELSE 0 END)"
    later, place = (f"HAVING ({unread}, MAX(m.id)) < (%s, %s)", [*after]) if after else ("", [])
    sql = f"SELECT g.case_id, {unread}, MAX(m.id) {of} GROUP BY g.case_id {later} ORDER BY 2 DESC, 3 DESC LIMIT %s"
    with connection.cursor() as c:
        c.execute(sql, [*values, *place, most])
        return [Naming(*row) for row in c.fetchall()]


def unread(*, user: int, teams: frozenset[int] | None, most: int) -> Part:
    """A statement that counts the cases with unread ones, to `most`."""
    of, values = _of(user, teams)
    sql = f"SELECT count(*) FROM (SELECT DISTINCT g.case_id {of} AND m.seen_at IS NULL LIMIT %s) few"
    return sql, [*values, most]
