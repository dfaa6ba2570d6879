"""Excel workbooks (.xlsx): one sheet, read row by row; dates stay dates."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter
from xml.etree.ElementTree import ParseError

from headwater.engine import Engine
from headwater.moments.readers.raw import Options, Raw, unique_names
from headwater.moments.readers.rows import Rows
from headwater.moments.readers.streams import refuse_bomb
from headwater.shared.errors import InputError, UsageError
from headwater.shared.said import say

if TYPE_CHECKING:
    import openpyxl

Row = tuple[Any, ...]
LOOKED = 30
"""How many rows are looked at to find the one with the column names."""


def read(engine: Engine, path: Path, options: Options) -> Raw:
    """The first sheet (or the one named in the options) as text columns; `row_number` is the sheet's row."""
    import openpyxl  # noqa: PLC0415 -- slow import
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 -- slow import

    _refuse_bomb(path, options)
    try:
        with catch_warnings():
            simplefilter("ignore")  # openpyxl warns of styles and validations that it does not keep; no value is lost
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            try:
                return _sheet(engine, path, book, options)
            finally:
                book.close()
    except (zipfile.BadZipFile, KeyError, ParseError, InvalidFileException, EOFError, ValueError) as error:
        raise InputError(
            f"{path.name} begins like an Excel workbook but cannot be read to its end ({error}); it was probably cut "
            "off while copying, so copy or save it again."
        ) from error


def _refuse_bomb(path: Path, options: Options) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            encrypted = any(member.flag_bits & 1 for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise InputError(
            f"{path.name} begins like an Excel workbook but its end is missing; copy or save it again."
        ) from error
    refuse_bomb(path.name, path.stat().st_size, unpacked, options)
    if encrypted:
        raise InputError(f"{path.name} is protected by a password; save it without one.")


def _sheet(engine: Engine, path: Path, book: "openpyxl.Workbook", options: Options) -> Raw:
    sheet = _chosen(path, book, options.sheet)
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    names, skipped, waiting = _header(path, rows)
    found = Rows(engine, options)
    for line, row in _all(waiting, rows):
        _add(found, line, row, names)
    notes = [say("The sheet {sheet} was read.", sheet=sheet.title)] if len(book.sheetnames) > 1 else []
    notes += [say("{n} row(s) before the column names were skipped.", n=skipped)] if skipped else []
    return found.close(path.name, line_word="row", notes=tuple(notes))


def _chosen(path: Path, book: "openpyxl.Workbook", name: str | None) -> Any:
    if name is None:
        return book.worksheets[0]
    if name not in book.sheetnames:
        raise UsageError(f"{path.name} has no sheet {name}; it has {', '.join(book.sheetnames)}.")
    return book[name]


def _header(path: Path, rows: Iterator[tuple[int, Row]]) -> tuple[list[str], int, list[tuple[int, Row]]]:
    """The column names, how many rows stand before them, and the rows already taken from the sheet."""
    looked = [pair for _, pair in zip(range(LOOKED), rows, strict=False)]
    widths = [sum(v is not None for v in row) for _, row in looked]
    if not widths or not max(widths):
        raise InputError(f"{path.name} has an empty sheet; give another with --sheet.")
    position = next(i for i, w in enumerate(widths) if w >= 0.6 * max(widths))
    header = list(looked[position][1])
    while header and header[-1] is None:
        header.pop()
    return unique_names([str(v) if v is not None else "" for v in header]), position, looked[position + 1 :]


def _all(waiting: list[tuple[int, Row]], rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    yield from waiting
    yield from rows


def _add(found: Rows, line: int, row: Row, names: list[str]) -> None:
    values = [_text(v) for v in row]
    if not any(v is not None for v in values):
        return
    if any(v is not None for v in values[len(names) :]):
        found.reject(line, f"{len(values)} cells instead of {len(names)}", str(values[len(names)]))
        return
    values += [None] * (len(names) - len(values))
    found.add(line, dict(zip(names, values[: len(names)], strict=True)))


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time | timedelta):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
