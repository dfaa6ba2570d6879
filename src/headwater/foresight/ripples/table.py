"""The ripples as one table: each row a measure at a place in a window, with what it was, what it becomes, and how
sure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import overload

import numpy as np
import pyarrow as pa

from headwater.foresight.ripples.frame import WEEK, Floats
from headwater.shared.errors import UsageError
from headwater.shared.said import say
from headwater.shared.words import listing

Interval = tuple[float, float]
COLUMNS = (
    "baseline", "decided", "change", "low", "high", "baseline_low", "baseline_high", "decided_low", "decided_high",
    "monte_carlo", "parameters", "structure",
)  # fmt: skip
"""Of numbers. `low` and `high` are the interval of the change; the last three are half-widths of the change's three
parts."""


@dataclass(frozen=True, slots=True)
class Ripple:
    """One row. Intervals hold with the level of the result; `outside`: beyond what the record has ever seen."""

    measure: str
    unit: str
    of: str
    where: str
    when: str
    baseline: float
    decided: float
    change: float
    interval: Interval
    baseline_interval: Interval
    decided_interval: Interval
    monte_carlo: float
    parameters: float
    structure: float
    outside: bool

    @property
    def sure(self) -> bool:
        """Whether the interval of the change leaves out zero."""
        return self.interval[0] > 0 or self.interval[1] < 0


@dataclass(frozen=True, repr=False)
class Ripples:
    """All rows by columns. `find` gives one row, `rows` some, iterating all of them."""

    names: Mapping[str, tuple[str, ...]]
    """measure, unit, of, where, when of each row"""
    numbers: Mapping[str, Floats]
    outside: "np.typing.NDArray[np.bool_]"

    def __len__(self) -> int:
        return len(self.outside)

    @overload
    def __getitem__(self, row: int) -> Ripple: ...
    @overload
    def __getitem__(self, row: slice) -> list[Ripple]: ...
    def __getitem__(self, row: int | slice) -> Ripple | list[Ripple]:
        if isinstance(row, slice):
            return [self._row(i) for i in range(*row.indices(len(self)))]
        return self._row(row)

    def _row(self, row: int) -> Ripple:
        n = {name: float(values[row]) for name, values in self.numbers.items()}
        return Ripple(
            **{name: values[row] for name, values in self.names.items()},
            baseline=n["baseline"],
            decided=n["decided"],
            change=n["change"],
            interval=(n["low"], n["high"]),
            baseline_interval=(n["baseline_low"], n["baseline_high"]),
            decided_interval=(n["decided_low"], n["decided_high"]),
            monte_carlo=n["monte_carlo"],
            parameters=n["parameters"],
            structure=n["structure"],
            outside=bool(self.outside[row]),
        )

    def __iter__(self) -> Iterator[Ripple]:
        return (self._row(i) for i in range(len(self)))

    def rows(
        self, measure: str | None = None, *, of: str | None = None, where: str | None = None, when: str | None = None
    ) -> list[Ripple]:
        """The rows that fit; what is not given fits anything."""
        wanted = {"measure": measure, "of": of, "where": where, "when": when}
        masks = [np.array(self.names[name]) == value for name, value in wanted.items() if value is not None]
        return [self._row(int(i)) for i in np.flatnonzero(np.logical_and.reduce(masks))] if masks else list(self)

    def find(self, measure: str, where: str = "all", when: str = WEEK) -> Ripple:
        """One row; UsageError with the names there are where it is unknown. `when` is week, peak, a day or "Saturday
        09:00"."""
        found = self.rows(measure, where=where, when=when)
        if found:
            return found[0]
        for name, value in (("measure", measure), ("where", where), ("when", when)):
            known = list(dict.fromkeys(self.names[name]))
            if value not in known:
                all_ = listing(known, 24)
                raise UsageError(
                    say("No ripple has {name} “{value}”; there are {all}.", name=name, value=value, all=all_)
                )
        raise UsageError(
            say(
                "The measure “{measure}” is not told at {where} in {when}; ripples.rows(“{measure}”) lists it.",
                measure=measure,
                where=where,
                when=when,
            )
        )

    def to_arrow(self) -> pa.Table:
        """One row each, with the names and numbers as columns."""
        held = {**{name: list(v) for name, v in self.names.items()}, **self.numbers, "outside": self.outside}
        return pa.table(held)

    def __repr__(self) -> str:
        return f"<{len(self):,} ripples; find(measure, where, when) gives one>"
