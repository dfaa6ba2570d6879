"""The port: what a search must do, whichever database is behind it."""

from collections.abc import Collection
from typing import Protocol

from django.db import connection

from headwater.desk.search.postgres import Postgres
from headwater.desk.search.sqlite import Sqlite
from headwater.desk.search.words import Query


class Search(Protocol):
    """An index of cases by their words and by the team that has them; written in the act's own transaction."""

    def add(self, case: int, words: list[str], team: int | None) -> None:
        """A new case."""

    def extend(self, case: int, words: list[str]) -> None:
        """More words for a case."""

    def replace(self, case: int, words: list[str], team: int | None) -> None:
        """All words of a case, anew."""

    def move(self, case: int, team: int | None) -> None:
        """Another team has it now."""

    def remove(self, cases: Collection[int]) -> None:
        """Forget these cases."""

    def find(self, query: Query, *, teams: Collection[int] | None, before: int | None, most: int) -> list[int]:
        """The newest matching cases, newest first, older than `before`; `teams` None sees all. One statement."""

    def scrub(self) -> None:
        """Leave no trace of removed words in the index."""


def port() -> Search:
    """The search of the database that is used."""
    return Sqlite() if connection.vendor == "sqlite" else Postgres()
