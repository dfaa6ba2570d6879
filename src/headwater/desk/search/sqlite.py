"""Search in SQLite's FTS5. Rows are read from the newest back and the reading stops at the limit: nothing is sorted."""

from collections.abc import Collection
from typing import Any

from django.db import connection

from headwater.desk.search.parts import parts
from headwater.desk.search.words import MOST_WORDS, Query, Word

Sql = tuple[str, list[Any]]


def _place(team: int | None) -> str:
    return f"t{team or 0}"


class Sqlite:
    """See `port.Search`."""

    def add(self, case: int, words: list[str], team: int | None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_ADD, _row(case, words, team))

    def extend(self, case: int, words: list[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT words FROM desk_search WHERE rowid = %s", [case])
            row = cursor.fetchone()
            there = dict.fromkeys((row[0] if row else "").split())
            more = [word for word in words if word not in there][: max(0, MOST_WORDS - len(there))]
            if more:
                every = [*there, *more]
                given: list[Any] = [" ".join(every), " ".join(parts(every)), case]
                cursor.execute("UPDATE desk_search SET words = %s, parts = %s WHERE rowid = %s", given)

    def move(self, case: int, team: int | None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE desk_search SET place = %s WHERE rowid = %s", [_place(team), case])

    def remove(self, cases: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM desk_search WHERE rowid = %s", [[case] for case in cases])

    def fill(self, cases: Collection[tuple[int, list[str], int | None]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, [_row(*case) for case in cases])

    def find(self, query: Query, *, teams: Collection[int] | None, before: int | None, most: int) -> Sql:
        limit = "" if before is None else "AND rowid < %s "
        sql = f"SELECT rowid FROM desk_search WHERE desk_search MATCH %s {limit}ORDER BY rowid DESC LIMIT %s"
        return sql, [_match(query, teams), *([] if before is None else [before]), most]

    def scrub(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO desk_search(desk_search) VALUES ('optimize')")


_ADD = "INSERT INTO desk_search(rowid, words, parts, place) VALUES (%s, %s, %s, %s)"


def _row(case: int, words: list[str], team: int | None) -> list[Any]:
    return [case, " ".join(words), " ".join(parts(words)), _place(team)]


def _match(query: Query, teams: Collection[int] | None) -> str:
    """Words are letters and digits only, so quoting them is enough.

    `OR ""` finds nothing more. It keeps the words one condition of its own: without it, FTS5 looks up the teams, which
    stand on many cases, for each case that has one of the words and not only for those that have all."""
    said = [_any(word, "") for word in query.words] + [_any(word, "*") for word in query.begins]
    found = f'{"{words parts}" if query.parts else "words"} : (({" AND ".join(said)}) OR "")'
    if teams is None:
        return found
    places = " OR ".join(f'"{_place(team)}"' for team in sorted({0, *teams}))
    return f"{found} AND place : ({places})"


def _any(word: Word, star: str) -> str:
    return "(" + " OR ".join(f'"{form}"{star}' for form in word) + ")"
