"""Records from a few cases written by hand, and simulated tables, for tests of causes."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

import headwater as hw
from headwater.causes.facts import Facts
from headwater.moments.domain import Record

MONDAY = datetime(2024, 1, 1, tzinfo=UTC)  # a Monday, midnight
ROLES = ("case", "step", "at", "start", "who", "team", "customer", "channel")


def read(rows: Sequence[Mapping[str, Any]], **how: Any) -> Record:
    """Rows with `case`, `step` and `at` in minutes since MONDAY (`start` likewise); other columns as they are."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [_timed(name, row.get(name)) for row in rows] for name in names}
    roles = {role: role if role in names else "" for role in ROLES if role in names or role not in ("case",)}
    return hw.read(pa.table(columns), **(roles | how))


def _timed(name: str, value: Any) -> Any:
    return MONDAY + timedelta(minutes=float(value)) if name in ("at", "start") and value is not None else value


def cases(spelled: Sequence[str], *, gap: float = 10.0, apart: float = 60.0, **columns: Sequence[Any]) -> Record:
    """One case per word list such as "Ask@Desk Check@Back Close@Desk": steps `gap` minutes apart, cases `apart`.

    Further columns hold one value per case, recorded with its first moment.
    """
    rows = []
    for i, text in enumerate(spelled):
        for k, word in enumerate(text.split()):
            step, _, team = word.partition("@")
            row = {"case": f"C{i}", "step": step, "at": i * apart + k * gap}
            row |= {"team": team} if "@" in " ".join(spelled) else {}
            rows.append(row | {name: values[i] if k == 0 else None for name, values in columns.items()})
    return read(rows)


def facts(*args: Any, **more: Any) -> Facts:
    """The facts of `cases(…)`."""
    return Facts(cases(*args, **more))


def shop(n: int, seed: int, **columns: Any) -> list[dict[str, Any]]:
    """Rows of `n` cases Ask, Check, Close; `columns` of one value per case stand on the first moment.

    A column named `wait` holds the minutes before Check.
    """
    rng = np.random.default_rng(seed)
    wait = columns.pop("wait", rng.exponential(20, n) + 1)
    opened = np.sort(rng.uniform(0, n * 30, n))
    rows = []
    for i in range(n):
        first = {name: _plain(values[i]) for name, values in columns.items()}
        fixed = {name: first.pop(name) for name in ("customer", "who") if name in first}
        rows.append({"case": f"C{i}", "step": "Ask", "at": opened[i], **fixed, **first})
        rows.append({"case": f"C{i}", "step": "Check", "at": opened[i] + wait[i], **fixed})
        rows.append({"case": f"C{i}", "step": "Close", "at": opened[i] + wait[i] + 5 + rng.exponential(5), **fixed})
    return rows


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def chance(odds: np.ndarray) -> np.ndarray:
    """Shares of log odds."""
    return 1 / (1 + np.exp(-odds))
