"""The river as SVG: every step a link with text, nothing that a strict Content-Security-Policy forbids.

`STYLE` goes into the page's style sheet, or into the file itself when the picture stands alone.
"""

from collections.abc import Callable
from html import escape

from headwater.chain.river.model import BOX, LINE, Box, Path, River
from headwater.shared.said import amount, phrase, say, spoken
from headwater.shared.words import count, joined

LETTER = 7.4
"""About the width of a letter of the words at a mark."""

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
.hw-river .label{font-size:11.5px;fill:var(--soft);paint-order:stroke;stroke:var(--paper);stroke-width:4px}
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
        f'<title id="{ids}-title">{_text(title)}</title><desc id="{ids}-desc">{_text(describe(river))}</desc>',
        f"<style>{STYLE}</style>" if standalone else "",
        _lanes(river),
        *(_path(path) for path in river.paths),
        _joins(river),
        *(_box(box, link(box.step.name)) for box in river.boxes),
        _marks(river),
        _foot(river) if foot else "",
        "</svg>",
    ]
    return "".join(parts)


def describe(river: River) -> str:
    """The picture in words, for a reader who cannot see it; the table beside it has every number."""
    lanes = {lane: [b.step.name for b in river.boxes if b.step.stage == lane] for lane in river.lanes}
    seen, behind = (
        joined(", ", lanes[lane]) if lanes[lane] else say("nothing") for lane in ("frontstage", "backstage")
    )
    words = [say("The chain from left to right. Seen by the customer: {steps}.", steps=seen)]
    words.append(say("Behind the line of visibility: {steps}.", steps=behind))
    harm = phrase("Harm starts at {start} and shows at {shows}.")
    words += [say(harm, start=mark.starts_at, shows=mark.shows_at) for mark in river.marks]
    return joined(" ", words)


def left_out(river: River) -> str:
    """What the picture does not draw, in one sentence."""
    folded = river.folded
    left = {"edges": count(folded.edges), "below": amount(f"{folded.below:.1%}")}
    left["share"] = amount(f"{folded.share:.1%}")
    if not folded.steps:
        return say(
            "Others, not drawn: {edges} edges in less than {below} of the cases, {share} of all passages from step to "
            "step.",
            **left,
        )
    return say(
        "Others, not drawn: {edges} edges and {steps} steps in less than {below} of the cases, {share} of all passages "
        "from step to step.",
        steps=len(folded.steps),
        **left,
    )


def _text(said: str) -> str:
    """What it says in the reader's language, as it stands in SVG."""
    return escape(spoken(said), quote=True)


def slug(name: str) -> str:
    """A fragment identifier for a step: letters and digits kept, everything else by its code."""
    return "step-" + "".join(c if c.isalnum() and c.isascii() else f"-{ord(c):x}-" for c in name)


def _lanes(river: River) -> str:
    right = _n(river.width - 8)
    return (
        f'<line x1="8" x2="{right}" y1="0" y2="0" class="visible"/>'
        f'<text x="{right}" y="-6" class="label end">{_text(say("seen by the customer"))}</text>'
        f'<text x="{right}" y="15" class="label end">{_text(say("behind the line of visibility"))}</text>'
    )


def _path(path: Path) -> str:
    start, rest = path.points[0], path.points[1:]
    curve = f"M{_p(start)}" + "".join(
        f"C{_p(rest[i])} {_p(rest[i + 1])} {_p(rest[i + 2])}" for i in range(0, len(rest), 3)
    )
    harm = path.flow.harm
    kind = ("flow harmed" if harm > 0 else "flow") + (" back" if path.kind == "back" else "")
    opacity = 0.45 + 0.5 * min(harm, 1.0) if harm > 0 else 0.3 if path.width > 2.5 else 0.5
    flow = path.flow
    told = say(
        "{source} → {target}: {times} times in {cases} cases",
        source=flow.source, target=flow.target, times=count(flow.count), cases=count(flow.cases),
    )  # fmt: skip
    return (
        f'<path d="{curve}" class="{kind}" stroke-width="{_n(path.width)}" stroke-opacity="{_n(opacity)}">'
        f"<title>{_text(told)}</title></path>"
    )


def _box(box: Box, href: str) -> str:
    x, y = box.x - BOX / 2, box.y - box.height / 2
    harmed = " harmed" if box.step.harm > 0 else ""
    told = _text(say("{step}: {n} cases", step=box.step.name, n=count(box.step.cases)))
    names = "".join(
        f'<tspan x="{_n(box.x)}" y="{_n(y + 18 + LINE * i)}">{escape(line)}</tspan>' for i, line in enumerate(box.lines)
    )
    return (
        f'<a href="{escape(href, quote=True)}" aria-label="{told}"><title>{told}</title>'
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(BOX)}" height="{_n(box.height)}" rx="4" class="step{harmed}"/>'
        f'<text class="name">{names}</text>'
        f'<text x="{_n(box.x)}" y="{_n(y + box.height - 7)}" class="count">{_text(count(box.step.cases))}</text></a>'
    )


def _joins(river: River) -> str:
    """The dotted joins, drawn before the boxes so that they cross no name."""
    found = []
    for i, mark in enumerate(river.marks):
        a, b = river.box(mark.starts_at), river.box(mark.shows_at)
        if a is None or b is None or a is b:
            continue
        (ax, ay), (bx, by) = _corner(a, -1), _corner(b, 1)
        lift = 40 + 10 * i
        curve = f"M{_n(ax)},{_n(ay)} C{_n(ax + 30)},{_n(ay - lift)} {_n(bx - 30)},{_n(by - lift)} {_n(bx)},{_n(by)}"
        found.append(f'<path d="{curve}" class="join"/>')
    return "".join(found)


def _marks(river: River) -> str:
    found = []
    for mark in river.marks:
        for name, kind, side, words, told in (
            (mark.starts_at, "starts", -1, mark.starts, phrase("starts at {step}")),
            (mark.shows_at, "shows", 1, mark.shows, phrase("shows at {step}")),
        ):
            box = river.box(name)
            if box is not None:
                x, y = _corner(box, side)
                title = f"<title>{_text(say(told, step=name))}</title>"
                found.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="6" class="{kind}">{title}</circle>')
                found.append(_call(river, box, spoken(words)))
    return "".join(found)


def _corner(box: Box, side: int) -> tuple[float, float]:
    return box.x + side * (BOX / 2 - 12), box.y - box.height / 2


def _call(river: River, box: Box, words: str) -> str:
    """Words at a mark, where they cover the fewest boxes: above or below, to the left or to the right."""
    if not words:
        return ""
    width = LETTER * len(words)
    above, below = box.y - box.height / 2 - 11, box.y + box.height / 2 + 17
    places = [(x, y) for y in (above, below) for x in (box.x - BOX / 2, box.x + BOX / 2 - width)]
    inside = [(min(max(x, 4.0), river.width - width - 4), y) for x, y in places]
    x, y = min(inside, key=lambda place: _covered(river, place[0], place[1], width))
    return f'<text x="{_n(x)}" y="{_n(y)}" class="call">{escape(words)}</text>'


def _covered(river: River, x: float, y: float, width: float) -> float:
    """How much of the boxes a line of words would cover."""
    covered = 0.0
    for box in river.boxes:
        wide = min(x + width, box.x + BOX / 2) - max(x, box.x - BOX / 2)
        high = min(y + 3, box.y + box.height / 2) - max(y - 11, box.y - box.height / 2)
        covered += max(wide, 0.0) * max(high, 0.0)
    return covered


def _foot(river: River) -> str:
    return f'<text x="8" y="{_n(river.bottom + 12)}" class="label">{_text(left_out(river))}</text>'


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _p(point: tuple[float, float]) -> str:
    return f"{_n(point[0])},{_n(point[1])}"
