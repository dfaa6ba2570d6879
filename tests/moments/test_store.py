"""The record in a folder: all or nothing, once, and laid out once per version."""

import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pytest

from headwater.moments import store
from headwater.moments.service import append, read
from headwater.shared.errors import InputError

DAY0 = datetime(2025, 1, 6)  # noqa: DTZ001 -- naive UTC, as in the record


def log(path: Path, cases: range, **extra: object) -> Path:
    rows = [
        {"ticket": f"T{c}", "activity": s, "finished_at": DAY0 + timedelta(hours=c, minutes=10 * i), "agent": "Ann"}
        | extra
        for c in cases
        for i, s in enumerate(("Opened", "Checked", "Closed"))
    ]
    pa.csv.write_csv(pa.Table.from_pylist(rows), path)
    return path


ROLES = {"case": "ticket", "step": "activity", "at": "finished_at"}


def add(path: Path, folder: Path) -> store.Added:
    return append(path, folder, **ROLES)


def test_the_same_content_is_added_once_whatever_its_name(tmp_path: Path) -> None:
    first, folder = log(tmp_path / "a.csv", range(5)), tmp_path / "record"
    assert (add(first, folder).moments, add(first, folder).moments) == (15, 0)
    renamed = first.rename(tmp_path / "b.csv")
    again = add(renamed, folder)
    assert (again.moments, again.total) == (0, 15)
    assert "already" in str(again)


def test_batches_make_one_record_with_the_columns_of_all(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    add(log(tmp_path / "a.csv", range(4), colour="red"), folder)
    add(log(tmp_path / "b.csv", range(3, 6), size=4), folder)
    found = read(folder)
    assert (found.counts.moments, found.counts.cases) == (21, 6)
    assert {a.name for a in found.attributes} >= {"colour", "size"}
    assert found.sql('SELECT "@colour", "@size" FROM cases ORDER BY case_no').to_pylist() == [
        *([{"@colour": "red", "@size": None}] * 3),
        {"@colour": "red", "@size": 4},
        *([{"@colour": None, "@size": 4}] * 2),
    ]
    rows = found.sql("SELECT count(DISTINCT source_row) AS n, max(source_row) AS last FROM moments").to_pylist()
    assert rows == [{"n": 21, "last": 20}]


def test_the_layout_is_derived_once_per_version(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    add(log(tmp_path / "a.csv", range(4)), folder)
    first = read(folder)
    made = {p: p.stat().st_mtime_ns for p in (folder / "layouts").rglob("*.parquet")}
    second = read(folder)
    assert {p: p.stat().st_mtime_ns for p in (folder / "layouts").rglob("*.parquet")} == made
    everything = "SELECT * FROM moments ORDER BY case_no, seq"
    assert second.sql(everything).equals(first.sql(everything))
    assert (second.counts, second.attributes) == (first.counts, first.attributes)
    add(log(tmp_path / "b.csv", range(4, 5)), folder)
    assert read(folder).counts.cases == 5


def test_a_column_of_another_kind_is_kept_beside_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    add(log(tmp_path / "a.csv", range(2), size=4), folder)
    told = add(log(tmp_path / "b.csv", range(2, 4), size="large"), folder)
    assert "'size'" in str(told)
    assert {a.name for a in read(folder).attributes} >= {"size", "size (text)"}


def test_rejected_rows_are_kept_beside_the_record(tmp_path: Path) -> None:
    path = log(tmp_path / "a.csv", range(40))
    path.write_text(path.read_text() + '"T99","Closed","not a time","Ann"\n')
    told = append(path, tmp_path / "record", **ROLES)
    assert (told.moments, told.rejected) == (120, 1)
    record = read(tmp_path / "record")
    assert record.counts.rejected == 1
    assert [(r["file"], r["line"]) for r in record.source.rejected.to_pylist()] == [("a.csv", 122)]


def test_a_folder_without_a_record_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="headwater import"):
        store.open_record(tmp_path)


CHILD = """
import sys
from headwater.engine import Engine
from headwater.moments import store
from headwater.moments.domain import Mapping, Source
import pyarrow as pa
engine = Engine()
engine.run('''CREATE VIEW rows AS SELECT 'c' || (range // 5) AS "case", 's' || (range % 5) AS step,
    TIMESTAMP '2025-01-01' + to_seconds(range) AS at, range AS row_number, md5(range::VARCHAR) AS note
    FROM range(800000)''')
source = Source("generated", "rows", Mapping(case="case", step="step", at="at"), pa.table({}))
print("ready", flush=True)
store.append(sys.argv[1], engine, source, sys.argv[2])
print("done", flush=True)
"""


@pytest.mark.parametrize("share", [0.1, 0.5, 0.85, 0.95])
def test_a_killed_append_leaves_all_or_nothing(tmp_path: Path, share: float, whole_append: float) -> None:
    folder = tmp_path / "record"
    add(log(tmp_path / "a.csv", range(2)), folder)
    child = start(folder)
    time.sleep(share * whole_append)
    os.kill(child.pid, signal.SIGKILL)
    ended(child)
    assert store.count(folder) in (6, 800_006)
    assert ended(start(folder)) == 0
    assert store.count(folder) == 800_006


@pytest.fixture(scope="module")
def whole_append(tmp_path_factory: pytest.TempPathFactory) -> float:
    child = start(tmp_path_factory.mktemp("whole"))
    began = time.monotonic()
    assert ended(child) == 0
    return time.monotonic() - began


def test_two_at_once_add_the_same_content_once(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    add(log(tmp_path / "a.csv", range(2)), folder)
    children = [start(folder), start(folder)]
    assert [ended(child) for child in children] == [0, 0]
    assert store.count(folder) == 800_006


def start(folder: Path) -> "subprocess.Popen[str]":
    """A process that appends eight hundred thousand moments, as soon as it says that it is ready."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), "generated"],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def ended(child: "subprocess.Popen[str]") -> int:
    with child:
        return child.wait()
