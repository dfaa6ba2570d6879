"""A small file in the data folder that holds what an owner set; every process reads it.

A file, because every page asks for it: to look whether it changed costs two microseconds, a row one more statement.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any


def read(path: Path) -> dict[str, Any]:
    """What holds now; nothing where nobody set it."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return {}
    return dict(_read(path, found.st_mtime_ns, found.st_ino))


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _file: int) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return kept


def write(path: Path, kept: dict[str, Any]) -> None:
    """Let it hold from now on; a reader sees the old or the new, never a part."""
    draft = path.with_name(f".{path.name}")
    draft.write_text(json.dumps(kept, ensure_ascii=False) + "\n", encoding="utf-8")
    draft.replace(path)
