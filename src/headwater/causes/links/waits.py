"""Waits before a step and work inside it: broken where longer than the step's standard.

The standard is given, or learned: a clear valley between two humps of the log waits (two ways of waiting), else the
cut between quantiles that separates spoiled from unspoiled best. What was tried is counted as so many tests.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from headwater.causes.domain import Ref
from headwater.causes.facts import Facts, Floats, Ints
from headwater.causes.links.candidate import PHASES, Bools, Candidate
from headwater.causes.links.office import open_waits
from headwater.causes.wording import duration
from headwater.shared.said import phrase, say
from headwater.shared.words import upper_first

QUANTILES = (*np.round(np.arange(0.4, 0.98, 0.02), 2), 0.98, 0.985, 0.99, 0.995)
MIN_CASES = 30
TRIES = 4
"""A cut is chosen among thirty quantiles; neighbours say nearly the same, so it counts as so many tests."""
SURELY_HELD = 0.05
"""With two humps the link counts as held where the long hump has at most this chance, so that no broken case hides
among the held ones; ordinary waits above that cut are counted as broken and cost nothing, since nothing spoils them."""


@dataclass(frozen=True)
class Standard:
    """Above `cut` cases are counted as broken; above `clear` they clearly are."""

    cut: float
    clear: float
    reason: str
    tries: int = 1


@dataclass(frozen=True)
class Times:
    """Seconds waited before, or worked in, each moment; `opened`: counted in open hours."""

    kind: Literal["wait", "work"]
    seconds: Floats
    opened: bool = False


def waits(facts: Facts, spoiled: Floats, known: Bools, standards: dict[str, float]) -> list[Candidate]:
    """One candidate per step that is reached by a wait: the longest wait before its first visit.

    `spoiled` is what the cut is learned from: 0 or 1 per case, or that beyond what case mix foretells.
    """
    elapsed, in_office = Times("wait", facts.moments.wait), open_waits(facts)
    usual = elapsed if in_office is None else Times("wait", in_office, opened=True)
    given = {name for name in facts.steps if f"wait: {name}" in standards}  # a standard that is given is elapsed time
    found = [
        _timed(facts, spoiled, known, step, elapsed if name in given else usual, standards)
        for step, name in enumerate(facts.steps)
    ]
    return [candidate for candidate in found if candidate]


def work(facts: Facts, spoiled: Floats, known: Bools, standards: dict[str, float]) -> list[Candidate]:
    """One candidate per step whose start is recorded: its work on the first visit."""
    times = Times("work", facts.moments.work)
    found = [_timed(facts, spoiled, known, step, times, standards) for step in range(len(facts.steps))]
    return [candidate for candidate in found if candidate]


def _timed(
    facts: Facts, spoiled: Floats, known: Bools, step: int, times: Times, standards: dict[str, float]
) -> Candidate | None:
    m, name = facts.moments, facts.steps[step]
    first = (m.step == step) & (m.visit == 1) & ~np.isnan(times.seconds) & facts.ordinary
    case = m.case[first]
    if len(case) < MIN_CASES:
        return None
    value = np.full(facts.n, np.nan)
    value[case] = times.seconds[first]
    usable = known & ~np.isnan(value)
    found = _standard(value, spoiled, usable, standards.get(f"{times.kind}: {name}"))
    if found is None:
        return None
    filled = np.nan_to_num(value, nan=-1.0)
    broke = filled > found.clear
    named = phrase("waiting before “{step}”") if times.kind == "wait" else phrase("working on “{step}”")
    what = say(named, step=name)
    return Candidate(
        ref=Ref(kind=times.kind, step=name),
        link=upper_first(what),
        broke=broke,
        known=~np.isnan(value),
        place=facts.step_rank[step] + PHASES[times.kind],
        rule=_rule(what, found, times),
        owner=main_team(facts, first & broke[m.case]),
        step=name,
        tries=found.tries,
        longer=filled > np.median(filled[broke]) if broke.any() else None,
        counted=filled > found.cut if found.cut < found.clear else None,
    )


def _rule(what: str, found: Standard, times: Times) -> str:
    took = phrase("{what} took longer than {cut} ({why})")
    if times.opened:
        took = phrase("{what} took longer than {cut} of open hours ({why})")
    return say(took, what=what, cut=duration(found.cut), why=found.reason)


def _standard(value: Floats, spoiled: Floats, usable: Bools, given: float | None) -> Standard | None:
    if given is not None:
        return Standard(given, given, say("the given standard"))
    seen = value[usable]
    if len(seen) < MIN_CASES or np.ptp(seen) == 0:
        return None
    begin = two_humps(seen)
    if begin is not None:
        two = say("learned: there are two ways of waiting, and the short one hardly ever is longer")
        return Standard(begin, begin, two)
    cut, clear = _best_cuts(seen, spoiled[usable])
    return Standard(cut, clear, say("learned: above it spoiled cases are in excess"), TRIES)


def _best_cuts(value: Floats, spoiled: Floats) -> tuple[float, float]:
    """The quantile above which most spoiled cases are in excess, less one standard error of that number, and the
    quantile that parts spoiled from unspoiled most clearly.

    Cutting lower adds held cases, hence error but no excess; cutting higher leaves broken cases out.
    """
    cuts = np.unique(np.quantile(value, QUANTILES))
    cuts = cuts[cuts < value.max()] if (cuts < value.max()).any() else cuts[:1]
    above = (value[:, None] > cuts).astype(float)
    n, spoiled_above = above.sum(0), above.T @ spoiled
    below = (spoiled.sum() - spoiled_above) / np.maximum(len(value) - n, 1)
    excess = spoiled_above - n * below
    share = np.clip(spoiled_above / np.maximum(n, 1), 0, 1)
    below = np.clip(below, 0, 1)
    error = np.sqrt(n * share * (1 - share) + n**2 * below * (1 - below) / np.maximum(len(value) - n, 1))
    pooled = np.sqrt(spoiled.mean() * (1 - spoiled.mean()) * n * len(value) / np.maximum(len(value) - n, 1))
    cut, clear = int(np.argmax(excess - error)), int(np.argmax(excess / np.maximum(pooled, 1e-9)))
    return float(min(cuts[cut], cuts[clear])), float(cuts[clear])


def two_humps(seconds: Floats) -> float | None:
    """Where the long one of two normal humps of the log times begins, if two are clearly there.

    Clear: the means are more than 2.5 pooled standard deviations apart and the smaller holds at least 2 %
    (Ashman, Bird and Zepf 1994 use D > 2 for a clean separation).
    """
    positive = seconds[seconds > 0]
    if len(positive) < 60 or len(positive) < 0.5 * len(seconds):
        return None
    x = np.log(positive[:: max(1, len(positive) // 2000)])
    mean, sd, share = _mixture(x)
    apart = abs(mean[1] - mean[0]) / np.sqrt((sd[0] ** 2 + sd[1] ** 2) / 2)
    if mean[1] <= mean[0] or apart < 2.5 or not 0.02 <= share[1] <= 0.6:
        return None
    grid = np.linspace(mean[0], mean[1], 400)
    dense = _dense(grid, mean, sd, share)
    surely = dense[1] <= SURELY_HELD * (dense[0] + dense[1])
    return float(np.exp(grid[surely].max())) if surely.any() else None


def _mixture(x: Floats) -> tuple[Floats, Floats, Floats]:
    """Means, deviations and shares of two normal components by expectation maximisation (40 rounds)."""
    low, high = np.quantile(x, [0.25, 0.97])
    mean, sd, share = np.array([low, high]), np.array([x.std(), x.std()]) / 2 + 1e-9, np.array([0.85, 0.15])
    for _ in range(40):
        dense = _dense(x, mean, sd, share)
        part = dense / (dense[0] + dense[1])
        weight = part.sum(1) + 1e-9
        mean = part @ x / weight
        sd = np.sqrt(np.array([part[k] @ (x - mean[k]) ** 2 for k in (0, 1)]) / weight) + 1e-3
        share = weight / len(x)
    return mean, sd, share


def _dense(x: Floats, mean: Floats, sd: Floats, share: Floats) -> Floats:
    """Weighted densities, one row per component."""
    with np.errstate(over="ignore", under="ignore"):
        z = (x - mean[:, None]) / sd[:, None]
        result: Floats = (share / sd)[:, None] * np.exp(-0.5 * z * z) + 1e-300
    return result


def main_team(facts: Facts, moments: Bools) -> str | None:
    """The team that holds most of these moments, if teams are recorded and it holds at least half."""
    team: Ints = facts.moments.team[moments]
    team = team[team >= 0]
    if not len(team):
        return None
    counts = np.bincount(team, minlength=len(facts.teams))
    return facts.teams[int(counts.argmax())] if counts.max() >= 0.5 * len(team) else None
