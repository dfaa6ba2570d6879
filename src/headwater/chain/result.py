"""The chain as a value: tables that print, convert and draw themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from headwater.shared.errors import UsageError


@dataclass(frozen=True, repr=False)
class Chain:
    """Everything the record says about its chain. `tables` by name: see `names`; seconds everywhere."""

    tables: Mapping[str, pa.Table]
    moments: int
    cases: int
    variant_count: int
    timing: str
    rules: Mapping[str, str]
    notes: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The tables that `to_arrow` and its siblings can give."""
        return tuple(self.tables)

    def to_arrow(self, name: str) -> pa.Table:
        """One table by name."""
        if name not in self.tables:
            raise UsageError(f"The chain has no table {name!r}: choose one of {', '.join(self.tables)}.")
        return self.tables[name]

    def rows(self, name: str) -> list[dict[str, Any]]:
        """One table as a list of dictionaries."""
        found: list[dict[str, Any]] = self.to_arrow(name).to_pylist()
        return found

    def to_pandas(self, name: str) -> Any:
        """One table as a pandas frame (needs pandas: `pip install headwater[pandas]`)."""
        return self.to_arrow(name).to_pandas()

    def to_polars(self, name: str) -> Any:
        """One table as a Polars frame (needs polars: `pip install headwater[polars]`)."""
        import polars  # noqa: PLC0415 -- optional dependency

        return polars.from_arrow(self.to_arrow(name))

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `headwater chain FILE --json`."""
        durations = self.rows("durations")
        return {
            "schema": "headwater-chain/1",
            "input": {"moments": self.moments, "cases": self.cases, "variants": self.variant_count},
            "timing": self.timing,
            **{name: self.rows(name) for name in self.tables if name != "durations"},
            "durations": durations[0] if durations else {},
            "rules": dict(self.rules),
            "notes": list(self.notes),
            **self.facts,
        }

    def __str__(self) -> str:
        return f"{self.moments:,} moments in {self.cases:,} cases follow {self.variant_count:,} orders of steps."

    def __repr__(self) -> str:
        return str(self)
