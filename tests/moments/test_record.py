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


def test_columns_can_be_asked_of_a_record_folder(moments, tmp_path):
    append(moments, tmp_path / "record")
    found = columns(tmp_path / "record")
    assert {"case", "step", "at"} <= {line.role for line in found.lines}


def test_a_column_set_for_a_record_folder_is_refused_not_ignored(moments, tmp_path):
    append(moments, tmp_path / "record")
    with pytest.raises(UsageError, match="so case cannot be set now"):
        read(tmp_path / "record", case="step")
    assert read(tmp_path / "record", timezone="Europe/Berlin", reject_share=0.1).counts.cases == 9
