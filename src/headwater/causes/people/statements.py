"""What may be said of a person: shrunk, with an interval, after the conditions, never under 30 cases, never ranked."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from headwater.causes.people.design import Ints
from headwater.causes.people.domain import Finding, PersonStatement
from headwater.causes.people.reml import Fit
from headwater.shared.said import amount, phrase, say

FEWEST_CASES = 30
SURE = 0.9
FOUND = {"worse": phrase("worse"), "better": phrase("better")}


def statements(
    fit: Fit,
    names: Sequence[str],
    cases: Ints,
    allowed: npt.NDArray[np.bool_],
    *,
    differ: bool,
    higher_is_worse: bool,
) -> tuple[PersonStatement, ...]:
    """One for each person with 30 cases or more, in the order of the names.

    `differ` says whether the people were shown to differ at all; if not, nobody is singled out. A person is flagged
    where the chance that the effect is worse (better) than one standard deviation between people is above .9.
    """
    effect, spread = fit.effects("people")
    between = float(np.sqrt(fit.variances["people"]))
    sign = 1.0 if higher_is_worse else -1.0
    found = []
    for k in np.flatnonzero((cases >= FEWEST_CASES) & allowed).tolist():
        harm, sd = sign * float(effect[k]), float(spread[k])
        worse, better = _beyond(harm, between, sd), _beyond(-harm, between, sd)
        finding = _finding(worse, better) if differ else "no difference shown"
        low, high = float(effect[k]) - 1.96 * sd, float(effect[k]) + 1.96 * sd
        sentence = _sentence(names[k], int(cases[k]), finding, float(effect[k]), low, high)
        found.append(PersonStatement(names[k], int(cases[k]), float(effect[k]), low, high, worse, finding, sentence))
    return tuple(found)


def _beyond(harm: float, between: float, sd: float) -> float:
    """Chance that the harm is above one standard deviation between people."""
    return float(ndtr((harm - between) / sd)) if sd > 0 and between > 0 else 0.0


def _finding(worse: float, better: float) -> Finding:
    if worse > SURE:
        return "worse"
    return "better" if better > SURE else "no difference shown"


def _sentence(name: str, cases: int, finding: Finding, effect: float, low: float, high: float) -> str:
    if finding == "no difference shown":
        return say("{name}: no difference shown ({n} cases).", name=name, n=cases)
    by, low_end, high_end = (amount(f"{value:+.3g}") for value in (effect, low, high))
    return say(
        "{name}: outcomes {finding} than those of others under the same conditions, by {by} "
        "({low} to {high}; {n} cases).",
        name=name, finding=say(FOUND[finding]), by=by, low=low_end, high=high_end, n=cases,
    )  # fmt: skip
