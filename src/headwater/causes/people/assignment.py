"""The assignment test: does what was known before the contact predict who served, under the same conditions?

Where it does, hard cases may be going to the best people, and a person's record says more about the cases than about
the person (measured: the estimated effects then run against the true ones). For each thing known before, the statistic
is the part of its variation within strata that lies between people; its chance distribution comes from flipping the
signs of whole customers' contributions (wild cluster bootstrap), so a customer's repeated cases count as one, and
customers who always come back to the same person raise no false alarm. The tail is a gamma fitted to the flips.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.special import gammaincc

from headwater.causes.people.columns import Column
from headwater.causes.people.design import Factor, Floats, Ints
from headwater.causes.people.domain import Guard
from headwater.causes.people.skew import ranks, skew
from headwater.causes.people.strata import Strata, strata
from headwater.shared.said import amount, say
from headwater.shared.words import joined

MOST_ROWS = 60_000
MOST_LEVELS = 12
FLIPS = 160
BATCH = 32
ALARM = 0.01
MATTERS = 0.01
LOPSIDED = 2.0


@dataclass(frozen=True)
class Association:
    """How far one thing known before goes with who served: part of its variation, and the chance of that by luck."""

    name: str
    part: float
    chance: float
    visible: float


def assignment_guard(known: list[Column], people: Factor, conditions: list[Column], customers: Factor | None) -> Guard:
    """Blocks where something known before predicts who served; says so where nothing was recorded to test it by."""
    found = associations(known, people, conditions, customers)
    if not found:
        return Guard(
            "assignment",
            False,
            say("How cases were given out could not be tested: nothing else known before the contact is recorded."),
            say("Record what is known before a contact (kind, urgency, history), or give cases to whoever is free."),
        )
    alarms = [a for a in found if a.chance * len(found) < ALARM and a.part >= MATTERS]
    return _alarm(max(alarms, key=lambda a: a.part)) if alarms else _quiet(found)


def _alarm(a: Association) -> Guard:
    return Guard(
        "assignment",
        True,
        say(
            "Not separable: '{name}' was known before the contact and predicts who served, so hard cases may be going "
            "to certain people ({share} % of its differences under the same conditions go with who served).",
            name=a.name,
            share=amount(f"{100 * a.part:.2g}"),
        ),
        say(
            "Give cases to whoever is free, without looking at '{name}', for a few weeks in one queue or more; "
            "then ask again on those cases.",
            name=a.name,
        ),
        {"part": a.part, "chance": a.chance},
    )


def _quiet(found: list[Association]) -> Guard:
    names = joined(", ", [say("'{name}'", name=a.name) for a in found])
    visible = max(max(a.visible, MATTERS) for a in found)
    return Guard(
        "assignment",
        False,
        say(
            "What was known before the contact ({names}) does not predict who served: cases look as if given out by "
            "chance (a part above {share} % would have been seen).",
            names=names,
            share=amount(f"{100 * visible:.2g}"),
        ),
        "",
        {"part": max(a.part for a in found), "chance": min(a.chance for a in found), "visible": visible},
    )


def associations(
    known: list[Column], people: Factor, conditions: list[Column], customers: Factor | None
) -> list[Association]:
    """One association for each thing known before that varies within strata."""
    rows = _sample(people, customers)
    groups = strata(conditions, people, rows)
    clusters = np.arange(len(rows)) if customers is None else np.unique(customers.codes[rows], return_inverse=True)[1]
    served = _indicator(people.codes[rows], people.levels)
    found = (_associate(column, rows, groups, served, clusters) for column in known)
    return [a for a in found if a is not None]


def _sample(people: Factor, customers: Factor | None) -> Ints:
    """At most 60,000 cases, whole customers, drawn by a fixed seed: enough to see a part of 1 %."""
    n = len(people.codes)
    if n <= MOST_ROWS:
        return np.arange(n)
    units = np.arange(n) if customers is None else customers.codes
    drawn = np.random.default_rng(2).random(int(units.max()) + 1) < MOST_ROWS / n
    return np.flatnonzero(drawn[units])


def _associate(column: Column, rows: Ints, groups: Strata, served: sp.csr_matrix, clusters: Ints) -> Association | None:
    residual = groups.centred(_scores(column, rows))
    total = float((residual**2).sum())
    if total < 1e-9 * len(rows) or len(rows) < 3:
        return None
    weight = 1 / np.maximum(np.asarray(served.sum(axis=1)).ravel(), 1.0)
    observed = float((((served @ residual) ** 2) * weight[:, None]).sum())
    flips = _flips(residual, groups, served, clusters, weight)
    mean, variance = float(flips.mean()), float(flips.var(ddof=1))
    if mean <= 0 or variance <= 0:
        return None
    chance = float(gammaincc(mean**2 / variance, observed * mean / variance))
    part = max(observed - mean, 0.0) / total
    return Association(column.name, part, chance, 4 * float(np.sqrt(variance)) / total)


def _flips(residual: Floats, groups: Strata, served: sp.csr_matrix, clusters: Ints, weight: Floats) -> Floats:
    """The statistic under random signs of whole clusters; the share of a stratum that a person served is taken out."""
    corrected = residual * np.sqrt(groups.size / np.maximum(groups.size - 1, 1))[groups.codes][:, None]
    within = _indicator(groups.codes, len(groups.size))
    usual = (served @ within.T).multiply(1 / groups.size[None, :]).tocsr()
    signs = np.random.default_rng(3)
    values = []
    for first in range(0, FLIPS, BATCH):
        count = min(BATCH, FLIPS - first)
        flip = signs.integers(0, 2, (int(clusters.max()) + 1, count), np.int8)[clusters] * 2.0 - 1.0
        statistic = np.zeros(count)
        for part in corrected.T:
            turned = flip * part[:, None]
            score = served @ turned - usual @ (within @ turned)
            statistic += (score**2 * weight[:, None]).sum(axis=0)
        values.append(statistic)
    return np.concatenate(values)


def _indicator(codes: Ints, levels: int) -> sp.csr_matrix:
    """Levels by cases, 1 where the case has the level."""
    return sp.csr_matrix((np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(levels, len(codes)))


def _scores(column: Column, rows: Ints) -> Floats:
    """Numbers (lopsided ones as ranks, with a column for gaps); the commonest levels, each with equal weight."""
    if column.numbers is not None:
        values = column.numbers[rows]
        gaps = np.isnan(values)
        scores = _plain(np.where(gaps, np.nanmedian(values) if not gaps.all() else 0.0, values))
        return np.asarray(np.column_stack([scores, gaps]) if gaps.any() and not gaps.all() else scores[:, None])
    assert column.factor is not None
    codes = column.factor.codes[rows]
    frequency = np.bincount(codes, minlength=column.factor.levels)
    common = np.argsort(-frequency, kind="stable")[:MOST_LEVELS]
    common = common[frequency[common] > 0]
    return np.asarray((codes[:, None] == common[None, :]) / np.sqrt(frequency[common] / len(rows)))


def _plain(values: Floats) -> Floats:
    """About zero with unit spread and the farthest hundredths drawn in; ranks instead where a tail would rule."""
    if values.std() == 0:
        return np.zeros(len(values))
    if abs(skew(values)) > LOPSIDED:
        values = ranks(values)
    drawn = np.clip(values, *np.quantile(values, [0.01, 0.99]))
    return np.asarray((drawn - drawn.mean()) / (drawn.std() or 1.0))
