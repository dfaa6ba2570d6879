"""The port: what a search must do, whichever database is behind it."""

from collections.abc import Collection
from typing import Any, Protocol

from django.db import connection

from headwater.desk.search.postgres import Postgres
from headwater.desk.search.sqlite import Sqlite
from headwater.desk.search.words import Query

Sql = tuple[str, list[Any]]


class Search(Protocol):
    """An index of cases by their words and by the team that has them; written in the act's own transaction."""

    def add(self, case: int, words: list[str], team: int | None) -> None:
        """A new case."""

    def extend(self, case: int, words: list[str]) -> None:
        """More words for a case."""

    def move(self, case: int, team: int | None) -> None:
        """Another team has it now."""

    def remove(self, cases: Collection[int]) -> None:
        """Forget these cases."""

    def fill(self, cases: Collection[tuple[int, list[str], int | None]]) -> None:
        """Many new cases: number, words, team."""

    def find(self, query: Query, *, teams: Collection[int] | None, before: int | None, most: int) -> Sql:
        """A statement that gives the numbers of the newest matching cases older than `before`; `teams` None sees all.

        It reads them from the newest back and stops at `most`, or comes near it: at a million cases it costs what it
        costs at ten thousand."""

    def scrub(self) -> None:
        """Leave no trace of removed words in the index."""


def port() -> Search:
    """The search of the database that is used."""
    return Sqlite() if connection.vendor == "sqlite" else Postgres()
