"""Heights: what stands above what in a column, so that few edges cross and the main flow runs straight."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from headwater.chain.domain import Stage
from headwater.chain.river.model import GAP, LANE

SWEEPS = 12
STRONG = 0.8
"""A tie inside a column that decides what stands above: a fifth of the strongest edge of the picture."""


@dataclass(eq=False)
class Item:
    """A box, or the place where a long edge passes a column. `near` are neighbours with the weight of the tie."""

    key: str
    column: int
    lane: Stage
    height: float
    near: list[tuple["Item", float, float]] = field(default_factory=list)
    y: float = 0.0


def tie(a: Item, b: Item, weight: float) -> None:
    """An edge pulls both ends to one height; inside a column, to one below the other."""
    below = (a.height + b.height) / 2 + GAP if a.column == b.column else 0.0
    weight *= 4.0 if below else 1.0
    a.near.append((b, weight, -below))
    b.near.append((a, weight, below))


def stack(items: Sequence[Item]) -> None:
    """Set every item's `y` (its middle): frontstage above 0, backstage below."""
    cells: dict[tuple[int, Stage], list[Item]] = {}
    for item in items:
        cells.setdefault((item.column, item.lane), []).append(item)
    for (_, lane), cell in cells.items():
        _settle(cell, lane, {item.key: 0.0 for item in cell})
    ordered = sorted(cells)
    for sweep in range(SWEEPS):
        for key in ordered if sweep % 2 == 0 else reversed(ordered):
            _settle(cells[key], key[1], {item.key: _wish(item) for item in cells[key]})


def _wish(item: Item) -> float:
    total = sum(weight for _, weight, _ in item.near)
    return sum((other.y + shift) * weight for other, weight, shift in item.near) / total if total else item.y


def _settle(cell: list[Item], lane: Stage, wish: dict[str, float]) -> None:
    """Order by wish, then as near to the wishes as the gaps allow, and on its own side of the line."""
    cell.sort(key=lambda item: (wish[item.key], item.key))
    _follow_work(cell)
    for item, y in zip(cell, _spread(cell, wish), strict=True):
        item.y = y
    _keep_side(cell, lane)


def _follow_work(cell: list[Item]) -> None:
    """Inside a column a strong edge runs downwards: what comes before stands above."""
    for item in list(cell):
        after = [other for other, weight, shift in item.near if shift < 0 and weight >= STRONG and other in cell]
        highest = min((cell.index(other) for other in after), default=len(cell))
        if highest < cell.index(item):
            cell.remove(item)
            cell.insert(highest, item)


def _spread(cell: list[Item], wish: dict[str, float]) -> list[float]:
    """Least squares under minimal distances: pool neighbours that would overlap (isotonic regression)."""
    offset, offsets = 0.0, []
    for i, item in enumerate(cell):
        offset += (cell[i - 1].height + item.height) / 2 + GAP if i else 0.0
        offsets.append(offset)
    pools: list[tuple[float, int]] = []
    for item, shift in zip(cell, offsets, strict=True):
        mean, size = wish[item.key] - shift, 1
        while pools and pools[-1][0] > mean:
            other, count = pools.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        pools.append((mean, size))
    bases = [mean for mean, size in pools for _ in range(size)]
    return [base + shift for base, shift in zip(bases, offsets, strict=True)]


def _keep_side(cell: list[Item], lane: Stage) -> None:
    sign = -1 if lane == "frontstage" else 1
    limit = LANE
    for item in cell if sign > 0 else reversed(cell):
        item.y = sign * max(sign * item.y, limit + item.height / 2)
        limit = sign * item.y + item.height / 2 + GAP
