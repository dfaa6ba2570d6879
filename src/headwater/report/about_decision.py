"""What the page of a decision says of each number: its definition, its rule, what it rests on, the hours behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa

from headwater.foresight.decisions import when
from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.frame import PEAK, WEEK
from headwater.foresight.ripples.result import Result
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.values import ALL
from headwater.report.figures import WHOLE, Figure
from headwater.report.rowsets import Rows, write_table
from headwater.shared.said import amount, phrase, say
from headwater.shared.words import count, joined, listing, slug

MOST = 12
SHOWN = 0.01
"""A place is listed where something moves by more than this share of itself."""
DEFINITIONS = {
    "waiting": phrase("The time from joining a queue to the start of work or to giving up, over all that joined."),
    "abandonment": phrase("Of those who joined a queue, the share that gave up before work began."),
    "silent abandonment": phrase("Of those who joined a queue, the share that gave up without a word."),
    "promises kept": phrase("Of those who joined a queue with a promise, the share that was served within it."),
    "contacts": phrase("Visits that joined a queue."),
    "occupancy": phrase("Of the time on duty, the share that is spent at work."),
    "overtime": phrase("Time worked beyond the end of a shift."),
    "staff hours": phrase("Time on duty and overtime: what is paid."),
    "case waiting": phrase("All waits of a case together."),
    "case time": phrase("From the first arrival of a case to its end."),
    "giving up": phrase("Of all contacts, the share that gave up."),
    "repeat contacts": phrase("Further contacts of cases that were over, for each first contact."),
    "failure demand": phrase(
        "Of all contacts, the share that came again: after giving up, or as the case was not settled."
    ),
    "spoiled cases": phrase("Cases expected to be spoiled, by the definition the twin was calibrated with."),
    "hand-offs": phrase("Changes from one queue to another within a case."),
    "cases": phrase("First contacts."),
    "step waiting": phrase("The wait before a step."),
    "work": phrase("The time at work of a step."),
    "visits": phrase("How often a step is done."),
}
NAMES = {
    "waiting": phrase("mean wait"),
    "waiting p50": phrase("half wait less than"),
    "waiting p90": phrase("one in ten waits longer than"),
    "waiting p99": phrase("one in a hundred waits longer than"),
    "case waiting": phrase("mean wait of a case"),
    "case waiting p50": phrase("half the cases wait less than"),
    "case waiting p90": phrase("one case in ten waits longer than"),
    "case waiting p99": phrase("one case in a hundred waits longer than"),
    "case time": phrase("mean time of a case"),
    "staff hours": phrase("paid time"),
    "occupancy": phrase("share of time at work"),
}
QUANTILES = {
    "50": phrase("50 of a hundred lie below this value."), "90": phrase("90 of a hundred lie below this value."),
    "99": phrase("99 of a hundred lie below this value."),
}  # fmt: skip
PEAK_MEANS = phrase("The peak are the tenth of the hours in which most come for each person on duty, today.")
SIDES = {"baseline": phrase("today"), "decided": phrase("with the decision"), "change": phrase("change")}
UNITS = {
    "h": phrase("{n} h"), "share": phrase("{n} as a share"), "per week": phrase("{n} per week"),
    "h per week": phrase("{n} h per week"), "per case": phrase("{n} per case"),
}  # fmt: skip
COUNTED_IN = {
    "h": phrase("in hours"), "share": phrase("as a share"), "per week": phrase("per week"),
    "h per week": phrase("in hours per week"), "per case": phrase("per case"),
}  # fmt: skip
RULE = say(
    "The twin is run with and without the decision on the same random numbers; the change is the difference, its"
    " interval adds chance in the runs, how sure the record is of its numbers, and structures that fit as well."
)


def key(row: Ripple, which: str = "change") -> str:
    """The name under which a ripple's number stands in the book."""
    return slug(f"{row.of} {row.measure} {row.unit} {row.where} {row.when} {which}")


def figures(result: Result, rows: list[Ripple]) -> Iterator[Figure]:
    """For each row what it is now, what it becomes, and the change."""
    for row in dict.fromkeys(rows):
        yield from _three(result, row)


def _three(result: Result, row: Ripple) -> Iterator[Figure]:
    scale, make = w.scale(row), partial(_figure, result, row)
    yield make("baseline", scale.level(row.baseline), scale.span(row.baseline_interval))
    yield make("decided", scale.level(row.decided), scale.span(row.decided_interval))
    yield make("change", *w.changed(row))


def _figure(result: Result, row: Ripple, which: str, text: str, interval: str) -> Figure:
    exact = amount(f"{getattr(row, which):.6g}")
    return Figure(
        key=key(row, which),
        name=say("{measure}, {where}: {side}", measure=name(row), where=w.where(row), side=say(SIDES[which])),
        text=text,
        interval=interval,
        definition=definition(row),
        rule=RULE,
        n=say(
            "{runs} pairs of runs, {twins} twins of resampled days, {structures} other structures",
            runs=count(result.runs),
            twins=count(len(result.twin.resampled)),
            structures=count(len(result.twin.alternatives)),
        ),
        left_out=_beyond(row),
        exact=say(UNITS[row.unit], n=exact),
        rows=rows_key(row),
    )


def name(row: Ripple) -> str:
    """A measure as it stands in a table."""
    return say(NAMES[row.measure]) if row.measure in NAMES else w.measure(row)


def definition(row: Ripple) -> str:
    """In one sentence; a quantile says what it is."""
    base, _, quantile = row.measure.partition(" p")
    texts = [say(DEFINITIONS[base])]
    texts += [say(QUANTILES[quantile])] if quantile else []
    texts += [say(PEAK_MEANS)] if row.when == PEAK else []
    return joined(" ", texts)


def _beyond(row: Ripple) -> str:
    if row.outside:
        return say("Beyond what the record has ever seen: here the answer rests on the model alone.")
    return WHOLE


def rows_key(row: Ripple) -> str:
    """All windows of a measure at a place are one set of rows."""
    return slug(f"{row.of} {row.measure} {row.unit} {row.where}")


def row_sets(result: Result, rows: list[Ripple], folder: Path) -> dict[str, Rows]:
    """Week, peak, days and hours of each measure and place that is shown."""
    held: dict[str, Rows] = {}
    for row in rows:
        if rows_key(row) not in held:
            found = [r for r in result.ripples.rows(row.measure, of=row.of, where=row.where) if r.unit == row.unit]
            known = [r for r in found if r.baseline == r.baseline and r.decided == r.decided]
            title = say(
                "{measure}, {place}, by hour of the week ({unit})",
                measure=name(row),
                place=w.place(row) or say("over all"),
                unit=say(COUNTED_IN[row.unit]),
            )
            held[rows_key(row)] = write_table(_table(known), folder, key=rows_key(row), title=title, total=len(known))
    return held


def _table(rows: list[Ripple]) -> pa.Table:
    numbers = {"today": "baseline", "decided": "decided", "change": "change"}
    columns: dict[str, list[object]] = {"when": [r.when for r in rows]}
    columns |= {head: [float(f"{getattr(r, field):.6g}") for r in rows] for head, field in numbers.items()}
    columns |= {side: [float(f"{r.interval[i]:.6g}") for r in rows] for i, side in enumerate(("low", "high"))}
    columns["outside"] = ["yes" if r.outside else "no" for r in rows]
    return pa.table(columns)


@dataclass(frozen=True)
class Grid:
    """Places with some measures each; `still` counts the places at which none of them surely moves."""

    places: tuple[tuple[str, tuple[Ripple, ...]], ...]
    still: int

    @property
    def rows(self) -> list[Ripple]:
        """All that is shown."""
        return [row for _, rows in self.places for row in rows]


def per_kind(result: Result) -> Grid:
    """For each kind of case what it waits, how often it gives up and is spoiled; nothing where there is one kind."""
    if len(result.decided.kinds) == 1:
        return Grid((), 0)
    return _grid(result, "kind", ("case waiting", "case waiting p90", "giving up", "spoiled cases"))


def per_queue(result: Result, at: str = WEEK) -> Grid:
    """For each queue its waits and how many give up."""
    return _grid(result, "queue", ("waiting", "waiting p50", "waiting p90", "waiting p99", "abandonment"), at)


def per_team(result: Result) -> Grid:
    """For each team how much of its time it is at work, its overtime and its paid time."""
    return _grid(result, "team", ("occupancy", "overtime", "staff hours"))


def _grid(result: Result, of: str, measures: tuple[str, ...], at: str = WEEK) -> Grid:
    """Measures that are nothing everywhere are left out; places that move most come first."""
    found = [
        [r for r in result.ripples.rows(m, of=of, when=at) if r.unit != "per week" and r.where != ALL] for m in measures
    ]
    kept = [rows for rows in found if any(_told(row) for row in rows)]
    places = {rows[0].where: rows for rows in zip(*kept, strict=True)} if kept else {}
    moved = [(place, rows) for place, rows in places.items() if any(_moves(row) for row in rows)]
    moved.sort(key=lambda held: -max(abs(r.change) / (abs(r.baseline) + 1e-9) for r in held[1][:1]))
    return Grid(tuple(moved[:MOST]), len(places) - len(moved[:MOST]))


def _told(row: Ripple) -> bool:
    return row.decided == row.decided and bool(row.baseline or row.decided)


def _moves(row: Ripple) -> bool:
    return _told(row) and row.sure and abs(row.change) > SHOWN * abs(row.baseline)


def sure(row: Ripple) -> list[tuple[str, float, str]]:
    """The three parts of what is not known of a change: name, half-width, as text."""
    scale = w.scale(row)
    parts = (
        (say("chance in the runs"), row.monte_carlo),
        (say("how sure the record is of its numbers"), row.parameters),
        (say("structures that fit as well"), row.structure),
    )
    return [
        (what, half, say(scale.of_change, n=say("± {half}", half=w.digits(half / scale.size)))) for what, half in parts
    ]


def peaks(result: Result) -> str:
    """The hours of the peak, as they are read."""
    hours = result.frame.peak_hours("" if result.place.where == ALL else result.place.where)
    return listing([when.named(hour) for hour in hours], 8)
