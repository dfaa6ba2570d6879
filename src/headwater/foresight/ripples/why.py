"""Why one ripple happens, as a value that can be read: its mechanisms and the part of each."""

from dataclasses import dataclass
from html import escape

from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.columns import LEVEL, WIDTH, html_table, in_line
from headwater.foresight.ripples.table import Ripple
from headwater.shared.said import phrase, say, spoken, words
from headwater.shared.words import listing, upper_first, wrapped


@dataclass(frozen=True)
class Link:
    """One mechanism's part of a change, in the unit of the ripple, with its interval (Monte Carlo)."""

    name: str
    part: float
    interval: tuple[float, float]


@dataclass(frozen=True, repr=False)
class Path:
    """Why one ripple happens; the parts and `together` add up to the change."""

    ripple: Ripple
    change: float
    links: tuple[Link, ...]
    together: float
    """what two or more of them do only together"""

    def __str__(self) -> str:
        return text(self)

    def __repr__(self) -> str:
        return text(self)

    def _repr_html_(self) -> str:
        return html(self)


def path_sentence(path: Path) -> str:
    """ "Of +14 min at billing on Saturday, +9 min come from queueing at billing, +4 min from further contacts"."""
    where, scale = w.where(path.ripple), w.scale(path.ripple)
    if not path.links:
        return upper_first(say("{where} nothing moves that could be told apart.", where=where))
    first, *others = [link for link in path.links if scale.signed(link.part) != "0"] or path.links[:1]
    parts = [say("{part} come from {link}", part=scale.part(first.part), link=first.name)]
    parts += [say("{part} from {link}", part=scale.part(link.part), link=link.name) for link in others]
    if abs(path.together) > 0.05 * abs(path.change):
        parts.append(say("{part} from these together", part=scale.part(path.together)))
    whole = w.changed(path.ripple)[0]
    return say("Of {whole} {where}, {parts}.", whole=whole, where=where, parts=listing(parts, len(parts)))


def text(path: Path) -> str:
    """The sentence, then each part with its interval."""
    cells = _parts(path)
    widths = [max(len(line[i]) for line in cells) for i in range(3)]
    widths[0] = min(widths[0], WIDTH - 4 - sum(widths[1:]))
    lines = [in_line((name, "", *rest), [widths[0], 0, *widths[1:]]) for name, *rest in cells]
    return "\n\n".join([wrapped(path_sentence(path)), *(["\n".join(lines)] if path.links else [])])


def html(path: Path) -> str:
    """What a notebook shows."""
    head, *rows = _parts(path)
    table = html_table(head, rows) if rows else ""
    return f"<p>{escape(spoken(path_sentence(path)))}</p>{table}"


def _parts(path: Path) -> list[tuple[str, ...]]:
    """The mechanisms with their parts and intervals, below their heads."""
    scale = w.scale(path.ripple)
    lines = [(link.name, scale.part(link.part), scale.ends(link.interval)) for link in path.links]
    return [("", words(phrase("part")), LEVEL), *(tuple(map(spoken, line)) for line in lines)]
