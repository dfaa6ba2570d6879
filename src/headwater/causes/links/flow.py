"""Links of the flow: loops, hand-overs between teams, ping-pong, usual steps left out, unusual steps and orders."""

import itertools
from collections.abc import Iterator

import numpy as np

from headwater.causes.domain import Ref
from headwater.causes.facts import Facts, Floats
from headwater.causes.lexicon import follows_damage
from headwater.causes.links.candidate import PHASES, Bools, Candidate
from headwater.causes.links.waits import main_team
from headwater.shared.said import amount, say

USUAL = 0.7
"""A step that at least this share of cases goes through is usual: leaving it out is a link that can break."""
UNUSUAL = 0.4
"""A step that fewer cases than this go through is extra work; in between lie equal ways to do the same."""
MOST_PAIRS = 40
LATE = 0.9
"""A team's returns are placed at this quantile of the steps that they lead to."""
LOOPED = 0.7
"""A hand-over that in this share of its moments leads to a step done before is the loop's, not its own link."""


def loops(facts: Facts) -> Iterator[Candidate]:
    """The same step done again in a case."""
    m = facts.moments
    for step, name in enumerate(facts.steps):
        again = (m.step == step) & (m.visit > 1)
        if again.any() and name not in facts.fillers:
            yield Candidate(
                ref=Ref(kind="loop", step=name),
                link=say("“{step}” done again", step=name),
                broke=facts.any_case(again),
                known=facts.any_case(m.step == step),
                place=facts.step_rank[step] + PHASES["loop"],
                rule=say("“{step}” was done more than once in the case", step=name),
                owner=main_team(facts, again),
                step=name,
            )


def handoffs(facts: Facts) -> Iterator[Candidate]:
    """The case passed from one team to another; the most frequent pairs. Passed to a team for a step that it has done
    already is the loop's, and so are pairs that mostly are its way back."""
    m = facts.moments
    moved = (m.prev_team >= 0) & (m.team >= 0) & (m.team != m.prev_team) & facts.ordinary & ~_done_by_them(facts)
    pair = m.prev_team * max(len(facts.teams), 1) + m.team
    found, counts = np.unique(pair[moved], return_counts=True)
    for code in found[np.argsort(-counts, kind="stable")][:MOST_PAIRS]:
        here = moved & (pair == code)
        if (m.visit[here] > 1).mean() > LOOPED:
            continue
        source, target = (facts.teams[int(i)] for i in divmod(int(code), len(facts.teams)))
        yield Candidate(
            ref=Ref(kind="handoff", team=source, to=target, step=_main_step(facts, here)),
            link=say("Hand-over from {source} to {target}", source=source, target=target),
            broke=facts.any_case(here),
            known=np.ones(facts.n, dtype=bool),
            place=_place(facts, here) + PHASES["handoff"],
            rule=say("the case was handed from {source} to {target}", source=source, target=target),
            owner=source,
            routing=True,
        )


def _done_by_them(facts: Facts) -> Bools:
    """Moments whose step the same team has done in the case before."""
    m = facts.moments
    done = (m.case * len(facts.steps) + m.step) * (len(facts.teams) + 1) + m.team
    again = np.ones(len(done), dtype=bool)
    again[np.unique(done, return_index=True)[1]] = False
    return again


def pingpongs(facts: Facts) -> Iterator[Candidate]:
    """The case came back to a team that had given it away."""
    m = facts.moments
    for team, name in enumerate(facts.teams):
        back = m.back_team & (m.team == team) & facts.ordinary
        if back.any():
            yield Candidate(
                ref=Ref(kind="pingpong", team=name),
                link=say("Ping-pong back to {team}", team=name),
                broke=facts.any_case(back),
                known=np.ones(facts.n, dtype=bool),
                place=_late(facts, back) + PHASES["pingpong"],
                rule=say("the case came back to {team} after {team} had handed it on", team=name),
                owner=name,
                routing=True,
            )


def skips(facts: Facts) -> Iterator[Candidate]:
    """A usual step that did not happen, and an unusual one that did."""
    m = facts.moments
    for step, name in enumerate(facts.steps):
        here = m.step == step
        if name in facts.fillers:
            continue
        done = facts.any_case(here)
        share = done.mean() if facts.n else 0.0
        if USUAL <= share < 1:
            yield _skip(facts, step, name, done, share)
        elif share < UNUSUAL:
            yield _extra(facts, step, name, done, share)


def _skip(facts: Facts, step: int, name: str, done: Bools, share: float) -> Candidate:
    return Candidate(
        ref=Ref(kind="skip", step=name),
        link=say("“{step}” left out", step=name),
        broke=~done,
        known=np.ones(facts.n, dtype=bool),
        place=facts.step_rank[step] + PHASES["skip"],
        rule=say(
            "“{step}”, which {share} of cases go through, did not happen", step=name, share=amount(f"{share:.0%}")
        ),
        owner=main_team(facts, facts.moments.step == step),
        step=name,
    )


def _extra(facts: Facts, step: int, name: str, done: Bools, share: float) -> Candidate:
    stem = follows_damage(name)
    return Candidate(
        ref=Ref(kind="order", step=name),
        link=say("“{step}” needed", step=name),
        broke=done,
        known=np.ones(facts.n, dtype=bool),
        place=facts.step_rank[step] + PHASES["order"],
        rule=say("“{step}”, which {share} of cases go through, happened", step=name, share=amount(f"{share:.0%}")),
        owner=main_team(facts, facts.moments.step == step),
        step=name,
        sign=say("“{stem}” in its name says that it follows a damage", stem=stem) if stem else None,
    )


def orders(facts: Facts) -> Iterator[Candidate]:
    """Two usual steps in the unusual order: the later of the two came first."""
    first = _first_seq(facts)
    usual = [s for s in range(len(facts.steps)) if (first[s] >= 0).mean() >= USUAL]
    usual.sort(key=lambda s: facts.step_rank[s])
    for early, late in itertools.pairwise(usual):
        both = (first[early] >= 0) & (first[late] >= 0)
        swapped = both & (first[late] < first[early])
        if both.any() and 0 < swapped.sum() < 0.4 * both.sum():
            names = {"late": facts.steps[late], "early": facts.steps[early]}
            yield Candidate(
                ref=Ref(kind="order", step=facts.steps[late], to=facts.steps[early]),
                link=say("“{late}” before “{early}”", **names),
                broke=swapped,
                known=both,
                place=facts.step_rank[early] + PHASES["order"],
                rule=say("“{late}” came before “{early}”, against the usual order", **names),
                owner=main_team(facts, facts.moments.step == late),
                step=facts.steps[late],
            )


def _first_seq(facts: Facts) -> Floats:
    """Place of the first visit to each step in each case; -1 where it did not happen (steps × cases)."""
    m = facts.moments
    first = np.full((len(facts.steps), facts.n), -1.0)
    new = m.visit == 1
    first[m.step[new], m.case[new]] = m.seq[new]
    return first


def _place(facts: Facts, moments: Bools) -> float:
    """Where in the usual order these moments happen: the median rank of their steps."""
    return float(np.median(facts.step_rank[facts.moments.step[moments]]))


def _late(facts: Facts, moments: Bools) -> float:
    """As `_place`, but where the last of them happen: a team's returns come from every loop that the case takes to
    it, and it is not their cause."""
    return float(np.quantile(facts.step_rank[facts.moments.step[moments]], LATE))


def _main_step(facts: Facts, moments: Bools) -> str:
    counts = np.bincount(facts.moments.step[moments], minlength=len(facts.steps))
    return facts.steps[int(counts.argmax())]
