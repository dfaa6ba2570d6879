"""Whether a side counts at all: the chance of such differences, or larger ones, if that side made none."""

from dataclasses import replace

import numpy as np
from scipy.special import chdtrc, ndtr

from headwater.causes.people.design import Design, Floats
from headwater.causes.people.domain import Evidence
from headwater.causes.people.fixed_part import wald
from headwater.causes.people.model import INTERACTION, PEOPLE, Model
from headwater.causes.people.profile import without
from headwater.causes.people.reml import Fit, fit
from headwater.causes.people.skew import skew

FEWEST = 10


def evidence(model: Model, fitted: Fit) -> Evidence:
    """Conditions: likelihood ratio and Wald. People: likelihood ratio, and the sharpest person, without an interaction.

    The interaction is left out of the people's test because it would take a person's difference for its own.
    """
    by_conditions = _two(
        _dropped(fitted, model.random_conditions) if model.random_conditions else None,
        wald(fitted, model.fixed_conditions) if model.fixed_conditions else None,
    )
    return Evidence(by_conditions, *people_evidence(model, fitted))


def people_evidence(model: Model, fitted: Fit) -> tuple[float, float]:
    """The chance for people as a whole, and for the sharpest of them."""
    if model.people_fixed:
        return wald(fitted, [PEOPLE]), 1.0
    plain = fit(_additive(model.design), ridge=1e-6) if model.interaction else fitted
    rise, where = without(plain, [PEOPLE])
    person = _sharpest(plain, where, model.design)
    return _two(float(chdtrc(1, rise)) / 2, person), person


def _two(a: float | None, b: float | None) -> float:
    """The chance of the smaller of two, allowed for having looked twice."""
    looked = [p for p in (a, b) if p is not None]
    return min(1.0, len(looked) * min(looked)) if looked else 1.0


def _dropped(fitted: Fit, names: tuple[str, ...]) -> float:
    """Likelihood ratio for variances that cannot be negative: an even mixture of chi-squares, taken at its largest."""
    rise, _ = without(fitted, names)
    k = len(names)
    return float(chdtrc(k, rise) + chdtrc(k - 1, rise) if k > 1 else chdtrc(1, rise)) / 2


def _additive(design: Design) -> Design:
    return replace(design, random=tuple(f for f in design.random if f.name != INTERACTION))


def _sharpest(fitted: Fit, without_people: Floats, design: Design) -> float:
    """Chance of one person standing out as far as the farthest does (Bonferroni), the outcome's skewness allowed for.

    The score of a person where people have no variance has the variance that Henderson's equations give; the normal
    tail is corrected to first order by the skewness of a mean of that person's cases (Cornish and Fisher).
    """
    point = fitted.likelihood(without_people)
    columns = dict(fitted.likelihood.tables.random)[PEOPLE]
    residual = point.residual / fitted.likelihood.dof
    spread = np.sqrt(np.maximum(1 - point.diagonal[columns], 1e-300) * residual)
    z = point.solution[columns] / spread
    people = next(f for f in design.random if f.name == PEOPLE)
    cases = np.bincount(people.codes, minlength=people.levels)
    enough = cases >= FEWEST
    if not enough.any():
        return 1.0
    asymmetry = skew(design.y) / np.sqrt(np.maximum(cases, 1))
    corrected = z - asymmetry * (z**2 - 1) / 6
    return float(min(1.0, 2 * enough.sum() * ndtr(-np.abs(corrected[enough]).max())))
