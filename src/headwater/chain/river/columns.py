"""Columns by the order of the work: a step stands right of what usually comes before it."""

from collections.abc import Sequence
from itertools import pairwise

from headwater.chain.river.model import BOX, MARGIN, WIDEST, Flow, Step

PITCH = 121.0
MOST = int((WIDEST - 2 * MARGIN - BOX) / PITCH) + 1
STRONG = 0.15
"""An edge sets the order when it is this share of what enters its target, and not the lesser of two directions."""


def columns(steps: Sequence[Step], flows: Sequence[Flow]) -> dict[str, int]:
    """The column of each step, from 0, at most MOST of them."""
    order = {step.name: i for i, step in enumerate(sorted(steps, key=lambda s: (s.place, s.name)))}
    forward = [f for f in _strong(flows) if order[f.source] < order[f.target]]
    found = dict.fromkeys(order, 0)
    for name in order:
        before = [found[f.source] + 1 for f in forward if f.target == name]
        found[name] = max(before, default=0)
    _pull_right(found, forward, order)
    return _squeeze(found, flows)


def _strong(flows: Sequence[Flow]) -> list[Flow]:
    into: dict[str, int] = {}
    both = {(f.source, f.target): f.count for f in flows}
    for f in flows:
        if f.source != f.target:
            into[f.target] = into.get(f.target, 0) + f.count
    return [
        f
        for f in flows
        if f.source != f.target and f.count >= STRONG * into[f.target] and f.count > both.get((f.target, f.source), 0)
    ]


def _pull_right(found: dict[str, int], forward: list[Flow], order: dict[str, int]) -> None:
    """A step that nothing precedes stands just before what it feeds, not at the far left, unless it opens cases."""
    for name in sorted(order, key=lambda n: -order[n]):
        after = [found[f.target] - 1 for f in forward if f.source == name]
        if after and not any(f.target == name for f in forward) and order[name] > 0:
            found[name] = max(found[name], min(after))


def _squeeze(found: dict[str, int], flows: Sequence[Flow]) -> dict[str, int]:
    """Neighbouring columns merge until they fit the width, those with the least flow and the fewest steps first."""
    groups = [[n for n in found if found[n] == c] for c in sorted(set(found.values()))]
    most = max((f.count for f in flows), default=1)
    while len(groups) > MOST:
        costs = [_between(a, b, flows) / most + (len(a) + len(b)) / 8 for a, b in pairwise(groups)]
        at = costs.index(min(costs))
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
    return {name: column for column, group in enumerate(groups) for name in group}


def _between(a: list[str], b: list[str], flows: Sequence[Flow]) -> int:
    return sum(f.count for f in flows if (f.source in a and f.target in b) or (f.source in b and f.target in a))
