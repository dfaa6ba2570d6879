"""How people sign in here, as the owner set it: one small file in the data folder, which every process reads.

A file, because every page asks for it: to look whether it changed costs two microseconds, a row one more statement.
"""

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

FILE = "sign-in.json"
HOUR, DAY = 3_600, 86_400
IDLE: Final = (HOUR // 2, HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, 24 * HOUR)
LONGEST: Final = (12 * HOUR, DAY, 7 * DAY, 14 * DAY, 30 * DAY)


@dataclass(frozen=True, slots=True)
class SignIn:
    """`second_factor`: everybody needs one. A session ends `idle_s` seconds after its person was last here, and
    `longest_s` after it began. `since` is when somebody set it, "" where nobody did."""

    second_factor: bool = False
    idle_s: int = 12 * HOUR
    longest_s: int = 14 * DAY
    since: str = ""


def read(data: Path) -> SignIn:
    """What holds now."""
    path = data / FILE
    try:
        found = path.stat()
    except FileNotFoundError:
        return SignIn()
    return _read(path, found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _file: int) -> SignIn:
    return SignIn(**json.loads(path.read_text(encoding="utf-8")))


def write(data: Path, kept: SignIn) -> None:
    """Let it hold from now on; a reader sees the old or the new, never a part."""
    draft = data / f".{FILE}"
    draft.write_text(json.dumps(asdict(kept)) + "\n", encoding="utf-8")
    draft.replace(data / FILE)
