"""A file brought by the browser: kept, looked at, then added to the record in the background with its progress."""

import json
import re
import secrets
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from headwater.moments.columns import Line
from headwater.moments.domain import ROLES
from headwater.moments.service import append, columns
from headwater.people import organisation
from headwater.report.rowsets import safe_cells, write_csv
from headwater.shared.errors import HeadwaterError, InputError
from headwater.shared.said import Said, in_each_language

MOST_BYTES = 2 * 2**30
KINDS = (".csv", ".tsv", ".txt", ".jsonl", ".json", ".ndjson", ".parquet", ".xlsx", ".xes", ".gz", ".zip")
LOOKED_AT = 4 * 2**20
TEXTS = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson")
DATES = ("day first", "month first")
SHARES = ("0.2", "0.5", "0.95")
"""how many of the rows may be unreadable, beyond the one in twenty that always may"""
STAGES = ("kept", "waiting", "reading", "adding", "done", "failed")
ID = re.compile(r"[0-9]{14}-[0-9a-f]{16}")


@dataclass(frozen=True)
class Import:
    """One file and how far it has come; `stage` is one of `STAGES`."""

    id: str
    name: str
    size: int
    by: str
    at: str
    stage: str = "kept"
    said: str = ""
    moments: int = 0
    rejected: int = 0
    said_in: dict[str, str] = field(default_factory=dict)
    """`said` in the other languages, where it is known in them"""
    how: dict[str, str] = field(default_factory=dict)
    """how it was asked to be read: roles with their columns, `dates`, `share`"""

    @property
    def running(self) -> bool:
        """Whether its page has news to wait for."""
        return self.stage in ("waiting", "reading", "adding")

    @property
    def step(self) -> int:
        """How far it has come, of 4."""
        return min(4, STAGES.index(self.stage))


@dataclass(frozen=True)
class Preview:
    """What each column was recognised as."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    trouble: str = ""
    part: bool = False


def keep(*, data: Path, name: str, chunks: Iterable[bytes], by: str, now: datetime) -> Import:
    """Keep a file to look at. Raises InputError for a kind that no reader reads, or one too large."""
    clean = re.sub(r"[^\w.\- ]", "_", Path(name).name)[-120:] or "file"
    if not clean.lower().endswith(KINDS):
        raise InputError(f"{clean} is no kind of file that can be read; there are {', '.join(KINDS)}.")
    made = f"{now:%Y%m%d%H%M%S}-{secrets.token_hex(8)}"
    folder = data / "uploads" / made
    folder.mkdir(parents=True, mode=0o700)
    size = _write(folder / clean, chunks, clean)
    return _save(data, Import(made, clean, size, by, now.isoformat()))


def _write(path: Path, chunks: Iterable[bytes], name: str) -> int:
    size = 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                shutil.rmtree(path.parent)
                raise InputError(f"{name} is larger than 2 GB; bring it in with headwater import on the server.")
            file.write(chunk)
    return size


def find(*, data: Path, upload: str) -> Import | None:
    """An import by its id."""
    path = data / "uploads" / upload / "state.json"
    if not ID.fullmatch(upload) or not path.exists():
        return None
    return Import(**json.loads(path.read_text(encoding="utf-8")))


def all_imports(*, data: Path) -> list[Import]:
    """Every import, newest first."""
    folders = sorted((data / "uploads").glob("*/state.json"), reverse=True) if (data / "uploads").exists() else []
    return [Import(**json.loads(path.read_text(encoding="utf-8"))) for path in folders]


def preview(*, data: Path, upload: Import, how: Mapping[str, str]) -> Preview:
    """What the readers recognise; of a large text file its beginning is looked at."""
    path = data / "uploads" / upload.id / upload.name
    looked = _beginning(path) if upload.size > LOOKED_AT and path.suffix.lower() in TEXTS else path
    try:
        found = columns(looked, **_given(data, how))
    except HeadwaterError as error:
        return Preview((), (), error.said)
    return Preview(found.lines, found.notes, part=looked != path)


def _beginning(path: Path) -> Path:
    head = path.parent / f"beginning{path.suffix}"
    if not head.exists():
        with path.open("rb") as file:
            text = file.read(LOOKED_AT)
        head.write_bytes(text[: text.rfind(b"\n") + 1] or text)
    return head


def start(*, data: Path, upload: Import, how: Mapping[str, str]) -> Import:
    """Say that it is to be added, read so; `run` does it."""
    return _save(data, replace(upload, stage="waiting", said="", said_in={}, how=dict(how)))


def run(*, data: Path, upload: str, how: Mapping[str, str]) -> Import:
    """Add the file's moments to the record; the same content again adds nothing. What is wrong stands in `said`."""
    found = find(data=data, upload=upload)
    if found is None:
        raise InputError(f"There is no uploaded file {upload} in {data / 'uploads'}.")
    folder = data / "uploads" / upload
    _save(data, replace(found, stage="adding"))
    try:
        added = append(folder / found.name, data / "record", **_given(data, how))
    except HeadwaterError as error:
        said = in_each_language(error.said) if isinstance(error.said, Said) else {}
        return _save(data, replace(found, stage="failed", said=str(error), said_in=said))
    _reject(data / "record" / "rejected" / f"{added.batch}.parquet", folder / "rejected.csv")
    for file in folder.glob("*"):
        if file.name not in ("state.json", "rejected.csv"):
            file.unlink()
    said = in_each_language(added.said())
    return _save(
        data,
        replace(found, stage="done", said=str(added), said_in=said, moments=added.moments, rejected=added.rejected),
    )


def _reject(kept: Path, csv: Path) -> None:
    if kept.exists():
        write_csv(safe_cells(pq.read_table(kept)), csv)


def _given(data: Path, how: Mapping[str, str]) -> dict[str, Any]:
    """What was chosen, and the zone of the organisation for clock times that name none."""
    given: dict[str, Any] = {role: how[role] for role in ROLES if how.get(role)}
    if how.get("dates") in DATES:
        given["dates"] = how["dates"]
    if how.get("share") in SHARES:
        given["reject_share"] = float(how["share"])
    zone = organisation.read(data).time_zone
    return given | ({"timezone": zone} if zone else {})


def _save(data: Path, state: Import) -> Import:
    path = data / "uploads" / state.id / "state.json"
    draft = path.with_suffix(f".{secrets.token_hex(3)}")
    draft.write_text(json.dumps(asdict(state)), encoding="utf-8")
    draft.replace(path)
    return state
