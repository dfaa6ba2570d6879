"""Several plans side by side: against the same today, on the same random numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from headwater.foresight.ripples import show
from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.compute import EDGES, Pair, monte_carlo, sides
from headwater.foresight.ripples.frame import PEAK, WEEK
from headwater.foresight.ripples.result import Result
from headwater.foresight.ripples.say import decided
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.values import ALL
from headwater.shared.said import phrase, say, spoken, words
from headwater.shared.words import joined, wrapped

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
        scale = w.scale(replace(one, baseline=other.decided, change=less, interval=interval))
        held = {
            "plan": self.label(first),
            "wait": scale.level(one.decided),
            "other": scale.level(other.decided),
            "second": self.label(second),
            "today": scale.level(one.baseline),
        }
        if interval[1] < 0:
            return say(
                "{plan:upper} has the shortest mean wait of a case: {wait} against {other} with {second}; today it is"
                " {today}.",
                **held,
            )
        return say(
            "Which plan has the shortest mean wait of a case cannot be told: {plan} has {wait} against {other} with"
            " {second} ({change}, {interval}); today it is {today}.",
            change=scale.change(other.decided, one.decided),
            interval=scale.ends(interval),
            **held,
        )

    def label(self, result: Result) -> str:
        """A plan's name where it has one of its own, else its number."""
        if result.name != decided(result.decisions):
            return result.name
        return say("plan {n}", n=self.results.index(result) + 1)

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
            "sentence": spoken(self.sentence),
            "plans": [show.to_dict(result) for result in self.results],
        }

    def to_arrow(self) -> pa.Table:
        """All ripples of all plans, with the plan as the first column."""
        tables = [r.to_arrow().add_column(0, "plan", pa.array([r.name] * len(r.ripples))) for r in self.results]
        return pa.concat_tables(tables)

    def __str__(self) -> str:
        named = [(self.label(r), r) for r in self.results]
        plans = [wrapped(say("{plan:upper}: {decided}.", plan=n, decided=decided(r.decisions))) for n, r in named]
        found = [(n, joined("; ", r.warnings)) for n, r in named if r.warnings]
        warned = [wrapped(say("{plan:upper} lies outside the record: {why}.", plan=n, why=why)) for n, why in found]
        doubts = [wrapped(doubt) for doubt in self.results[0].doubts]
        return "\n\n".join([*doubts, wrapped(self.sentence), "\n".join(plans), self.table(), *warned])

    def __repr__(self) -> str:
        return str(self)

    def table(self) -> str:
        """Today, and each plan with the interval of its change below."""
        width = max(14, min(20, (80 - 32) // len(self.results) - 2))
        lines = [_line("", words(phrase("today")), [_fit(self.label(r), width) for r in self.results], width)]
        for row in self.rows():
            scale, name = narrow(row), w.measure(row[0])
            name = say("{measure}, peak", measure=name) if row[0].when == PEAK else name
            lines.append(_line(name, scale.level(row[0].baseline), [scale.level(r.decided) for r in row], width))
            lines.append(_line("", "", [scale.ends(r.interval) for r in row], width))
        return "\n".join(lines)


def narrow(row: Sequence[Ripple]) -> w.Scale:
    """How a row is written in narrow columns: what is "per week" is so in every column."""
    found = w.scale(*row)
    return replace(found, unit=phrase("{n} h")) if row[0].unit == "h per week" else found


def _line(name: str, today: str, cells: Sequence[str], width: int) -> str:
    first = [spoken(name).ljust(18), spoken(today).rjust(9)]
    return "  ".join([*first, *(spoken(cell).rjust(width) for cell in cells)]).rstrip()


def _fit(name: str, width: int) -> str:
    name = spoken(name)
    return name if len(name) <= width else name[: width - 1] + "…"
