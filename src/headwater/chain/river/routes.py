"""The curves of the edges: forward between boxes, back around them, and loops on the box itself."""

from collections.abc import Sequence
from itertools import pairwise

from headwater.chain.river.model import BOX, Box

Point = tuple[float, float]
Points = tuple[Point, ...]
NEAR = 60.0
"""Two boxes of a column with no more than this between them are neighbours."""


def forward(a: Box, way: Sequence[Point], b: Box) -> Points:
    """From the right of `a` to the left of `b`, level where it passes a column."""
    stops: list[tuple[Point, Point]] = [((a.x + BOX / 2, a.y), (a.x + BOX / 2, a.y))]
    stops += [((x - BOX / 2, y), (x + BOX / 2, y)) for x, y in way]
    stops.append(((b.x - BOX / 2, b.y), (b.x - BOX / 2, b.y)))
    points = [stops[0][1]]
    for (_, leave), (enter, through) in pairwise(stops):
        middle = (leave[0] + enter[0]) / 2
        points += [(middle, leave[1]), (middle, enter[1]), enter]
        if through != enter:
            points += [enter, through, through]
    return tuple(points)


def back(a: Box, b: Box) -> Points:
    """Against the order of the work: out of one side, around, and in again, away from the line of visibility."""
    if a.column == b.column:
        return _beside(a, b)
    sign = -1.0 if a.step.stage == "frontstage" and b.step.stage == "frontstage" else 1.0
    start, end = _edge(a, sign, 0.25), _edge(b, sign, -0.25)
    depth = sign * (26 + 9 * (a.column - b.column))
    level = (max if sign > 0 else min)(start[1], end[1]) + depth
    return (start, (start[0] - 10, level), (end[0] + 10, level), end)


def loop(a: Box) -> Points:
    """The same step again: a small loop on the corner of its box."""
    sign = -1.0 if a.step.stage == "frontstage" else 1.0
    x, y = a.x + BOX / 2, a.y + sign * a.height / 2
    return ((x - 26, y), (x - 26, y + sign * 20), (x + 16, y + sign * 14), (x, y - sign * 10))


def _beside(a: Box, b: Box) -> Points:
    """Two steps of one column: straight down between neighbours on one side of the line, else around the boxes."""
    side = 1.0 if b.y > a.y else -1.0
    gap = abs(b.y - a.y) - (a.height + b.height) / 2
    if side > 0 and gap < NEAR:
        top, bottom = a.y + a.height / 2, b.y - b.height / 2
        return ((a.x, top), (a.x, (top + bottom) / 2), (b.x, (top + bottom) / 2), (b.x, bottom))
    x = a.x + side * BOX / 2
    bulge = x + side * (9 + min(gap, 160) / 32)
    return ((x, a.y + side * 6), (bulge, a.y + side * 6), (bulge, b.y - side * 6), (x, b.y - side * 6))


def _edge(box: Box, sign: float, along: float) -> Point:
    return box.x + along * BOX, box.y + sign * box.height / 2
