"""The river of this report: the chain's picture with the harm and the marks of the findings on it."""

from markupsafe import Markup

from headwater.causes.domain import Causes, Finding
from headwater.chain.draw import STYLE, left_out, slug, to_svg
from headwater.chain.result import Chain
from headwater.chain.river.build import Harm
from headwater.chain.river.model import Mark, River
from headwater.chain.show import sentence
from headwater.shared.said import say
from headwater.shared.words import joined

MARKED = 3
INTO = ("wait", "handoff", "order", "skip")
"""kinds of link that break on the way into a step; the others break inside it"""


def picture(answer: Causes, chain: Chain) -> tuple[Markup, str]:
    """The SVG (its style is in static/river.css) and the sentence under it."""
    river = chain.river(harm=harm(answer, chain), marks=marks(answer, chain))
    drawn = to_svg(river, title=sentence(chain), standalone=False, href=lambda name: f"chain.html#{slug(name)}")
    return Markup(drawn), _said(answer, river)


def style() -> str:
    """What the picture needs in a style sheet."""
    return STYLE


def harm(answer: Causes, chain: Chain) -> Harm:
    """Spoiled cases by step, and by move into a step where that is what breaks."""
    found: dict[str | tuple[str, str], float] = {}
    edges = [(e["from"], e["to"]) for e in chain.rows("edges")]
    for f in answer.findings:
        for place in _places(f, edges):
            found[place] = found.get(place, 0.0) + max(0.0, f.spoiled_cases)
    return found


def marks(answer: Causes, chain: Chain) -> list[Mark]:
    """Where the first causes start and show, by their rank; only steps can carry a mark."""
    steps = {row["step"] for row in chain.rows("steps")}
    return [_mark(rank, f, steps) for rank, f in _marked(answer, steps)]


def _marked(answer: Causes, steps: set[str]) -> list[tuple[int, Finding]]:
    ranked = enumerate(answer.findings, 1)
    return [(rank, f) for rank, f in ranked if (f.ref.step or f.starts_at) in steps][:MARKED]


def _mark(number: int, f: Finding, steps: set[str]) -> Mark:
    start = f.ref.step or f.starts_at
    shows = f.shows_at if f.shows_at in steps else start
    if shows == start:
        return Mark(start, shows, say("{n} starts and shows here", n=number))
    return Mark(start, shows, say("{n} starts here", n=number), say("{n} shows here", n=number))


def _places(f: Finding, edges: list[tuple[str, str]]) -> list[str | tuple[str, str]]:
    step = f.ref.step or f.starts_at
    if f.ref.kind in INTO:
        return [step, *(edge for edge in edges if edge[1] == step)]
    return [step]


def _said(answer: Causes, river: River) -> str:
    hidden = left_out(river) if river.folded.edges or river.folded.steps else ""
    drawn = {box.step.name for box in river.boxes}
    names = joined("; ", [say("{rank}: {link}", rank=rank, link=f.link) for rank, f in _marked(answer, drawn)])
    if not names:
        return hidden
    marked = say("Open circle: a cause starts here; filled: it shows here.") if river.marks else ""
    width = say("{names}. Width: how many cases; colour: spoiled cases.", names=names)
    return joined(" ", [part for part in (marked, width, hidden) if part])
