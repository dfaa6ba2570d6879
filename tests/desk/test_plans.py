"""How the databases read what pages ask often: by an index, never the whole of a table that grows."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from tests.desk.conftest import World, at

from headwater.desk import service as desk
from headwater.desk.acts.listing import listing
from headwater.desk.query import BUILT_IN, Query
from headwater.people.models import User

pytestmark = pytest.mark.server
GROWS = "case|message|customer|address|outboxmoment|holding|casetag|search|attachment|mention"
WHOLE = re.compile(rf"Seq Scan on desk_({GROWS})\b")
FEW = re.compile(
    r"SCAN (every|few|newest|tags|piece|same|s|t|b|desk_mailbox|people_team|CONSTANT ROW|desk_savedview.*|\(subquery.*"
    r"|desk_search VIRTUAL TABLE INDEX .*"
    r"|\w+ USING (COVERING )?INDEX (case_answered|case_newest_kinds|case_merged|message_queued|message_held))$"
)
"""what SQLite may read from one end to the other: results at hand, tables of settings, indexes of few cases"""

ASKED: dict[str, Callable[[User, int], Any]] = {
    **{view: lambda user, _, view=view: desk.inbox(user=user, view=view, now=at(9)) for view in BUILT_IN},
    "mentioned": lambda user, _: desk.inbox(user=user, view="mentioned", now=at(9)),
    "next page": lambda user, _: desk.inbox(user=user, page=f"{at(5).isoformat()}~7", now=at(9)),
    "case": lambda user, case: desk.case_page(user=user, number=case, now=at(9)),
    "search": lambda user, _: desk.search(user=user, words="parcel where", now=at(9)),
    "beginning": lambda user, _: desk.search(user=user, words="par*", now=at(9)),
    "for machines": lambda user, _: listing(user=user, asked=Query(), after=None, rows=25, now=at(9)),
    "hidden needs": lambda user, _: desk.hidden_needs(user=user),
    "mail's case": lambda _user, _case: desk.case_for_references(["<a@example.org>"]),
    "opening": lambda _user, _case: desk.open_case(
        channel="email", customer_name="Eve", address="eve@example.org", words="Hello", key="k", now=at(9)
    ),
    "receiving": lambda _, case: desk.receive(case=case, words="And now?", now=at(9)),
}


@pytest.mark.parametrize("what", ASKED)
@pytest.mark.parametrize("who", ["alice", "olga"])
def test_no_table_that_grows_is_read_whole(world: World, what: str, who: str):
    case = world.case()
    world.case(1, team=None)
    for plan in plans(lambda: ASKED[what](getattr(world, who), case.number)):
        assert [line for line in plan if is_whole(line)] == [], "\n".join(plan)


def test_the_few_moments_with_a_key_are_found_among_many_without(world: World):
    for _ in range(20):
        world.case()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    def open_again() -> None:
        desk.open_case(
            channel="webform", customer_name="Eve", address="eve@example.org", words="Hello", key="now",
            earlier_keys=["before"], now=at(9),
        )  # fmt: skip

    read = [line for plan in plans(open_again) for line in plan if "desk_outboxmoment" in line]
    assert read
    assert [line for line in read if is_whole(line)] == []


def test_a_table_read_whole_is_noticed(world: World):
    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM desk_case WHERE own_words = 'x'")
            cursor.execute("SELECT m.text FROM desk_message m WHERE m.text LIKE '%x%'")

    assert [sum(is_whole(line) for line in plan) for plan in plans(ask)] == [1, 1]


def is_whole(line: str) -> bool:
    if connection.vendor == "sqlite":
        return line.startswith("SCAN ") and not FEW.match(line)
    return bool(WHOLE.search(line))


def plans(ask: Callable[[], Any]) -> list[list[str]]:
    """The plans of what is asked. PostgreSQL reads a small table whole unless it is told not to."""
    sqlite, asked = connection.vendor == "sqlite", []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        ask()
    with connection.cursor() as cursor:
        if not sqlite:
            cursor.execute("SET LOCAL enable_seqscan = off")
        return [_plan(cursor, sql, params, sqlite) for sql, params in asked if re.match(r"\s*(SELECT|UPDATE)", sql)]


def _plan(cursor: Any, sql: str, params: Any, sqlite: bool) -> list[str]:
    cursor.execute(f"EXPLAIN {'QUERY PLAN ' * sqlite}{sql}", params)
    return [str(row[3 if sqlite else 0]) for row in cursor.fetchall()]
