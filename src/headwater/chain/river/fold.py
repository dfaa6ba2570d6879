"""Which steps and edges are drawn: rare ones fold away by a stated threshold, and are counted."""

from collections.abc import Sequence

from headwater.chain.river.model import Flow, Folded, Step

MOST_STEPS = 30
EDGES_PER_STEP = 2.2
"""More edges than this and a reader sees a tangle: the threshold rises until they fit, and the picture says so."""


def fold(
    steps: Sequence[Step], flows: Sequence[Flow], cases: int, below: float
) -> tuple[list[Step], list[Flow], Folded]:
    """The steps and edges to draw, and what was left out. An edge with harm is never folded."""
    drawn = _steps(steps, cases, below)
    names = {step.name for step in drawn}
    inside = [flow for flow in flows if flow.source in names and flow.target in names]
    threshold = _threshold(inside, cases, below, int(EDGES_PER_STEP * len(drawn)) + 2)
    held = _lifelines(inside)
    kept = [f for f in inside if f.cases >= threshold * cases or f.harm > 0 or (f.source, f.target) in held]
    passages = sum(flow.count for flow in flows)
    folded = Folded(
        below=threshold,
        steps=tuple(step.name for step in steps if step.name not in names),
        edges=len(flows) - len(kept),
        passages=passages - sum(flow.count for flow in kept),
        all_passages=passages,
    )
    return drawn, kept, folded


def _steps(steps: Sequence[Step], cases: int, below: float) -> list[Step]:
    often = sorted(steps, key=lambda s: (-(s.harm > 0), -s.cases, s.name))[:MOST_STEPS]
    kept = {step.name for step in often if step.cases >= below * cases or step.harm > 0}
    return [step for step in steps if step.name in kept]


def _threshold(flows: list[Flow], cases: int, below: float, most: int) -> float:
    shares = sorted((flow.cases / max(cases, 1) for flow in flows), reverse=True)
    return max(below, shares[most - 1]) if len(shares) > most else below


def _lifelines(flows: list[Flow]) -> set[tuple[str, str]]:
    """The strongest way into and out of each step: no step hangs in the air."""
    held: set[tuple[str, str]] = set()
    best_in: dict[str, Flow] = {}
    best_out: dict[str, Flow] = {}
    for flow in flows:
        if flow.source != flow.target:
            best_out[flow.source] = max(best_out.get(flow.source, flow), flow, key=lambda f: f.count)
            best_in[flow.target] = max(best_in.get(flow.target, flow), flow, key=lambda f: f.count)
    held.update((flow.source, flow.target) for flow in [*best_in.values(), *best_out.values()])
    return held
