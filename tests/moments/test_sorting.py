"""The order of the record is the same whether it is made in memory or by the engine."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.chain.records import Row, record, rows_of

from headwater.moments import layout
from headwater.moments.sorting import SCHEMA, hold

EVERYTHING = "SELECT * FROM moments ORDER BY case_no, seq"


@settings(max_examples=25, deadline=None)
@given(rows=rows_of(), timed=st.booleans(), ordered=st.booleans())
def test_memory_and_engine_give_the_same_record(rows: list[Row], timed: bool, ordered: bool) -> None:
    if ordered:
        rows = sorted(rows, key=lambda r: (r["start"] if timed and r["start"] is not None else r["at"], r["at"]))
    narrow = record(rows, timed=timed, wide=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "MOST_ROWS", -1)
        engines = record(rows, timed=timed, wide=False)
    assert narrow.sql(EVERYTHING).equals(engines.sql(EVERYTHING))
    assert narrow.counts == engines.counts
    cases = "SELECT * FROM cases ORDER BY case_no"
    assert narrow.sql(cases).equals(engines.sql(cases))


def test_a_file_in_order_of_time_is_sorted_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[bool] = []

    def spied(reader: pa.RecordBatchReader, rows: int, *, timed: bool) -> Any:
        held = layout_hold(reader, rows, timed=timed)
        used.append(held is not None)
        return held

    layout_hold = layout.hold
    monkeypatch.setattr(layout, "hold", spied)
    rows = [{"case": str(i % 3), "step": "A", "at": i * 1_000_000} for i in range(9)]
    record(rows, wide=False)
    record(rows[::-1], wide=False)
    assert used == [True, False]


def test_pieces_of_the_file_are_put_back_in_their_order() -> None:
    columns = {"case_no": [0, 1, 0, 1], "step": [0, 0, 1, 1], "done_at": [1, 2, 2, 2], "source_row": [5, 6, 7, 8]}
    whole = pa.table({field.name: pa.array(columns.get(field.name, [None] * 4), field.type) for field in SCHEMA})
    pieces = [whole.slice(2, 2), whole.slice(0, 2)]
    reader = pa.RecordBatchReader.from_batches(SCHEMA, [b for p in pieces for b in p.to_batches()])
    held = hold(reader, 4, timed=False)
    assert held is not None
    assert pa.Table.from_batches(held.batches())["source_row"].to_pylist() == [5, 7, 6, 8]
    woven = [*whole.take([0, 2]).to_batches(), *whole.slice(1, 1).to_batches()]
    assert hold(pa.RecordBatchReader.from_batches(SCHEMA, woven), 3, timed=False) is None
    gap = whole.take([0, 1, 3])
    assert hold(pa.RecordBatchReader.from_batches(SCHEMA, gap.to_batches()), 3, timed=False) is None
    backwards = whole.set_column(
        SCHEMA.get_field_index("done_at"), "done_at", pa.array([3, 2, 2, 2], SCHEMA.field("done_at").type)
    )
    assert hold(pa.RecordBatchReader.from_batches(SCHEMA, backwards.to_batches()), 4, timed=False) is None


def test_nothing_asks_for_pandas(tmp_path: Path) -> None:
    import subprocess
    import sys

    program = (
        "import sys; sys.path.insert(0, 'src'); from headwater.chain.service import chain; "
        "from headwater.moments.service import read; "
        f"print(chain(read({str(tmp_path / 'log.csv')!r}, wide=False))); assert 'pandas' not in sys.modules"
    )
    lines = [f"c{i % 9},Step {i % 3},2025-01-0{1 + i // 60} 10:{i % 60:02}" for i in range(120)]
    (tmp_path / "log.csv").write_text("\n".join(["ticket,activity,finished_at", *lines]))
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
