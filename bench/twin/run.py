"""Calibrate on the training part, simulate ten logs of as many cases as were held out, measure."""

from collections.abc import Iterable
from dataclasses import replace
from time import process_time
from typing import Any

import numpy as np
from bench.twin.logs import FOLDER, Split
from pyarrow import csv

from headwater.foresight.calibrate.calibrated import calibrated
from headwater.foresight.calibrate.check import as_log, copies, simulated
from headwater.foresight.calibrate.distances import MEASURES, Log, distances
from headwater.foresight.calibrate.fit import fit
from headwater.foresight.calibrate.frame import read
from headwater.foresight.calibrate.visits import Visits, load
from headwater.moments.domain import Record
from headwater.moments.service import read as read_record

LOGS = 10
MORE = 3
Row = dict[str, float]


def record(split: Split, file: str) -> Record:
    """One file of a split."""
    roles = {"case": split.case, "step": split.step, "start": split.start, "at": split.end, "who": split.who}
    return read_record(FOLDER / file, **roles)


def ours(split: Split, seed: int = 1) -> tuple[dict[str, Row], float]:
    """The means of each distance, of the twin and of copies of training cases; and the CPU seconds of all of it."""
    begun = process_time()
    visits, kinds = read(record(split, split.train), zone="UTC", kind=None)
    frame, effects = calibrated(visits, kinds, None)
    test = aligned(load(record(split, split.test), "UTC"), visits)
    real = as_log(test)
    service = fit(frame, effects, np.ones(visits.contacts))
    begin, until = float(test.opened.min()), float(test.end.max())
    made = list(simulated(frame, service, begin, test.cases, LOGS, seed))
    more = simulated(frame, service, begin, MORE * test.cases, LOGS, seed)
    copied = list(copies(visits, test, LOGS, seed))
    rows = {
        "twin": mean(distances(real, log) for log in made),
        "twin, over in time": mean(distances(real, over(log, until)) for log in more),
        "copies": mean(distances(real, log) for log in copied),
        "copies, over in time": mean(distances(real, over(log, until)) for log in copied),
    }
    return rows, process_time() - begun


def over(log: Log, until: float) -> Log:
    """Only the cases that are over by a time."""
    late = np.bincount(log.case, log.end > until)[log.case] > 0
    return Log(log.case[~late], log.step[~late], log.start[~late], log.end[~late])


def peers(split: Split) -> Row | None:
    """The logs that a competitor published for this split, by the same measure."""
    if not split.peers:
        return None
    test = load(record(split, split.test), "UTC")
    real = as_log(test)
    return mean(distances(real, _published(file, test, split)) for file in split.peers)


def _published(file: str, test: Visits, split: Split) -> Log:
    found = csv.read_csv(FOLDER / file)
    code = {name: i for i, name in enumerate(test.steps)}
    step = np.array([code[name] for name in found[split.step].to_pylist()])
    case = np.unique(np.array(found[split.case].to_pylist()), return_inverse=True)[1]
    start, end = (_hours(found[name], test) for name in (split.start, split.end))
    return Log(case.astype(np.int64), step, start, end)


def _hours(column: Any, test: Visits) -> Any:
    stamps = np.array([str(t)[:19] for t in column.to_pylist()], dtype="datetime64[s]")
    return (stamps - np.datetime64(test.origin, "s")).astype(np.float64) / 3600


def aligned(test: Visits, training: Visits) -> Visits:
    """The held-out visits in the training part's hours and steps."""
    hours = (test.origin - training.origin).total_seconds() / 3600
    names = list(training.steps) + [s for s in test.steps if s not in training.steps]
    step = np.array([names.index(s) for s in test.steps])[test.step]
    moved = {name: getattr(test, name) + hours for name in ("ready", "start", "end")}
    return replace(test, step=step, steps=tuple(names), origin=training.origin, **moved)


def mean(found: Iterable[Row]) -> Row:
    """The mean of each distance."""
    rows = list(found)
    return {name: float(np.mean([row[name] for row in rows])) for name in MEASURES}
