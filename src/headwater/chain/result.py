"""The chain as a value: tables that print, convert and draw themselves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from headwater.chain import show
from headwater.chain.calendar import Calendar
from headwater.chain.draw import to_svg
from headwater.chain.returns import FailureDemand
from headwater.chain.river.build import Harm, river
from headwater.chain.river.model import Mark, River
from headwater.shared.errors import UsageError
from headwater.shared.picture import Picture

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

JSON_ROWS = 500
"""The JSON holds at most this many rows of each long table, and says how many there are."""


@dataclass(frozen=True, repr=False)
class Chain:
    """Everything the record says about its chain; seconds everywhere. `tables`:

    steps, edges, ends (openings and closings), handoffs (teams), people, pingpong (teams), pingpong_people, variants,
    durations, usual (the usual chain; skipped, out_of_order), stages, waiting (five causes), standards, returns
    (failure demand).
    """

    tables: Mapping[str, pa.Table]
    moments: int
    cases: int
    variant_count: int
    timing: str
    counts: tuple[Mapping[str, Any], ...]
    rules: Mapping[str, str]
    failure_demand: FailureDemand
    calendar: Calendar | None = None
    notes: tuple[str, ...] = ()
    hide_below: float = 0.0

    def to_arrow(self, name: str = "edges") -> pa.Table:
        """One table by name."""
        if name not in self.tables:
            raise UsageError(f"The chain has no table {name!r}: choose one of {', '.join(self.tables)}.")
        return self.tables[name]

    def rows(self, name: str) -> list[dict[str, Any]]:
        """One table as a list of dictionaries."""
        found: list[dict[str, Any]] = self.to_arrow(name).to_pylist()
        return found

    def to_pandas(self, name: str = "edges") -> "pd.DataFrame":
        """One table as a pandas frame (needs pandas: `pip install headwater[pandas]`)."""
        return self.to_arrow(name).to_pandas()

    def to_polars(self, name: str = "edges") -> "pl.DataFrame":
        """One table as a Polars frame (needs polars: `pip install headwater[polars]`)."""
        import polars

        return polars.DataFrame(self.to_arrow(name))

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `headwater chain FILE --json`."""
        durations = self.rows("durations")
        lengths = {name: table.num_rows for name, table in self.tables.items()}
        return {
            "schema": "headwater-chain/1",
            "sentence": show.sentence(self),
            "input": {"moments": self.moments, "cases": self.cases, "variants": self.variant_count},
            "timing": self.timing,
            **{name: _first_rows(table) for name, table in self.tables.items() if name != "durations"},
            "durations": durations[0] if durations else {},
            "failure_demand": asdict(self.failure_demand) | {"share": self.failure_demand.share},
            "calendar": self._calendar(),
            "counts": [dict(count) for count in self.counts],
            "rules": dict(self.rules),
            "notes": list(self.notes),
            "cut": {name: length for name, length in lengths.items() if length > JSON_ROWS},
        }

    def _calendar(self) -> dict[str, Any] | None:
        if self.calendar is None:
            return None
        return {
            "zone": self.calendar.zone,
            "origin": self.calendar.origin,
            "reason": self.calendar.reason,
            "weekly_hours": self.calendar.weekly_hours,
            "hours": self.calendar.spans(),
            "holidays": [day.isoformat() for day in sorted(self.calendar.holidays)],
        }

    def river(self, *, harm: Harm | None = None, marks: Sequence[Mark] = (), hide_below: float | None = None) -> River:
        """The laid-out picture; see `plot`."""
        below = self.hide_below if hide_below is None else hide_below
        return river(self, harm=harm, marks=marks, hide_below=below)

    def plot(
        self,
        *,
        harm: Harm | None = None,
        marks: Sequence[Mark] = (),
        hide_below: float | None = None,
        standalone: bool = True,
        href: Callable[[str], str] | None = None,
    ) -> Picture:
        """The map as an SVG that a notebook shows and `save` writes.

        `harm` colours steps and (from, to) edges; `marks` joins where causes start and show.
        Edges in less than `hide_below` of the cases fold into a counted "others". `standalone=False` leaves the
        style to the page (`headwater.chain.draw.STYLE`).
        """
        picture = self.river(harm=harm, marks=marks, hide_below=hide_below)
        return Picture(to_svg(picture, title=show.sentence(self), standalone=standalone, href=href))

    def _repr_html_(self) -> str:
        return show.html(self)

    def __str__(self) -> str:
        return show.text(self)

    def __repr__(self) -> str:
        return show.text(self)


def _first_rows(table: pa.Table) -> list[dict[str, Any]]:
    """The rows that go into the JSON; none of a table without columns, whatever length a slice of it claims."""
    rows: list[dict[str, Any]] = table.slice(0, JSON_ROWS).to_pylist() if table.num_columns else []
    return rows
