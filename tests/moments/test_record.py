"""The record in Python: how it shows itself, and what `columns` says of a folder that holds one."""

import pyarrow as pa
import pytest

from headwater.moments.service import append, columns, read
from headwater.shared.errors import UsageError


@pytest.fixture
def moments() -> pa.Table:
    rows = [(c, s, f"2025-03-{c + 1:02d} 0{h}:00") for c in range(9) for h, s in enumerate(("open", "work", "close"))]
    case, step, at = zip(*rows, strict=True)
    return pa.table({"case": [f"T{c}" for c in case], "step": step, "at": at})


def test_it_prints_its_size_and_its_columns(moments):
    lines = repr(read(moments)).splitlines()
    assert "27 moments in 9 cases" in lines[0]
    assert [line.split() for line in lines[1:4]] == [["case", "case"], ["step", "step"], ["at", "at"]]


def test_its_tables_are_given_in_order_whole_and_in_batches(moments):
    record = read(moments)
    table = record.to_arrow()
    assert (table.num_rows, record.to_arrow("cases").num_rows) == (27, 9)
    assert table["seq"].to_pylist() == [0, 1, 2] * 9
    batches = list(record.stream("moments", rows=10))
    assert len(batches) > 1 or batches[0].num_rows == 27
    assert pa.Table.from_batches(batches) == table
    assert record.to_arrow("steps")["name"].to_pylist() == ["close", "open", "work"]
    with pytest.raises(UsageError, match="no table 'case': choose one of moments, cases, steps"):
        record.to_arrow("case")


def test_its_tables_become_frames(moments):
    pytest.importorskip("polars")
    pytest.importorskip("pandas")
    record = read(moments)
    assert record.to_polars("cases").height == 9
    assert list(record.to_pandas()["seq"][:4]) == [0, 1, 2, 0]


def test_a_notebook_shows_what_was_recognised_and_runs_nothing(moments):
    hostile = moments.rename_columns({"step": "<script>\x1b step"})
    shown = read(hostile, step="<script>\x1b step")._repr_html_()
    assert "27 moments in 9 cases" in shown
    assert "<td>step</td><td>&lt;script&gt; step</td>" in shown
    assert "<script>" not in shown
    assert "\x1b" not in shown


def test_it_draws_the_cases_opened_per_month(moments, tmp_path):
    later = pa.table({"case": ["X", "X"], "step": ["open", "close"], "at": ["2025-05-02 09:00", "2025-05-03 09:00"]})
    drawn = read(pa.concat_tables([moments, later])).plot()
    for said in ("2025-03: 9 cases", "2025-04: 0 cases", "2025-05: 1 case<"):
        assert said in drawn.svg
    assert drawn.svg.count("<rect") == 3
    assert drawn.save(tmp_path / "months.svg").read_text().startswith("<svg")


def test_columns_can_be_asked_of_a_record_folder(moments, tmp_path):
    append(moments, tmp_path / "record")
    found = columns(tmp_path / "record")
    assert {"case", "step", "at"} <= {line.role for line in found.lines}


def test_a_column_set_for_a_record_folder_is_refused_not_ignored(moments, tmp_path):
    append(moments, tmp_path / "record")
    with pytest.raises(UsageError, match="so case cannot be set now"):
        read(tmp_path / "record", case="step")
    assert read(tmp_path / "record", timezone="Europe/Berlin", reject_share=0.1).counts.cases == 9
