"""Rows that cannot be moments (no case, no step, no readable time): listed, and too many of them refused."""

import pyarrow as pa

from headwater.engine import Engine, ident, literal
from headwater.moments.domain import Mapping
from headwater.moments.readers.raw import LINE, REJECTED, Raw
from headwater.moments.recognise.profile import Column
from headwater.moments.recognise.times import Reading
from headwater.shared.errors import InputError


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
    line = f"{raw.line_word} {first['line']}" + (f" of {first['file']}" if raw.files else "")
    where = f" in column {first['column']}" if first["column"] else ""
    value = f" ({first['value']!r})" if first["value"] else ""
    raise InputError(
        f"{rejected.num_rows:,} of {rows:,} rows of {name} cannot be read ({rejected.num_rows / rows:.1%}, more than "
        f"the {share:.1%} allowed); the first is {line}: {first['reason']}{where}{value}. "
        "Mend the export or the mapping, or allow more with --reject-share."
    )
