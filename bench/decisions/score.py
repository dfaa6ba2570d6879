"""Scores: how far off, how often the truth lies in the 90 % interval, what was flagged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from bench.decisions.live import TRUE_CASES

Row = dict[str, Any]
WANTED = (0.85, 0.95)
Z90 = 1.645
OF_CASES = ("repeat contacts", "spoiled cases")


@dataclass(frozen=True)
class Score:
    """Over some rows: `after` and `change` are the shares of true values inside their 90 % intervals; `off` the median
    of the error of the value after, as a share of it; `as_before` the same of the guess that nothing changes;
    `width` is the median width of the interval as a share of the truth; `side` the share of misses too high."""

    n: int
    refused: int
    after: float
    change: float
    off: float
    as_before: float
    width: float
    side: float


def score(rows: Sequence[Row]) -> Score:
    """The scores of some rows; refused ones are counted, not scored, nor those without a truth: a queue grows."""
    held = [row for row in rows if "refused" not in row and "grows" not in row]
    refused = sum("refused" in row for row in rows)
    if not held:
        return Score(0, refused, *(float("nan"),) * 6)
    true = np.array([row["true_after"] for row in held])
    was = np.array([row["true_before"] for row in held])
    said = np.array([row["after"] for row in held])
    low, high = np.array([row["after_interval"] for row in held]).T
    moves = np.array([row["interval"] for row in held])
    change = np.array([row["change"] for row in held])
    inside = (low <= true) & (true <= high)
    chance = np.array([_chance(row) for row in held])
    moved = np.abs(true - was - change) <= np.hypot(
        np.where(true - was < change, change - moves[:, 0], moves[:, 1] - change), chance
    )
    size = np.maximum(np.abs(true), 1e-9)
    above = float((said[~inside] > true[~inside]).mean()) if (~inside).any() else float("nan")
    return Score(
        len(held), refused, float(inside.mean()), float(moved.mean()),
        float(np.median(np.abs(said - true) / size)), float(np.median(np.abs(was - true) / size)),
        float(np.median((high - low) / size)), above,
    )  # fmt: skip


def _chance(row: Row) -> float:
    """Half-width, at 90 %, of the true change's own chance: two shares of so many cases. That of waits is left out."""
    share = row["true_before"]
    return Z90 * (2 * share * (1 - share) / TRUE_CASES) ** 0.5 if row["measure"] in OF_CASES else 0.0


def groups(rows: Iterable[Row], *names: str) -> dict[tuple[str, ...], list[Row]]:
    """Rows by the values of some of their columns, in the order in which they first come."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(str(row[name]) for name in names), []).append(row)
    return found


def worlds(rows: Iterable[Row]) -> dict[tuple[str, str], Row]:
    """One row of each world."""
    return {(row["kind"], str(row["seed"])): row for row in rows}
