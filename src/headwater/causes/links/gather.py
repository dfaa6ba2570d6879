"""All candidate links of a record, near-identical ones joined, in the order in which they come into play."""

import numpy as np

from headwater.causes.facts import Facts, Floats
from headwater.causes.links import conditions, flow, load, waits
from headwater.causes.links.candidate import Bools, Candidate
from headwater.causes.links.columns import Column

MIN_BROKE = 10
SAME = 0.97
"""Two links that break in the same cases (phi above this) cannot be told apart; the earlier stands for both."""


def gather(
    facts: Facts,
    columns: list[Column],
    spoiled: Bools,
    known: Bools,
    standards: dict[str, float],
    beyond: Floats,
) -> tuple[list[Candidate], list[Candidate]]:
    """Candidates that can be judged, and those with too few broken or held cases to say anything."""
    found = [
        *load.calendar(facts),
        *load.loads(facts, spoiled, known),
        *conditions.roles(facts),
        *conditions.conditions(facts, columns, spoiled, known),
        *waits.waits(facts, beyond, known, standards),
        *waits.work(facts, beyond, known, standards),
        *flow.handoffs(facts),
        *flow.pingpongs(facts),
        *flow.loops(facts),
        *flow.skips(facts),
        *flow.orders(facts),
    ]
    found.sort(key=lambda c: (c.place, c.key))
    enough = [_enough(c, known) for c in found]
    kept = [c for c, ok in zip(found, enough, strict=True) if ok]
    return join_twins(kept, known), [c for c, ok in zip(found, enough, strict=True) if not ok]


def _enough(c: Candidate, known: Bools) -> bool:
    broke = int((c.broke & known & c.known).sum())
    held = int((~c.broke & known & c.known).sum())
    return broke >= MIN_BROKE and held >= MIN_BROKE


def join_twins(candidates: list[Candidate], known: Bools) -> list[Candidate]:
    """Keep one of each set of near-identical links and let it name the others."""
    if not candidates:
        return []
    matrix = np.array([c.broke[known] for c in candidates], dtype=np.float32)
    matrix -= matrix.mean(1, keepdims=True)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-12
    phi = matrix @ matrix.T
    groups: list[list[int]] = []
    for i in range(len(candidates)):
        group = next((g for g in groups if phi[i, g[0]] > SAME), None)
        if group is None:
            groups.append([i])
        else:
            group.append(i)
    return sorted((_joined([candidates[i] for i in group]) for group in groups), key=lambda c: (c.place, c.key))


def _joined(group: list[Candidate]) -> Candidate:
    """One of the group, which names the others: the first, but of a ping-pong and its loop the loop, which says what
    was done again."""
    loop = next((c for c in group if c.ref.kind == "loop"), group[0])
    head = loop if group[0].ref.kind == "pingpong" else group[0]
    head.twins += [c.link for c in group if c is not head]
    return head
