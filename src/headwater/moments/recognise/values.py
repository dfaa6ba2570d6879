"""The plain values of a raw relation's columns: missing where nothing was recorded, whole where numbers are whole."""

from dataclasses import dataclass

from headwater.engine import Engine, ident, literal
from headwater.moments.readers.raw import MISSING, Raw

WORDS = ", ".join(map(literal, MISSING))


@dataclass(frozen=True)
class Value:
    """SQL of a column's plain value, and the engine's type of it."""

    sql: str
    type: str


def plain_values(engine: Engine, raw: Raw) -> dict[str, Value]:
    """Each column's plain value. Decided over the whole file, one short question per column.

    Words for "nothing recorded" and NaN become missing; numbers with a fraction that never have one (as data frames
    hold whole numbers of which some are missing) become whole.
    """
    described = engine.sql(f"DESCRIBE {raw.relation}").to_pylist()
    types = {r["column_name"]: r["column_type"] for r in described}
    return {c: _plain(engine, raw, c, types[c]) for c in raw.columns}


def _plain(engine: Engine, raw: Raw, column: str, kind: str) -> Value:
    name = ident(column)
    if kind == "VARCHAR" and not raw.text and _any(engine, raw, f"{name} IN ({WORDS})"):
        return Value(f"(CASE WHEN {name} IN ({WORDS}) THEN NULL ELSE {name} END)", kind)
    if kind not in ("DOUBLE", "FLOAT"):
        return Value(name, kind)
    known = f"(CASE WHEN isnan({name}) THEN NULL ELSE {name} END)" if _any(engine, raw, f"isnan({name})") else name
    odd = f"NOT isnan({name}) AND ({name} <> floor({name}) OR abs({name}) > 9e15)"
    return Value(known, kind) if _any(engine, raw, odd) else Value(f"CAST({known} AS BIGINT)", "BIGINT")


def _any(engine: Engine, raw: Raw, test: str) -> bool:
    return bool(engine.sql(f"SELECT 1 AS n FROM {raw.relation} WHERE {test} LIMIT 1").num_rows)
