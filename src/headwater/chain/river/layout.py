"""Where everything of the river stands: a pure function from steps and edges to places, in CSS pixels."""

import textwrap
from collections.abc import Sequence

from headwater.chain.river.columns import PITCH, columns
from headwater.chain.river.fold import fold
from headwater.chain.river.model import (
    BOX,
    LINE,
    MARGIN,
    WIDTH,
    Box,
    Flow,
    Mark,
    Path,
    River,
    Step,
)
from headwater.chain.river.routes import back, forward, loop
from headwater.chain.river.stack import Item, stack, tie
from headwater.shared.said import spoken

LETTERS = 13
"""Characters of a name that fit one line of a box."""

THIN, THICK = 1.2, 14.0


def lay_out(
    steps: Sequence[Step], flows: Sequence[Flow], *, cases: int, marks: Sequence[Mark] = (), hide_below: float = 0.01
) -> River:
    """The picture of a chain. Marked steps are drawn however rare they are."""
    named = {name for mark in marks for name in (mark.starts_at, mark.shows_at)}
    always = [s for s in steps if s.name in named]
    drawn, kept, folded = fold(steps, flows, cases, hide_below)
    drawn += [step for step in always if step not in drawn]
    column = columns(drawn, kept)
    items, passing = _items(drawn, kept, column)
    stack([*items.values(), *(p for way in passing.values() for p in way)])
    count = max(column.values(), default=0) + 1
    width = max(WIDTH, 2 * MARGIN + BOX + (count - 1) * PITCH)
    x = _middles(count, width)
    boxes = tuple(_box(step, items[step.name], x) for step in drawn)
    paths = _paths(kept, {box.step.name: box for box in boxes}, passing, x)
    top, bottom = _frame(boxes, paths)
    return River(boxes, paths, tuple(marks), folded, width, top, bottom)


def _middles(count: int, width: float) -> dict[int, float]:
    pitch = (width - 2 * MARGIN - BOX) / max(count - 1, 1)
    return {c: MARGIN + BOX / 2 + c * pitch if count > 1 else width / 2 for c in range(count)}


def wrap(name: str) -> tuple[str, ...]:
    """A name in lines that fit a box; long words break, nothing is cut."""
    return tuple(textwrap.wrap(spoken(name), LETTERS, break_long_words=True, break_on_hyphens=True)) or (name,)


def _height(step: Step) -> float:
    return LINE * len(wrap(step.name)) + 26


def _items(
    steps: Sequence[Step], flows: Sequence[Flow], column: dict[str, int]
) -> tuple[dict[str, Item], dict[tuple[str, str], list[Item]]]:
    """A stacking item per step, and one per column that a long edge passes."""
    items = {s.name: Item(s.name, column[s.name], s.stage, _height(s)) for s in steps}
    passing: dict[tuple[str, str], list[Item]] = {}
    widest = max((flow.count for flow in flows), default=1)
    for flow in flows:
        a, b = items[flow.source], items[flow.target]
        way = [
            Item(f"~{flow.source}~{flow.target}~{c}", c, b.lane, _width(flow, widest))
            for c in range(a.column + 1, b.column)
        ]
        passing[flow.source, flow.target] = way
        weight = flow.count / widest + 0.02
        for one, other in zip([a, *way], [*way, b], strict=True):
            if one is not other:
                tie(one, other, weight)
    return items, passing


def _width(flow: Flow, widest: int) -> float:
    return max(THIN, THICK * flow.count / max(widest, 1))


def _box(step: Step, item: Item, x: dict[int, float]) -> Box:
    return Box(step, item.column, x[item.column], item.y, item.height, wrap(step.name))


def _paths(
    flows: Sequence[Flow], boxes: dict[str, Box], passing: dict[tuple[str, str], list[Item]], x: dict[int, float]
) -> tuple[Path, ...]:
    count = {(flow.source, flow.target): flow.count for flow in flows}
    widest = max(count.values(), default=1)
    found = []
    for flow in sorted(flows, key=lambda f: (f.harm, -f.count)):
        a, b = boxes[flow.source], boxes[flow.target]
        width = _width(flow, widest)
        if flow.source == flow.target:
            found.append(Path(flow, loop(a), min(width, 5.0), "self"))
        elif a.column < b.column:
            way = [(x[p.column], p.y) for p in passing[flow.source, flow.target]]
            found.append(Path(flow, forward(a, way, b), width, "forward"))
        else:
            onward = a.column == b.column and flow.count >= count.get((flow.target, flow.source), 0)
            found.append(Path(flow, back(a, b), width, "forward" if onward else "back"))
    return tuple(found)


def _frame(boxes: Sequence[Box], paths: Sequence[Path]) -> tuple[float, float]:
    ys = [y for path in paths for _, y in path.points]
    top = min([-60.0, *(box.y - box.height / 2 for box in boxes), *ys])
    bottom = max([60.0, *(box.y + box.height / 2 for box in boxes), *ys])
    return top - 34, bottom + 34
