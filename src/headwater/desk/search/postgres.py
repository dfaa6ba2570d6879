"""Search in PostgreSQL's tsvector. The words come ready made, so that no parser or dictionary of its own is asked."""

from collections.abc import Collection
from typing import Any

from django.db import connection

from headwater.desk.search.words import Query


def _place(team: int | None) -> str:
    """A word nobody can type: words hold no tilde."""
    return f"~t{team or 0}"


class Postgres:
    """See `port.Search`."""

    def add(self, case: int, words: list[str], team: int | None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO desk_search(case_number, words) VALUES (%s, array_to_tsvector(%s::text[]))",
                [case, [*words, _place(team)]],
            )

    def extend(self, case: int, words: list[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE desk_search SET words = words || array_to_tsvector(%s::text[]) "
                "WHERE case_number = %s AND length(words) < 30000",
                [words, case],
            )

    def replace(self, case: int, words: list[str], team: int | None) -> None:
        self.remove([case])
        self.add(case, words, team)

    def move(self, case: int, team: int | None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE desk_search SET words = array_to_tsvector(array(SELECT w FROM "
                "unnest(tsvector_to_array(words)) w WHERE w NOT LIKE '~%%') || %s::text[]) WHERE case_number = %s",
                [[_place(team)], case],
            )

    def remove(self, cases: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM desk_search WHERE case_number = ANY(%s)", [list(cases)])

    def find(self, query: Query, *, teams: Collection[int] | None, before: int | None, most: int) -> list[int]:
        limit = "" if before is None else "AND case_number < %s "
        given: list[Any] = [_match(query, teams), *([] if before is None else [before]), most]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT case_number FROM desk_search WHERE words @@ %s::tsquery {limit}"
                "ORDER BY case_number DESC LIMIT %s",
                given,
            )
            return [int(row[0]) for row in cursor.fetchall()]

    def scrub(self) -> None:
        """The erasure's VACUUM FULL rewrites table and index."""


def _match(query: Query, teams: Collection[int] | None) -> str:
    """Words are letters and digits only, so quoting them is enough."""
    parts = [f"'{word}'" for word in query.words] + [f"'{word}':*" for word in query.begins]
    if teams is not None:
        places = " | ".join(f"'{_place(team)}'" for team in sorted({0, *teams}))
        parts.append(f"({places})")
    return " & ".join(parts)
