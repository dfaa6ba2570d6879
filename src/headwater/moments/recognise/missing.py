"""Values for which nothing was recorded, in SQL."""

from headwater.engine import Engine, ident, literal
from headwater.moments.readers.raw import MISSING, Raw
from headwater.moments.recognise.profile import Column


def worded(engine: Engine, raw: Raw, types: dict[str, str]) -> frozenset[str]:
    """The text columns that hold a word for "nothing recorded" anywhere in the file.

    One question per column: a Parquet file answers most of them from its statistics.
    """
    if raw.text:
        return frozenset()
    words = ", ".join(map(literal, MISSING))
    asks = {
        c: f"SELECT 1 AS n FROM {raw.relation} WHERE {ident(c)} IN ({words}) LIMIT 1"
        for c in raw.columns
        if types[c] == "VARCHAR"
    }
    return frozenset(c for c, ask in asks.items() if engine.sql(ask).num_rows)


def present(column: Column) -> str:
    """The column's value in SQL, missing where nothing was recorded."""
    name = ident(column.name)
    if not column.worded:
        return name
    return f"(CASE WHEN {name} IN ({', '.join(map(literal, MISSING))}) THEN NULL ELSE {name} END)"
