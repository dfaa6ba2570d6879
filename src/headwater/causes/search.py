"""From candidates to judged links: chosen upstream first, measured, and kept under control of false discoveries."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from headwater.causes import signs
from headwater.causes.effect import Effect, chance_of, discoveries, effect
from headwater.causes.facts import Bools, Facts, Floats, Ints
from headwater.causes.hidden import Trace, explained_away, goes_with_trace, thin
from headwater.causes.links.candidate import Candidate
from headwater.causes.logistic import fit_logistic, score_tests
from headwater.causes.select import Chosen, choose, penalised_p
from headwater.shared.said import say

FALSE_SHARE = 0.03
MOST_JUDGED = 16
LEADS = 4.0
"""Score statistic from which a link upstream counts as leading to a later one."""


@dataclass(frozen=True)
class Judged:
    """A link that was measured. `named`: passed the control of false discoveries as a cause.

    `broke`: the cases counted as broken; `gain`: what each would have been spared, 0 for others (one entry per case).
    `shows_at`: the later links that it leads to. `through`: the upstream causes whose share was taken off.
    """

    link: Candidate
    effect: Effect
    broke: Bools
    gain: Floats
    p_value: float
    adjusted_for: tuple[str, ...]
    named: bool
    shows_at: tuple[Candidate, ...] = ()
    through: tuple[str, ...] = ()
    doubt: str | None = None
    """why it is not called a cause although it passed"""


@dataclass(frozen=True)
class Ground:
    """What every estimate stands on: rows are the cases whose outcome is known."""

    rows: Ints
    y: Floats
    mix: Floats
    mix_names: list[str]
    customer: Ints
    person: Ints
    follows: Callable[[Candidate, Candidate], bool]
    """whether the later link comes after the earlier one in the cases in which both broke"""
    trace: Trace | None = None
    """readings of how hard each case is (all cases, not only `rows`), where the work times hold one"""


@dataclass
class Found:
    """The judged links, the signs with the reason for each, and how many links were asked about."""

    judged: list[Judged] = field(default_factory=list)
    signs: list[tuple[Candidate, str]] = field(default_factory=list)
    asked: int = 0


def search(candidates: list[Candidate], ground: Ground, seed: int = 0) -> Found:
    """Every link that came near to mattering, measured; the strongest evidence first."""
    if not candidates:
        return Found()
    A = np.array([c.broke[ground.rows] for c in candidates], dtype=float).T
    candidates, A, chosen, found_signs = _without_signs(candidates, A, ground)
    harmful = sorted((c for c in chosen if c.z > 0), key=lambda c: -c.z)[:MOST_JUDGED]
    bench = _Bench(candidates, A, chosen, ground, np.random.default_rng(seed))
    judged = [bench.measure(pick) for pick in harmful]
    named = _named(judged, candidates)
    return Found(_downstream([bench.doubted(j) for j in named], bench), found_signs, questions(candidates))


def _without_signs(
    candidates: list[Candidate], A: Floats, ground: Ground
) -> tuple[list[Candidate], Floats, list[Chosen], list[tuple[Candidate, str]]]:
    """Choose, take out what turns out to be a sign, and choose again until none is left."""
    reasons = {i: candidates[i].sign or "" for i in signs.by_name(candidates)}
    found: list[tuple[Candidate, str]] = []
    while True:
        with_them = dict.fromkeys(signs.follow(candidates, A, set(reasons)), say("it happens only with a sign"))
        gone = reasons | with_them
        found += [(candidates[i], why) for i, why in sorted(gone.items())]
        keep = [i for i in range(len(candidates)) if i not in gone]
        candidates, A = [candidates[i] for i in keep], A[:, keep]
        chosen = choose(candidates, A, ground.mix, ground.y)
        reasons = signs.by_pattern(candidates, A, ground.mix, ground.y, chosen)
        if not reasons:
            return candidates, A, chosen, found


@dataclass(frozen=True)
class _Bench:
    """What measuring a link needs."""

    candidates: list[Candidate]
    A: Floats
    chosen: list[Chosen]
    ground: Ground
    rng: np.random.Generator

    def measure(self, pick: Chosen, without: tuple[Candidate, ...] = ()) -> Judged:
        """One link's effect, adjusted for case mix and the chosen links settled before it; `without` leaves out
        the cases in which one of these broke."""
        link, ground = self.candidates[pick.index], self.ground
        before = [i for c in self.chosen if self._adjusts(i := c.index, pick.index)]
        usable = link.known[ground.rows].copy()
        for other in without:
            usable &= ~other.broke[ground.rows]
        X = np.column_stack([ground.mix, *(_standard(self.A[:, i]) for i in before)])[usable]
        found = self._effect(link.broke, X, usable)
        if link.counted is not None:
            found = replace(self._effect(link.counted, X, usable), p_value=found.p_value)
        names = (*ground.mix_names[1:], *(self.candidates[i].link for i in before))
        p = chance_of(pick.score, found) if pick.score else found.p_value
        broke, gain = np.zeros_like(link.known), np.zeros(len(link.known))
        rows = ground.rows[usable]
        broke[rows] = link.broken[rows]
        gain[rows] = found.per_case
        return Judged(link, found, broke, gain, penalised_p(p, link.tries), names, named=False)

    def _effect(self, broke: Bools, X: Floats, usable: Bools) -> Effect:
        ground = self.ground
        return effect(
            broke[ground.rows][usable],
            ground.y[usable],
            X,
            ground.customer[usable],
            ground.person[usable],
            rng=self.rng,
        )

    def doubted(self, judged: Judged) -> Judged:
        """The same, not named where nothing is there to compare with, or something unrecorded could be all of it."""
        if not judged.named:
            return judged
        doubt = thin(judged.effect) or self._doubt(judged.link)
        return replace(judged, named=doubt is None, doubt=doubt)

    def _doubt(self, link: Candidate) -> str | None:
        ground = self.ground
        usable = link.known[ground.rows]
        mix, broke = ground.mix[usable], link.broke[ground.rows][usable]
        if ground.trace is not None:
            reading = ground.trace.beside(link.step)[ground.rows][usable]
            if found := goes_with_trace(broke, mix, reading):
                return found
        index = next(i for i, c in enumerate(self.candidates) if c is link)
        before = [_standard(self.A[:, c.index]) for c in self.chosen if self._adjusts(c.index, index)]
        adjusters = np.column_stack([np.zeros((len(ground.rows), 0)), *before])[usable]
        longer = None if link.longer is None else link.longer[ground.rows][usable]
        return explained_away(link, broke, longer, ground.y[usable], mix, adjusters)

    def _adjusts(self, other: int, index: int) -> bool:
        link, before = self.candidates[index], self.candidates[other]
        return other != index and before.place <= link.place and not _complement(before, link)


def _complement(other: Candidate, link: Candidate) -> bool:
    """Two values of one column, where it is recorded: adjusting one for the other would leave nothing to compare."""
    if not other.group or other.group != link.group:
        return False
    both = other.known & link.known
    return bool((other.broke ^ link.broke)[both].mean() > 0.98)


def _named(judged: list[Judged], candidates: list[Candidate]) -> list[Judged]:
    p = np.array([j.p_value for j in judged])
    passed = discoveries(p, questions(candidates), FALSE_SHARE) if len(p) else p
    return [replace(j, named=bool(ok and j.effect.interval[0] > 0)) for j, ok in zip(judged, passed, strict=True)]


def questions(candidates: list[Candidate]) -> int:
    """How many questions were asked: yes and no of one column are one (`tries` already weighs each p value)."""
    groups = [c.group for c in candidates if c.group]
    pairs = sum(groups.count(group) == 2 for group in set(groups))
    return len(candidates) - pairs


def _downstream(judged: list[Judged], bench: _Bench) -> list[Judged]:
    """Leave to a later link only what is its own: the damage where no cause upstream that leads to it broke."""
    named = sorted((j for j in judged if j.named), key=lambda j: j.link.place)
    shows: dict[str, list[Candidate]] = {}
    result = [j for j in judged if not j.named]
    kept: list[Judged] = []
    for later in named:
        causes = tuple(j.link for j in kept if j.link.place < later.link.place and _leads(j.link, later.link, bench))
        causes = tuple(cause for cause in causes if bench.ground.follows(cause, later.link))
        for cause in causes:
            shows.setdefault(cause.key, []).append(later.link)
        own = _own(later, causes, bench) if causes else later
        if own is None:
            continue
        kept.append(own)
    return [replace(j, shows_at=tuple(shows.get(j.link.key, ()))) for j in kept] + result


def _own(later: Judged, causes: tuple[Candidate, ...], bench: _Bench) -> Judged | None:
    """The later link measured where the causes upstream held; None where nothing of its own is shown."""
    index = next(i for i, c in enumerate(bench.candidates) if c is later.link)
    rows = bench.ground.rows
    left = later.link.broke[rows] & later.link.known[rows]
    for cause in causes:
        left &= ~cause.broke[rows]
    if left.sum() < MIN_OWN:
        return None
    own = bench.measure(Chosen(index, 0.0, 0.0), without=causes)
    if own.effect.cases <= 0 or own.p_value > OWN_P:
        return None
    return replace(own, named=True, through=tuple(c.link for c in causes))


MIN_OWN = 10
OWN_P = 0.01


def _leads(cause: Candidate, later: Candidate, bench: _Bench) -> bool:
    """Whether the later link breaks more often when the earlier did, given case mix."""
    rows = bench.ground.rows
    target = later.broke[rows].astype(float)
    fit = fit_logistic(bench.ground.mix, target)
    z = score_tests(bench.ground.mix, fit, target, cause.broke[rows].astype(float)[:, None])[0]
    broke = cause.broke[rows]
    return bool(z > LEADS and target[broke].mean() > 1.5 * target[~broke].mean())


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
