"""What a file records besides the roles: of the case or of the moment, known at opening or later, and its kind."""

from headwater.engine import Engine, ident
from headwater.moments.attribute_lines import Seen
from headwater.moments.domain import Attribute, Kind

OPENING_SHARE = 0.98
"""An attribute counts as known at opening when it stands on the first moment of this share of the cases it is in."""


def recognise_attributes(engine: Engine, columns: list[str], seen: Seen) -> tuple[Attribute, ...]:
    """Make the view `cases` and describe the attributes."""
    view_cases(engine, columns)
    if not columns:
        return ()
    types = engine.sql(f"DESCRIBE SELECT {', '.join(at(c) for c in columns)} FROM case_attributes")["column_type"]
    return tuple(_attribute(c, t, seen) for c, t in zip(columns, types.to_pylist(), strict=True))


def view_cases(engine: Engine, columns: list[str]) -> None:
    """The view `cases`: case lines plus every attribute's last recorded value."""
    if not columns:
        engine.run("CREATE OR REPLACE VIEW cases AS SELECT * FROM cases_core")
        return
    last = ", ".join(f"a.{at(name)}" for name in columns)
    joined = f"SELECT c.*, {last} FROM cases_core c JOIN case_attributes a USING (case_no)"
    engine.run(f"CREATE OR REPLACE VIEW cases AS {joined}")


def at(name: str) -> str:
    """The quoted engine column of an attribute."""
    return ident("@" + name)


def _attribute(name: str, sql_type: str, seen: Seen) -> Attribute:
    key = f"@{name}"
    opening = seen.early[key] >= OPENING_SHARE * seen.recorded[key]
    return Attribute(name, "moment" if seen.varies[key] else "case", _kind(sql_type), opening)


def _kind(sql_type: str) -> Kind:
    if sql_type == "BOOLEAN":
        return "flag"
    if sql_type.startswith(("TIMESTAMP", "DATE", "TIME")):
        return "time"
    if sql_type.startswith(("DECIMAL", "DOUBLE", "FLOAT", "REAL")) or sql_type.endswith("INT"):
        return "number"
    return "text"
