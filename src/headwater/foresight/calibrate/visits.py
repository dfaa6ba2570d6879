"""The record as arrays: every visit with when it was ready, begun and done, in hours since a Monday in the zone."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.engine import literal
from headwater.foresight.calibrate.gone import is_gone, is_silent
from headwater.moments.arrays import to_numpy
from headwater.moments.domain import Record
from headwater.shared.errors import InputError
from headwater.shared.said import amount, say

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
HOUR_US = 3_600_000_000
WEEK = 168.0
LEAST_WEEKS = 2.0
LEAST_CASES = 30
INSTANT = 1 / 3600
OPENER = 0.8
"""A step that opens at least this share of the cases, takes no time and is nobody's, marks a contact wherever it
stands."""
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 -- local wall clock of the zone


@dataclass(frozen=True)
class Visits:
    """One row per visit, by contact and begin; `ready` is when the visit could begin, in hours since `origin`.

    `step`, `team`, `who` are the record's codes (-1: not recorded); `left` are visits in which the customer gave up:
    they have no work, `start` is when they left; those of them who left without a word (`silent`) kept their place, and
    `start` is when their turn came, `end` when a person had noticed. `beside` visits began beside the one before them.
    A case has one contact or, where its opening step comes again, several: `contact` numbers them, `first` has the
    first row of each, `of` its case; `customer` of each case (-1: not recorded).
    `worked` says that begins are recorded.
    """

    contact: Ints
    step: Ints
    team: Ints
    who: Ints
    ready: Floats
    start: Floats
    end: Floats
    left: Bools
    silent: Bools
    beside: Bools
    first: Ints
    of: Ints
    customer: Ints
    steps: tuple[str, ...]
    teams: tuple[str, ...]
    people: tuple[str, ...]
    origin: datetime
    zone: str
    worked: bool

    @property
    def n(self) -> int:
        """How many visits."""
        return len(self.contact)

    @property
    def contacts(self) -> int:
        """How many contacts."""
        return len(self.first)

    @property
    def cases(self) -> int:
        """How many cases."""
        return int(self.of[-1]) + 1

    @property
    def last(self) -> Ints:
        """The row of each contact's last visit."""
        return np.append(self.first[1:], self.n) - 1

    @property
    def closes(self) -> Bools:
        """Whether each visit is its contact's last."""
        return np.append(np.diff(self.contact) > 0, True)

    @property
    def opened(self) -> Floats:
        """When each contact came."""
        return self.ready[self.first]

    @property
    def fresh(self) -> Bools:
        """Whether each contact is the first of its case."""
        return np.append(True, np.diff(self.of) > 0)

    @property
    def moments(self) -> Floats:
        """When each visit is known to have been worked on: its begin, or its end where that is all there is."""
        return self.start if self.worked else self.end


def load(record: Record, zone: str) -> Visits:
    """The visits of a record. Raises InputError where there is too little to learn a service from."""
    _check(record)
    rows = _rows(record, zone)
    start, end = rows["start"] / HOUR_US, rows["done"] / HOUR_US
    origin = _monday(float(min(start.min(), end.min())))
    hours = (origin - EPOCH).total_seconds() / 3600
    start, end = start - hours, np.maximum(end, start) - hours
    case, steps = rows["case_no"], tuple(record.names("steps"))
    new = np.append(True, np.diff(case) != 0)
    new |= _opens(rows, end - start, np.flatnonzero(new))
    first = np.flatnonzero(new)
    left = np.array([is_gone(name) for name in steps], dtype=bool)[rows["step"]]
    closes = np.append(new[1:], True) & ~new
    silent = closes & (rows["who"] >= 0) & np.array([is_silent(name) for name in steps], dtype=bool)[rows["step"]]
    left = (left & closes & (end - start <= 1 / 60)) | silent
    return Visits(
        np.cumsum(new) - 1, rows["step"], rows["team"], rows["who"], start, start, end, left, silent,
        np.zeros(len(case), dtype=bool), first, np.unique(case[first], return_inverse=True)[1].astype(np.int64),
        _customers(record), steps,
        tuple(record.names("teams")), tuple(record.names("people")), origin, zone,
        record.timing == "start and complete",
    )  # fmt: skip


def _opens(rows: dict[str, Ints], took: Floats, first: Ints) -> Bools:
    """Where a further contact of the same case begins: at the step that opens nearly all of them."""
    opener = int(np.bincount(rows["step"][first]).argmax())
    mine = rows["step"] == opener
    plain = bool((took[mine] <= INSTANT).all()) and bool((rows["who"][mine] < 0).mean() > OPENER)
    further: Bools = mine & (plain and float(mine[first].mean()) >= OPENER)
    return further


def _check(record: Record) -> None:
    """Stop where the record cannot carry a twin."""
    found = record.engine.row(
        "SELECT count(*) AS n, count(DISTINCT case_no) AS cases, epoch_us(max(done_at)) - epoch_us(min(done_at)) AS us "
        "FROM moments"
    )
    if not found["n"]:
        raise InputError(
            "The record is empty, so there is no service to learn; give a file with the moments of some weeks."
        )
    weeks = (found["us"] or 0) / HOUR_US / WEEK
    if weeks < LEAST_WEEKS:
        raise InputError(
            say(
                "The record spans {days} days, and a twin learns the hours of the week from at least two weeks; "
                "give a longer export (eight weeks are better).",
                days=amount(f"{weeks * 7:.1f}".removesuffix(".0")),
            )
        )
    if found["cases"] < LEAST_CASES:
        few = say(
            "The record holds {n} cases, and a twin needs {least}; give a longer export.",
            n=found["cases"],
            least=LEAST_CASES,
        )
        raise InputError(few)


def _rows(record: Record, zone: str) -> dict[str, npt.NDArray[Any]]:
    def local(time: str) -> str:
        return f"({time} AT TIME ZONE 'UTC') AT TIME ZONE {literal(zone)}" if zone != "UTC" else time

    found = record.sql(
        f"SELECT case_no::BIGINT AS case_no, step::BIGINT AS step, team::BIGINT AS team, who::BIGINT AS who, "
        f"epoch_us({local('coalesce(started_at, done_at)')}) AS start, epoch_us({local('done_at')}) AS done "
        "FROM moments WHERE step IS NOT NULL ORDER BY case_no, seq"
    )
    return {name: to_numpy(found[name], np.int64, -1) for name in found.column_names}


def _customers(record: Record) -> Ints:
    found = record.sql("SELECT customer::BIGINT AS customer FROM cases ORDER BY case_no")
    codes: Ints = to_numpy(found["customer"], np.int64, -1)
    return codes


def of_cases(visits: Visits, chosen: Bools) -> Visits:
    """The visits of some cases only, numbered anew."""
    contacts = chosen[visits.of]
    rows = contacts[visits.contact]
    cut = {
        name: getattr(visits, name)[rows]
        for name in ("step", "team", "who", "ready", "start", "end", "left", "silent", "beside")
    }
    contact = (np.cumsum(contacts) - 1)[visits.contact[rows]]
    first = np.searchsorted(contact, np.arange(int(contacts.sum())))
    of = (np.cumsum(chosen) - 1)[visits.of[contacts]]
    return replace(visits, contact=contact, first=first, of=of, customer=visits.customer[chosen], **cut)


def _monday(hours: float) -> datetime:
    day = EPOCH + timedelta(days=int(hours // 24))
    return day - timedelta(days=day.weekday())
