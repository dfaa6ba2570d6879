"""`python -m bench.twin.same`: our distances beside those of the package log-distance-measures, on the Loan log.

Needs `pip install log-distance-measures` in an environment of its own: it asks for an older pandas.
"""

from datetime import timedelta
from importlib import import_module
from typing import Any

import numpy as np
from bench.twin.logs import FOLDER, LOAN

from headwater.foresight.calibrate.distances import Log, distances

THEIRS = {
    "NGD": "n_gram_distribution",
    "AED": "absolute_event_distribution",
    "CED": "circadian_event_distribution",
    "RED": "relative_event_distribution",
    "CTD": "cycle_time_distribution",
}


def main() -> None:
    """Print both for the first log that the competitor published."""
    roles = {"case": LOAN.case, "activity": LOAN.step, "start_time": LOAN.start, "end_time": LOAN.end}
    ids = import_module("log_distance_measures.config").EventLogIDs(**roles, resource=LOAN.who)
    real, made = (_frame(file) for file in (LOAN.test, LOAN.peers[0]))
    for name, ours in _ours(real, made).items():
        measure = getattr(import_module(f"log_distance_measures.{THEIRS[name]}"), f"{THEIRS[name]}_distance")
        theirs = measure(real, ids, made, ids, *([timedelta(hours=1)] if name == "CTD" else []))
        print(f"{name}  ours {ours:.6f}  theirs {theirs:.6f}")  # noqa: T201 -- what the command is for


def _frame(file: str) -> Any:
    pandas = import_module("pandas")
    found = pandas.read_csv(FOLDER / file)
    for column in (LOAN.start, LOAN.end):
        found[column] = pandas.to_datetime(found[column], utc=True, format="ISO8601")
    return found


def _ours(real: Any, made: Any) -> dict[str, float]:
    names = sorted({*real[LOAN.step], *made[LOAN.step]})
    first = real[LOAN.start].min()
    monday = first.normalize() - timedelta(days=int(first.dayofweek))

    def log(frame: Any) -> Log:
        case = np.unique(frame[LOAN.case], return_inverse=True)[1].astype(np.int64)
        step = np.array([names.index(s) for s in frame[LOAN.step]])
        start, end = (((frame[c] - monday).dt.total_seconds() / 3600).to_numpy() for c in (LOAN.start, LOAN.end))
        return Log(case, step, start, end)

    return distances(log(real), log(made))


if __name__ == "__main__":
    main()
