"""How a text table is written: its delimiter, its header, where its data begin."""

import csv
from collections import Counter
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|", "^", "\x1f")


@dataclass(frozen=True)
class Dialect:
    """`skipped` lines stand before the header; `names` are the header's fields; data begin at line `first`."""

    delimiter: str
    escape: str | None
    names: tuple[str, ...]
    skipped: int
    first: int
    header_bytes: int

    @property
    def width(self) -> int:
        """How many fields a row has."""
        return len(self.names)


def recognise(sample: str, delimiter: str | None = None) -> Dialect:
    """From the first lines: the delimiter that cuts most of them into the same number of fields."""
    lines = sample.splitlines(keepends=True)
    named, skip = _excel_hint(lines)
    escape = "\\" if '\\"' in sample and '\\""' not in sample else None
    chosen = delimiter or named or _best(lines[skip:], escape)
    skip += _preamble(lines[skip:], chosen, escape)
    return _dialect(lines, skip, chosen, escape)


def _excel_hint(lines: list[str]) -> tuple[str | None, int]:
    first = lines[0].strip().strip('"') if lines else ""
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    return None, 0


def _best(lines: list[str], escape: str | None) -> str:
    return max(DELIMITERS, key=lambda d: _score(_counts(lines, d, escape)))


def _score(counts: list[int]) -> tuple[float, int]:
    """Share of records of the most usual width (over one field), then that width."""
    width, times = Counter(c for c in counts if c).most_common(1)[0] if any(counts) else (1, 0)
    return (0.0, 0) if width < 2 else (round(times / len(counts), 2), width)


def _counts(lines: list[str], delimiter: str, escape: str | None) -> list[int]:
    return [len(r) for r in _rows(lines, delimiter, escape)]


def _rows(lines: list[str], delimiter: str, escape: str | None) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(iter(lines), delimiter=delimiter, escapechar=escape)
    try:
        rows.extend(row for row in reader if row)
    except csv.Error:
        return rows
    return rows[:-1] if len(rows) > 2 else rows


def _preamble(lines: list[str], delimiter: str, escape: str | None) -> int:
    """Title lines and blank lines that stand before the first record of the usual width."""
    counts = _counts(lines, delimiter, escape)
    if not counts:
        return 0
    width = Counter(counts).most_common(1)[0][0]
    for position, line in enumerate(lines):
        if len(next(csv.reader([line], delimiter=delimiter, escapechar=escape), [])) >= min(width, max(counts)):
            return position
        if line.count('"') % 2:
            return position
    return 0


def _dialect(lines: list[str], skip: int, delimiter: str, escape: str | None) -> Dialect:
    reader = csv.reader(iter(lines[skip:]), delimiter=delimiter, escapechar=escape)
    names = tuple(n.strip() for n in next(reader, []))
    used = skip + reader.line_num
    size = sum(len(line.encode("utf-8")) for line in lines[:used])
    return Dialect(delimiter, escape, names, skip, used + 1, size)
