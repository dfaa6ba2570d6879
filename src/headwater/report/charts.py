"""The data of the report's charts; ECharts draws them in the page, the same numbers stand in a table beside."""

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from headwater.causes.domain import Evidence
from headwater.engine import literal
from headwater.moments.domain import Record
from headwater.shared.said import say, spoken
from headwater.shared.words import count, duration, joined, share

MOVING_RANGE = 2.66
"""natural process limits of an XmR chart: mean ± 2.66 × mean moving range (Shewhart; Wheeler 1993)"""
_EDGES = (60, 300, 900, 3_600, 4 * 3_600, 12 * 3_600, 86_400, 3 * 86_400, 7 * 86_400, 14 * 86_400, 30 * 86_400)
_NAMES = (
    say("1 min"), say("5 min"), say("15 min"), say("1 h"), say("4 h"), say("12 h"), say("1 day"), say("3 days"),
    say("1 week"), say("2 weeks"), say("30 days"),
)  # fmt: skip


@dataclass(frozen=True)
class Chart:
    """What a chart shows; `table` is its twin for a reader who cannot see it."""

    kind: str
    title: str
    said: str
    x: tuple[str, ...]
    y: tuple[float, ...]
    unit: str
    x_name: str
    y_name: str
    lines: tuple[tuple[str, float], ...] = ()
    head: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = field(default=(), repr=False)

    def option(self) -> dict[str, Any]:
        """What the page's script needs to draw it, in the language of the door."""
        names = ("kind", "title", "said", "y", "unit", "x_name", "y_name")
        drawn: dict[str, Any] = {name: spoken(getattr(self, name)) for name in names}
        return drawn | {"x": list(map(spoken, self.x)), "lines": [(spoken(name), y) for name, y in self.lines]}


def by_period(evidence: Evidence) -> Chart | None:
    """How often the link broke in each period, as an XmR chart. Too short a series draws nothing."""
    rows = [row for row in evidence.by_period if row[1] > 0]
    if len(rows) < 3:
        return None
    shares = [100 * broke / cases for _, cases, broke, _ in rows]
    mean, low, high = xmr(shares)
    outside = [row[0] for row, y in zip(rows, shares, strict=True) if not low <= y <= high]
    beyond = say("Outside the limits: {periods}.", periods=joined(", ", outside))
    said = say(
        "On average the link broke in {share} of a period's cases. {limits}",
        share=share(mean / 100), limits=beyond if outside else say("No period lies outside the limits."),
    )  # fmt: skip
    table = tuple(
        (name, count(cases), count(broke), share(broke / cases), count(bad)) for name, cases, broke, bad in rows
    )
    lines = ((say("mean"), mean), (say("upper limit"), high), (say("lower limit"), low))
    return Chart(
        "xmr", say("How often the link broke"), said, tuple(row[0] for row in rows),
        tuple(round(y, 3) for y in shares), "%", "", say("share of cases"), lines,
        (say("period"), say("cases"), say("broke"), say("share"), say("spoiled among these")), table,
    )  # fmt: skip


def xmr(values: list[float]) -> tuple[float, float, float]:
    """Mean and natural process limits of shares in per cent (kept within 0 and 100)."""
    mean = sum(values) / len(values)
    moves = [abs(b - a) for a, b in pairwise(values)]
    reach = MOVING_RANGE * sum(moves) / len(moves)
    return mean, max(0.0, mean - reach), min(100.0, mean + reach)


def waits_before(record: Record, step: str) -> Chart | None:
    """How long cases wait before a step."""
    code = f"(SELECT code FROM steps WHERE name = {literal(step)})"
    query = f"SELECT greatest(wait_s, 0) AS v FROM moments WHERE step = {code} AND wait_s IS NOT NULL"
    return _spread(record, query, say("How long cases wait before {step}", step=step), say("waits"))


def case_durations(record: Record) -> Chart | None:
    """How long cases take."""
    query = "SELECT epoch(ended_at - opened_at) AS v FROM cases"
    return _spread(record, query, say("How long cases take"), say("cases"))


def _spread(record: Record, query: str, title: str, what: str) -> Chart | None:
    edges = ", ".join(str(edge) for edge in _EDGES)
    bins = record.sql(
        f"SELECT len(list_filter([{edges}], lambda x: x <= v)) AS bin, count(*) AS n FROM ({query}) GROUP BY 1"
    ).to_pylist()
    if not bins:
        return None
    found = {row["bin"]: row["n"] for row in bins}
    ends = record.engine.row(f"SELECT median(v) AS p50, quantile_cont(v, 0.9) AS p90 FROM ({query})")
    counts = [found.get(i, 0) for i in range(len(_EDGES) + 1)]
    names = _bin_names()
    half, most = duration(ends["p50"]), duration(ends["p90"])
    said = say("Half take less than {half}, nine in ten less than {most}.", half=half, most=most)
    table = tuple((name, count(n)) for name, n in zip(names, counts, strict=True))
    marks = tuple((joined(" ", [name, duration(ends[name])]), _place(ends[name])) for name in ("p50", "p90"))
    return Chart(
        "spread", title, said, names, tuple(float(n) for n in counts), what,
        say("time, in steps that grow (log scale)"), what, marks, (say("time"), what), table,
    )  # fmt: skip


def _bin_names() -> tuple[str, ...]:
    middle = [say("to {time}", time=name) for name in _NAMES[1:]]
    return (say("under {time}", time=_NAMES[0]), *middle, say("over {time}", time=_NAMES[-1]))


def _place(seconds: float) -> float:
    """Where a value lies on the axis of bins: its bin, and how far into it on the log scale."""
    bin_ = sum(edge <= seconds for edge in _EDGES)
    low = _EDGES[bin_ - 1] if bin_ else _EDGES[0] / 5
    high = _EDGES[bin_] if bin_ < len(_EDGES) else _EDGES[-1] * 4
    into = math.log(max(seconds, low) / low) / math.log(high / low)
    return bin_ + min(1.0, into)
