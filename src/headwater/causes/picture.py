"""A small picture of estimates with their intervals, drawn as SVG with nothing but text and lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from headwater.shared.words import estimate, span

ROW, LEFT, WIDE, RIGHT = 34, 300, 320, 130


@dataclass(frozen=True)
class Picture:
    """An SVG document; a notebook shows it, `save` writes it."""

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file."""
        target = Path(path)
        target.write_text(self.svg, encoding="utf-8")
        return target


def interval_picture(rows: Sequence[tuple[str, float, tuple[float, float]]]) -> Picture:
    """One row per (name, estimate, interval), on one scale that holds zero."""
    low = min([0.0, *(interval[0] for _, _, interval in rows)])
    high = max([1.0, *(interval[1] for _, _, interval in rows)])

    def x(value: float) -> float:
        return LEFT + WIDE * (value - low) / (high - low)

    height = ROW * len(rows) + 16
    zero = f'<line x1="{x(0):.1f}" x2="{x(0):.1f}" y1="4" y2="{height - 4}" stroke="currentColor" opacity=".3"/>'
    drawn = "".join(
        _row(8 + ROW * i + ROW / 2, row, x(row[1]), x(row[2][0]), x(row[2][1])) for i, row in enumerate(rows)
    )
    return Picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDE + RIGHT} {height}" '
        f'width="{LEFT + WIDE + RIGHT}" height="{height}" role="img" font-family="system-ui, sans-serif" '
        f'font-size="13" fill="currentColor"><title>Spoiled cases by link, with intervals</title>{zero}{drawn}</svg>'
    )


def _row(y: float, row: tuple[str, float, tuple[float, float]], at: float, start: float, end: float) -> str:
    name, value, interval = row
    short = name if len(name) <= 44 else name[:43] + "…"
    return (
        f'<g><title>{escape(name)}</title><text x="{LEFT - 14}" y="{y + 4}" text-anchor="end">{escape(short)}</text>'
        f'<line x1="{start:.1f}" x2="{end:.1f}" y1="{y}" y2="{y}" stroke="#a8431f" stroke-width="2" opacity=".6"/>'
        f'<circle cx="{at:.1f}" cy="{y}" r="5" fill="#a8431f"/><text x="{LEFT + WIDE + 14}" y="{y + 4}">'
        f'{estimate(value, interval)} <tspan opacity=".65">{span(interval)}</tspan></text></g>'
    )
