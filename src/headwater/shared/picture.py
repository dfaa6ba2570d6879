"""What a result draws of itself: an SVG that a notebook shows and `save` writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROW, LEFT, WIDE, RIGHT = 34, 300, 320, 130


@dataclass(frozen=True, repr=False)
class Picture:
    """An SVG document; a notebook shows it, `save` writes it, `str` is its text."""

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file."""
        target = Path(path)
        target.write_text(self.svg, encoding="utf-8")
        return target

    def __str__(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Picture: {len(self.svg):,} characters of SVG; save(path) writes it>"


@dataclass(frozen=True)
class Dot:
    """One row of a picture of intervals: its name, where it stands, and both as they are written beside it."""

    name: str
    value: float
    interval: tuple[float, float]
    text: str
    interval_text: str


def interval_picture(rows: Sequence[Dot], *, title: str) -> Picture:
    """A dot and an interval per row, on one scale that holds zero and one."""
    low = min([0.0, *(row.interval[0] for row in rows)])
    high = max([1.0, *(row.interval[1] for row in rows)])

    def x(value: float) -> float:
        return LEFT + WIDE * (value - low) / (high - low)

    height = ROW * len(rows) + 16
    zero = f'<line x1="{x(0):.1f}" x2="{x(0):.1f}" y1="4" y2="{height - 4}" stroke="currentColor" opacity=".3"/>'
    drawn = "".join(_row(8 + ROW * i + ROW / 2, row, x(row.value), *map(x, row.interval)) for i, row in enumerate(rows))
    return Picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDE + RIGHT} {height}" '
        f'width="{LEFT + WIDE + RIGHT}" height="{height}" role="img" font-family="system-ui, sans-serif" '
        f'font-size="13" fill="currentColor"><title>{escape(title)}</title>{zero}{drawn}</svg>'
    )


def _row(y: float, row: Dot, at: float, start: float, end: float) -> str:
    short = row.name if len(row.name) <= 44 else row.name[:43] + "…"
    return (
        f"<g><title>{escape(row.name)}</title>"
        f'<text x="{LEFT - 14}" y="{y + 4}" text-anchor="end">{escape(short)}</text>'
        f'<line x1="{start:.1f}" x2="{end:.1f}" y1="{y}" y2="{y}" stroke="#a8431f" stroke-width="2" opacity=".6"/>'
        f'<circle cx="{at:.1f}" cy="{y}" r="5" fill="#a8431f"/><text x="{LEFT + WIDE + 14}" y="{y + 4}">'
        f'{escape(row.text)} <tspan opacity=".65">{escape(row.interval_text)}</tspan></text></g>'
    )
