"""How the chance that a case is spoiled hangs on how long it waited."""

from typing import TYPE_CHECKING

import numpy as np

from headwater.foresight.calibrate.visits import Bools, Floats

if TYPE_CHECKING:
    from headwater.foresight.calibrate.frame import Frame

SUPPORTED = 2.6
"""The slope counts where it is so many standard errors from nothing."""
LEAST = 20
"""Spoiled and unspoiled cases that a slope needs."""


def spoiling(frame: "Frame", weights: Floats, mine: Bools) -> dict[str, float]:
    """The fields of a kind that say how its cases are spoiled; nothing where it is not known which are."""
    if frame.spoiled is None:
        return {}
    waited = np.bincount(frame.visits.case, frame.wait, minlength=frame.visits.cases)
    gone = mine & frame.returns.gone
    served = mine & ~frame.returns.gone
    share = _mean(frame.spoiled, weights, served)
    left = _mean(frame.spoiled, weights, gone) if gone.any() else 1.0
    typical = float(np.average(waited[served], weights=weights[served])) if weights[served].sum() else 0.0
    slope, error, at = logistic(waited[served] - typical, frame.spoiled[served], weights[served])
    if not error or abs(slope) < SUPPORTED * error:
        return {"spoiled": share, "spoiled_left": left, "typical_wait": typical}
    return {"spoiled": at, "spoiled_per_wait": slope, "typical_wait": typical, "spoiled_left": left}


def _mean(flags: Bools, weights: Floats, chosen: Bools) -> float:
    total = float(weights[chosen].sum())
    return float((weights * flags)[chosen].sum()) / total if total else 0.0


def logistic(x: Floats, y: Bools, weights: Floats) -> tuple[float, float, float]:
    """Slope, its standard error and the chance at x = 0, by Newton's method; an error of 0 where it cannot be told."""
    if min(float((weights * y).sum()), float((weights * ~y).sum())) < LEAST or x.std() <= 0:
        return 0.0, 0.0, 0.0
    scale = float(x.std())
    design = np.column_stack([np.ones(len(x)), x / scale])
    beta = np.zeros(2)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        information = design.T @ (design * (weights * p * (1 - p))[:, None]) + 1e-9 * np.eye(2)
        change = np.linalg.solve(information, design.T @ (weights * (y - p)))
        beta += np.clip(change, -2, 2)
        if np.abs(change).max() < 1e-9:
            break
    error = float(np.sqrt(np.linalg.inv(information)[1, 1]))
    return float(beta[1]) / scale, error / scale, float(1 / (1 + np.exp(-beta[0])))
