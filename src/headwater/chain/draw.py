"""The river as SVG: every step a link with text, nothing that a strict Content-Security-Policy forbids.

`STYLE` goes into the page's style sheet, or into the file itself when the picture stands alone.
"""

from collections.abc import Callable
from html import escape

from headwater.chain.river.model import BOX, LINE, Box, Path, River

STYLE = """
.hw-river{--ink:#1b1f23;--soft:#5b6570;--paper:#fbfaf7;--rule:#8b8577;--flow:#1f4e79;--harm:#a8431f;
 font-family:system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;
 background:var(--paper);width:100%;height:auto}
@media (prefers-color-scheme:dark){.hw-river{--ink:#e8e6e1;--soft:#a3a9b0;--paper:#15181b;--rule:#767d85;--flow:#7fb2e5;
 --harm:#e58a63}}
.hw-river .visible{stroke:var(--rule);stroke-dasharray:2 4}
.hw-river .flow{fill:none;stroke:var(--flow);stroke-linecap:butt}
.hw-river .flow.harmed{stroke:var(--harm)}
.hw-river .flow.back{stroke-dasharray:5 3}
.hw-river .join{fill:none;stroke:var(--harm);stroke-width:1.6;stroke-dasharray:.1 5;stroke-linecap:round}
.hw-river .step{fill:var(--paper);stroke:var(--ink)}
.hw-river .step.harmed{stroke:var(--harm);stroke-width:2}
.hw-river .name{font-size:12.5px;text-anchor:middle;fill:var(--ink)}
.hw-river .count{font-size:11px;text-anchor:middle;fill:var(--soft)}
.hw-river .label{font-size:11.5px;fill:var(--soft)}
.hw-river .end{text-anchor:end}.hw-river .middle{text-anchor:middle}
.hw-river .call{font-size:13px;fill:var(--harm);paint-order:stroke;stroke:var(--paper);stroke-width:4px}
.hw-river .starts{fill:var(--paper);stroke:var(--harm);stroke-width:2}
.hw-river .shows{fill:var(--harm);stroke:var(--paper)}
.hw-river a:focus-visible .step{stroke:var(--flow);stroke-width:3}
.hw-river a:focus,.hw-river a{outline:none;text-decoration:none}
@media print{.hw-river{--paper:#fff}}
"""


def to_svg(
    river: River,
    *,
    title: str,
    standalone: bool = True,
    href: Callable[[str], str] | None = None,
    ids: str = "river",
) -> str:
    """The picture as SVG text. `href` gives the address behind a step; `ids` keeps ids apart on one page."""
    link = href or (lambda name: "#" + slug(name))
    height = river.bottom - river.top
    foot = 22 if river.folded.edges or river.folded.steps else 0
    frame = f"0 {_n(river.top)} {_n(river.width)} {_n(height + foot)}"
    size = f'width="{_n(river.width)}" height="{_n(height + foot)}" ' if standalone else ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{frame}" {size}class="hw-river" role="group" '
        f'aria-labelledby="{ids}-title {ids}-desc">',
        f'<title id="{ids}-title">{escape(title)}</title><desc id="{ids}-desc">{escape(describe(river))}</desc>',
        f"<style>{STYLE}</style>" if standalone else "",
        _lanes(river),
        *(_path(path) for path in river.paths),
        *(_box(box, link(box.step.name)) for box in river.boxes),
        *(_mark(river, i) for i in range(len(river.marks))),
        _foot(river) if foot else "",
        "</svg>",
    ]
    return "".join(parts)


def describe(river: River) -> str:
    """The picture in words, for a reader who cannot see it; the table beside it has every number."""
    lanes = {lane: [b.step.name for b in river.boxes if b.step.stage == lane] for lane in river.lanes}
    words = [f"The chain from left to right. Seen by the customer: {', '.join(lanes['frontstage']) or 'nothing'}."]
    words.append(f"Behind the line of visibility: {', '.join(lanes['backstage']) or 'nothing'}.")
    words += [f"Harm starts at {mark.starts_at} and shows at {mark.shows_at}." for mark in river.marks]
    return " ".join(words)


def left_out(river: River) -> str:
    """What the picture does not draw, in one sentence."""
    folded = river.folded
    steps = f" and {len(folded.steps)} steps" if folded.steps else ""
    return (
        f"Others, not drawn: {folded.edges:,} edges{steps} in less than {folded.below:.2g} of the cases, "
        f"{folded.share:.1%} of all passages from step to step."
    ).replace(f"{folded.below:.2g} of", f"{folded.below:.1%} of")


def slug(name: str) -> str:
    """A fragment identifier for a step: letters and digits kept, everything else by its code."""
    return "step-" + "".join(c if c.isalnum() and c.isascii() else f"-{ord(c):x}-" for c in name)


def _lanes(river: River) -> str:
    right = _n(river.width - 8)
    return (
        f'<line x1="8" x2="{right}" y1="0" y2="0" class="visible"/>'
        f'<text x="{right}" y="-6" class="label end">seen by the customer</text>'
        f'<text x="{right}" y="15" class="label end">behind the line of visibility</text>'
    )


def _path(path: Path) -> str:
    start, rest = path.points[0], path.points[1:]
    curve = f"M{_p(start)}" + "".join(
        f"C{_p(rest[i])} {_p(rest[i + 1])} {_p(rest[i + 2])}" for i in range(0, len(rest), 3)
    )
    harm = path.flow.harm
    kind = ("flow harmed" if harm > 0 else "flow") + (" back" if path.kind == "back" else "")
    opacity = 0.45 + 0.5 * min(harm, 1.0) if harm > 0 else 0.3 if path.width > 2.5 else 0.5
    told = f"{path.flow.source} → {path.flow.target}: {path.flow.count:,} times in {path.flow.cases:,} cases"
    return (
        f'<path d="{curve}" class="{kind}" stroke-width="{_n(path.width)}" stroke-opacity="{_n(opacity)}">'
        f"<title>{escape(told)}</title></path>"
    )


def _box(box: Box, href: str) -> str:
    x, y = box.x - BOX / 2, box.y - box.height / 2
    harmed = " harmed" if box.step.harm > 0 else ""
    told = f"{box.step.name}: {box.step.cases:,} cases"
    names = "".join(
        f'<tspan x="{_n(box.x)}" y="{_n(y + 18 + LINE * i)}">{escape(line)}</tspan>' for i, line in enumerate(box.lines)
    )
    return (
        f'<a href="{escape(href, quote=True)}" aria-label="{escape(told, quote=True)}"><title>{escape(told)}</title>'
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(BOX)}" height="{_n(box.height)}" rx="4" class="step{harmed}"/>'
        f'<text class="name">{names}</text>'
        f'<text x="{_n(box.x)}" y="{_n(y + box.height - 7)}" class="count">{box.step.cases:,}</text></a>'
    )


def _mark(river: River, i: int) -> str:
    mark = river.marks[i]
    a, b = river.box(mark.starts_at), river.box(mark.shows_at)
    if a is None or b is None:
        return ""
    (ax, ay), (bx, by) = _corner(a, -1), _corner(b, 1)
    lift = 40 + 10 * i
    join = f"M{_n(ax)},{_n(ay)} C{_n(ax + 30)},{_n(ay - lift)} {_n(bx - 30)},{_n(by - lift)} {_n(bx)},{_n(by)}"
    line = "" if a is b else f'<path d="{join}" class="join"/>'
    circles = _circle(ax, ay, "starts", f"starts at {a.step.name}") + _circle(
        bx, by, "shows", f"shows at {b.step.name}"
    )
    return line + circles + _call(river, ax, ay, mark.starts) + _call(river, bx, by, mark.shows)


def _circle(x: float, y: float, kind: str, told: str) -> str:
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="6" class="{kind}"><title>{escape(told)}</title></circle>'


def _corner(box: Box, side: int) -> tuple[float, float]:
    return box.x + side * (BOX / 2 - 12), box.y - box.height / 2


def _call(river: River, x: float, y: float, words: str) -> str:
    if not words:
        return ""
    late = x > river.width / 2
    place = f'x="{_n(x - 10 if late else x + 10)}" y="{_n(y - 10)}"'
    return f'<text {place} class="call{" end" if late else ""}">{escape(words)}</text>'


def _foot(river: River) -> str:
    return f'<text x="8" y="{_n(river.bottom + 12)}" class="label">{escape(left_out(river))}</text>'


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _p(point: tuple[float, float]) -> str:
    return f"{_n(point[0])},{_n(point[1])}"
