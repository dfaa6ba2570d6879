"""Logistic regression, small: whether the record supports that a chance moves with something."""

import numpy as np

from headwater.foresight.calibrate.visits import Bools, Floats

SUPPORTED = 2.6
"""A slope counts where it is so many standard errors from nothing: an effect is off unless the record supports it."""
Z90 = 1.645
LEAST = 20
"""Cases of either sort that a slope needs."""


def logistic(columns: Floats, y: Bools, weights: Floats) -> tuple[float, Floats, Floats]:
    """The intercept, the slope of each column (n, k), and their standard errors (nan where they cannot be told)."""
    k = columns.shape[1]
    scale = columns.std(axis=0) if len(y) else np.zeros(k)
    few = min(float((weights * y).sum()), float((weights * ~y).sum())) < LEAST
    if few or not (scale > 0).all():
        return 0.0, np.zeros(k), np.full(k, np.nan)
    design = np.column_stack([np.ones(len(y)), columns / scale])
    beta = np.zeros(k + 1)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        information = design.T @ (design * (weights * p * (1 - p))[:, None]) + 1e-9 * np.eye(k + 1)
        change = np.linalg.solve(information, design.T @ (weights * (y - p)))
        beta += np.clip(change, -2, 2)
        if np.abs(change).max() < 1e-9:
            break
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    return float(beta[0]), beta[1:] / scale, errors[1:] / scale


def likelihood(columns: Floats, y: Bools, weights: Floats) -> float:
    """The log-likelihood of the fitted regression."""
    base, slope, _ = logistic(columns, y, weights)
    odds = np.clip(base + columns @ slope, -30, 30)
    return float((weights * (y * odds - np.logaddexp(0.0, odds))).sum())


def supported(columns: Floats, y: Bools, weights: Floats, fixed: int = 0, least: float = SUPPORTED) -> Floats:
    """The slopes that lie `least` standard errors from nothing, 0 for the others, which are left out one by one; the
    last `fixed` columns stay. It is asked anew with all weights of the days: a slope that is in only because it came
    out large is left out in many of them, and the spread has that doubt."""
    free = columns.shape[1] - fixed
    used = np.ones(columns.shape[1], dtype=bool)
    result = np.zeros(columns.shape[1])
    while used[:free].any():
        _, found, errors = logistic(columns[:, used], y, weights)
        if np.isnan(errors).any():
            break
        strength = np.abs(found) / np.maximum(errors, 1e-12)
        strength[int(used[:free].sum()) :] = np.inf
        if strength.min() >= least:
            result[used] = found
            break
        used[np.flatnonzero(used)[strength.argmin()]] = False
    return result


def ends(columns: Floats, y: Bools, weights: Floats, free: int) -> list[tuple[int, float]]:
    """For each of the first `free` slopes that is not supported the two ends of its 90 % interval, all columns fitted
    together: what the record cannot exclude. No end moves the odds more than e-fold at the largest twentieth."""
    _, found, errors = logistic(columns, y, weights)
    result = []
    for j in np.flatnonzero(~np.isnan(errors[:free])):
        if abs(found[j]) < SUPPORTED * errors[j]:
            most = 1 / max(float(np.quantile(np.abs(columns[:, j]), 0.95)), 1e-12)
            result += [(int(j), float(np.clip(found[j] + z * errors[j], -most, most))) for z in (-Z90, Z90)]
    return result


def shifted(moved: Floats, share: float, weights: Floats) -> float:
    """The chance at nothing moved, so that chances whose logits are moved by `moved` come to a share on average."""
    low, high = -30.0, 30.0
    for _ in range(60):
        middle = (low + high) / 2
        p = 1 / (1 + np.exp(-np.clip(middle + moved, -40, 40)))
        low, high = (middle, high) if float(np.average(p, weights=weights)) < share else (low, middle)
    return float(1 / (1 + np.exp(-low)))
