"""Day first or month first: found over the whole column, or both readings shown and the user asked."""

from typing import Literal

from headwater.engine import Engine
from headwater.moments.recognise.times.shapes import Shape
from headwater.shared.errors import InputError

Order = Literal["day first", "month first"]
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def decide(engine: Engine, relation: str, column: str, value: str, given: Order | None) -> Order:
    """The order that all values of the column allow. `value` is the column's text in SQL.

    A value that is a date in neither order (31/31) says nothing. Raises InputError where both orders are possible (with
    both readings of one value) or where neither is.
    """
    first, second = (
        f"TRY_CAST(regexp_extract({value}, '^(\\d{{1,2}})[-/.](\\d{{1,2}})[-/.]', {i}) AS INT)" for i in (1, 2)
    )
    row = engine.row(
        f"SELECT coalesce(max(a), 13) AS a, coalesce(max(b), 0) AS b, arg_max(v, a) AS va, arg_max(v, b) AS vb "
        f"FROM (SELECT {first} AS a, {second} AS b, {value} AS v FROM {relation}) WHERE least(a, b) <= 12"
    )
    if given is not None:
        return given
    if row["a"] > 12 and row["b"] > 12:
        raise _mixed(column, row["va"], row["vb"])
    if row["a"] > 12:
        return "day first"
    if row["b"] > 12:
        return "month first"
    raise _open(column, row["va"])


def fill(shape: Shape, order: Order | None) -> str:
    """The shape's format with day and month in this order."""
    if not shape.ambiguous:
        return shape.format
    a, b = ("%m", "%d") if order == "month first" else ("%d", "%m")
    return shape.format.format(a=a, b=b)


def describe(written: str) -> str:
    """A format as people write it: `DD.MM.YYYY hh:mm`."""
    shown = {
        "%Y": "YYYY", "%y": "YY", "%m": "MM", "%d": "DD", "%b": "month", "%B": "month", "%a": "weekday",
        "%H": "hh", "%I": "hh", "%M": "mm", "%S": "ss", "%f": "fff", "%p": "AM/PM",
    }  # fmt: skip
    for code, word in shown.items():
        written = written.replace(code, word)
    return written


def _open(column: str, value: str) -> InputError:
    day, month = (int(p) for p in _numbers(value))
    return InputError(
        f"The times in column {column} can be read in two ways: {value} is {day} {MONTHS[month - 1]} with the day "
        f"first, or {MONTHS[day - 1]} {month} with the month first, and no value of the column decides it; "
        'say which with --dates day-first or --dates month-first (in Python dates="day first" or "month first").'
    )


def _mixed(column: str, one: str, other: str) -> InputError:
    return InputError(
        f"The times in column {column} mix two orders: {one} can only have the day first and {other} only the month "
        "first; export the column in one order, or say which order is right with --dates (the others are then "
        "listed as unreadable)."
    )


def _numbers(value: str) -> list[str]:
    digits = "".join(c if c.isdigit() else " " for c in value).split()
    return digits[:2]
