"""Standards for links, from a TOML file: the longest wait before a step, the longest work inside it.

[wait]
Approval = "8 h"
[work]
"Order prepared" = "45 min"
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from headwater.shared.errors import InputError

_SECONDS = {"s": 1.0, "min": 60.0, "h": 3_600.0, "d": 86_400.0, "day": 86_400.0, "days": 86_400.0, "weeks": 604_800.0}
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*")


def read_standards(path: Path) -> dict[str, float]:
    """Seconds for "wait: STEP" and "work: STEP"."""
    found = _load(path)
    unknown = sorted(set(found) - {"wait", "work"})
    if unknown:
        raise InputError(f"{path} has a part [{unknown[0]}]; standards are given under [wait] and [work].")
    return {
        f"{part}: {step}": _seconds(path, part, step, value)
        for part, steps in found.items()
        for step, value in steps.items()
    }


def _load(path: Path) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"There is no file {path} with standards; check --standards.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as TOML: {error}.") from error


def _seconds(path: Path, part: str, step: str, value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0:
        return float(value)
    match = _LENGTH.fullmatch(str(value))
    if match is None or match[2] not in _SECONDS:
        raise InputError(f'{path}, [{part}] {step}: {value!r} is no length of time; write "45 min", "8 h" or "3 days".')
    return float(match[1]) * _SECONDS[match[2]]
