"""A journal's batches enter the record once each, are compacted, and can be forgotten."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from deltalake import DeltaTable

from headwater.moments import journal
from headwater.moments.erasing import about, erase
from headwater.moments.service import append, read

T0 = datetime(2026, 3, 2, tzinfo=UTC)


def batch(number: int, rows: int = 4, customer: str = "customer-1") -> pa.Table:
    lines = [
        {
            "case": f"desk-{number}", "step": f"Step {i}", "at": T0 + timedelta(minutes=number * 10 + i), "who": "Ann",
            "customer": customer, "channel": "email", "@kind": "parcel", "_row": number * 100 + i,
        }
        for i in range(rows)
    ]  # fmt: skip
    return pa.Table.from_pylist(lines).set_column(
        2, "at", pa.array([line["at"] for line in lines], pa.timestamp("us", "UTC"))
    )


def fill(folder: Path, batches: int) -> None:
    for number in range(1, batches + 1):
        assert journal.append_journal(folder, batch(number), name="desk", batch=number)


def test_a_batch_is_in_the_record_once(tmp_path: Path):
    fill(tmp_path, 2)
    assert not journal.append_journal(tmp_path, batch(2), name="desk", batch=2)
    assert not journal.append_journal(tmp_path, batch(1), name="desk", batch=1)
    assert journal.journal_at(tmp_path, "desk") == 2
    record = read(tmp_path)
    assert (record.counts.moments, record.counts.cases, record.notes) == (8, 2, ["8 moments from desk"])


def test_a_journal_and_a_file_make_one_record(tmp_path: Path):
    pa.csv.write_csv(
        pa.table({"ticket": ["T1", "T1"], "activity": ["a", "b"], "at": ["2026-03-01 10:00", "2026-03-01 11:00"],
                  "kind": [4, 5]}), tmp_path / "a.csv",
    )  # fmt: skip
    append(tmp_path / "a.csv", tmp_path / "record", case="ticket", step="activity", at="at")
    assert journal.append_journal(tmp_path / "record", batch(1), name="desk", batch=1)
    record = read(tmp_path / "record")
    assert record.counts.moments == 6
    assert {a.name for a in record.attributes} >= {"kind", "kind (text)"}
    append(tmp_path / "a.csv", tmp_path / "record", case="ticket", step="activity", at="at")
    assert read(tmp_path / "record").counts.moments == 6


def span(folder: Path) -> list[dict[str, object]]:
    asked = "SELECT count(*) AS n, min(done_at) AS a, max(done_at) AS z FROM moments"
    return read(folder).sql(asked).to_pylist()


def test_many_small_files_become_one_and_the_place_is_kept(tmp_path: Path):
    fill(tmp_path, 12)
    before = span(tmp_path)
    assert journal.compact(tmp_path, at_least=10, keep=timedelta(0))
    assert len(DeltaTable(str(tmp_path / "moments")).file_uris()) == 1
    assert len(list((tmp_path / "moments").glob("*.parquet"))) == 1
    assert journal.journal_at(tmp_path, "desk") == 12
    assert not journal.append_journal(tmp_path, batch(12), name="desk", batch=12)
    assert (
        read(tmp_path).sql("SELECT count(*) AS n, min(done_at) AS a, max(done_at) AS z FROM moments").to_pylist()
        == before
    )
    assert not journal.compact(tmp_path, at_least=10)


def traces(folder: Path, word: str) -> list[Path]:
    """Files that hold a word, as bytes or, once unpacked, as a value or a statistic of a Parquet file."""
    found = []
    for path in (p for p in folder.rglob("*") if p.is_file()):
        said = path.read_bytes().decode("utf-8", "ignore")
        if path.suffix == ".parquet":
            said += repr(pq.read_table(path).to_pylist())
        if word in said:
            found.append(path)
    return found


def test_somebody_is_forgotten_in_every_file(tmp_path: Path):
    fill(tmp_path, 2)
    journal.append_journal(tmp_path, batch(3, customer="Ada@Example.org"), name="desk", batch=3)
    read(tmp_path)
    assert traces(tmp_path, "Ada@Example.org")
    assert traces(tmp_path, "desk-2")
    assert len(about(tmp_path, cases=["desk-2"], customers=["ada@example.org"])) == 8
    assert erase(tmp_path, cases=["desk-2"], customers=["ada@example.org"]) == 8
    assert about(tmp_path, cases=["desk-2"], customers=["ada@example.org"]) == []
    assert traces(tmp_path, "Ada@Example.org") == []
    assert traces(tmp_path, "desk-2") == []
    assert journal.journal_at(tmp_path, "desk") == 3
    assert read(tmp_path).counts.moments == 4
    assert journal.append_journal(tmp_path, batch(4), name="desk", batch=4)


def test_forgetting_where_there_is_no_record_is_nothing(tmp_path: Path):
    assert erase(tmp_path / "none", words=["x"]) == 0


def test_a_moment_that_holds_a_word_goes_and_the_rest_of_its_case_stays(tmp_path: Path):
    rows = batch(1).to_pylist()
    rows[1]["@kind"] = "mail from ADA@example.org, please call"
    journal.append_journal(tmp_path, pa.Table.from_pylist(rows, schema=batch(1).schema), name="desk", batch=1)
    assert erase(tmp_path, words=["ada@example.org"]) == 1
    assert read(tmp_path).counts.moments == 3
    assert traces(tmp_path, "ADA@example.org") == []


def test_a_word_inside_anothers_address_deletes_nothing(tmp_path: Path):
    rows = batch(1).to_pylist()
    rows[1]["@kind"] = "it's joann@example.org's mail"
    journal.append_journal(tmp_path, pa.Table.from_pylist(rows, schema=batch(1).schema), name="desk", batch=1)
    assert about(tmp_path, words=["ann@example.org"]) == []
    assert erase(tmp_path, words=["ann@example.org"]) == 0
    assert erase(tmp_path, words=["joann@example.org"]) == 1
