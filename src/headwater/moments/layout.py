"""Lays moments out once, so that every later question is a short scan.

The result is three Parquet files and a few dictionaries behind engine views:

`moments`, sorted by case_no, seq
    case_no, seq (0-based), step, who, team (codes, NULL where not recorded), done_at, started_at, source_row,
    prev_step, prev_who, prev_team, wait_s (NULL on the first), work_s (NULL without a start), visit (1 = first
    time this step in this case), same_who (the step's previous visit was by the same person), edge_again (the
    case took this edge before), back_team and back_who (the case came back to the team, to the person it had left),
    and every attribute as `@name`.
`cases`, sorted by case_no
    case_no, customer, channel (codes; the first recorded), opened_at, ended_at, moments, variant (a
    hash of the steps in order), first_step, last_step, loops, repeats, redos, handoffs (between teams), changes
    (of person), pingpongs, wait_s, work_s, and each attribute's last recorded value as `@name`.
`case_attributes`, sorted by case_no, where attributes are carried
    case_no and, for each attribute, its last value `@name`, its first `first @name`, and the step at which the
    first was recorded, `step @name`.
"""

import pyarrow as pa

from headwater.engine import Engine, ident, literal
from headwater.moments.attribute_lines import Seen
from headwater.moments.attributes import recognise_attributes
from headwater.moments.domain import Counts, Record, Source
from headwater.moments.linking import write_linked
from headwater.moments.sorting import BATCH, MOST_ROWS, SCHEMA, hold

DICTIONARIES = {
    "case": "case_ids",
    "step": "steps",
    "who": "people",
    "team": "teams",
    "customer": "customers",
    "channel": "channels",
}

CODED = {"step": "s", "who": "p", "team": "t", "customer": "u", "channel": "h"}
"""Roles coded on every moment, with the alias of their dictionary."""


def build(engine: Engine, source: Source, *, wide: bool = True) -> Record:
    """Sort, code and link the moments of a source. `wide` carries the attributes along (needed for causes)."""
    for role, table in DICTIONARIES.items():
        _dictionary(engine, source, role, table)
    columns = _attribute_columns(engine, source) if wide else []
    timed = source.mapping.start is not None
    seen = Seen()
    rows = _in_order(engine, source, columns)
    noticed = write_linked(rows, engine.folder, timed=timed, seen=seen if columns else None)
    for name in ("moments", "cases_core", *(["case_attributes"] if columns else [])):
        path = literal(str(engine.folder / f"{name}.parquet"))
        engine.run(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet({path})")
    attributes = recognise_attributes(engine, columns, seen)
    return Record(
        engine=engine,
        source=source,
        counts=Counts(rejected=source.rejected.num_rows, **vars(noticed)),
        attributes=attributes,
        timing="start and complete" if timed else "complete only",
        notes=list(source.notes),
    )


def _dictionary(engine: Engine, source: Source, role: str, table: str) -> None:
    """Codes count from 0: cases by their first row, everything else by name, so that a second run gives the same."""
    column = getattr(source.mapping, role)
    names = "SELECT NULL::VARCHAR AS name, 0 AS first WHERE false"
    if column is not None:
        name = f"{ident(column)}::VARCHAR AS name"
        known = f"FROM {source.relation} WHERE {ident(column)} IS NOT NULL"
        names = f"SELECT DISTINCT {name} {known}"
        if role == "case":
            names = f"SELECT {name}, min(row_number) AS first {known} GROUP BY 1"
    order, more = ("first", ", first") if role == "case" else ("name", "")
    engine.run(
        f"CREATE OR REPLACE TABLE {table} AS "
        f"SELECT (row_number() OVER (ORDER BY {order}) - 1)::INT AS code, name{more} FROM ({names})"
    )


def _attribute_columns(engine: Engine, source: Source) -> list[str]:
    taken = {column for _, column in source.mapping.roles()} | {*source.mapping.ignored, "row_number"}
    described = engine.sql(f"DESCRIBE SELECT * FROM {source.relation}")["column_name"].to_pylist()
    return [name for name in described if name not in taken]


def _widths(engine: Engine) -> dict[str, str]:
    """The narrowest type for the codes of each role: what is sorted is carried along in it."""
    return {
        role: "SMALLINT" if engine.row(f"SELECT count(*) AS n FROM {DICTIONARIES[role]}")["n"] < 2**15 else "INT"
        for role in CODED
    }


def _in_order(engine: Engine, source: Source, columns: list[str]) -> pa.RecordBatchReader:
    """The moments by case, begin, completion and row of the file."""
    coded = _coded_query(source, columns, _widths(engine))
    timed = source.mapping.start is not None
    rows = engine.row(f"SELECT count(*) AS n FROM {source.relation}")["n"]
    if not columns and rows <= MOST_ROWS:
        held = hold(engine.stream(coded, BATCH), rows, timed=timed)
        if held is not None:
            return pa.RecordBatchReader.from_batches(SCHEMA, held.batches())
    times = "coalesce(started_at, done_at), done_at" if timed else "done_at"
    return engine.stream(f"{coded} ORDER BY case_no, {times}, source_row")


def _coded_query(source: Source, columns: list[str], widths: dict[str, str]) -> str:
    m = source.mapping
    picks, joins = ["c.code AS case_no"], [f"JOIN case_ids c ON r.{ident(m.case)}::VARCHAR = c.name"]
    for role, alias in CODED.items():
        column = getattr(m, role)
        picks.append(f"{alias}.code::{widths[role]} AS {role}" if column else f"NULL::INT AS {role}")
        if column:
            joins.append(f"LEFT JOIN {DICTIONARIES[role]} {alias} ON r.{ident(column)}::VARCHAR = {alias}.name")
    started = f"{ident(m.start)}::TIMESTAMP" if m.start else "NULL::TIMESTAMP"
    picks += [f"{ident(m.at)}::TIMESTAMP AS done_at", f"{started} AS started_at"]
    picks += ["row_number AS source_row", *(f"r.{ident(name)} AS {ident('@' + name)}" for name in columns)]
    return f"SELECT {', '.join(picks)} FROM {source.relation} r {' '.join(joins)}"
