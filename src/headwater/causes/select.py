"""Upstream first: the links that matter, found in the order in which they come into play.

Links are taken stage by stage in time. Within a stage the link with the strongest score test, given case mix and every
link chosen so far, joins the model; then the others are tested again. So an upstream break keeps the damage it does
through later links, a later link keeps only what is its own, and of links that break together the one that carries
the damage is chosen.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from headwater.causes.facts import Floats
from headwater.causes.links.candidate import Candidate
from headwater.causes.logistic import Fit, fit_logistic, score_tests

ENTER = 2.6
"""Score statistic at which a link joins the model (two-sided p of 0.01); naming it as a cause asks for more."""
HARM_FIRST = 1.1
"""A harmful link is preferred to a protective one unless that is this much stronger."""
MOST = 60
MOST_OF_A_GROUP = 6
"""At most so many values of one column join: the rest of fifty teams is left to chance."""


@dataclass(frozen=True)
class Chosen:
    """A link in the model, with its score statistic when it joined (positive: more spoiled cases when it broke), and
    the same after counting every rule that was tried."""

    index: int
    score: float
    z: float


def choose(candidates: list[Candidate], A: Floats, mix: Floats, y: Floats) -> list[Chosen]:
    """Indices of the chosen candidates in the order of time. A: (rows, candidates) of 0 and 1; mix: (rows, p)."""
    chosen: list[Chosen] = []
    X = mix
    fit = fit_logistic(X, y)
    for stage in _stages(candidates):
        X, fit = _take_stage(stage, candidates, A, X, fit, y, chosen)
    return chosen


def _stages(candidates: list[Candidate]) -> list[list[int]]:
    places = np.array([c.place for c in candidates])
    return [list(np.flatnonzero(places == place)) for place in np.unique(places)]


def _take_stage(
    stage: list[int], candidates: list[Candidate], A: Floats, X: Floats, fit: Fit, y: Floats, chosen: list[Chosen]
) -> tuple[Floats, Fit]:
    waiting = list(stage)
    while waiting and len(chosen) < MOST:
        scores = score_tests(X, fit, y, A[:, waiting])
        z = np.array([penalised(value, candidates[i].tries) for value, i in zip(scores, waiting, strict=True)])
        best = int(np.argmax(np.where(z > 0, z * HARM_FIRST, -z)))
        if abs(z[best]) < ENTER:
            break
        index = waiting.pop(best)
        chosen.append(Chosen(index, float(scores[best]), float(z[best])))
        waiting = [i for i in waiting if candidates[i].ref != candidates[index].ref]
        group = candidates[index].group
        if group and sum(candidates[c.index].group == group for c in chosen) >= MOST_OF_A_GROUP:
            waiting = [i for i in waiting if candidates[i].group != group]
        column = A[:, index]
        X = np.column_stack([X, (column - column.mean()) / max(column.std(), 1e-9)])
        fit = fit_logistic(X, y, start=np.append(fit.coef, 0.0))
    return X, fit


def penalised(z: float, tries: int) -> float:
    """The statistic after counting every rule that was tried: the normal quantile of `tries` times its p."""
    if tries == 1 or z == 0:
        return z
    p = penalised_p(2 * float(ndtr(-abs(z))), tries)
    return float(-np.sign(z) * ndtri(p / 2)) if p > 0 else z


def penalised_p(p: float, tries: int) -> float:
    """A p value after counting every rule that was tried."""
    return min(1.0, tries * p)
