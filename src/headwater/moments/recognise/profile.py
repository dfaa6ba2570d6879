"""Facts about each column, from the first rows of the file: what recognition weighs. Plain Arrow and numpy."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.engine import Engine, ident
from headwater.moments.readers.raw import LINE, Raw, texts
from headwater.moments.recognise.values import Value, plain_values

CELLS, MOST_ROWS, LEAST_ROWS = 6_000_000, 200_000, 500
"""The sample holds about CELLS cells, so that a wide file costs no more than a long one."""

NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
FRACTIONS = ("DOUBLE", "FLOAT", "DECIMAL")


@dataclass(frozen=True)
class Column:
    """`rows` looked at, of which `filled` have a value and `distinct` different ones; `type` is the engine's.

    `steady` is the share of cases with one value (of those with two filled rows or more); known with the case.
    `sql` is its plain value in the raw relation.
    """

    name: str
    sql: str
    type: str
    rows: int
    filled: int
    distinct: int
    low: str | None
    high: str | None
    timely: bool = False
    steady: float = 1.0

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
        return self.type == "VARCHAR"

    @property
    def is_integer(self) -> bool:
        """Whether the engine holds it as whole numbers."""
        return self.type in NUMBERS

    @property
    def is_fraction(self) -> bool:
        """Whether the engine holds it as numbers with a fraction."""
        return self.type.startswith(FRACTIONS)


@dataclass
class Sample:
    """The first rows of a file; `whole` when these are all of them."""

    table: pa.Table
    values: dict[str, Value]
    whole: bool

    def codes(self, name: str) -> npt.NDArray[np.int64]:
        """The column's values as small whole numbers, -1 where nothing is recorded."""
        column = self.table[name]
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
        # through DLPack, as `to_numpy` would import pandas where it is installed, for a second
        found = np.from_dlpack(encoded.indices).astype(np.int64)
        for missing in pc.indices_nonzero(encoded.dictionary.is_null()).to_pylist():
            found[found == missing] = -1
        return found

    def texts(self, name: str, most: int) -> list[str]:
        """Some of the column's different values, as text."""
        values = self.table[name].unique().slice(0, most).cast(pa.string())
        return [v for v in values.to_pylist() if v is not None]


def sample(engine: Engine, raw: Raw) -> Sample:
    """The plain values of the file's first rows."""
    rows = max(LEAST_ROWS, min(MOST_ROWS, CELLS // max(len(raw.columns), 1)))
    values = plain_values(engine, raw)
    picks = ", ".join(f"{v.sql} AS {ident(n)}" for n, v in values.items())
    table = engine.sql(f"SELECT {LINE}, {picks} FROM {raw.relation} LIMIT {rows + 1}")
    whole = table.num_rows <= rows
    table = table.slice(0, rows)
    columns = {n: _simple(table[n]) for n in raw.columns}
    return Sample(pa.table({**columns, LINE: table[LINE]}), values, whole)


_SIMPLE = (
    pa.types.is_string, pa.types.is_dictionary, pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean,
    pa.types.is_timestamp, pa.types.is_date, pa.types.is_decimal,
)  # fmt: skip


def _simple(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column with values that are no single thing (lists, objects, bytes) as text."""
    if not any(simple(column.type) for simple in _SIMPLE):
        column = pa.chunked_array([texts([None if v is None else str(v) for v in column.to_pylist()])])
    return column


def profile(raw: Raw, looked: Sample) -> dict[str, Column]:
    """Each column's facts in the sample."""
    return {name: _facts(name, looked) for name in raw.columns}


def _facts(name: str, looked: Sample) -> Column:
    column = looked.table[name]
    distinct = pc.count_distinct(column, mode="only_valid").as_py() if len(column) else 0
    plain = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
    ends = pc.min_max(plain).as_py() if not pa.types.is_null(plain.type) else {"min": None, "max": None}
    low, high = (None if ends[e] is None else str(ends[e]) for e in ("min", "max"))
    filled = len(column) - column.null_count
    value = looked.values[name]
    return Column(name, value.sql, value.type, len(column), filled, distinct, low, high)


def within_cases(looked: Sample, case: str, columns: dict[str, Column]) -> dict[str, Column]:
    """The same facts with `steady` filled in."""
    codes = looked.codes(case)
    order = np.argsort(codes, kind="stable")
    order = order[codes[order] >= 0]
    starts = np.flatnonzero(np.r_[True, np.diff(codes[order]) != 0]) if order.size else np.array([], dtype=np.int64)
    if not order.size:
        return columns
    return {n: replace(c, steady=_steady(looked.codes(n)[order], starts)) for n, c in columns.items()}


def _steady(values: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]) -> float:
    """The share with one value among the cases that have the column filled twice and more."""
    low = np.minimum.reduceat(np.where(values < 0, np.iinfo(np.int64).max, values), starts)
    high = np.maximum.reduceat(values, starts)
    several = np.add.reduceat(values >= 0, starts, dtype=np.int64) > 1
    return float((low == high)[several].mean()) if several.any() else 1.0


def first_alike(looked: Sample, case: str, column: str) -> float:
    """The share of cases that begin with the most usual first value of the column, in the file's order."""
    cases, values = looked.codes(case), looked.codes(column)
    _, first = np.unique(cases, return_index=True)
    return float(np.unique(values[first], return_counts=True)[1].max() / first.size) if first.size else 0.0
