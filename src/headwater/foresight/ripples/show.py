"""A result as text of 80 columns, as JSON, and as a short HTML table."""

from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any

from headwater.foresight.decisions import when
from headwater.foresight.ripples import say
from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.telling import shown
from headwater.shared.plain import clean
from headwater.shared.words import listing, wrapped

if TYPE_CHECKING:
    from headwater.foresight.ripples.result import Result

WIDTH = 80
DAYS = {day: day[:3] for day in when.DAYS}
FEW = 4
"""So many numbers that are not measured are named."""
JSON_WHENS = 9
"""The week, the peak and the days; single hours are in `to_arrow`."""


def text(result: "Result") -> str:
    """The sentence, the table, the path, the break-even, and what to be careful about."""
    rows = shown(result.ripples)
    blocks = [wrapped(result.sentence), table(rows), *map(wrapped, remarks(result))]
    if any(row.outside for row in rows):
        blocks.insert(2, wrapped("* beyond what the record has ever seen: there it rests on the model alone."))
    return "\n\n".join(blocks)


def remarks(result: "Result") -> list[str]:
    """What stands below the table: the path, the break-even, what promises need, costs, warnings."""
    lines = [say.path_sentence(result.path())] if result.moves else []
    lines += [line.sentence for line in result.break_even]
    lines += [*result.needs]
    if result.cost is not None:
        low, high = (w.signed(end) for end in result.cost)
        lines.append(f"Paid time costs {low} to {high} a week.")
    lines += [f"Outside the record: {warning}." for warning in result.warnings]
    lines += [assumed(result)] if assumed(result) else []
    return [*lines, *result.notes]


def assumed(result: "Result") -> str:
    """The numbers that nobody measured here."""
    found = [part for part in result.parts if part.tag != "measured"]
    if not found:
        return ""
    if len(found) > FEW:
        return f"{len(found):,} of the {len(result.parts):,} numbers it rests on are assumed or from the literature."
    return f"Not measured in this record: {listing([f'{p.name}, {p.said} ({p.tag})' for p in found], FEW)}."


def table(rows: list[Ripple]) -> str:
    """Measure, place and time, before to after, change and interval (in the same unit, of shares in points)."""
    cells = [("", "where", "now → then", "change", "90 %")]
    cells += [_cells(row) for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(5)]
    widths[1] = min(widths[1], max(8, WIDTH - 8 - sum(widths) + widths[1]))
    return "\n".join(_line(line, widths) for line in cells)


def _cells(row: Ripple) -> tuple[str, str, str, str, str]:
    text, interval = say.changed(row)
    levels = w.pair(row.baseline, row.decided, row.unit).replace(" to ", " → ").replace(" per week", "/week")
    return row.measure, place(row), levels, text.partition(" ")[0] + (" *" if row.outside else ""), interval


def place(row: Ripple) -> str:
    """ "billing, Sat"."""
    return row.where if row.when == "week" else f"{row.where}, {DAYS.get(row.when, row.when)}"


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    left = [_cut(cell, width).ljust(width) for cell, width in zip(cells[:2], widths[:2], strict=True)]
    right = [cell.rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=True)]
    return "  ".join([*left, *right]).rstrip()


def _cut(text: str, width: int) -> str:
    """The name is cut, what comes after its comma (a day) stays."""
    if len(text) <= width:
        return text
    name, comma, day = text.rpartition(", ")
    tail = comma + day if comma and len(day) < width // 2 else ""
    return f"{(name if tail else text)[: max(1, width - 1 - len(tail))]}…{tail}"


def to_dict(result: "Result") -> dict[str, Any]:
    """Everything but the single hours."""
    path = result.path() if result.moves else None
    found: dict[str, Any] = clean(
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
            "notes": list(result.notes),
            "ripples": [ripple_dict(r) for r in coarse(result)],
            "path": None if path is None else path_dict(path),
            "break_even": [asdict(line) for line in result.break_even],
            "needs": list(result.needs),
            "cost_per_week": result.cost,
            "peaks": {name: result.frame.peak_hours(name) for name in ["", *result.frame.peaks]},
            "parts": [asdict(part) for part in result.parts],
        }
    )
    return found


def coarse(result: "Result") -> list[Ripple]:
    """The ripples of the week, the peak and the days."""
    whens = set(result.frame.whens[:JSON_WHENS])
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
        | {"sentence": say.path_sentence(path)}
    )


def html(result: "Result") -> str:
    """What a notebook shows."""
    rows = "".join(
        f"<tr><td>{escape(m)}</td><td>{escape(p)}</td><td>{escape(b)}</td><td>{escape(c)}</td><td>{escape(i)}</td></tr>"
        for m, p, b, c, i in map(_cells, shown(result.ripples))
    )
    head = "".join(f"<th>{name}</th>" for name in ("", "where", "now → then", "change", "90 %"))
    body = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<p><b>{escape(result.sentence)}</b></p>{result.plot()}{body}"
