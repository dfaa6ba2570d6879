"""The door of this reader: sniff, cut, parse, spool."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from headwater.engine import Engine
from headwater.moments.readers.delimited import dialect as dialects
from headwater.moments.readers.delimited import encoding as encodings
from headwater.moments.readers.delimited import records
from headwater.moments.readers.delimited.chunks import Chunks
from headwater.moments.readers.delimited.dialect import Dialect
from headwater.moments.readers.raw import Options, Raw, Reject, fresh_name, refuse_wide, unique_names
from headwater.moments.readers.spool import Spool
from headwater.moments.readers.streams import blocks
from headwater.shared.errors import InputError
from headwater.shared.said import say


def read(engine: Engine, path: Path, options: Options) -> Raw:
    """Every column as text, spooled to disk; unreadable records are listed with their line."""
    encoding, head, stream = _decoded(path, options)
    dialect = _dialect(path, head, stream, options)
    refuse_wide(path.name, dialect.width)
    _refuse_data_as_names(path, dialect)
    names = unique_names(list(dialect.names))
    body = chain([head[dialect.header_bytes :]], stream)
    spool, rejected = Spool(engine), list[Reject]()
    chunks = Chunks(body, dialect.first, options.line_bytes)
    for line, piece in chunks:
        parsed, bad = records.table(piece, line, dialect, names)
        spool.add(parsed)
        rejected += bad
    rejected += chunks.rejected
    _refuse_nothing(path, spool, rejected)
    notes = _notes(encoding, dialect)
    relation = spool.relation(fresh_name())
    return Raw(relation, tuple(names), "line", text=True, rejected=tuple(rejected), notes=notes)


def _decoded(path: Path, options: Options) -> tuple[str, bytes, Iterator[bytes]]:
    raw = blocks(path, options)
    first = next(raw, b"")
    encoding = options.encoding or encodings.recognise(first)
    stream = encodings.as_utf8(chain([first], raw), encoding)
    head = next(stream, b"")
    if b"\n" not in head and b"\r" in head:
        return encoding, head.replace(b"\r", b"\n"), (b.replace(b"\r", b"\n") for b in stream)
    return encoding, head, stream


def _dialect(path: Path, head: bytes, stream: Iterator[bytes], options: Options) -> Dialect:
    if b"\n" not in head and len(head) > options.line_bytes // 4 and next(stream, None) is not None:
        raise InputError(
            f"The first line of {path.name} is longer than {len(head):,} bytes; a table has a short line of column "
            "names first, so this is another kind of file, or its line breaks are lost: export it again."
        )
    sample = head[:262_144]
    cut = sample.rfind(b"\n") + 1 if len(head) > len(sample) else len(sample)
    if not cut:
        sample, cut = head, head.find(b"\n") + 1 or len(head)
    return dialects.recognise(sample[:cut].decode("utf-8", errors="replace"), options.delimiter)


def _refuse_data_as_names(path: Path, dialect: Dialect) -> None:
    """A first line with a date, or mostly of numbers, is a row and not the column names."""
    dated = [n for n in dialect.names if re.match(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b", n)]
    counted = [n for n in dialect.names if re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?", n)]
    if dated or 2 * len(counted) > dialect.width:
        raise InputError(
            f"The first line of {path.name} holds values ({(dated + counted)[0]}) and no column names; put a line "
            "with the names of the columns before it."
        )


def _refuse_nothing(path: Path, spool: Spool, rejected: list[Reject]) -> None:
    if spool.rows:
        return
    if rejected:
        bad = rejected[0]
        raise InputError(
            f"No line of {path.name} could be read as a row: line {bad.line} has {bad.reason}; "
            "check the delimiter (--delimiter) and the export."
        )
    raise InputError(f"{path.name} has column names but no rows; export it again with its data.")


def _notes(encoding: str, dialect: Dialect) -> tuple[str, ...]:
    notes = [] if encoding == "utf-8" else [say("The text was read as {encoding}.", encoding=encoding)]
    if dialect.skipped:
        notes.append(say("{n} line(s) before the column names were skipped.", n=dialect.skipped))
    return tuple(notes)
