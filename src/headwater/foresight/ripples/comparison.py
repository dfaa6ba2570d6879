"""Several plans side by side: against the same today, on the same random numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from headwater.foresight.ripples import say, show
from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.frame import PEAK, WEEK
from headwater.foresight.ripples.result import Result
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.values import ALL
from headwater.shared.words import listing, wrapped

ROWS = (
    ("waiting", WEEK), ("waiting", PEAK), ("waiting p90", WEEK), ("waiting p99", WEEK), ("abandonment", WEEK),
    ("failure demand", WEEK), ("promises kept", WEEK), ("spoiled cases", WEEK), ("overtime", WEEK), ("staff hours",
    WEEK),
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Comparison:
    """The results in the order they were given."""

    results: tuple[Result, ...]

    @property
    def sentence(self) -> str:
        """Which plan has the shortest waits, and whether that is sure."""
        ranked = sorted(self.results, key=lambda r: r.told.mean.decided)
        first, second = ranked[0].told.mean, ranked[1].told.mean
        apart = first.decided_interval[1] < second.decided_interval[0] or first.interval[1] < second.interval[0]
        waits = f"{w.value(first.decided, 'h')} against {w.value(second.decided, 'h')} with {ranked[1].name}"
        if apart:
            return f"{ranked[0].name} has the shortest mean wait: {waits}; today it is {w.value(first.baseline, 'h')}."
        return (
            f"Which plan has the shortest mean wait cannot be told: {ranked[0].name} has {waits}, and their intervals"
            " overlap."
        )

    def rows(self) -> list[tuple[Ripple, ...]]:
        """A row for each measure, a ripple for each plan."""
        found = []
        for measure, when in ROWS:
            every = [
                [r for r in result.ripples.rows(measure, where=ALL, when=when) if r.unit != "per week"]
                for result in self.results
            ]
            if all(every):
                found.append(tuple(rows[0] for rows in every))
        return [row for row in found if any(r.baseline or r.decided for r in row)]

    def to_dict(self) -> dict[str, Any]:
        """The results, with the sentence on top."""
        return {
            "schema": "headwater-comparison/1",
            "sentence": self.sentence,
            "plans": [show.to_dict(result) for result in self.results],
        }

    def to_arrow(self) -> pa.Table:
        """All ripples of all plans, with the plan as the first column."""
        tables = [r.to_arrow().add_column(0, "plan", pa.array([r.name] * len(r.ripples))) for r in self.results]
        return pa.concat_tables(tables)

    def __str__(self) -> str:
        plans = [wrapped(f"{r.name}: {say.decided(r.decisions)}.") for r in self.results]
        warned = [
            wrapped(f"{r.name} lies outside the record: {listing(r.warnings)}.") for r in self.results if r.warnings
        ]
        return "\n\n".join([wrapped(self.sentence), "\n".join(plans), self.table(), *warned])

    def __repr__(self) -> str:
        return str(self)

    def table(self) -> str:
        """Today, and each plan with its interval below."""
        width = max(12, min(18, (80 - 30) // len(self.results) - 2))
        head = ["".ljust(20), "today".rjust(9), *(_fit(r.name, width).rjust(width) for r in self.results)]
        lines = ["  ".join(head)]
        for row in self.rows():
            name = row[0].measure + (", peak" if row[0].when == PEAK else "")
            cells = [
                w.value(r.decided, r.unit.removesuffix(" per week") if r.unit.startswith("h ") else r.unit) for r in row
            ]
            lines.append(
                "  ".join(
                    [
                        name.ljust(20),
                        w.value(row[0].baseline, "h" if row[0].unit.startswith("h ") else row[0].unit).rjust(9),
                        *(c.rjust(width) for c in cells),
                    ]
                )
            )
            spans = [say.changed(r)[1] for r in row]
            lines.append("  ".join(["".ljust(20), "".rjust(9), *(s.rjust(width) for s in spans)]))
        return "\n".join(line.rstrip() for line in lines)


def _fit(name: str, width: int) -> str:
    return name if len(name) <= width else name[: width - 1] + "…"


def comparison(results: Sequence[Result]) -> Comparison:
    """The results side by side."""
    return Comparison(tuple(results))
