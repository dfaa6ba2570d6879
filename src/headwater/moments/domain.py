"""The words of the record: roles that columns play, the mapping of a file, and the record laid out for questions."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from headwater.engine import Engine
from headwater.moments import show
from headwater.shared.picture import Picture

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Role = Literal["case", "step", "at", "start", "who", "team", "customer", "channel"]
ROLES: tuple[Role, ...] = ("case", "step", "at", "start", "who", "team", "customer", "channel")
Level = Literal["case", "moment"]
Kind = Literal["text", "number", "flag", "time"]
Meaning = Literal["mix", "link", "sign"]
MEANINGS: tuple[Meaning, ...] = ("mix", "link", "sign")


@dataclass(frozen=True)
class Choice:
    """Why a column plays a role: shown to the user, who may set it otherwise."""

    role: Role
    column: str
    reason: str


@dataclass(frozen=True)
class Mapping:
    """Which column of a source plays which role. Columns with no role are attributes.

    `ignored` columns are left out on purpose (a surrogate row number, say) and named in the report.
    """

    case: str
    step: str
    at: str
    start: str | None = None
    who: str | None = None
    team: str | None = None
    customer: str | None = None
    channel: str | None = None
    ignored: tuple[str, ...] = ()
    reasons: tuple[Choice, ...] = ()

    def roles(self) -> Iterator[tuple[Role, str]]:
        """The roles that are filled, each with its column."""
        for role in ROLES:
            column = getattr(self, role)
            if column is not None:
                yield role, column

    def with_role(self, role: Role, column: str, reason: str) -> "Mapping":
        """The same mapping with one role set."""
        kept = tuple(choice for choice in self.reasons if choice.role != role)
        changes: dict[str, Any] = {role: column, "reasons": (*kept, Choice(role, column, reason))}
        return replace(self, **changes)


@dataclass(frozen=True)
class Attribute:
    """Something recorded besides the roles. A case attribute has one value per case; `opening` says that
    it stands on the first moment of (nearly) every case that has it, so it was known when the case opened.
    """

    name: str
    level: Level
    kind: Kind
    opening: bool = True


@dataclass(frozen=True)
class Source:
    """A file made readable: an engine relation `relation` with the file's columns, typed, and `row_number`.

    Role columns `at` and `start` are TIMESTAMP in UTC. `rejected` has file, line, column, reason, value.
    """

    name: str
    relation: str
    mapping: Mapping
    rejected: pa.Table
    notes: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    """How it was read beside the roles (time zone, order of dates, shape), as the mapping file keeps it."""
    flag_words: tuple[tuple[str, str, str], ...] = ()
    """For flags not written true/false: the column, its word for no, its word for yes."""
    kinds: tuple[tuple[str, Meaning], ...] = ()
    """Columns that the mapping file says are case mix, links or signs, for whoever asks for causes."""


@dataclass(frozen=True)
class Counts:
    """What was noticed while laying out the moments; shown beside the numbers."""

    moments: int
    cases: int
    rejected: int = 0
    ties: int = 0
    unsorted: int = 0
    duplicates: int = 0
    negative_waits: int = 0
    negative_work: int = 0
    missing_starts: int = 0
    single_moment_cases: int = 0


@dataclass(repr=False)
class Record:
    """Moments laid out for questions. Tables in `engine` (see `layout.py` for every column):

    `moments` (one row per moment, sorted by case, seq), `cases` (one row per case), `details` (moment
    attributes), and the dictionaries `steps`, `people`, `teams`, `customers`, `channels`, `case_ids` (code, name).
    """

    engine: Engine
    source: Source
    counts: Counts
    attributes: tuple[Attribute, ...] = ()
    timing: Literal["start and complete", "complete only"] = "complete only"
    notes: list[str] = field(default_factory=list)

    @property
    def mapping(self) -> Mapping:
        """The roles of the source's columns."""
        return self.source.mapping

    def sql(self, query: str, params: list[Any] | None = None) -> pa.Table:
        """Ask the record; the answer as an Arrow table."""
        return self.engine.sql(query, params)

    def names(self, dictionary: str) -> list[str]:
        """The names of one dictionary table, indexed by code."""
        found: list[str] = self.sql(f"SELECT name FROM {dictionary} ORDER BY code")["name"].to_pylist()
        return found

    def has(self, role: Role) -> bool:
        """Whether a column plays this role."""
        return getattr(self.mapping, role) is not None

    def to_arrow(self, table: str = "moments") -> pa.Table:
        """One table: moments, cases, or a dictionary (code, name); all of it in memory, see `stream`."""
        return self.sql(show.query(table))

    def stream(self, table: str = "moments", rows: int = 1_000_000) -> pa.RecordBatchReader:
        """The same in batches, so that memory does not grow with the record."""
        return self.engine.stream(show.query(table), rows)

    def to_pandas(self, table: str = "moments") -> "pd.DataFrame":
        """One table as a pandas frame (needs pandas: `pip install headwater[pandas]`)."""
        return self.to_arrow(table).to_pandas()

    def to_polars(self, table: str = "moments") -> "pl.DataFrame":
        """One table as a Polars frame (needs polars: `pip install headwater[polars]`)."""
        import polars

        return polars.DataFrame(self.to_arrow(table))

    def plot(self) -> Picture:
        """Cases opened per month: an SVG that a notebook shows and `save` writes."""
        return show.plot(self)

    def _repr_html_(self) -> str:
        return show.html(self)

    def __str__(self) -> str:
        return show.text(self)

    def __repr__(self) -> str:
        return show.text(self)
