"""The within-person contrast: the same people under worse and better conditions."""

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from headwater.causes.people.columns import Column
from headwater.causes.people.design import Factor, Floats, Ints
from headwater.causes.people.domain import Contrast
from headwater.shared.said import amount, say

FEWEST = 3
Sides = npt.NDArray[np.int8]


def contrast(y: Floats, condition: Column, people: Factor, *, higher_is_worse: bool) -> Contrast | None:
    """Mean over people of (outcome under the worse side less under the better), weighted by what each can tell.

    Two levels are compared as they are; a number is cut at its median; of more levels the worse half is chosen for each
    half of the people by the records of the other half, so the choice does not favour a difference.
    """
    sides, words = _sides(y, condition, people, higher_is_worse)
    weight, difference = _by_person(y, sides, people)
    if len(weight) < FEWEST:
        return None
    mean = float(weight @ difference / weight.sum())
    k = len(weight)
    error = float(np.sqrt((weight**2 @ (difference - mean) ** 2) * k / (k - 1))) / float(weight.sum())
    reach = float(stdtrit(k - 1, 0.975)) * error
    by, low, high = (amount(f"{value:+.3g}") for value in (mean, mean - reach, mean + reach))
    sentence = say(
        "The same {n} people, {sides}: the outcome differs by {by} ({low} to {high}).",
        n=k, sides=words, by=by, low=low, high=high,
    )  # fmt: skip
    return Contrast(condition.name, mean, mean - reach, mean + reach, k, sentence)


def _sides(y: Floats, condition: Column, people: Factor, higher_is_worse: bool) -> tuple[Sides, str]:
    """1 on the worse (or upper) side, 0 on the other, -1 not used; and the words for it."""
    name = condition.name
    if condition.factor is None:
        assert condition.numbers is not None
        cut = float(np.nanmedian(condition.numbers))
        side = np.where(np.isnan(condition.numbers), -1, condition.numbers > cut)
        said = say("with '{name}' above {cut} and at or below it", name=name, cut=amount(f"{cut:.3g}"))
        return side.astype(np.int8), said
    labels = condition.labels
    real = [k for k, label in enumerate(labels) if label != "not recorded"]
    if len(real) == 2:
        side = np.full(len(y), -1, np.int8)
        side[condition.factor.codes == real[0]], side[condition.factor.codes == real[1]] = 0, 1
        return side, say("with '{name}' {a} and with {b}", name=name, a=labels[real[1]], b=labels[real[0]])
    said = say("under the worse and the better half of '{name}'", name=name)
    return _worse_half(y, condition.factor, people, higher_is_worse), said


def _worse_half(y: Floats, condition: Factor, people: Factor, higher_is_worse: bool) -> Sides:
    half = people.codes % 2
    side = np.full(len(y), -1, np.int8)
    outcome = y if higher_is_worse else -y
    for h in (0, 1):
        other = half != h
        count = np.bincount(condition.codes[other], minlength=condition.levels)
        mean = np.bincount(condition.codes[other], outcome[other], condition.levels) / np.maximum(count, 1)
        cut = np.average(mean, weights=np.maximum(count, 1e-9))
        chosen = np.where(count > 0, mean > cut, -1).astype(np.int8)
        side[~other] = chosen[condition.codes[~other]]
    return side


def _by_person(y: Floats, sides: Sides, people: Factor) -> tuple[Floats, Floats]:
    """Weights and differences of the people with two cases or more on both sides."""
    counts, means = [], []
    for side in (0, 1):
        chosen: Ints = people.codes[sides == side]
        counts.append(np.bincount(chosen, minlength=people.levels))
        sums = np.bincount(chosen, y[sides == side], people.levels)
        means.append(sums / np.maximum(counts[-1], 1))
    able = (counts[0] >= 2) & (counts[1] >= 2)
    weight = 1 / (1 / np.maximum(counts[0], 1) + 1 / np.maximum(counts[1], 1))
    return weight[able], (means[1] - means[0])[able]
