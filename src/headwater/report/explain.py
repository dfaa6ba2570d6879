"""Finds one number of a written report by its name, as a person would type it."""

import csv
import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from headwater.report.figures import Figure
from headwater.shared.errors import InputError

FIRST = 10
NEAR = 0.55
"""below this likeness (0 to 1) a name is no match"""


@dataclass(frozen=True)
class Explained:
    """One number, the first rows behind it, and the names that came close."""

    figure: Figure
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    file: Path | None
    others: tuple[str, ...]


def explain(name: str, report: Path) -> Explained:
    """The number whose name is nearest to `name`; InputError where the folder or the name is not known."""
    figures = _figures(report)
    ranked = sorted(((_likeness(name, figure), -i) for i, figure in enumerate(figures)), reverse=True)
    best, place = ranked[0] if ranked else (0.0, 0)
    others = tuple(figures[-i].name for _, i in ranked[1:4])
    if best < NEAR:
        near = "; ".join(figures[-i].name for _, i in ranked[:3])
        raise InputError(f"No number in {report} is called “{name}”; the nearest are: {near}.")
    figure = figures[-place]
    file = report / "rows" / f"{figure.rows}.csv"
    columns, rows = _first_rows(file) if file.is_file() else ((), ())
    return Explained(figure, columns, rows, file if file.is_file() else None, others)


def _figures(report: Path) -> list[Figure]:
    saved = report / "figures.json"
    if not saved.is_file():
        raise InputError(f"There is no report in {report}: run headwater diagnose first, or name its folder with --in.")
    return [Figure(**found) for found in json.loads(saved.read_text(encoding="utf-8"))]


def _likeness(name: str, figure: Figure) -> float:
    """Share of the asked words that the figure's name holds; what is spelled nearly alike counts in part."""
    asked, held = _words(name), _words(figure.name)
    if not asked or not held:
        return 0.0
    found = sum(max(_alike(a, h) for h in held) for a in asked) / len(asked)
    return found - 0.01 * abs(len(held) - len(asked)) / max(len(held), len(asked))


def _alike(a: str, b: str) -> float:
    if a == b:
        return 1.0
    ratio = SequenceMatcher(None, a, b).ratio()
    return ratio if ratio >= 0.7 else 0.0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _first_rows(file: Path) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    with file.open(newline="", encoding="utf-8") as lines:
        reader = csv.reader(lines)
        head = tuple(next(reader, []))
        return head, tuple(tuple(row) for _, row in zip(range(FIRST), reader, strict=False))
