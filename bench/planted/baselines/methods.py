"""The baselines: each takes a world's features and gives ranked findings, as naively as they are used in practice."""

import numpy as np
from bench.planted.baselines.features import Features
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import norm
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

Found = list[dict[str, object]]
Floats = NDArray[np.float64]


def _finding(ref: dict[str, str], cases: float, low: float, high: float) -> dict[str, object]:
    return {"ref": ref, "verdict": "cause", "spoiled_cases": cases, "interval": [low, high]}


def complained_about(table: Features) -> Found:
    """The person most often first in spoiled cases, as a desk's ranking of agents shows it."""
    names, codes = np.unique(table.person.astype(str), return_inverse=True)
    bad = np.bincount(codes, weights=table.spoiled)
    worst = int(bad.argmax())
    return [_finding({"kind": "person", "value": str(names[worst])}, float(bad[worst]), 0.0, float(bad[worst]))]


def risk_difference(table: Features) -> Found:
    """Share spoiled where broken less share where not, times the broken cases; false discoveries at 5 %."""
    broken = ((0 if table.X.min() >= 0 else 0.5) < table.X).astype(float)
    n1 = np.maximum(broken.sum(0), 1)
    n0 = np.maximum(len(broken) - n1, 1)
    p1, p0 = table.spoiled @ broken / n1, table.spoiled @ (1 - broken) / n0
    error = np.sqrt(np.maximum(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0, 1e-12))
    return _ranked(table, p1 - p0, error, n1)


def logistic(table: Features) -> Found:
    """One plain logistic regression of all candidates, by p-value, false discoveries at 5 %. Mix adjusts, unranked."""
    X = np.column_stack([np.ones(len(table.X)), table.X])
    beta, covariance = _fit(X, table.spoiled)
    z = beta[1:] / np.sqrt(np.diag(covariance)[1:])
    chosen = _discoveries(np.where(table.mix, 1.0, 2 * norm.sf(np.abs(z)))) & (z > 0)
    order = [int(j) for j in np.argsort(-z) if chosen[j]]
    return [_attributed(table, X, beta, covariance, j) for j in order]


def _fit(X: Floats, y: Floats) -> tuple[Floats, Floats]:
    beta, ridge = np.zeros(X.shape[1]), np.full(X.shape[1], 1e-2)
    for _ in range(25):
        p = expit(X @ beta)
        hessian = (X * (p * (1 - p))[:, None]).T @ X + np.diag(ridge)
        move = np.linalg.solve(hessian, X.T @ (y - p) - ridge * beta)
        beta = beta + np.clip(move, -2, 2)
        if np.abs(move).max() < 1e-6:
            break
    return beta, np.linalg.inv(hessian)


def _attributed(table: Features, X: Floats, beta: Floats, covariance: Floats, j: int) -> dict[str, object]:
    """Predicted spoiled cases that vanish when the coefficient's column is set to its unbroken value."""
    eta, x = X @ beta, table.X[:, j]
    gone = x - x.min() if x.min() < 0 else x
    sizes = [float(np.sum(expit(eta) - expit(eta - b * gone))) for b in _limits(beta[j + 1], covariance[j + 1, j + 1])]
    return _finding(table.refs[j], sizes[1], sizes[0], sizes[2])


def _limits(beta: float, variance: float) -> tuple[float, float, float]:
    half = 1.645 * float(np.sqrt(variance))
    return beta - half, beta, beta + half


def _discoveries(p: Floats) -> NDArray[np.bool_]:
    order = np.argsort(p)
    passed = np.flatnonzero(p[order] <= 0.05 * np.arange(1, len(p) + 1) / len(p))
    chosen = np.zeros(len(p), dtype=bool)
    chosen[order[: passed[-1] + 1 if len(passed) else 0]] = True
    return chosen


def _ranked(table: Features, gap: Floats, error: Floats, broken: Floats) -> Found:
    p = np.where(table.mix, 1.0, norm.sf(gap / error))
    chosen = _discoveries(p)
    order = [int(j) for j in np.argsort(-gap * broken) if chosen[j]]
    half = 1.645 * error
    return [
        _finding(table.refs[j], *(float(broken[j] * g) for g in (gap[j], gap[j] - half[j], gap[j] + half[j])))
        for j in order
    ]


def forest(table: Features) -> Found:
    """Random-forest importance: the ten most important features, as is common."""
    model = RandomForestClassifier(40, max_depth=8, min_samples_leaf=10, n_jobs=1, random_state=0)
    return _important(table, model.fit(table.X, table.spoiled).feature_importances_, most=10, least=0.02)


def tree(table: Features) -> Found:
    """A small decision tree on case features: every feature it splits on, by importance."""
    model = DecisionTreeClassifier(max_depth=4, min_samples_leaf=max(20, len(table.X) // 100), random_state=0)
    return _important(table, model.fit(table.X, table.spoiled).feature_importances_, most=10, least=0.02)


def _important(table: Features, weight: Floats, most: int, least: float) -> Found:
    weight = np.where(table.mix, 0.0, weight)
    order = [int(j) for j in np.argsort(-weight)[:most] if weight[j] > least]
    raw = {id(f["ref"]): f for f in _all_differences(table, order)}
    return [raw[id(table.refs[j])] for j in order]


def _all_differences(table: Features, chosen: list[int]) -> Found:
    """These methods give no count: the raw difference stands in."""
    found = []
    for j in chosen:
        broken = table.X[:, j] > (0 if table.X[:, j].min() >= 0 else 0.5)
        share = table.spoiled[broken].mean() if broken.any() else 0.0
        cases = float(broken.sum() * (share - table.spoiled[~broken].mean()))
        found.append(_finding(table.refs[j], cases, cases, cases))
    return found


METHODS = {
    "most complained-about person": complained_about,
    "raw risk difference": risk_difference,
    "random forest": forest,
    "decision tree": tree,
    "logistic regression": logistic,
}
