"""Two questions before people are blamed: is it there where the conditions held, and did all meet the same conditions?

A condition that was recorded only in part (the product, not that its shelf was empty) is not adjusted away: what is
left of it goes with whoever met it most. That leaves two traces in a record, and each blocks.

1. *Held.* People who do their work differently do so also where nothing was wrong: among the cases whose recorded
   conditions burden them less than the average case, the difference must be seen too (by chance under 1 in 10; the bar
   is lower than for the whole record because these are fewer cases).
2. *Burden.* Whoever looks worse did not also meet the worse conditions: the correlation over the cases of the effect
   of who served with the burden of the conditions met must not be above zero beyond chance (1 in 20) by .1 or more.
   Selection on what is recorded tells of selection on what is not (Altonji, Elder and Taber 2005, doi:10.1086/426036).

Both are asked only where conditions and people both count: a condition that carries nothing hides nothing.
"""

import numpy as np
from scipy.special import ndtr

from headwater.causes.people.columns import Column, factor, restricted
from headwater.causes.people.design import Factor, Floats, Ints
from headwater.causes.people.domain import Guard
from headwater.causes.people.evidence import people_evidence
from headwater.causes.people.model import PEOPLE, Model, build, key, usable
from headwater.causes.people.reml import Fit, fit
from headwater.shared.said import say

SEEN = 0.1
ALARM = 0.05
MATTERS = 0.01
FEWEST = 30
RIDGE = 1e-6


def hidden_guards(
    y: Floats,
    conditions: list[Column],
    people: Factor,
    customers: Factor | None,
    model: Model,
    fitted: Fit,
    *,
    higher_is_worse: bool,
) -> tuple[Guard, Guard]:
    """What must hold before a difference that goes with who served is said to be the people's."""
    burdens = {c.name: _burden(c, model, fitted) for c in conditions}
    heaviest = max(burdens, key=lambda name: float(burdens[name].var()))
    burden = np.sum([*burdens.values()], axis=0)
    worse = burden - burden.mean() if higher_is_worse else burden.mean() - burden
    rows = np.flatnonzero(worse <= 1e-9 * worse.std())
    return (
        _held(_chance_where_held(y, conditions, people, customers, rows), len(rows), heaviest),
        _even(fitted.effects(PEOPLE)[0][people.codes], burden, heaviest),
    )


def _burden(condition: Column, model: Model, fitted: Fit) -> Floats:
    """What this condition adds to the outcome in each case, by the fit."""
    name = key(condition.name)
    for f in model.design.random:
        if f.name == name:
            return np.asarray(fitted.effects(name)[0][f.codes])
    columns, values, _ = fitted.coefficients()
    found = {level: float(v) for (owner, level), v in zip(columns, values, strict=True) if owner == name}
    for f in model.design.fixed:
        if f.name == name:
            return np.asarray(np.array([found.get(level, 0.0) for level in range(f.levels)])[f.codes])
    block = dict(model.design.numeric)[name]
    return np.asarray(block @ np.array([found.get(-1 - k, 0.0) for k in range(block.shape[1])]))


def _chance_where_held(
    y: Floats, conditions: list[Column], people: Factor, customers: Factor | None, rows: Ints
) -> float:
    """The chance of such differences between people on these rows; 1 where nothing differs there."""
    if len(rows) < FEWEST or np.ptp(y[rows]) == 0:
        return 1.0
    given, _ = usable([restricted(c, rows) for c in conditions], len(rows))
    served = None if customers is None else factor("customers", customers.codes[rows])
    model = build(y[rows], given, factor(PEOPLE, people.codes[rows]), served, interaction=False)
    return people_evidence(model, fit(model.design, ridge=RIDGE * float(y.var())))[0]


def _held(chance: float, cases: int, heaviest: str) -> Guard:
    figures = {"chance": chance, "cases": float(cases)}
    if chance < SEEN:
        good = say("People differ also where the recorded conditions were good.")
        return Guard("held", False, good, "", figures)
    return Guard(
        "held",
        True,
        say(
            "People differ only where the recorded conditions were worse (above all '{name}'); in the {n} cases "
            "under better ones no difference between them is shown, so what they met there may be behind it.",
            name=heaviest,
            n=cases,
        ),
        _settle(heaviest),
        figures,
    )


def _even(effect: Floats, burden: Floats, heaviest: str) -> Guard:
    together = _correlation(effect, burden)
    chance = float(ndtr(-together * np.sqrt(len(effect))))
    figures = {"correlation": together, "chance": chance}
    if chance >= ALARM or together**2 < MATTERS:
        even = say("Who looks worse did not meet worse conditions than the others.")
        return Guard("burden", False, even, "", figures)
    return Guard(
        "burden",
        True,
        say(
            "Those whose outcomes look worse also met the worse conditions (above all '{name}'), more than by "
            "chance, so something behind these that is not recorded may have gone to them too.",
            name=heaviest,
        ),
        _settle(heaviest),
        figures,
    )


def _correlation(a: Floats, b: Floats) -> float:
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size > 0 else 0.0


def _settle(heaviest: str) -> str:
    return say(
        "Unknown past this point: ask the owner of '{name}' what was behind it (stock, dates, access), "
        "record that in each case, and ask again.",
        name=heaviest,
    )
