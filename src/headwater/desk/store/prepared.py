"""Queries of hot pages whose SQL is made once: building it is most of what a short query costs."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

HERE = "'insert here'"
_FIRST = -900_001
A_DAY = date(1, 1, 1)
"""stands for the last value, a day, while the SQL is made"""


def given(n: int) -> int:
    """Stands for the n-th value (a whole number) while the SQL is made."""
    return _FIRST - n


def some() -> RawSQL:
    """Stands for a list of numbers, or a statement that gives one, in `number__in=some()`."""
    return RawSQL(HERE, [])


class Prepared:
    """A `values_list` query of whole numbers, and a day as the last.

    `build` is called at the first use, with `given`, `A_DAY` and `some` in it.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._made: dict[str, tuple[str, list[Any], dict[int, Any]]] = {}

    def rows(self, *values: int | date, inside: str = "", inside_values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows; `inside` takes the place of `some()`. It is our own SQL or numbers, never somebody's text."""
        sql, order, converters = self._made.get(connection.vendor) or self._make()
        filled = [_filled(p, values) for p in order]
        with connection.cursor() as cursor:
            if inside:
                before = sql[: sql.index(HERE)].count("%s")
                filled[before:before] = inside_values
                sql = sql.replace(HERE, inside)
            cursor.execute(sql, filled)
            return _converted(cursor.fetchall(), converters)

    def _make(self) -> tuple[str, list[Any], dict[int, Any]]:
        compiler = self._build().query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([expression for expression, _, _ in compiler.select])
        made = (sql, list(params), converters)
        self._made[connection.vendor] = made
        return made


def _filled(param: Any, values: Sequence[int | date]) -> Any:
    if isinstance(param, int) and param <= _FIRST:
        return values[_FIRST - param]
    return str(values[-1]) if str(param) == str(A_DAY) else param


def _converted(rows: Sequence[Sequence[Any]], converters: dict[int, Any]) -> list[tuple[Any, ...]]:
    """Column by column: a page has few columns and many rows. The connection is asked for once, not for each cell."""
    if not rows:
        return []
    columns, here = list(zip(*rows, strict=True)), connections[DEFAULT_DB_ALIAS]
    for place, (convert, expression) in converters.items():
        for function in convert:
            columns[place] = tuple(function(cell, expression, here) for cell in columns[place])
    return list(zip(*columns, strict=True))
