"""Search in PostgreSQL's tsvector. The words come ready made, so that no parser or dictionary of its own is asked.

An index of words knows no order: it gives all cases that hold the words, and the newest are chosen among them. So that
this does not grow with the cases, each carries a word for its hundred thousand, and the newest two are asked first.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection

from headwater.desk.search.parts import parts
from headwater.desk.search.words import Query, Word

ABOUT = 100_000
"""as in the database's function desk_search_newest, which makes a query of the last two such words before a number"""
Sql = tuple[str, list[Any]]


def _place(team: int | None) -> str:
    """A word nobody can type: words hold no tilde."""
    return f"~t{team or 0}"


def _row(case: int, words: list[str], team: int | None) -> list[Any]:
    return [case, [*words, *_parts(words), _place(team), f"~n{case // ABOUT}"]]


def _parts(words: Iterable[str]) -> list[str]:
    return [f"^{part}" for part in parts(words)]


class Postgres:
    """See `port.Search`."""

    def add(self, case: int, words: list[str], team: int | None) -> None:
        self.fill([(case, words, team)])

    def extend(self, case: int, words: list[str]) -> None:
        more = [*words, *_parts(words)]
        size = sum(len(word.encode()) for word in more)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE desk_search SET words = words || array_to_tsvector(%s::text[]) "
                f"WHERE case_number = %s AND length(words) < 60000 AND {_ROOM}",
                [more, case, size, size],
            )

    def move(self, case: int, team: int | None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE desk_search SET words = array_to_tsvector(array(SELECT w FROM "
                "unnest(tsvector_to_array(words)) w WHERE w NOT LIKE '~t%%') || %s::text[]) WHERE case_number = %s",
                [[_place(team)], case],
            )

    def remove(self, cases: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM desk_search WHERE case_number = ANY(%s)", [list(cases)])

    def fill(self, cases: Collection[tuple[int, list[str], int | None]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO desk_search(case_number, words) VALUES (%s, array_to_tsvector(%s::text[]))",
                [_row(*case) for case in cases],
            )

    def find(self, query: Query, *, teams: Collection[int] | None, before: int | None, most: int) -> Sql:
        """Beginnings are not asked among the newest first: each makes the index read all of its words anyway.

        The values stand in the statement: which index is quickest hangs on the words, so one plan for all would not do.
        """
        match = [f"words @@ {_text(_match(query))}::tsquery"]
        match += [] if teams is None else [f"words @@ {_text(_places(teams))}::tsquery"]
        match += [] if before is None else [f"case_number < {int(before)}"]
        if query.begins:
            return _newest(match, most), []
        among = _AMONG_NEWEST.format("NULL" if before is None else int(before))
        arms = [f"({_newest([*match, which], most)})" for which in (among, f"NOT {among}")]
        return f"{' UNION ALL '.join(arms)} LIMIT {int(most)}", []

    def scrub(self) -> None:
        """The erasure's VACUUM FULL rewrites table and index."""


_AMONG_NEWEST = "words @@ desk_search_newest({})"
"""a condition of its own: the index then skips what is older in the lists of the words"""
_ROOM = "(pg_column_size(words) + %s < 150000 OR octet_length(words::text) + %s < 1000000)"
"""a megabyte is the most that PostgreSQL takes; the first is quick to know and holds for nearly all"""


def _newest(conditions: Iterable[str], most: int) -> str:
    found = f"SELECT case_number FROM desk_search WHERE {' AND '.join(conditions)}"
    return f"{found} ORDER BY case_number DESC LIMIT {int(most)}"


def _text(value: str) -> str:
    """A constant of SQL, in a statement with placeholders."""
    quoted = value.replace("'", "''").replace("%", "%%")
    return f"'{quoted}'"


def _match(query: Query) -> str:
    """Words are letters and digits only, so quoting them is enough."""
    begins = [(*word, *(f"^{form}" for form in word * query.parts)) for word in query.begins]
    return " & ".join([_any(word, "") for word in query.words] + [_any(word, ":*") for word in begins])


def _any(word: Word, star: str) -> str:
    return "(" + " | ".join(f"'{form}'{star}" for form in word) + ")"


def _places(teams: Collection[int]) -> str:
    return " | ".join(f"'{_place(team)}'" for team in sorted({0, *teams}))
