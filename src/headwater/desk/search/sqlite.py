"""Search in SQLite's FTS5. Rows are read from the newest back and the reading stops at the limit: nothing is sorted."""

from collections.abc import Collection
from typing import Any

from django.db import connection

from headwater.desk.search.words import MOST_WORDS, Query


def _place(team: int | None) -> str:
    return f"t{team or 0}"


class Sqlite:
    """See `port.Search`."""

    def add(self, case: int, words: list[str], team: int | None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO desk_search(rowid, words, place) VALUES (%s, %s, %s)",
                [case, " ".join(words), _place(team)],
            )

    def extend(self, case: int, words: list[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT words FROM desk_search WHERE rowid = %s", [case])
            row = cursor.fetchone()
            there = dict.fromkeys((row[0] if row else "").split())
            more = [word for word in words if word not in there][: max(0, MOST_WORDS - len(there))]
            if more:
                cursor.execute("UPDATE desk_search SET words = %s WHERE rowid = %s", [" ".join([*there, *more]), case])

    def replace(self, case: int, words: list[str], team: int | None) -> None:
        self.remove([case])
        self.add(case, words, team)

    def move(self, case: int, team: int | None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE desk_search SET place = %s WHERE rowid = %s", [_place(team), case])

    def remove(self, cases: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM desk_search WHERE rowid = %s", [[case] for case in cases])

    def find(self, query: Query, *, teams: Collection[int] | None, before: int | None, most: int) -> list[int]:
        limit = "" if before is None else "AND rowid < %s "
        given: list[Any] = [_match(query, teams), *([] if before is None else [before]), most]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid FROM desk_search WHERE desk_search MATCH %s {limit}ORDER BY rowid DESC LIMIT %s", given
            )
            return [int(row[0]) for row in cursor.fetchall()]

    def scrub(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO desk_search(desk_search) VALUES ('optimize')")


def _match(query: Query, teams: Collection[int] | None) -> str:
    """Words are letters and digits only, so quoting them is enough.

    `OR ""` finds nothing more. It keeps the words one condition of its own: without it, FTS5 looks up the teams, which
    stand on many cases, for each case that has one of the words and not only for those that have all."""
    parts = [f'"{word}"' for word in query.words] + [f'"{word}"*' for word in query.begins]
    found = f'words : (({" AND ".join(parts)}) OR "")'
    if teams is None:
        return found
    places = " OR ".join(f'"{_place(team)}"' for team in sorted({0, *teams}))
    return f"{found} AND place : ({places})"
