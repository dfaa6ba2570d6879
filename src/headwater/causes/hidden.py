"""How far an unrecorded difference between cases could explain a link's effect.

Two signs warn. The link goes with what is recorded of the case (case mix): what people saw beyond the record then went
the same way. And work on steps other than the link's own is long in the same cases (a trace of difficulty that no
column holds). The strength of such a difference is taken as `TIMES` that of what is recorded: its log odds ratio would
be about sd(recorded difference in who gets the link) x sd(recorded difference in risk) (the product rule for a normal
confounder; Lin, Psaty and Kronmal 1998). Where that reaches the link's own, the answer is "cannot tell".
"""

from dataclasses import dataclass

import numpy as np

from headwater.causes.effect import Effect
from headwater.causes.facts import Bools, Facts, Floats
from headwater.causes.links.candidate import Candidate
from headwater.causes.logistic import fit_logistic, score_tests
from headwater.shared.said import amount, say

TIMES = 2.0
ROUTED = 3.0
"""For a link that people choose after seeing the case (a queue, a team, a hand-over) more is left unrecorded."""
TRACE_Z = 6.0
THIN = 0.5
"""Share of broken cases without a held case alike above which there is nothing to adjust with."""
TOUCHED = 4.0
"""Score statistic from which a link goes with the trace."""


@dataclass(frozen=True)
class Trace:
    """Work on each step as a reading of how hard the case is: standardised residuals, cases by steps (NaN: none)."""

    residual: Floats
    steps: tuple[str, ...]

    def beside(self, step: str | None) -> Floats:
        """The mean reading over all steps but this one; 0 where there is none."""
        others = [i for i, name in enumerate(self.steps) if name != step]
        values = self.residual[:, others]
        count = (~np.isnan(values)).sum(1)
        mean: Floats = np.where(count > 0, np.nansum(values, axis=1) / np.maximum(count, 1), 0.0)
        return mean


def trace(facts: Facts, mix: Floats) -> Trace | None:
    """The trace of difficulty in the work times, if cases that are slow at one step are slow at the others too.

    `mix` is the case mix of all cases: what it explains of the work is recorded, hence no trace of the unrecorded.
    """
    if facts.record.timing != "start and complete":
        return None
    m = facts.moments
    first = (m.visit == 1) & (m.work > 0)
    columns, names = [], []
    for step, name in enumerate(facts.steps):
        here = first & (m.step == step)
        if here.sum() < 0.3 * facts.n:
            continue
        log_work = np.log(m.work[here])
        values = np.full(facts.n, np.nan)
        free, X = _person_free(log_work, m.who[here]), mix[m.case[here]]
        values[m.case[here]] = free - X @ np.linalg.lstsq(X, free, rcond=None)[0]
        columns.append(values / max(float(np.nanstd(values)), 1e-9))
        names.append(name)
    if len(columns) < 2:
        return None
    residual = np.column_stack(columns)
    together = (_pair_z(residual) > TRACE_Z).any(0)
    kept = np.flatnonzero(together)
    return Trace(residual[:, kept], tuple(names[i] for i in kept)) if len(kept) else None


def _person_free(log_work: Floats, who: np.ndarray) -> Floats:
    """Log work without the pace of the person who did it."""
    index = np.unique(who, return_inverse=True)[1]
    mean = np.bincount(index, log_work) / np.maximum(np.bincount(index), 1)
    result: Floats = log_work - mean[index]
    return result


def _pair_z(residual: Floats) -> Floats:
    """z of the correlation of every two steps over the cases that have both; 0 on the diagonal."""
    filled, there = np.nan_to_num(residual), (~np.isnan(residual)).astype(float)
    cross, both = filled.T @ filled, there.T @ there
    z: Floats = cross / np.sqrt(np.maximum(both, 1.0))
    np.fill_diagonal(z, 0.0)
    return z


def thin(found: Effect) -> str | None:
    """Why the held cases cannot stand in for the broken ones, or None: hardly any is like most of them."""
    if found.unsupported <= THIN:
        return None
    return say(
        "for {share} of the cases in which it broke there is hardly a case alike in which it held; "
        "such cases would settle it",
        share=amount(f"{found.unsupported:.0%}"),
    )


def explained_away(
    link: Candidate, broke: Bools, longer: Bools | None, y: Floats, mix: Floats, adjusters: Floats
) -> str | None:
    """Why an unrecorded difference could be all there is to this link, or None. All arrays: one entry per row.

    Asked of conditions and hand-overs, which somebody chose or met for a reason, and of waits, which hard cases meet
    in their own queues; a loop happens to a case. Beyond a learned standard lie ordinary long waits too, which blur a
    true one but not what hard cases bring; so a wait is asked again of its `longer` half.
    """
    if link.ref.kind not in ("condition", "handoff", "wait"):
        return None
    times = ROUTED if link.routing else TIMES
    if _times_recorded(broke, y, mix, adjusters) > times:
        return None
    clear = broke if longer is None else longer
    kept = clear | ~broke
    if longer is not None and _times_recorded(clear[kept], y[kept], mix[kept], adjusters[kept]) > times:
        return None
    return say(
        "the cases in which it broke differ in the recorded case mix; an unrecorded difference "
        "{times} times as strong would explain it all",
        times=f"{times:.0f}",
    )


def goes_with_trace(broke: Bools, mix: Floats, reading: Floats) -> str | None:
    """Why the trace of an unrecorded difficulty forbids naming this link, or None."""
    target = broke.astype(float)
    z = score_tests(mix, fit_logistic(mix, target), target, reading[:, None])[0]
    if abs(z) < TOUCHED:
        return None
    return say(
        "in these cases work on other steps takes longer too: something that no column records may make them hard"
    )


def _times_recorded(broke: Bools, y: Floats, mix: Floats, adjusters: Floats) -> float:
    """How many times the recorded difference an unrecorded one must be to explain the link's log odds ratio."""
    chance = fit_logistic(mix, broke.astype(float)).coef[1:]
    fit = fit_logistic(np.column_stack([mix, adjusters, broke - broke.mean()]), y)
    return float(fit.coef[-1]) / max(_shared(mix[:, 1:], chance, fit.coef[1 : mix.shape[1]]), 1e-9)


def _shared(mix: Floats, chance: Floats, risk: Floats) -> float:
    """What case mix adds to the link's log odds ratio when it is left out: the covariance, over the cases, of what it
    says of the chance to break and of the risk of damage (both as linear predictors)."""
    return max(float(np.cov(mix @ chance, mix @ risk)[0, 1]), 0.0)
