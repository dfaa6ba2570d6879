"""Facts about each column, from the first rows of the file: what recognition weighs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from headwater.engine import Engine, ident
from headwater.moments.readers.raw import LINE, Raw
from headwater.moments.recognise.missing import present

CELLS, MOST_ROWS, LEAST_ROWS, GROUP = 6_000_000, 200_000, 500, 400
"""The sample holds at most CELLS cells, so that 10,000 columns are answered in bounded time; asked GROUP at a time."""

TIMES = ("TIMESTAMP", "DATE")
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
FRACTIONS = ("DOUBLE", "FLOAT", "DECIMAL")


@dataclass(frozen=True)
class Column:
    """`rows` looked at, of which `filled` have a value and `distinct` different ones; `type` is the engine's.

    `steady` is the share of cases (of two moments and more) with one value; known once the case is chosen.
    """

    name: str
    type: str
    rows: int
    filled: int
    distinct: int
    low: str | None
    high: str | None
    timely: bool = False
    steady: float = 1.0
    first_alike: float = 0.0

    @property
    def unique(self) -> bool:
        """Whether every filled row has a value of its own."""
        return self.filled > 1 and self.distinct == self.filled

    @property
    def repeats(self) -> float:
        """How many rows share a value, on average."""
        return self.filled / self.distinct if self.distinct else 0.0

    @property
    def is_text(self) -> bool:
        """Whether the engine holds it as text."""
        return self.type == "VARCHAR" or self.type.startswith("ENUM")

    @property
    def is_integer(self) -> bool:
        """Whether the engine holds it as whole numbers."""
        return self.type in NUMBERS

    @property
    def is_fraction(self) -> bool:
        """Whether the engine holds it as numbers with a fraction."""
        return self.type.startswith(FRACTIONS)


def sample_rows(columns: int) -> int:
    """How many rows are looked at."""
    return max(LEAST_ROWS, min(MOST_ROWS, CELLS // max(columns, 1)))


def sample(engine: Engine, raw: Raw) -> str:
    """A relation of the first rows, kept in memory."""
    name = f"{raw.relation}_sample"
    rows = sample_rows(len(raw.columns))
    engine.run(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {raw.relation} LIMIT {rows}")
    return name


def profile(engine: Engine, raw: Raw, relation: str) -> dict[str, Column]:
    """Each column's facts in the sample `relation`."""
    types = {r["column_name"]: r["column_type"] for r in engine.sql(f"DESCRIBE {relation}").to_pylist()}
    facts: dict[str, Column] = {}
    for names in groups(raw.columns):
        facts |= _facts(engine, relation, names, types)
    return facts


def _facts(engine: Engine, relation: str, names: tuple[str, ...], types: dict[str, str]) -> dict[str, Column]:
    asks = ", ".join(
        f"count({v}) AS f{i}, count(DISTINCT {v}) AS d{i}, min({v})::VARCHAR AS l{i}, max({v})::VARCHAR AS h{i}"
        for i, v in enumerate(present(c, types[c]) for c in names)
    )
    found = engine.row(f"SELECT count(*) AS n, {asks} FROM {relation}")
    return {c: Column(c, types[c], found["n"], *(found[f"{k}{i}"] for k in "fdlh")) for i, c in enumerate(names)}


def within_cases(engine: Engine, relation: str, case: str, columns: dict[str, Column]) -> dict[str, Column]:
    """The same facts with `steady` and `first_alike` (how alike the cases begin) filled in."""
    result = dict(columns)
    for names in groups(tuple(columns)):
        values = [present(c, columns[c].type) for c in names]
        asks = ", ".join(f"min({v}) IS NOT DISTINCT FROM max({v}) AS s{i}" for i, v in enumerate(values))
        picks = ", ".join(f"avg(s{i}::INT) AS s{i}" for i in range(len(names)))
        cases = f"SELECT count(*) AS n, {asks} FROM {relation} WHERE {ident(case)} IS NOT NULL GROUP BY {ident(case)}"
        steady = engine.row(f"SELECT {picks} FROM ({cases}) WHERE n > 1")
        for i, name in enumerate(names):
            share = steady[f"s{i}"]
            result[name] = replace(result[name], steady=1.0 if share is None else float(share))
    return result


def first_alike(engine: Engine, relation: str, case: str, column: str) -> float:
    """The share of cases that begin with the most usual first value of the column, in the file's order."""
    firsts = f"SELECT arg_min({ident(column)}, {LINE}) AS v FROM {relation} GROUP BY {ident(case)}"
    row = engine.row(f"SELECT max(k) / sum(k) AS share FROM (SELECT count(*) AS k FROM ({firsts}) GROUP BY v)")
    return float(row.get("share") or 0.0)


def groups(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Column names, so many at a time as one query takes well."""
    for start in range(0, len(names), GROUP):
        yield names[start : start + GROUP]
