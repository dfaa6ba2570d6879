"""A small quasi-Newton search (BFGS) that takes and returns its curvature, so that neighbouring searches start warm."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from headwater.causes.people.design import Floats

LONGEST = 4.0
NEAR_ZERO = np.log(3e-4)
LIFT = 0.005
WORTH = 0.01
Moved = tuple[Floats, float, Floats]
Objective = Callable[[Floats], tuple[float, Floats]]


@dataclass(frozen=True)
class Minimum:
    """Where the search ended, with the inverse of the curvature it learned on the way."""

    x: Floats
    value: float
    gradient: Floats
    inverse: Floats


def minimise(f: Objective, x: Floats, inverse: Floats, *, within: float, most: int = 200) -> Minimum:
    """Search until the decrease still expected (gradient' inverse gradient) is below `within`."""
    value, gradient = f(x)
    fresh = inverse.copy()
    for _ in range(most):
        step = -inverse @ gradient
        expected = -float(step @ gradient)
        if expected < within:
            break
        moved = _line_search(f, x, value, gradient, step * min(1.0, LONGEST / np.abs(step).max()))
        if moved is None:
            if np.array_equal(inverse, fresh):
                break
            inverse = fresh
            continue
        x_new, value, g_new = moved
        inverse = _updated(inverse, x_new - x, g_new - gradient)
        x, gradient = x_new, g_new
    return Minimum(x, value, gradient, inverse)


def minimise_lifting(f: Objective, x: Floats, inverse: Floats, *, within: float, most: int = 200) -> Minimum:
    """As `minimise`, over logs of ratios: one that lies near zero although the slope there says otherwise is lifted.

    Near zero the gradient by the logarithm vanishes, so a search that starts or strays there cannot leave by itself.
    """
    found = minimise(f, x, inverse, within=within, most=most)
    slope = found.gradient / np.exp(np.clip(found.x, -30.0, 30.0))
    stuck = (found.x < NEAR_ZERO) & (slope * LIFT < -WORTH)
    if not stuck.any():
        return found
    again = minimise(f, np.where(stuck, np.log(LIFT), found.x), inverse, within=within, most=most)
    return min(found, again, key=lambda end: end.value)


def _line_search(
    f: Objective, x: Floats, value: float, gradient: Floats, step: Floats
) -> tuple[Floats, float, Floats] | None:
    slope, length = float(step @ gradient), 1.0
    for _ in range(25):
        new_value, new_gradient = f(x + length * step)
        if new_value <= value + 1e-4 * length * slope:
            return x + length * step, new_value, new_gradient
        curved = new_value - value - length * slope
        length = max(0.1 * length, min(0.5 * length, -0.5 * length**2 * slope / curved))
    return None


def _updated(inverse: Floats, s: Floats, y: Floats) -> Floats:
    """The BFGS update; left out where the curvature along the step is not positive."""
    sy = float(s @ y)
    if sy <= 1e-10 * float(np.sqrt((s @ s) * (y @ y))):
        return inverse
    left = np.eye(len(s)) - np.outer(s, y) / sy
    return np.asarray(left @ inverse @ left.T + np.outer(s, s) / sy)
