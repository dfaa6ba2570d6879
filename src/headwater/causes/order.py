"""Which of two links comes later in the cases in which both broke."""

from collections.abc import Callable
from functools import cache

import numpy as np

from headwater.causes.facts import Facts, Floats
from headwater.causes.links.candidate import Candidate


def follows(facts: Facts) -> Callable[[Candidate, Candidate], bool]:
    """A check whether the later link's step comes at or after the earlier one's in most cases in which both broke.

    The usual order of steps may say otherwise: a step that few cases go through stands somewhere in it, and in the
    cases that do go through it may come earlier. What is settled at opening comes before everything.
    """
    code = {name: step for step, name in enumerate(facts.steps)}

    @cache
    def first(step: int) -> Floats:
        m, place = facts.moments, np.full(facts.n, np.nan)
        here = (m.step == step) & (m.visit == 1)
        place[m.case[here]] = m.seq[here]
        return place

    def check(cause: Candidate, later: Candidate) -> bool:
        a, b = cause.ref.step, later.ref.step
        if cause.place < 0 or a not in code or b not in code:
            return True
        both = cause.broke & later.broke
        gap = (first(code[b]) - first(code[a]))[both]
        gap = gap[~np.isnan(gap)]
        return not len(gap) or float((gap >= 0).mean()) > 0.5

    return check
