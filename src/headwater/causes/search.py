"""From candidates to judged links: chosen upstream first, measured, and kept under control of false discoveries."""

from dataclasses import dataclass

import numpy as np

from headwater.causes.effect import Effect, discoveries, effect
from headwater.causes.facts import Bools, Facts, Floats, Ints
from headwater.causes.links.candidate import Candidate
from headwater.causes.select import Chosen, choose, penalised_p

FALSE_SHARE = 0.05
MOST_JUDGED = 25


@dataclass(frozen=True)
class Judged:
    """A link that was measured. `named`: passed the control of false discoveries as a cause."""

    link: Candidate
    effect: Effect
    p_value: float
    adjusted_for: tuple[str, ...]
    named: bool


@dataclass(frozen=True)
class Ground:
    """What every estimate stands on: rows are the cases whose outcome is known."""

    rows: Ints
    y: Floats
    mix: Floats
    mix_names: list[str]
    customer: Ints
    person: Ints


def search(facts: Facts, candidates: list[Candidate], ground: Ground, seed: int = 0) -> list[Judged]:
    """Every link that came near to mattering, measured; the strongest evidence first."""
    if not candidates:
        return []
    A = np.array([c.broke[ground.rows] for c in candidates], dtype=float).T
    chosen = choose(candidates, A, ground.mix, ground.y)
    harmful = sorted((c for c in chosen if c.z > 0), key=lambda c: -c.z)[:MOST_JUDGED]
    rng = np.random.default_rng(seed)
    measured = [(pick, *_measure(pick, chosen, candidates, A, ground, rng)) for pick in harmful]
    p = np.array([penalised_p(e.p_value, candidates[pick.index].tries) for pick, e, _ in measured])
    tests = sum(c.tries for c in candidates)
    named = discoveries(p, tests, FALSE_SHARE) if len(p) else np.zeros(0, dtype=bool)
    return [
        Judged(candidates[pick.index], e, float(p[i]), names, bool(named[i] and e.cases > 0))
        for i, (pick, e, names) in enumerate(measured)
    ]


def _measure(
    pick: Chosen, chosen: list[Chosen], candidates: list[Candidate], A: Floats, ground: Ground, rng: np.random.Generator
) -> tuple[Effect, tuple[str, ...]]:
    link = candidates[pick.index]
    before = [c.index for c in chosen if c.index != pick.index and candidates[c.index].place <= link.place]
    before = [i for i in before if not _complement(candidates[i], link)]
    usable = link.known[ground.rows]
    X = np.column_stack([ground.mix, *(_standard(A[:, i]) for i in before)])[usable]
    found = effect(
        link.broke[ground.rows][usable],
        ground.y[usable],
        X,
        ground.customer[usable],
        ground.person[usable],
        rng=rng,
    )
    return found, (*ground.mix_names[1:], *(candidates[i].link for i in before))


def _complement(other: Candidate, link: Candidate) -> bool:
    """Two values of one column: adjusting one for the other would compare with the rest only, which is meant."""
    return bool(other.group and other.group == link.group and (other.broke ^ link.broke).mean() > 0.98)


def _standard(column: Floats) -> Floats:
    result: Floats = (column - column.mean()) / max(float(column.std()), 1e-9)
    return result


def main_person(facts: Facts) -> Ints:
    """The person with most moments in each case; -1 where nobody is recorded."""
    m = facts.moments
    known = m.who >= 0
    if not known.any():
        return np.full(facts.n, -1, dtype=np.int64)
    width = len(facts.people)
    pairs, counts = np.unique(m.case[known] * width + m.who[known], return_counts=True)
    order = np.lexsort((pairs, counts))
    result = np.full(facts.n, -1, dtype=np.int64)
    result[pairs[order] // width] = pairs[order] % width
    return result


__all__ = ["Bools", "Ground", "Judged", "main_person", "search"]
