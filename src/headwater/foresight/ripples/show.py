"""A result as text of 80 columns, as JSON, and as a short HTML table."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any

from headwater.foresight.decisions import when
from headwater.foresight.domain import TAGS, Part
from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.columns import LEVEL, WIDTH, html_table, in_line
from headwater.foresight.ripples.frame import PEAK, WEEK
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.telling import shown
from headwater.foresight.ripples.values import ALL
from headwater.foresight.ripples.why import path_sentence
from headwater.shared.plain import clean
from headwater.shared.said import all_spoken, phrase, say, spoken, words
from headwater.shared.words import count, listing, wrapped

if TYPE_CHECKING:
    from headwater.foresight.ripples.result import Result

HEADS = ("", phrase("where"), phrase("now → then"), phrase("change"))
FEW = 4
"""So many numbers that are not measured are named."""


def text(result: "Result") -> str:
    """The sentence, the table, the path, the break-even, and what to be careful about."""
    rows = shown(result.ripples)
    marks = [wrapped(mark) for mark in _marks(result, rows)]
    above = [wrapped(doubt) for doubt in result.doubts]
    body = table(rows, [result.doubtful(row) for row in rows])
    return "\n\n".join([*above, wrapped(result.sentence), body, *marks, *map(wrapped, remarks(result))])


def _marks(result: "Result", rows: list[Ripple]) -> Iterator[str]:
    """What the marks behind a change mean."""
    if any(row.outside for row in rows):
        yield say("* beyond what the record has ever seen: there it rests on the model alone.")
    if any(map(result.doubtful, rows)):
        yield say("? where the twin does not reproduce today's waiting.")


def remarks(result: "Result") -> list[str]:
    """What stands below the table: the path, the break-even, what promises need, costs, warnings."""
    lines = [path_sentence(result.path())] if result.moves else []
    lines += [line.sentence for line in result.break_even]
    lines += [*result.needs]
    lines += [cost(result)] if result.cost is not None else []
    lines += [say("Outside the record: {why}.", why=warning) for warning in result.warnings]
    lines += [assumed(result)] if assumed(result) else []
    return [*lines, *result.notes]


def cost(result: "Result") -> str:
    """What the change in paid time costs."""
    assert result.cost is not None  # asked before
    low, high = (w.signed(end) for end in result.cost)
    return say("Paid time costs {low} to {high} a week.", low=low, high=high)


def assumed(result: "Result") -> str:
    """The numbers that nobody measured here."""
    found = [part for part in result.parts if part.tag in ("literature", "assumed")]
    if not found:
        return ""
    if len(found) > FEW:
        n, all_ = count(len(found)), count(len(result.parts))
        return say("{n} of the {all} numbers it rests on are assumed or from the literature.", n=n, all=all_)
    named = [say("{name}, {said} ({tag})", name=p.name, said=p.said, tag=tag(p)) for p in found]
    return say("Not measured in this record: {numbers}.", numbers=listing(named, FEW))


def tag(part: Part) -> str:
    """Where a number comes from."""
    return say(TAGS[part.tag])


def table(rows: list[Ripple], doubtful: Sequence[bool] = ()) -> str:
    """Measure, place and time, before to after, change; below each the intervals, in the same unit (of shares in
    points)."""
    of = doubtful or [False] * len(rows)
    lines = (line for row, doubt in zip(rows, of, strict=True) for line in (_cells(row, doubt), _intervals(row)))
    cells = [tuple(map(words, HEADS)), *lines]
    widths = [max(len(line[i]) for line in cells) for i in range(len(HEADS))]
    widths[1] = min(widths[1], max(8, WIDTH - 6 - sum(widths) + widths[1]))
    return "\n".join(in_line(row, widths) for row in cells)


def _cells(row: Ripple, doubt: bool = False) -> tuple[str, ...]:
    scale = w.scale(row)
    moved = scale.moved(row.baseline, row.decided)
    moved = say("{moved} *", moved=moved) if row.outside else moved
    moved = say("{moved} ?", moved=moved) if doubt else moved
    return tuple(map(spoken, (w.measure(row), place(row), scale.arrow(row.baseline, row.decided), moved)))


def _intervals(row: Ripple) -> tuple[str, ...]:
    scale = w.scale(row)
    ends = say("{now} → {then}", now=scale.span(row.baseline_interval), then=scale.span(row.decided_interval))
    return tuple(map(spoken, (f"  {LEVEL}", "", ends, scale.ends(row.interval))))


def place(row: Ripple) -> str:
    """ "billing, Sat"."""
    where = say("all") if row.where == ALL else row.where
    if row.when == WEEK:
        return where
    short = when.SHORT[when.DAYS.index(row.when)] if row.when in when.DAYS else ""
    time = say(short) if short else say("peak") if row.when == PEAK else row.when
    return say("{where}, {when}", where=where, when=time)


def to_dict(result: "Result") -> dict[str, Any]:
    """Everything but the single hours."""
    path = result.path() if result.moves else None
    found = all_spoken(
        {
            "schema": "headwater-decision/1",
            "name": result.name,
            "sentence": result.sentence,
            "decisions": [d.to_dict() | {"sentence": d.sentence} for d in result.decisions],
            "level": result.level,
            "replications": result.runs,
            "seed": result.lab.plan.seed,
            "from": result.lab.plan.start + result.lab.plan.warm_up,
            "hours": result.lab.plan.length,
            "warnings": list(result.warnings),
            "doubts": result.doubts,
            "notes": list(result.notes),
            "ripples": [ripple_dict(r) | {"doubtful": result.doubtful(r)} for r in coarse(result)],
            "path": None if path is None else path_dict(path),
            "break_even": [asdict(line) for line in result.break_even],
            "needs": list(result.needs),
            "cost_per_week": result.cost,
            "peaks": {name: result.frame.peak_hours(name) for name in ["", *result.frame.peaks]},
            "parts": [asdict(part) for part in result.parts],
        }
    )
    plain: dict[str, Any] = clean(found)
    return plain


def coarse(result: "Result") -> list[Ripple]:
    """The ripples of the week, the peak, the days and the hours that the decision names; single hours are in
    `to_arrow`."""
    whens = result.frame.coarse
    return [result.ripples[i] for i, when in enumerate(result.ripples.names["when"]) if when in whens]


def ripple_dict(ripple: Ripple) -> dict[str, Any]:
    """One ripple as plain values."""
    return asdict(ripple)


def path_dict(path: Any) -> dict[str, Any]:
    """A path as plain values, with its sentence."""
    found = asdict(path)
    ripple = found.pop("ripple")
    return (
        {name: ripple[name] for name in ("measure", "unit", "where", "when")}
        | found
        | {"sentence": path_sentence(path)}
    )


def html(result: "Result") -> str:
    """What a notebook shows."""
    doubts = "".join(f"<p>{escape(spoken(doubt))}</p>" for doubt in result.doubts)
    rows = [
        (*_cells(row, result.doubtful(row)), spoken(w.scale(row).ends(row.interval))) for row in shown(result.ripples)
    ]
    table = html_table([*map(words, HEADS), LEVEL], rows)
    return f"{doubts}<p><b>{escape(spoken(result.sentence))}</b></p>{result.plot()}{table}"
