"""The newest-changed cases of a list, at the price of one page: each part of it is read from the end of its own index.

SQLite is given one piece for each team and state. PostgreSQL would plan each anew: it is given them as tables, and one
piece that is read for each of their rows.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from headwater.desk.models import CaseTag
from headwater.desk.query import ANSWERED, Query
from headwater.shared.whole import whole

FEW = 2_000
"""a tag on fewer cases is read whole; a more frequent one is met often enough on the way back in time"""
Sql = tuple[str, list[Any]]


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
    known = whole(number)
    try:
        changed_at = datetime.fromisoformat(at).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return None if known is None else Cursor(changed_at, known)


@dataclass(frozen=True, slots=True)
class _Part:
    """Cases of each of `teams` in each of `states` (where empty: whatever `where` says)."""

    teams: Sequence[int]
    states: Sequence[str]
    where: Sequence[str]
    values: Sequence[Any]


def newest(*, asked: Query, user: int, teams: frozenset[int] | None, after: Cursor | None, most: int) -> Sql:
    """A statement that gives number and changed_at of a list's cases: the `most` newest are among them."""
    write = _tables if connection.vendor == "postgresql" else _pieces
    written = [sql for part in _parts(asked, user, teams, after) for sql in write(part, most)]
    if not written:
        return "SELECT number, changed_at FROM desk_case WHERE 1 = 0", []
    return " UNION ALL ".join(sql for sql, _ in written), [value for _, values in written for value in values]


def _pieces(part: _Part, most: int) -> Iterator[Sql]:
    names = ["team_id = %s"] * bool(part.teams) + ["state = %s"] * bool(part.states)
    piece = f"SELECT * FROM ({_piece([*names, *part.where], most)})"
    for named in itertools.product(*(given for given in (part.teams, part.states) if given)):
        yield piece, [*named, *part.values]


def _tables(part: _Part, most: int) -> Iterator[Sql]:
    named = [(name, given) for name, given in (("team_id", part.teams), ("state", part.states)) if given]
    tables = [f"(VALUES {', '.join(['(%s)'] * len(given))}) every_{name}({name}_)" for name, given in named]
    piece = _piece([*(f"{name} = {name}_" for name, _ in named), *part.where], most)
    joined = " CROSS JOIN ".join([*tables, f"LATERAL ({piece}) piece"])
    yield f"SELECT piece.* FROM {joined}", [*(value for _, given in named for value in given), *part.values]


def _piece(where: Sequence[str], most: int) -> str:
    """No team comes first in its index' order: PostgreSQL has to be told so, or it sorts them all."""
    first = "team_id DESC, " if _NO_TEAM in where else ""
    conditions = " AND ".join(where) or "1 = 1"
    return (
        f"SELECT number, changed_at FROM desk_case WHERE {conditions} "
        f"ORDER BY {first}changed_at DESC, number DESC LIMIT {int(most)}"
    )


_NO_TEAM = "team_id IS NULL"


def _parts(asked: Query, user: int, teams: frozenset[int] | None, after: Cursor | None) -> Iterator[_Part]:
    """By state and team, or by state and holder where one is asked for. Who is in no team sees no case at all."""
    if teams is not None and (not teams or asked.team not in (None, *teams)):
        return
    ids = sorted(teams or ()) if asked.team is None else [asked.team]
    (held, holder), (rest, values) = _holder(asked, user), _rest(asked, after)
    seen = _seen(ids, only=asked.team is not None)
    states = [state for state in asked.states if state != ANSWERED]
    if states and (holder or not ids):
        yield _Part([], states, [*seen, *held, *rest], [*ids, *holder, *values])
    elif states:
        yield _Part(ids, states, [*held, *rest], [*holder, *values])
        if asked.team is None:
            yield _Part([], states, [_NO_TEAM, *held, *rest], [*holder, *values])
    if ANSWERED in asked.states:
        few = ["answered_while_snoozed", *seen, *(condition.replace("holder", "+holder") for condition in held)]
        yield _Part([], [], [*few, *rest], [*ids, *holder, *values])


def _holder(asked: Query, user: int) -> tuple[list[str], list[Any]]:
    if asked.holder is None:
        return [], []
    if asked.holder == "nobody":
        return ["holder_id IS NULL"], []
    return ["holder_id = %s"], [user if asked.holder == "me" else int(asked.holder)]


def _seen(ids: Sequence[int], *, only: bool) -> list[str]:
    """Teams beside an index that leads: + keeps their own from being tried."""
    if not ids:
        return []
    inside = f"+team_id IN ({', '.join(['%s'] * len(ids))})"
    return [inside if only else f"(+team_id IS NULL OR {inside})"]


def _rest(asked: Query, after: Cursor | None) -> tuple[list[str], list[Any]]:
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
    return conditions, values


def _tagged(name: str) -> tuple[str, list[Any]]:
    cases = list(CaseTag.objects.filter(tag__name=name).values_list("case_id", "tag_id")[:FEW])
    if not cases:
        return "1 = 0", []
    if len(cases) < FEW:
        return f"number IN ({', '.join(str(case) for case, _ in cases)})", []
    exists = "EXISTS (SELECT 1 FROM desk_casetag t WHERE t.case_id = desk_case.number AND t.tag_id = %s)"
    return exists, [cases[0][1]]
