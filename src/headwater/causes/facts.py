"""What is known of each case and each moment, as arrays: the raw material of links. Read once from the record."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.causes import lexicon
from headwater.moments.domain import Attribute, Record
from headwater.shared.errors import UsageError

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Values = npt.NDArray[Any]

NONE = -1
OF_ALL = 0.7
"""A step that more cases than this go through is what the service is about, whatever its name."""
FILLER = "Update"
"""The step of a ticket's update that changes nothing: a row of the export, not a link of the chain."""


@dataclass(frozen=True)
class Moments:
    """One entry per moment, sorted by case and seq. Codes are -1 where missing; times in seconds."""

    case: Ints
    seq: Ints
    step: Ints
    who: Ints
    team: Ints
    prev_team: Ints
    prev_who: Ints
    done: Floats
    started: Floats
    wait: Floats
    work: Floats
    visit: Ints
    back_team: Bools


class Facts:
    """Cases as arrays of one entry per case (index = case_no), with the moments beside them."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.n = record.counts.cases
        self.steps = record.names("steps")
        self.teams = record.names("teams")
        self.people = record.names("people")
        self.attributes = {a.name: a for a in record.attributes}
        self.fillers = (
            {FILLER} if any(k == "shape" and v.startswith("updates") for k, v in record.source.settings) else set()
        )

    @cached_property
    def moments(self) -> Moments:
        """Every moment of every case."""
        t = self.record.sql(
            "SELECT case_no, seq, step, who, team, prev_team, prev_who, epoch(done_at) AS done,"
            " epoch(coalesce(started_at, done_at)) AS started, wait_s, work_s, visit, back_team FROM moments"
        )
        codes = {name: whole(t[name]) for name in ("seq", "step", "who", "team", "prev_team", "prev_who", "visit")}
        return Moments(
            case=whole(t["case_no"]),
            done=real(t["done"]),
            started=real(t["started"]),
            wait=np.maximum(real(t["wait_s"]), 0.0),
            work=np.maximum(real(t["work_s"]), 0.0),
            back_team=t["back_team"].to_numpy().astype(bool),
            **codes,
        )

    def before(self, step: str, *, included: bool) -> None:
        """From now on see only moments before the first visit to this step (or up to it): what comes after the damage
        that it marks can have no part in it. Cases without the step keep all their moments."""
        m = self.moments
        code = next(i for i, name in enumerate(self.steps) if name.strip().lower() == step.strip().lower())
        end = np.full(self.n, np.iinfo(np.int64).max)
        first = (m.step == code) & (m.visit == 1)
        end[m.case[first]] = m.seq[first]
        kept = m.seq <= end[m.case] if included else m.seq < end[m.case]
        self.__dict__["moments"] = Moments(**{f.name: getattr(m, f.name)[kept] for f in fields(Moments)})

    @cached_property
    def ordinary(self) -> Bools:
        """Moments that are neither a sign of damage by their name (a complaint, a refund) nor come right after one."""
        signs = [i for i, name in enumerate(self.steps) if lexicon.follows_damage(name)]
        m = self.moments
        rare = [s for s in signs if self.any_case(m.step == s).mean() < OF_ALL]
        reaction = np.isin(m.step, rare)
        after = np.zeros(len(m.step), dtype=bool)
        after[1:] = reaction[:-1] & (m.case[1:] == m.case[:-1])
        return ~(reaction | after)

    @cached_property
    def lines(self) -> pa.Table:
        """The case table without attributes, times in seconds."""
        return self.record.sql(
            "SELECT customer, channel, epoch(opened_at) AS opened, epoch(ended_at) AS ended, moments, last_step,"
            " first_step, loops, repeats, redos, handoffs, changes, pingpongs, wait_s, work_s FROM cases_core"
            " ORDER BY case_no"
        )

    @cached_property
    def customer(self) -> Ints:
        """Customer code of each case, -1 where not recorded."""
        return whole(self.lines["customer"])

    @cached_property
    def channel(self) -> Ints:
        """Channel code of each case, -1 where not recorded."""
        return whole(self.lines["channel"])

    @cached_property
    def opened(self) -> Floats:
        """When each case opened, seconds since 1970 UTC."""
        return real(self.lines["opened"])

    @cached_property
    def ended(self) -> Floats:
        """When each case ended, seconds since 1970 UTC."""
        return real(self.lines["ended"])

    @cached_property
    def step_rank(self) -> Floats:
        """Place of each step in the usual order of the work: the mean place of its first visit, as a rank."""
        m = self.moments
        first = m.visit == 1
        place = np.bincount(m.step[first], m.seq[first], len(self.steps))
        count = np.maximum(np.bincount(m.step[first], minlength=len(self.steps)), 1)
        return np.argsort(np.argsort(place / count, kind="stable"), kind="stable").astype(float)

    def last_value(self, name: str) -> Values:
        """The last recorded value of an attribute in each case (None or NaN where never recorded)."""
        return plain(self._column(f"@{name}"))

    def first_value(self, name: str) -> tuple[pa.ChunkedArray, Ints]:
        """The first recorded value of an attribute in each case, and the step at which it was recorded (-1: never)."""
        return self._column(f"first @{name}"), whole(self._column(f"step @{name}"))

    def _column(self, column: str) -> pa.ChunkedArray:
        return self._attribute_lines[column]

    @cached_property
    def _attribute_lines(self) -> pa.Table:
        return self.record.sql("SELECT * FROM case_attributes ORDER BY case_no")

    def has_step(self, name: str, times: int = 1) -> Bools:
        """Whether a step of this name (capitals do not matter) happened at least so many times in each case."""
        wanted = [i for i, step in enumerate(self.steps) if step.strip().lower() == name.strip().lower()]
        if not wanted:
            raise UsageError(f"There is no step “{name}”; there are: {', '.join(self.steps)}.")
        return self.any_case(np.isin(self.moments.step, wanted) & (self.moments.visit >= times))

    def any_case(self, moments: Bools) -> Bools:
        """Whether any moment of each case is marked."""
        marked = np.zeros(self.n, dtype=bool)
        marked[self.moments.case[moments]] = True
        return marked

    def attribute(self, name: str) -> Attribute:
        """The description of a recorded attribute."""
        return self.attributes[name]


def first_team(facts: Facts) -> Ints:
    """The team that held each case first; -1 where no team is recorded."""
    m = facts.moments
    team = np.full(facts.n, -1, dtype=np.int64)
    held = m.team >= 0
    team[m.case[held][::-1]] = m.team[held][::-1]
    return team


def last_known(facts: Facts, code: Ints) -> Ints:
    """The last recorded code of each case's moments; -1 where there is none."""
    found = np.full(facts.n, NONE, dtype=np.int64)
    known = code >= 0
    found[facts.moments.case[known]] = code[known]
    return found


def whole(column: pa.ChunkedArray) -> Ints:
    """Integer codes with -1 for missing."""
    result: Ints = pc.fill_null(column, NONE).to_numpy().astype(np.int64)
    return result


def real(column: pa.ChunkedArray) -> Floats:
    """Floats with NaN for missing."""
    result: Floats = pc.fill_null(column.cast(pa.float64()), float("nan")).to_numpy()
    return result


def plain(column: pa.ChunkedArray) -> Values:
    """Numbers as floats (NaN missing), flags and texts as objects (None missing)."""
    kind = column.type
    if pa.types.is_boolean(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return np.array(column.to_pylist(), dtype=object)
    if pa.types.is_temporal(kind):
        return real(column.cast(pa.timestamp("us")).cast(pa.int64())) / 1e6
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return real(column)
    return np.array([None if v is None else str(v) for v in column.to_pylist()], dtype=object)


def codes(column: pa.ChunkedArray) -> tuple[Ints, list[str]]:
    """Small integer codes of a column and the names they stand for, sorted; -1 where missing."""
    encoded = column.combine_chunks().dictionary_encode()
    spelled = [spell(value) for value in encoded.dictionary.to_pylist()]
    names = sorted(set(spelled))
    place = {name: i for i, name in enumerate(names)}
    to_code = np.array([place[name] for name in spelled] + [NONE], dtype=np.int64)
    index = encoded.indices.fill_null(len(spelled)).to_numpy()
    return to_code[index], names


def spell(value: object) -> str:
    """A value as a person writes it: whole numbers without a decimal point, yes and no in small letters."""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value)
