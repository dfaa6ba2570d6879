"""What real exports suffer from: late and repeated rows, gaps, rounded times, a few dates nobody can read."""

from dataclasses import dataclass

import numpy as np

from headwater.demo.luck import Bools, Floats, Ints, Luck
from headwater.demo.walk import Rows

LATE, TWICE, ROUNDED, NO_START = 0.012, 0.003, 0.08, 0.03
UNREADABLE = 9
GAPS = {"supplier": 0.06, "product": 0.01, "order_value": 0.02, "urgency": 0.03, "employee": 0.01}
"""Share of cases in which a value is missing; of rows for the employee."""


@dataclass(frozen=True)
class Sheet:
    """The rows as the export writes them, with times as they were typed in. `lost` marks unreadable times."""

    rows: Rows
    start_known: Bools
    who_known: Bools
    lost: Bools


def messy(luck: Luck, rows: Rows) -> Sheet:
    """The same moments as they stand in the export. No moment is dropped."""
    chance = luck.generator("mess")
    n = len(rows.case)
    typed = chance.random(n) < ROUNDED
    done = np.where(typed, np.floor(rows.done / 300) * 300, rows.done)
    start = np.where(typed, np.minimum(rows.start, done), rows.start)
    line = _written(chance, n)
    written = Rows(rows.case, rows.step, rows.team, rows.who, _whole(start), _whole(done))
    sheet = Rows(*(getattr(written, name)[line] for name in Rows.__dataclass_fields__))
    lost = np.zeros(len(line), dtype=bool)
    lost[chance.choice(len(line), UNREADABLE, replace=False)] = True
    return Sheet(
        sheet, chance.random(len(line)) >= NO_START, chance.random(len(line)) >= GAPS["employee"], lost
    )  # fmt: skip


def _written(chance: np.random.Generator, n: int) -> Ints:
    """Which moment stands on each line: in order of time, but some entered hundreds of lines late, some twice."""
    place = np.arange(n, dtype=np.float64)
    late = chance.random(n) < LATE
    place[late] += chance.integers(100, 1_500, int(late.sum()))
    twice = np.flatnonzero(chance.random(n) < TWICE)
    line = np.r_[np.arange(n), twice]
    found: Ints = line[np.argsort(np.r_[place, place[twice] + chance.integers(1, 40, len(twice))], kind="stable")]
    return found


def gap(luck: Luck, column: str) -> Bools:
    """In which cases a value is missing."""
    return luck.happens(f"gap {column}", GAPS[column])


def _whole(t: Floats) -> Floats:
    found: Floats = np.floor(t)
    return found
