"""Signs that follow the damage: a complaint, an apology, a refund tells of a spoiled case and causes none.

Two ways to know a sign. By name: its words say that it follows a damage. By its pattern: what foretells damage (case
mix and the other links) foretells a sign only because damage does, so given the outcome it says nothing more of the
sign. A cause behaves otherwise: it does not depend on the other reasons for damage at all, or still does given the
outcome (conditional independence as in Spirtes, Glymour and Scheines 2000). Where nothing foretells damage, the pattern
cannot be seen and only names count; so it is with what is recorded from the opening on, where a cause that goes with
the case mix could look the same.
"""

import numpy as np

from headwater.causes.facts import Bools, Floats
from headwater.causes.links.candidate import Candidate
from headwater.causes.logistic import fit_logistic, score_tests
from headwater.causes.select import Chosen
from headwater.shared.said import say

OF_SPOILED, OF_UNSPOILED = 0.4, 0.06
"""A sign stands in many of the spoiled cases and in hardly any other."""
FORETOLD = 4.5
NOTHING_MORE = 2.0
ONLY_WITH = 0.8


def by_name(candidates: list[Candidate]) -> list[int]:
    """Candidates whose own name says that they follow a damage."""
    return [i for i, c in enumerate(candidates) if c.sign]


def by_pattern(candidates: list[Candidate], A: Floats, mix: Floats, y: Floats, chosen: list[Chosen]) -> dict[int, str]:
    """Chosen links that behave as signs, with the reason. Only recorded values and unusual steps can be signs."""
    suspects = [c.index for c in chosen if c.z > 0 and _suspect(candidates[c.index], A[:, c.index], y)]
    if not suspects:
        return {}
    others = [c.index for c in chosen if c.index not in suspects]
    X = np.column_stack([mix, *(_standard(A[:, i]) for i in others)])
    risk = _standard(X @ fit_logistic(X, y).coef)[:, None]
    return {i: reason for i in suspects if (reason := _pattern(A[:, i], y, risk))}


def _suspect(link: Candidate, broke: Floats, y: Floats) -> bool:
    if link.ref.kind not in ("condition", "order") or link.place < 0:
        return False
    when_spoiled, when_not = broke[y > 0].mean(), broke[y == 0].mean()
    return bool(when_spoiled > OF_SPOILED and when_not < OF_UNSPOILED)


def _pattern(broke: Floats, y: Floats, risk: Floats) -> str | None:
    one = np.ones((len(y), 1))
    alone = score_tests(one, fit_logistic(one, broke), broke, risk)[0]
    given = np.column_stack([one, _standard(y)])
    left = score_tests(given, fit_logistic(given, broke), broke, risk)[0]
    if alone > FORETOLD and abs(left) < NOTHING_MORE:
        return say("what foretells damage foretells it only through the damage")
    return None


def follow(candidates: list[Candidate], A: Floats, signs: set[int]) -> set[int]:
    """Links that hardly ever break without one of these signs: part of the same reaction."""
    if not signs:
        return set()
    any_sign: Bools = A[:, sorted(signs)].max(axis=1) > 0
    found = set()
    for i, link in enumerate(candidates):
        broke = A[:, i] > 0
        flow = link.ref.kind != "condition" and link.place >= min(candidates[s].place for s in signs)
        if i not in signs and flow and broke.any() and any_sign[broke].mean() > ONLY_WITH > 2 * any_sign.mean():
            found.add(i)
    return found


def _standard(column: Floats) -> Floats:
    result: Floats = (column - column.mean()) / max(float(column.std()), 1e-9)
    return result
