"""What every reader gives back: the file as a relation of its own columns, before anything is recognised."""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from headwater.moments.domain import Role
from headwater.shared.errors import InputError, UsageError

MOST_COLUMNS = 1_000

LINE = "row_number"
"""The column every raw relation has beside the file's own: the line (or row) of the file, unique, ascending."""

MISSING = (
    "", "?", "-", "--", "NULL", "null", "(null)", "N/A", "n/a", "#N/A", "NA", "NaN", "nan", "None", "<NA>", "\\N", "NaT"
)  # fmt: skip
"""What exports write where nothing is recorded; text readers take it as missing, for tables see `recognise.missing`."""

REJECTED = pa.schema([("line", pa.int64()), ("column", pa.string()), ("reason", pa.string()), ("value", pa.string())])


@dataclass(frozen=True)
class Options:
    """How a file is to be read; every part has a default that looks at the file itself."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    line_bytes: int = 16_000_000
    bomb_bytes: int = 1_000_000_000
    unpacked_bytes: int = 60_000_000_000
    unpacked_ratio: int = 200
    batch_rows: int = 50_000

    def written(self, encoding: str | None, delimiter: str | None, sheet: str | None) -> "Options":
        """The same options with what is said of the file. Raises UsageError where that cannot be."""
        if delimiter is not None and len(delimiter) != 1:
            raise UsageError(f"A delimiter is one character, not {delimiter!r}.")
        if encoding is not None and not _is_encoding(encoding):
            raise UsageError(f"There is no encoding {encoding}; give a name such as utf-8, utf-16, cp1252 or latin-1.")
        said = {"encoding": encoding, "delimiter": delimiter, "sheet": sheet}
        return replace(self, **{k: v for k, v in said.items() if v is not None})  # type: ignore[arg-type]  # the fields of `said` are named above


@dataclass(frozen=True)
class Reject:
    """One row that could not be read: where, and why."""

    line: int
    column: str | None
    reason: str
    value: str | None


@dataclass(frozen=True)
class Raw:
    """A file as a relation: `columns` in the file's order, plus `row_number`. `line_word` names what is counted."""

    relation: str
    columns: tuple[str, ...]
    line_word: str = "row"
    text: bool = False
    """Whether every column is text as the file wrote it (so that types are still to be recognised)."""
    rejected: tuple[Reject, ...] = ()
    notes: tuple[str, ...] = ()
    hints: dict[Role, str] = field(default_factory=dict)
    """Roles that the format itself fixes (XES says which key is the case), by role name."""
    files: tuple[tuple[str, int], ...] = ()
    """Of several files read as one: each one's name, and what was added to its line numbers."""


def fresh_name() -> str:
    """A relation name that no other reader uses."""
    return f"raw_{uuid4().hex[:12]}"


def _is_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name).name not in (
            "hex",
            "base64",
            "rot13",
            "zlib",
            "bz2",
            "uu",
            "quopri",
            "idna",
            "punycode",
        )
    except LookupError:
        return False


def refuse_wide(file: str, columns: int) -> None:
    """Stop at a table with more columns than any record of moments has."""
    if columns > MOST_COLUMNS:
        raise InputError(
            f"{file} has {columns:,} columns and at most {MOST_COLUMNS:,} can be read; leave out those no question "
            "needs, and if each step has columns of its own, export one row per step instead."
        )


def rejects_table(rejects: tuple[Reject, ...]) -> pa.Table:
    """Rejected rows as an Arrow table: line, column, reason, value."""
    if not rejects:
        return pa.Table.from_batches([], schema=REJECTED)
    lines = numbers(np.array([r.line for r in rejects], dtype=np.int64))
    values = texts([(r.value or "")[:200] or None for r in rejects])
    columns = [lines, texts([r.column for r in rejects]), texts([r.reason for r in rejects]), values]
    return pa.Table.from_arrays(columns, schema=REJECTED)


def in_files(rejected: pa.Table, name: str, raw: Raw) -> pa.Table:
    """Rejected rows with the file each stands in, at the line that it has there."""
    names, offsets = zip(*(raw.files or ((name, 0),)), strict=True)
    lines = np.array(rejected["line"].to_pylist(), dtype=np.int64)
    which = np.searchsorted(np.array(offsets, dtype=np.int64), lines - 1, side="right") - 1
    own = numbers(lines - np.array(offsets, dtype=np.int64)[which])
    return rejected.set_column(0, "line", own).add_column(0, "file", texts([names[i] for i in which]))


def numbers(values: npt.NDArray[np.int64]) -> pa.Array:
    """Whole numbers as Arrow, by their buffer (`pa.array` would import pandas where it is installed, for a second)."""
    return pa.Array.from_buffers(pa.int64(), len(values), [None, pa.py_buffer(np.ascontiguousarray(values))])


def texts(values: Sequence[str | None]) -> pa.Array:
    """Texts as Arrow, by their buffers, for the same reason; a lone surrogate becomes a question mark."""
    encoded = [b"" if v is None else v.encode("utf-8", errors="replace") for v in values]
    offsets = np.zeros(len(encoded) + 1, dtype=np.int32)
    np.cumsum(np.fromiter(map(len, encoded), dtype=np.int32, count=len(encoded)), out=offsets[1:])
    valid = np.packbits(np.fromiter((v is not None for v in values), dtype=bool), bitorder="little")
    buffers = [pa.py_buffer(valid), pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def unique_names(names: list[str]) -> list[str]:
    """Column names that differ (also in case) and are never empty, nor the name that the reader needs itself."""
    seen: set[str] = {LINE}
    result: list[str] = []
    for position, name in enumerate(names, 1):
        base = name.strip() or f"column {position}"
        found, number = base, 1
        while found.lower() in seen:
            number += 1
            found = f"{base} ({number})"
        seen.add(found.lower())
        result.append(found)
    return result
