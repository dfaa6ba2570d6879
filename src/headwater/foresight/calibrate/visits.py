"""The record as arrays: every visit with when it was ready, begun and done, in hours since a Monday in the zone."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.engine import literal
from headwater.foresight.calibrate.gone import is_gone
from headwater.moments.arrays import to_numpy
from headwater.moments.domain import Record
from headwater.shared.errors import InputError
from headwater.shared.said import say

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
HOUR_US = 3_600_000_000
WEEK = 168.0
LEAST_WEEKS = 2.0
LEAST_CASES = 30


@dataclass(frozen=True)
class Visits:
    """One row per visit, by case and begin; `ready` is when the visit could begin, hours since `origin`.

    `step`, `team`, `who` are the record's codes (-1: not recorded); `left` are visits in which the customer gave up:
    they have no work, `start` is when they left. `beside` visits began beside the one before them in the case.
    `first` has the row of each case's first visit, `case` numbers them. `worked` says that begins are recorded.
    """

    case: Ints
    step: Ints
    team: Ints
    who: Ints
    ready: Floats
    start: Floats
    end: Floats
    left: Bools
    beside: Bools
    first: Ints
    steps: tuple[str, ...]
    teams: tuple[str, ...]
    people: tuple[str, ...]
    origin: datetime
    zone: str
    worked: bool

    @property
    def n(self) -> int:
        """How many visits."""
        return len(self.case)

    @property
    def cases(self) -> int:
        """How many cases."""
        return len(self.first)

    @property
    def last(self) -> Ints:
        """The row of each case's last visit."""
        return np.append(self.first[1:], self.n) - 1

    @property
    def opened(self) -> Floats:
        """When each case came."""
        return self.ready[self.first]

    def of_cases(self, chosen: Bools) -> "Visits":
        """Only these cases, numbered anew."""
        rows = chosen[self.case]
        cut = {
            name: getattr(self, name)[rows]
            for name in ("step", "team", "who", "ready", "start", "end", "left", "beside")
        }
        case = (np.cumsum(chosen) - 1)[self.case[rows]]
        first = np.searchsorted(case, np.arange(int(chosen.sum())))
        return replace(self, case=case, first=first, **cut)


def load(record: Record, zone: str) -> Visits:
    """The visits of a record. Raises InputError where there is too little to learn a service from."""
    check(record)
    rows = _rows(record, zone)
    start, end = rows["start"] / HOUR_US, rows["done"] / HOUR_US
    origin = _monday(float(min(start.min(), end.min())))
    hours = (origin - datetime(1970, 1, 1)).total_seconds() / 3600
    steps = tuple(record.names("steps"))
    case, first = _numbered(rows["case_no"])
    left = np.array([is_gone(name) for name in steps], dtype=bool)[rows["step"]]
    left &= np.append(np.diff(case) > 0, True) & (end - start <= 1 / 60)
    left[first] = False
    return Visits(
        case, rows["step"], rows["team"], rows["who"], start - hours, start - hours, np.maximum(end, start) - hours,
        left, np.zeros(len(case), dtype=bool), first, steps, tuple(record.names("teams")), tuple(record.names("people")),
        origin, zone, record.timing == "start and complete",
    )  # fmt: skip


def check(record: Record) -> None:
    """Stop where the record cannot carry a twin."""
    found = record.engine.row(
        "SELECT count(*) AS n, count(DISTINCT case_no) AS cases, epoch_us(max(done_at)) - epoch_us(min(done_at)) AS us FROM moments"
    )
    if not found["n"]:
        raise InputError(
            "The record is empty, so there is no service to learn; give a file with moments of some weeks."
        )
    weeks = (found["us"] or 0) / HOUR_US / WEEK
    if weeks < LEAST_WEEKS:
        raise InputError(
            say(
                "The record spans {days} days; a twin learns the hours of the week, so it needs at least two weeks: give a "
                "longer export (eight weeks are better).",
                days=round(weeks * 7, 1),
            )
        )
    if found["cases"] < LEAST_CASES:
        raise InputError(
            say(
                "The record holds {n} cases; a twin needs at least {least}: give a longer export.",
                n=found["cases"],
                least=LEAST_CASES,
            )
        )


def _rows(record: Record, zone: str) -> dict[str, npt.NDArray[Any]]:
    def local(time: str) -> str:
        return f"({time} AT TIME ZONE 'UTC') AT TIME ZONE {literal(zone)}" if zone != "UTC" else time

    found = record.sql(
        f"SELECT case_no::BIGINT AS case_no, step::BIGINT AS step, team::BIGINT AS team, who::BIGINT AS who, "
        f"epoch_us({local('coalesce(started_at, done_at)')}) AS start, epoch_us({local('done_at')}) AS done "
        "FROM moments WHERE step IS NOT NULL ORDER BY case_no, seq"
    )
    return {name: to_numpy(found[name], np.int64, -1) for name in found.column_names}


def _numbered(case_no: Ints) -> tuple[Ints, Ints]:
    new = np.append(True, np.diff(case_no) != 0)
    return np.cumsum(new) - 1, np.flatnonzero(new)


def _monday(hours: float) -> datetime:
    day = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None) + timedelta(days=int(hours // 24))
    return day - timedelta(days=day.weekday())
