"""Records from a few rows, for tests of the chain."""

from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from headwater.engine import Engine
from headwater.moments.domain import Mapping, Record, Source
from headwater.moments.layout import build

Row = dict[str, Any]

SCHEMA = pa.schema(
    {
        **dict.fromkeys(("case", "step", "who", "team", "customer", "about"), pa.string()),
        **dict.fromkeys(("at", "start"), pa.timestamp("us")),
        "row_number": pa.int64(),
    }
)


def record(rows: list[Row], *, timed: bool = False, wide: bool = True) -> Record:
    """A record of rows with case, step and at (a time or microseconds); the other columns may be missing."""
    full = [{name: row.get(name) for name in SCHEMA.names} | {"row_number": i} for i, row in enumerate(rows)]
    engine = Engine()
    engine.register("rows", pa.Table.from_pylist(full, SCHEMA))
    roles = {name: name for name in ("case", "step", "at", "who", "team", "customer")}
    mapping = Mapping(**roles, start="start" if timed else None, ignored=() if timed else ("start",))
    rejected = pa.table({"line": pa.array([], pa.int64())})
    return build(engine, Source("rows", "rows", mapping, rejected), wide=wide)


def in_order(rows: list[Row], *, timed: bool) -> dict[str, list[Row]]:
    """The rows of each case in the order of the record, with `begin` and `end` in microseconds."""
    cases: dict[str, list[Row]] = {}
    for place, row in enumerate(rows):
        begin = row["start"] if timed and row.get("start") is not None else row["at"]
        cases.setdefault(row["case"], []).append(row | {"begin": begin, "end": row["at"], "place": place})
    return {case: sorted(v, key=lambda r: (r["begin"], r["end"], r["place"])) for case, v in cases.items()}


def rows_of(most: int = 30) -> st.SearchStrategy[list[Row]]:
    """Small records full of ties, gaps and returns."""
    name = st.one_of(st.none(), st.sampled_from("xyz"))
    minute = st.integers(0, 200).map(lambda m: m * 60_000_000)
    return st.lists(
        st.fixed_dictionaries(
            {
                "case": st.sampled_from("12345"),
                "step": st.sampled_from("ABCD"),
                "who": name,
                "team": name,
                "customer": name,
                "at": minute,
                "start": st.one_of(st.none(), minute),
            }
        ),
        min_size=1,
        max_size=most,
    )
