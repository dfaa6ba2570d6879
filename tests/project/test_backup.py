"""Backup and restore: the same data again, nothing overwritten, a cut or damaged file refused."""

import sqlite3
import stat
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.project import secret
from headwater.project.backup.service import backup, restore
from headwater.shared.errors import InputError, UsageError

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    secret.make(folder)
    with sqlite3.connect(folder / "desk.sqlite3") as database:
        database.executescript(
            "PRAGMA journal_mode=WAL; CREATE TABLE words (word TEXT); INSERT INTO words VALUES ('a')"
        )
    for name, text in (("attachments/ab/abc", "hello"), ("record/_delta_log/0.json", "{}"), ("record/x.parquet", "x")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    files = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("desk.sqlite3"))
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def words(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "desk.sqlite3")) as database:
        return [row[0] for row in database.execute("SELECT word FROM words")]


@pytest.mark.parametrize("name", ["b.tar", "b.tar.gz"])
def test_what_was_backed_up_comes_back(data: Path, tmp_path: Path, name: str):
    copied = backup(data=data, file=tmp_path / "kept" / name, now=NOW)
    assert (copied.files, copied.database) == (5, True)
    assert stat.S_IMODE(copied.file.stat().st_mode) == 0o600
    about = restore(data=tmp_path / "again", file=copied.file)
    assert about["made_at"] == "2026-03-02T10:00:00+00:00"
    assert contents(tmp_path / "again") == contents(data)
    assert words(tmp_path / "again") == ["a"]
    assert stat.S_IMODE((tmp_path / "again" / "secret").stat().st_mode) == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["again", "data", "kept"]


def test_a_backup_while_others_write_is_whole(data: Path, tmp_path: Path):
    stop = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(data / "desk.sqlite3", timeout=20)) as live:
            for number in range(100_000):
                if stop.is_set():
                    return
                live.execute("INSERT INTO words VALUES (?)", (f"w{number}",))
                live.execute("INSERT INTO words VALUES (?)", (f"w{number}",))
                live.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copied = backup(data=data, file=tmp_path / "b.tar", now=NOW)
    finally:
        stop.set()
        writer.join()
    restore(data=tmp_path / "again", file=copied.file)
    found = words(tmp_path / "again")[1:]
    assert found == [f"w{n // 2}" for n in range(len(found))]
    assert len(found) % 2 == 0


def test_nothing_is_overwritten(data: Path, tmp_path: Path):
    file = backup(data=data, file=tmp_path / "b.tar", now=NOW).file
    with pytest.raises(UsageError, match="overwrites nothing"):
        backup(data=data, file=file, now=NOW)
    with pytest.raises(UsageError, match="not empty"):
        restore(data=data, file=file)
    assert words(data) == ["a"]


def test_what_is_no_backup_is_refused_and_leaves_nothing(data: Path, tmp_path: Path):
    file = backup(data=data, file=tmp_path / "b.tar", now=NOW).file
    whole = file.read_bytes()
    cases = {"cut": whole[:700], "text": b"hello", "damaged": whole.replace(b"SQLite format 3", b"SQLite format 4")}
    for name, content in cases.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError):
            restore(data=tmp_path / "again", file=tmp_path / name)
        assert not (tmp_path / "again").exists()
    with pytest.raises(InputError, match="no file"):
        restore(data=tmp_path / "again", file=tmp_path / "missing")
    with pytest.raises(InputError, match="holds no server"):
        backup(data=tmp_path / "kept", file=tmp_path / "c.tar", now=NOW)


def test_without_sqlite_the_folder_is_copied_and_the_database_left_to_pg_dump(data: Path, tmp_path: Path):
    (data / "desk.sqlite3").unlink()
    copied = backup(data=data, file=tmp_path / "b.tar", now=NOW)
    assert (copied.files, copied.database) == (4, False)
    restore(data=tmp_path / "again", file=copied.file)
    assert contents(tmp_path / "again") == contents(data)
