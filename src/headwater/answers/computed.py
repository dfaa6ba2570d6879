"""What was computed last, read from its files: nothing is computed while somebody waits for a page."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from headwater.report.figures import Figure
from headwater.shared.said import LANGUAGES

CURRENT = "current"
NAME = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True)
class Answered:
    """The last answer in one language, whose files are in `said`. `trouble` is the sentence that says why there is
    none (English; a page says it in words of its reader); `figures` are all its numbers."""

    folder: Path
    said: Path
    made_at: datetime
    trouble: str
    cases: int
    moments: int
    figures: dict[str, Figure]
    sets: dict[str, dict[str, str]]


def current(data: Path, language: str = "en") -> Answered | None:
    """The last answer of a data folder; None before the first. A language that it was not given in is English."""
    try:
        name = (data / "findings" / CURRENT).read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    return _read(data / "findings" / name, language if language in LANGUAGES else "en")


@lru_cache(maxsize=4)
def _read(folder: Path, language: str) -> Answered:
    said = folder / language if (folder / language).is_dir() else folder
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    book = said / "figures.json"
    found = json.loads(book.read_text(encoding="utf-8")) if book.exists() else {"figures": {}, "sets": {}}
    return Answered(
        folder=folder,
        said=said,
        made_at=datetime.fromisoformat(about["made_at"]),
        trouble=about["trouble"],
        cases=about.get("cases", 0),
        moments=about.get("moments", 0),
        figures={key: Figure(**figure) for key, figure in found["figures"].items()},
        sets=found["sets"],
    )


@lru_cache(maxsize=128)
def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def fragment(answered: Answered, name: str) -> str | None:
    """A page of the answer without its frame: "index", "chain", "measures", "made", "finding-1"."""
    return _text(answered.said / f"{name}.html") if NAME.fullmatch(name) else None


def rows_csv(answered: Answered, key: str) -> Path | None:
    """The file with the rows behind a number."""
    path = answered.folder / "rows" / f"{key}.csv"
    return path if NAME.fullmatch(key) and path.exists() else None


def rows_script(answered: Answered, key: str) -> Path | None:
    """The same as the page's table reads them."""
    path = answered.folder / "rows" / f"{key}.js"
    return path if NAME.fullmatch(key) and path.exists() else None
