"""The weeks of a measure as a drawn XmR chart: before the start, its limits, and each week since."""

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from headwater.foresight.sheet.units import said
from headwater.foresight.sheet.watching import Row
from headwater.shared.said import phrase, say, spoken, words

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 660, 150, 8, 116, 14, 22


def week_chart(row: Row, before: Sequence[float]) -> Markup:
    """A line of weeks; those beyond the limits are larger and of another colour. Empty where there are no limits."""
    held, measure = row.limits, row.watched.place.measure
    if held is None:
        return Markup("")
    values = [*before, *row.since.value]
    most = max(*values, held.high) * 1.08 or 1.0
    step = (WIDE - LEFT - RIGHT) / max(len(values) - 1, 1)

    def x(i: float) -> float:
        return LEFT + step * i

    def y(value: float) -> float:
        return HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * value / most

    right = WIDE - RIGHT
    ends = [end for end in (held.high, held.low) if end > 0]
    parts = [_rule(y(held.mean), right, "mean", say("mean {value}", value=said(measure, held.mean)))]
    parts += [_rule(y(end), right, "limit", say("limit {value}", value=said(measure, end))) for end in ends]
    if row.watched.expected is not None and row.since.value:
        parts.append(_expected(x(len(before)), x(len(values) - 1), y(row.watched.expected)))
    parts.append(_start(x(len(before) - 0.5)))
    points = " ".join(f"{x(i):.1f},{y(v):.1f}" for i, v in enumerate(values))
    parts.append(f'<polyline class="weeks" points="{points}"/>')
    signals = [*("" for _ in before), *row.signals]
    parts += [
        _dot(x(i), y(v), bool(s), spoken(said(measure, v)))
        for i, (v, s) in enumerate(zip(values, signals, strict=True))
    ]
    return Markup(
        f'<svg class="xmr" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def _rule(y: float, right: float, what: str, text: str) -> str:
    label = f'<text class="{what}" x="{right + 8}" y="{y + 4:.1f}">{escape(spoken(text))}</text>'
    return f'<line class="{what}" x1="{LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>{label}'


def _expected(left: float, right: float, y: float) -> str:
    wide = max(right - left, 8.0)
    return f'<line class="expected" x1="{left:.1f}" x2="{left + wide:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'


def _start(x: float) -> str:
    rule = f'<line class="start" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HIGH - BOTTOM}"/>'
    return f'{rule}<text class="start" x="{x + 4:.1f}" y="{HIGH - 6}">{words(phrase("start"))}</text>'


def _dot(x: float, y: float, out: bool, text: str) -> str:
    size, name = (5, "out") if out else (3, "in")
    return f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="{size}"><title>{escape(text)}</title></circle>'
