"""The rows behind figures: asked of the record once, written as CSV for everybody and as a script for the page's table.

Only case ids, times, steps, teams and yes/no columns are ever asked for: no customer, no person, no free text.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv

from headwater.engine import ident
from headwater.moments.domain import Record
from headwater.shared.said import say
from headwater.shared.words import count, printable

INLINE = 10
"""rows that stand in the page itself, for a reader without scripts"""
IN_PAGE = 5_000
IN_FILE = 100_000
MOMENTS = 2_000
"""moments are many: their files hold the first of them, in the stated order"""


@dataclass(frozen=True)
class RowSet:
    """One set of rows: `query` gives them in their stated order."""

    key: str
    title: str
    query: str
    order: str = ""
    most: int = IN_FILE


@dataclass(frozen=True)
class Rows:
    """Rows as written: all columns are text or number; `total` may be more than what the files hold."""

    key: str
    title: str
    columns: tuple[str, ...]
    first: tuple[tuple[str, ...], ...]
    total: int
    held: int

    @property
    def said(self) -> str:
        """What the table and the file hold."""
        held = {"title": self.title, "n": count(self.total), "first": count(min(self.held, IN_PAGE))}
        if self.total > self.held:
            return say("{title}: {n}; the file holds the first {held}.", held=count(self.held), **held)
        if self.total > IN_PAGE:
            return say("{title}: {n}; this table holds the first {first}, the file all.", **held)
        return say("{title}: {n}.", **held)


def write_rows(record: Record, wanted: RowSet, folder: Path) -> Rows:
    """Write `rows/<key>.csv` and `rows/<key>.js`; the first rows come back for the page."""
    total = record.engine.row(f"SELECT count(*) AS n FROM ({wanted.query})")["n"]
    order = f" ORDER BY {wanted.order}" if wanted.order else ""
    table = record.sql(f"SELECT * FROM ({wanted.query}){order} LIMIT {wanted.most}")
    return write_table(table, folder, key=wanted.key, title=wanted.title, total=int(total))


def write_table(table: pa.Table, folder: Path, *, key: str, title: str, total: int) -> Rows:
    """The same for rows that are at hand, the first of `total`."""
    write_csv(safe_cells(table), folder / f"{key}.csv")
    lists = [_texts(column) for column in table.slice(0, IN_PAGE).columns]
    payload = json.dumps({"columns": table.column_names, "rows": list(zip(*lists, strict=True))}, separators=(",", ":"))
    (folder / f"{key}.js").write_text(f"headwaterRows({json.dumps(key)},{payload});\n", encoding="utf-8")
    first = tuple(zip(*(values[:INLINE] for values in lists), strict=True))
    return Rows(key, title, tuple(table.column_names), first, total, table.num_rows)


def write_csv(table: pa.Table, path: Path) -> None:
    """CSV with a header, UTF-8, times as ISO 8601."""
    pacsv.write_csv(table, path)


def case_query(where: str = "true") -> str:
    """One row per case: id, when it opened, how long it took, its moments, whether it was spoiled."""
    spoiled = "CASE WHEN a.spoiled THEN 'yes' WHEN NOT a.spoiled THEN 'no' ELSE 'not known' END"
    return (
        f"SELECT i.name AS \"case\", strftime(c.opened_at, '%Y-%m-%d %H:%M') AS opened, "
        f"round(epoch(c.ended_at - c.opened_at) / 3600, 1) AS hours, c.moments, c.loops, c.handoffs, "
        f"{spoiled} AS spoiled FROM cases c JOIN case_ids i ON i.code = c.case_no "
        f"LEFT JOIN answer_rows a ON a.case_no = c.case_no WHERE {where}"
    )


def moment_query(where: str) -> str:
    """One row per moment: case, time, the step before, the step, both teams, the wait in hours."""
    return (
        "SELECT i.name AS \"case\", strftime(m.done_at, '%Y-%m-%d %H:%M') AS done, p.name AS after, s.name AS step, "
        "tp.name AS from_team, t.name AS team, round(m.wait_s / 3600, 2) AS wait_hours, m.visit FROM moments m "
        "JOIN case_ids i ON i.code = m.case_no LEFT JOIN steps s ON s.code = m.step "
        "LEFT JOIN steps p ON p.code = m.prev_step LEFT JOIN teams t ON t.code = m.team "
        f"LEFT JOIN teams tp ON tp.code = m.prev_team WHERE {where}"
    )


def register_answer(record: Record, rows: pa.Table | None) -> None:
    """Make the answer's rows readable beside the record's tables (empty when the answer has none)."""
    empty = pa.table({"case_no": pa.array([], pa.int32()), "spoiled": pa.array([], pa.bool_())})
    record.engine.register("answer_rows", rows if rows is not None else empty)


def attribute(name: str) -> str:
    """The engine's column of a recorded attribute."""
    return ident("@" + name)


def _texts(column: pa.ChunkedArray) -> list[str]:
    return [
        "" if value is None else f"{value:,}" if isinstance(value, int) else printable(str(value))
        for value in column.to_pylist()
    ]


def safe_cells(table: pa.Table) -> pa.Table:
    """Text cells without control characters; one that a spreadsheet would run as a formula gets an apostrophe."""
    columns = [_safe_column(column) if pa.types.is_string(column.type) else column for column in table.columns]
    return pa.table(dict(zip(table.column_names, columns, strict=True)))


def _safe_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    texts = (None if v is None else printable(v) for v in column.to_pylist())
    cells = [f"'{v}" if v is not None and v.startswith(("=", "+", "-", "@", "\t", "\r")) else v for v in texts]
    return pa.chunked_array([pa.array(cells, pa.string())])
