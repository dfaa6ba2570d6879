"""Rows that cannot be moments (no case, no step, no readable time): listed, and too many of them refused."""

from typing import Any

import pyarrow as pa

from headwater.engine import Engine, ident, literal
from headwater.moments.domain import Mapping
from headwater.moments.readers.raw import LINE, REJECTED, Raw
from headwater.moments.recognise.profile import Column
from headwater.moments.recognise.times import Reading
from headwater.shared.errors import InputError
from headwater.shared.said import amount, phrase, say
from headwater.shared.words import count

LINE_WORDS = {"line": phrase("line"), "row": phrase("row"), "object": phrase("object"), "file": phrase("file")}


def usable(mapping: Mapping, columns: dict[str, Column], at: Reading) -> str:
    """SQL: whether a row has a case, a step and a readable time."""
    roles = " AND ".join(f"{columns[c].sql} IS NOT NULL" for c in (mapping.case, mapping.step))
    return f"{roles} AND {at.sql} IS NOT NULL"


def row_rejects(engine: Engine, raw: Raw, mapping: Mapping, columns: dict[str, Column], at: Reading) -> pa.Table:
    """Line, column, reason and value of each row that is not usable; the first thing amiss is named."""
    missing = [
        (c, f"{columns[c].sql} IS NULL", f"no {word}")
        for c, word in ((mapping.case, "case"), (mapping.step, "step"), (mapping.at, "time"))
    ]
    tests = [*missing, (mapping.at, "true", f"not a time as the column writes it ({at.described})")]
    column = " ".join(f"WHEN {test} THEN {literal(c)}" for c, test, _ in tests)
    reason = " ".join(f"WHEN {test} THEN {literal(why)}" for _, test, why in tests)
    value = " ".join(f"WHEN {test} THEN {ident(c)}::VARCHAR" for c, test, _ in tests)
    found = engine.sql(
        f'SELECT {LINE}::BIGINT AS line, CASE {column} END AS "column", CASE {reason} END AS reason, '
        f"left(CASE {value} END, 200) AS value FROM {raw.relation} "
        f"WHERE NOT coalesce({usable(mapping, columns, at)}, false) ORDER BY 1"
    )
    return found.cast(REJECTED)


def refuse_too_many(engine: Engine, name: str, raw: Raw, rejected: pa.Table, share: float) -> None:
    """Stop where more than `share` of the rows are unreadable, or all are."""
    if not rejected.num_rows:
        return
    rows = int(engine.row(f"SELECT count(*) AS n FROM {raw.relation}")["n"]) + len(raw.rejected)
    if rejected.num_rows <= share * rows and rejected.num_rows < rows:
        return
    first = rejected.slice(0, 1).to_pylist()[0]
    raise InputError(
        say(
            "{n} of {rows} rows of {name} cannot be read ({share}, more than the {allowed} allowed); the first is "
            "{line}: {reason}{where}{value}. Mend the export or the mapping, or allow more with --reject-share.",
            n=count(rejected.num_rows), rows=count(rows), name=name,
            share=amount(f"{rejected.num_rows / rows:.1%}"), allowed=amount(f"{share:.1%}"),
            line=_line(raw, first), reason=first["reason"],
            where=say(" in column {column}", column=first["column"]) if first["column"] else "",
            value=f" ({first['value']!r})" if first["value"] else "",
        )
    )  # fmt: skip


def _line(raw: Raw, first: dict[str, Any]) -> str:
    """Where the first of them is."""
    line = say("{word} {n}", word=say(LINE_WORDS[raw.line_word]), n=first["line"])
    return say("{line} of {file}", line=line, file=first["file"]) if raw.files else line
