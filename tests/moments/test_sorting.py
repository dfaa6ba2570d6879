"""The order of the record is the same whether it is made in memory or by the engine."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.chain.records import Row, record, rows_of

from headwater.moments import layout

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
