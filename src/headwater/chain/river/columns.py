"""Columns by the order of the work: a step stands right of what usually comes before it."""

from collections.abc import Sequence
from itertools import pairwise

from headwater.chain.river.model import BOX, MARGIN, WIDEST, Flow, Step

PITCH = 121.0
MOST = int((WIDEST - 2 * MARGIN - BOX) / PITCH) + 1
ENTERS = 0.15
LEAVES = 0.5
"""An edge sets a column when it is at least this share of what enters its target, or of what leaves its source."""


def columns(steps: Sequence[Step], flows: Sequence[Flow]) -> dict[str, int]:
    """The column of each step, from 0, at most MOST of them."""
    by_place = [step.name for step in sorted(steps, key=lambda s: (s.place, s.name))]
    ahead = _ahead(by_place, flows)
    order = {name: i for i, name in enumerate(_in_order(by_place, ahead))}
    forward = _strong([f for f in flows if f.source != f.target], ahead)
    found = dict.fromkeys(order, 0)
    for name in order:
        before = [found[f.source] + 1 for f in forward if f.target == name]
        found[name] = max(before, default=0)
    _pull_right(found, forward, order)
    return _squeeze(found, flows)


def _ahead(by_place: Sequence[str], flows: Sequence[Flow]) -> dict[str, set[str]]:
    """What each step comes right before, of two directions the more frequent one. Where such edges run in a circle the
    one with the least to it gives way (ranked pairs, Tideman 1987): the mean place of a step will not do, as what
    closes short cases has a lower one than what long cases go through before they close."""
    place = {name: i for i, name in enumerate(by_place)}
    count = {(f.source, f.target): f.count for f in flows if f.source != f.target}
    lead = {(a, b): n - count.get((b, a), 0) for (a, b), n in count.items()}
    kept = [pair for pair, n in lead.items() if n > 0 or (n == 0 and place[pair[0]] < place[pair[1]])]
    after: dict[str, set[str]] = {name: set() for name in by_place}
    for a, b in sorted(kept, key=lambda pair: (-lead[pair], -count[pair], place[pair[0]], place[pair[1]])):
        if not _reaches(after, b, a):
            after[a].add(b)
    return after


def _reaches(after: dict[str, set[str]], start: str, end: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        name = waiting.pop()
        if name == end:
            return True
        new = after[name] - seen
        seen |= new
        waiting += new
    return False


def _in_order(by_place: Sequence[str], after: dict[str, set[str]]) -> list[str]:
    """Every step after all it follows; of those that could be next, the one with the lowest place."""
    before = {name: sum(name in others for others in after.values()) for name in by_place}
    found: list[str] = []
    left = list(by_place)
    while left:
        name = next(name for name in left if not before[name])
        left.remove(name)
        found.append(name)
        for other in after[name]:
            before[other] -= 1
    return found


def _strong(flows: Sequence[Flow], ahead: dict[str, set[str]]) -> list[Flow]:
    into: dict[str, int] = {}
    out: dict[str, int] = {}
    for f in flows:
        into[f.target] = into.get(f.target, 0) + f.count
        out[f.source] = out.get(f.source, 0) + f.count
    return [
        f
        for f in flows
        if f.target in ahead[f.source] and (f.count >= ENTERS * into[f.target] or f.count >= LEAVES * out[f.source])
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
