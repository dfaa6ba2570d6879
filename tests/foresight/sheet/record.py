"""A call log of some weeks in which only Saturday's waits change at the start of a decision."""

from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa

MONDAY = datetime(2026, 1, 5)  # noqa: DTZ001 -- wall clock
START_WEEK = 10


def calls(weeks: int = 16, *, times: float = 3.0, since: int = START_WEEK, daily: int = 40, seed: int = 1) -> pa.Table:
    """Each call: when it came, and work or leaving after a wait of a minute; on Saturday `times` that from `since` on,
    on other days as busy as the week is."""
    draw = np.random.default_rng(seed)
    rows: dict[str, list[object]] = {name: [] for name in ("case", "step", "start", "end", "who", "team", "customer")}
    busy = draw.lognormal(0.0, 0.2, weeks)
    for day in range(7 * weeks):
        if day % 7 == 6:
            continue
        longer = busy[day // 7] if day % 7 < 5 else times if day // 7 >= since else 1.0
        count = daily if day % 7 < 5 else daily // 4
        for minute in np.sort(draw.uniform(9 * 60, 16 * 60, count)):
            _call(rows, len(rows["case"]) // 2, MONDAY + timedelta(days=day, minutes=float(minute)), longer, draw)
    return pa.table(rows)


def _call(rows: dict[str, list[object]], number: int, came: datetime, longer: float, draw: np.random.Generator) -> None:
    wait, patience = draw.exponential(longer), draw.exponential(20.0)
    begun = came + timedelta(minutes=float(min(wait, patience)))
    done = begun if patience < wait else begun + timedelta(minutes=float(draw.exponential(5.0)))
    who = None if patience < wait else f"Ann {number % 4}"
    step, team = ("Left", None) if patience < wait else ("Talk", "desk")
    case = f"C{number}"
    for name, values in (
        ("case", (case, case)), ("step", ("Call", step)), ("start", (came, begun)), ("end", (came, done)),
        ("who", (None, who)), ("team", (None, team)), ("customer", (f"K{number}", f"K{number}")),
    ):  # fmt: skip
        rows[name].extend(values)
