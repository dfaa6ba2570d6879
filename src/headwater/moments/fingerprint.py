"""What makes two imports the same: a hash of the bytes of the files, or of the values of a table in memory."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from headwater.engine import Engine
from headwater.moments.domain import Source

PIECE = 1 << 20


def content(data: object, engine: Engine, source: Source) -> str:
    """A SHA-256 in hexadecimal. The name of a file and how it is read do not matter, only what is in it."""
    found = hashlib.sha256()
    paths = _paths(data)
    for path in paths:
        _add_file(found, path)
    if not paths:
        for batch in engine.stream(f"SELECT * FROM {source.relation} ORDER BY row_number"):
            for column in batch.columns:
                found.update(repr(column.to_pylist()).encode())
    return found.hexdigest()


def _paths(data: object) -> list[Path]:
    if isinstance(data, str | Path):
        path = Path(data)
        return sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    if isinstance(data, Iterable) and not hasattr(data, "__arrow_c_stream__"):
        items = list(data)
        if items and all(isinstance(item, str | Path) for item in items):
            return [Path(item) for item in items]
    return []


def _add_file(found: "hashlib._Hash", path: Path) -> None:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
