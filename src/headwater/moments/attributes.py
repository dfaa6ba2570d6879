"""What a file records besides the roles: of the case or of the moment, known at opening or later, and its kind."""

from typing import Any

from headwater.engine import Engine, ident, literal
from headwater.moments.domain import Attribute, Kind

OPENING_SHARE = 0.98
"""A case attribute counts as known at opening when it stands on the first moment of this share of its cases."""


def recognise_attributes(engine: Engine, columns: list[str]) -> tuple[Attribute, ...]:
    """Make the view `cases` (case lines plus every attribute's last recorded value) and describe the attributes."""
    if not columns:
        engine.run("CREATE OR REPLACE VIEW cases AS SELECT * FROM cases_core")
        return ()
    picks = "".join(f", arg_max({at(name)}, seq) AS {at(name)}" for name in columns)
    flags = "".join(
        f", min({at(c)}) IS DISTINCT FROM max({at(c)}) AS varies{i}"
        f", bool_or(seq = 0 AND {at(c)} IS NOT NULL) AS early{i}"
        for i, c in enumerate(columns)
    )
    path = literal(str(engine.folder / "case_attributes.parquet"))
    engine.run(
        f"COPY (SELECT case_no{picks}{flags} FROM moments GROUP BY case_no ORDER BY case_no) TO {path} (FORMAT parquet)"
    )
    hidden = ", ".join(["case_no", *(f"varies{i}, early{i}" for i in range(len(columns)))])
    joined = f"SELECT c.*, a.* EXCLUDE ({hidden}) FROM cases_core c JOIN read_parquet({path}) a USING (case_no)"
    engine.run(f"CREATE OR REPLACE VIEW cases AS {joined}")
    return tuple(_describe(engine, path, columns))


def at(name: str) -> str:
    """The quoted engine column of an attribute."""
    return ident("@" + name)


def _describe(engine: Engine, path: str, columns: list[str]) -> list[Attribute]:
    picks = ", ".join(
        f"count_if(varies{i}) AS v{i}, count_if(early{i}) AS e{i}, count({at(c)}) AS n{i}"
        for i, c in enumerate(columns)
    )
    seen = engine.row(f"SELECT {picks} FROM read_parquet({path})")
    types = engine.sql(f"DESCRIBE SELECT {', '.join(at(c) for c in columns)} FROM moments")["column_type"].to_pylist()
    return [_attribute(name, types[i], seen, i) for i, name in enumerate(columns)]


def _attribute(name: str, sql_type: str, seen: dict[str, Any], i: int) -> Attribute:
    opening = seen[f"e{i}"] >= OPENING_SHARE * seen[f"n{i}"]
    return Attribute(name, "moment" if seen[f"v{i}"] else "case", _kind(sql_type), bool(opening))


def _kind(sql_type: str) -> Kind:
    if sql_type == "BOOLEAN":
        return "flag"
    if sql_type.startswith(("TIMESTAMP", "DATE", "TIME")):
        return "time"
    if sql_type.startswith(("DECIMAL", "DOUBLE", "FLOAT", "REAL")) or sql_type.endswith("INT"):
        return "number"
    return "text"
