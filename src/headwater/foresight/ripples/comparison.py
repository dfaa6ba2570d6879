"""Several plans side by side: against the same today, on the same random numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from headwater.foresight.ripples import say, show
from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.compute import EDGES, Pair, monte_carlo, sides
from headwater.foresight.ripples.frame import PEAK, WEEK
from headwater.foresight.ripples.result import Result
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.values import ALL
from headwater.shared.words import listing, wrapped

ROWS = (
    ("case waiting", WEEK), ("case waiting p90", WEEK), ("case waiting p99", WEEK), ("waiting", PEAK),
    ("abandonment", WEEK), ("failure demand", WEEK), ("promises kept", WEEK), ("spoiled cases", WEEK),
    ("overtime", WEEK), ("staff hours", WEEK),
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Comparison:
    """The results in the order they were given."""

    results: tuple[Result, ...]

    @property
    def sentence(self) -> str:
        """Which plan has the shortest waits, and whether that is sure: the two best on the same random numbers."""
        first, second = sorted(self.results, key=lambda r: r.told.mean.decided)[:2]
        one, other = first.told.mean, second.told.mean
        less, interval = self._between(first, second)
        waits = f"{w.value(one.decided, 'h')} against {w.value(other.decided, 'h')} with {self.label(second)}"
        today = f"today it is {w.value(one.baseline, 'h')}"
        if interval[1] < 0:
            return f"{_capital(self.label(first))} has the shortest mean wait of a case: {waits}; {today}."
        text = w.change(less, interval, "h", other.decided)
        return (
            f"Which plan has the shortest mean wait of a case cannot be told: {self.label(first)} has {waits}"
            f" ({text[0]}, {text[1]}); {today}."
        )

    def label(self, result: Result) -> str:
        """A plan's name where it has one of its own, else its number."""
        if result.name != say.decided(result.decisions):
            return result.name
        return f"plan {self.results.index(result) + 1}"

    def _between(self, first: Result, second: Result) -> tuple[float, tuple[float, float]]:
        """The first plan's mean wait of a case less the second's: both ran on the same numbers."""
        batches = min(r.runs for r in (first, second)) // first.lab.plan.replications
        pair = Pair(second.decided, first.decided, *(r.lab.tallies(r.decided, batches) for r in (second, first)))
        found = sides(pair, first.frame, EDGES)
        keys = enumerate(zip(*found.rows.values(), strict=True))
        row = next(i for i, key in keys if key[0] == "case waiting" and key[3] == ALL)
        less, half = float(found.change[0, row]), float(monte_carlo(found.change[:, [row]])[0])
        return less, (less - half, less + half)

    def rows(self) -> list[tuple[Ripple, ...]]:
        """A row for each measure, a ripple for each plan."""
        found = []
        for measure, when in ROWS:
            every = [self._whole(result, measure, when) for result in self.results]
            if all(every):
                found.append(tuple(rows[0] for rows in every))
        return [row for row in found if any(r.baseline or r.decided for r in row)]

    @staticmethod
    def _whole(result: Result, measure: str, when: str) -> list[Ripple]:
        return [r for r in result.ripples.rows(measure, where=ALL, when=when) if r.unit != "per week"]

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
        plans = [wrapped(f"{_capital(self.label(r))}: {say.decided(r.decisions)}.") for r in self.results]
        found = [(self.label(r), listing(r.warnings)) for r in self.results if r.warnings]
        warned = [wrapped(f"{_capital(name)} lies outside the record: {why}.") for name, why in found]
        return "\n\n".join([wrapped(self.sentence), "\n".join(plans), self.table(), *warned])

    def __repr__(self) -> str:
        return str(self)

    def table(self) -> str:
        """Today, and each plan with the interval of its change below."""
        width = max(14, min(20, (80 - 32) // len(self.results) - 2))
        lines = [_line("", "today", [_fit(self.label(r), width) for r in self.results], width)]
        for row in self.rows():
            name = row[0].measure + (", peak" if row[0].when == PEAK else "")
            lines.append(_line(name, level(row[0], row[0].baseline), [level(r, r.decided) for r in row], width))
            lines.append(_line("", "", [say.changed(r)[1] for r in row], width))
        return "\n".join(lines)


def level(row: Ripple, value: float) -> str:
    """A level as it stands in a narrow column: what is "per week" is so in every column."""
    if row.unit == "h per week":
        return f"{w.digits(value)} h"
    return w.value(value, row.unit)


def _line(name: str, today: str, cells: Sequence[str], width: int) -> str:
    return "  ".join([name.ljust(18), today.rjust(9), *(cell.rjust(width) for cell in cells)]).rstrip()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fit(name: str, width: int) -> str:
    return name if len(name) <= width else name[: width - 1] + "…"
