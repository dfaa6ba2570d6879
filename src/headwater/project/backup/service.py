"""`backup` writes one file from which `restore` makes the same data folder again; the server may run meanwhile."""

import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from headwater import __version__
from headwater.shared.errors import InputError, UsageError

DATABASE: Final = "desk.sqlite3"
ABOUT: Final = "headwater-backup.json"
LEFT_OUT: Final = (f"{DATABASE}-wal", f"{DATABASE}-shm", "test.sqlite3")


@dataclass(frozen=True, slots=True)
class Copied:
    """What is in a backup; `database` is false where the database is PostgreSQL and pg_dump copies it."""

    file: Path
    files: int
    bytes: int
    database: bool


def backup(*, data: Path, file: Path, now: datetime) -> Copied:
    """Copy the database, the key, the record and the attachments into one tar file (gzipped for .gz or .tgz).

    The database first: what it names is then copied after it, and cannot be missing. InputError where `data` holds no
    server, UsageError where the file exists.
    """
    if not (data / "secret").exists():
        raise InputError(f"{data} holds no server's data; name the folder with --data.")
    if file.exists():
        raise UsageError(f"{file} exists already; a backup overwrites nothing.")
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.parent) as draft:
        part = Path(draft) / "part"
        copied = _write(data, part, file, now, Path(draft) / DATABASE)
        _settle(part)
        part.rename(file)
    return copied


def restore(*, data: Path, file: Path) -> dict[str, Any]:
    """Make a data folder from a backup; what the backup says of itself. UsageError where the folder holds anything."""
    if data.exists() and any(data.iterdir()):
        raise UsageError(f"{data} is not empty; a restore overwrites nothing. Move it away first.")
    data.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data.parent) as draft:
        folder = Path(draft) / "data"
        folder.mkdir(mode=0o700)
        about = _read(file, folder)
        if about["database"]:
            _check(folder / DATABASE, file)
        if data.exists():
            data.rmdir()
        folder.rename(data)
    return about


def _write(data: Path, part: Path, file: Path, now: datetime, database: Path) -> Copied:
    files = size = 0
    has_database = (data / DATABASE).exists()
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw, _tar(raw, file) as tar:
        _add_about(tar, has_database, now)
        if has_database:
            _copy_database(data / DATABASE, database)
            tar.add(database, DATABASE)
            files, size = 1, database.stat().st_size
        for path in _others(data):
            tar.add(path, str(path.relative_to(data)), recursive=False)
            files, size = files + 1, size + path.stat().st_size
    return Copied(file, files, size, has_database)


def _tar(raw: Any, file: Path) -> tarfile.TarFile:
    return tarfile.open(fileobj=raw, mode="w:gz" if file.suffix in (".gz", ".tgz") else "w")


def _add_about(tar: tarfile.TarFile, has_database: bool, now: datetime) -> None:
    text = json.dumps({"version": __version__, "made_at": now.isoformat(), "database": has_database}).encode()
    entry = tarfile.TarInfo(ABOUT)
    entry.size, entry.mode, entry.mtime = len(text), 0o600, int(now.timestamp())
    tar.addfile(entry, io.BytesIO(text))


def _copy_database(source: Path, target: Path) -> None:
    """SQLite's own online copy: whole and consistent while others write."""
    with closing(sqlite3.connect(source, timeout=20)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _others(data: Path) -> Iterator[Path]:
    """Every other file; the log of a table before the files that it names, so that none is missing."""
    found = (path for path in data.rglob("*") if path.is_file() and not path.is_symlink())
    kept = [path for path in found if not _left_out(path.relative_to(data))]
    yield from sorted(kept, key=lambda path: ("_delta_log" not in path.parts, str(path)))


def _left_out(path: Path) -> bool:
    return path.name in (DATABASE, *LEFT_OUT) or path.parts[0].startswith(".")


def _read(file: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(file) as tar:
            tar.extractall(folder, filter="data")
        about: dict[str, Any] = json.loads((folder / ABOUT).read_text())
    except (tarfile.TarError, EOFError, FileNotFoundError, json.JSONDecodeError) as error:
        if not file.exists():
            raise InputError(f"There is no file {file}.") from error
        raise InputError(f"{file} is no backup of Headwater, or was cut short: {error}.") from error
    (folder / ABOUT).unlink()
    (folder / "secret").chmod(0o600)
    return about


def _check(database: Path, file: Path) -> None:
    try:
        with closing(sqlite3.connect(database)) as restored:
            answer = restored.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        raise InputError(f"The database in {file} is damaged: {answer}. Use another backup.")


def _settle(path: Path) -> None:
    """On the disk, not only on its way there."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
