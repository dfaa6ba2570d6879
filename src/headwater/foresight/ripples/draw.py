"""The picture of a decision: the mean wait at one queue, hour by hour through the week, as it is and as it becomes."""

from dataclasses import dataclass
from html import escape

import numpy as np

from headwater.foresight.decisions import when
from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.frame import Floats, Frame
from headwater.foresight.ripples.table import Ripple, Ripples
from headwater.shared.picture import Picture
from headwater.shared.said import phrase, say, spoken, words

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 860, 300, 56, 96, 30, 40
STYLE = (
    "<style>.ripple{font-family:system-ui,sans-serif;font-size:13px;fill:currentColor}"
    ".ripple .was{stroke:#57616b;fill:none;stroke-width:1.5}.ripple .will{stroke:#a8431f;fill:none;stroke-width:2}"
    ".ripple .span{fill:#a8431f;opacity:.16}.ripple .grid{stroke:#9a9a9a;opacity:.35}.ripple .day{opacity:.7}"
    ".ripple text.now{fill:#57616b}.ripple text.then{fill:#a8431f}"
    "@media (prefers-color-scheme: dark){.ripple .was{stroke:#a9afb6}.ripple text.now{fill:#a9afb6}"
    ".ripple .will{stroke:#e58a63}.ripple text.then{fill:#e58a63}.ripple .span{fill:#e58a63}}</style>"
)
"""Where the picture stands by itself; a page gives its own colours to the same classes."""


@dataclass(frozen=True)
class Week:
    """What is drawn: the hours in which anybody comes, in order, with the day each belongs to."""

    days: tuple[str, ...]
    day_of: tuple[int, ...]
    before: Floats
    after: Floats
    low: Floats
    high: Floats


def picture(ripples: Ripples, place: Ripple, frame: Frame, *, title: str, standalone: bool = True) -> Picture:
    """An SVG with a line for today and one, in its interval, for the decision."""
    held = _week(ripples, place, frame)
    size, unit = w.time_unit(float(np.nanmax([*held.before, *held.after, 1 / 3600])) / 2)
    most = 1.5 * float(np.nanmax([*held.after, 0.0]))  # of an hour after; there is none where nobody comes any more
    top = _nice(float(np.nanmax([*held.before, *held.after, *np.minimum(held.high, most), size / 60])) / size)
    draw = _Scale(len(held.day_of), top * size)
    body = [
        _grid(held, draw, top),
        _band(held, draw),
        _line(held, draw, held.before, "was"),
        _line(held, draw, held.after, "will"),
    ]
    name = say("all queues") if place.where == "all" else place.where
    named = say("mean wait at {queue} by hour of the week, in {unit}", queue=name, unit=say(unit))
    head = f'<text x="{LEFT}" y="16">{escape(spoken(named))}</text>'
    return Picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" role="img"'
        f' class="ripple"><title>{escape(spoken(title))}</title>{STYLE if standalone else ""}{head}{"".join(body)}'
        f"{_labels(held, draw)}</svg>"
    )


@dataclass(frozen=True)
class _Scale:
    hours: int
    top: float

    def x(self, hour: float) -> float:
        return LEFT + (WIDE - LEFT - RIGHT) * hour / max(1, self.hours)

    def y(self, wait: float) -> float:
        return HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * min(wait, self.top) / self.top


def _week(ripples: Ripples, place: Ripple, frame: Frame) -> Week:
    at = {row.when: row for row in ripples.rows("waiting", of="queue", where=place.where)}
    hours = frame.hours
    kept = [(int(frame.day_of[s]), at[h]) for s, h in enumerate(hours) if not np.isnan(at[h].decided + at[h].baseline)]
    columns = [[getattr(row, n) for _, row in kept] for n in ("baseline", "decided")]
    ends = [[row.decided_interval[i] for _, row in kept] for i in (0, 1)]
    arrays = [np.array(column, dtype=np.float64) for column in (*columns, *ends)]
    return Week(frame.days, tuple(day for day, _ in kept), *arrays)


def _nice(top: float) -> float:
    """The next round number above."""
    size = 10.0 ** np.floor(np.log10(max(top, 1e-9)))
    return float(next(step * size for step in (1, 1.5, 2, 3, 4, 5, 8, 10) if step * size >= top * 0.999))


def _grid(held: Week, draw: _Scale, top: float) -> str:
    lines = []
    for part in (0, 0.5, 1):
        y = draw.y(draw.top * part)
        lines.append(f'<line class="grid" x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        lines.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{spoken(w.digits(top * part))}</text>')
    starts = [i for i in range(len(held.day_of)) if i == 0 or held.day_of[i] != held.day_of[i - 1]]
    for i, start in enumerate(starts):
        end = starts[i + 1] if i + 1 < len(starts) else len(held.day_of)
        middle, name = draw.x((start + end) / 2), words(when.SHORT[held.day_of[start] % len(held.days)])
        lines.append(f'<text class="day" x="{middle:.1f}" y="{HIGH - 16}" text-anchor="middle">{name}</text>')
        lines.append(
            f'<line class="grid" x1="{draw.x(start):.1f}" x2="{draw.x(start):.1f}" y1="{TOP}" y2="{HIGH - BOTTOM}"/>'
        )
    return "".join(lines)


def _line(held: Week, draw: _Scale, values: Floats, name: str) -> str:
    """A line over each day by itself; the night between them is left out."""
    found: list[str] = []
    for i, value in enumerate(values):
        move = "M" if i == 0 or held.day_of[i] != held.day_of[i - 1] else "L"
        found.append(f"{move}{draw.x(i + 0.5):.1f} {draw.y(float(value)):.1f}")
    return f'<path class="{name}" d="{" ".join(found)}"/>'


def _band(held: Week, draw: _Scale) -> str:
    found = []
    for day in dict.fromkeys(held.day_of):
        hours = [i for i, d in enumerate(held.day_of) if d == day]
        up = [f"{draw.x(i + 0.5):.1f} {draw.y(float(held.high[i])):.1f}" for i in hours]
        down = [f"{draw.x(i + 0.5):.1f} {draw.y(float(held.low[i])):.1f}" for i in reversed(hours)]
        found.append(f'<path class="span" d="M{" L".join([*up, *down])}Z"/>')
    return "".join(found)


def _labels(held: Week, draw: _Scale) -> str:
    """The names stand at the ends of the lines, apart from each other."""
    if not held.day_of:
        return ""
    x = draw.x(len(held.day_of)) + 6
    now, then = draw.y(float(held.before[-1])), draw.y(float(held.after[-1]))
    if abs(now - then) < 16:
        now, then = (
            (max(now, then) + 9, min(now, then) - 7) if now >= then else (min(now, then) - 7, max(now, then) + 9)
        )
    return (
        f'<text class="now" x="{x:.1f}" y="{now + 4:.1f}">{words(phrase("today"))}</text>'
        f'<text class="then" x="{x:.1f}" y="{then + 4:.1f}">{words(phrase("decided"))}</text>'
    )
