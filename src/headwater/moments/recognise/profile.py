"""Facts about each column, from a sample of whole stretches of the file: what recognition weighs."""

from dataclasses import dataclass

from headwater.engine import Engine, ident
from headwater.moments.readers.raw import LINE, Raw

SAMPLE_ROWS = 200_000


@dataclass(frozen=True)
class Column:
    """`rows` looked at, of which `filled` have a value and `distinct` different ones; `type` is the engine's."""

    name: str
    type: str
    rows: int
    filled: int
    distinct: int

    @property
    def unique(self) -> float:
        """Share of the filled rows that have a value of their own."""
        return self.distinct / self.filled if self.filled else 0.0

    @property
    def repeats(self) -> float:
        """How many rows share a value, on average."""
        return self.filled / self.distinct if self.distinct else 0.0


def profile(engine: Engine, raw: Raw) -> dict[str, Column]:
    """Each column's facts, over the first `SAMPLE_ROWS` rows."""
    types = {r["column_name"]: r["column_type"] for r in engine.sql(f"DESCRIBE {raw.relation}").to_pylist()}
    asks = ", ".join(
        f"count({ident(c)}) AS f{i}, count(DISTINCT {ident(c)}) AS d{i}" for i, c in enumerate(raw.columns)
    )
    facts = engine.row(
        f"SELECT count(*) AS n, {asks} FROM (SELECT * FROM {raw.relation} WHERE {LINE} <= {SAMPLE_ROWS})"
    )
    return {c: Column(c, types[c], facts["n"], facts[f"f{i}"], facts[f"d{i}"]) for i, c in enumerate(raw.columns)}
