"""One piece of a text table as an Arrow table of text: the fast way where every line is a plain record, the careful
way (line by line, with exact lines and reasons) everywhere else."""

import csv
import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from headwater.moments.readers.delimited.dialect import Dialect
from headwater.moments.readers.raw import LINE, MISSING, Reject, numbers, texts

Row = tuple[int, list[str]]
_NOT_QUICK = re.compile(rb"\0|\n\r?\n|^\r?\n")
"""Zero bytes and blank lines, which the quick way would take as values and as rows."""
_MISSING = frozenset(MISSING)


def table(piece: bytes, line: int, dialect: Dialect, names: list[str]) -> tuple[pa.Table, list[Reject]]:
    """Columns `names` as text (an empty field is missing) and `row_number` = the line where the record begins."""
    quick = None if _NOT_QUICK.search(piece) else _quick(piece, line, dialect, names)
    return (quick, []) if quick is not None else _careful(piece, line, dialect, names)


def _quick(piece: bytes, line: int, dialect: Dialect, names: list[str]) -> pa.Table | None:
    """The piece parsed at once; None when any line is not exactly one record of the right width."""
    lines = piece.count(b"\n") + (not piece.endswith(b"\n"))
    try:
        parsed = pacsv.read_csv(
            pa.BufferReader(piece),
            pacsv.ReadOptions(use_threads=False, block_size=len(piece) + 1, column_names=names),
            pacsv.ParseOptions(
                delimiter=dialect.delimiter,
                escape_char=dialect.escape or False,
                newlines_in_values=b'"' in piece,
                ignore_empty_lines=False,
            ),
            pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=list(MISSING),
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if parsed.num_rows != lines or dialect.width == 1:
        return None
    return parsed.append_column(LINE, numbers(np.arange(line, line + lines)))


def _careful(piece: bytes, line: int, dialect: Dialect, names: list[str]) -> tuple[pa.Table, list[Reject]]:
    rejected: list[Reject] = []
    rows = list(_rows(piece.split(b"\n"), line, dialect, rejected))
    columns = list(zip(*(fields for _, fields in rows), strict=True)) or [() for _ in names]
    arrays = [texts([None if v in _MISSING else v for v in column]) for column in columns]
    lines = numbers(np.array([number for number, _ in rows], dtype=np.int64))
    return pa.table([*arrays, lines], names=[*names, LINE]), rejected


def _rows(raw: list[bytes], line: int, dialect: Dialect, rejected: list[Reject]) -> Iterator[Row]:
    position = 0
    while position < len(raw):
        if not raw[position].strip(b"\r "):
            position += 1
            continue
        fields, used, reason = _record(raw, position, dialect)
        if reason is None:
            yield line + position, fields
        else:
            value = raw[position].decode("utf-8", errors="replace").rstrip("\r")
            rejected.append(Reject(line + position, None, reason, value))
        position += used


def _record(raw: list[bytes], start: int, dialect: Dialect) -> tuple[list[str], int, str | None]:
    """One record: its fields, how many lines it took, and why it cannot be used (None when it can).

    A record that runs over several lines and still is not right costs only its first line: the next is read anew.
    """
    lines = _Lines(raw, start)
    try:
        fields = next(csv.reader(lines, delimiter=dialect.delimiter, escapechar=dialect.escape, strict=True))
    except UnicodeDecodeError:
        return [], 1, "bytes that are not text in the file's encoding (UTF-8)"
    except csv.Error as error:
        return [], 1, _sentence(str(error))
    if any("\0" in f for f in fields):
        return [], 1, "a zero byte in the text"
    if len(fields) != dialect.width:
        return [], 1, _width(len(fields), dialect.width, lines.position - start)
    return fields, lines.position - start, None


class _Lines:
    """Lines decoded one by one, so that a bad one costs only itself."""

    def __init__(self, raw: list[bytes], position: int) -> None:
        self.raw, self.position = raw, position

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.position >= len(self.raw):
            raise StopIteration
        self.position += 1
        end = "\n" if self.position < len(self.raw) else ""
        return self.raw[self.position - 1].decode("utf-8") + end


def _width(found: int, wanted: int, lines: int) -> str:
    if lines > 1:
        return f"a quotation mark is opened here and the record then has {found} fields instead of {wanted}"
    return f"{found} fields instead of {wanted}"


def _sentence(message: str) -> str:
    if "unexpected end of data" in message:
        return "a quotation mark is opened and never closed"
    if "field larger" in message:
        return "a field of more than 131,072 characters (is a quotation mark left open?)"
    return f"not a readable record ({message})"
