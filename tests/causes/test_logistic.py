"""Ridge logistic regression: the optimum by its own equations, score tests against refits, separation."""

import numpy as np
import pytest
from tests.causes.logs import chance

from headwater.causes.logistic import fit_logistic, predict, score_tests


def world(seed, n=3000, p=4):
    rng = np.random.default_rng(seed)
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p))])
    y = (rng.random(n) < chance(X @ np.array([-0.8, 0.7, -0.4, 0.2, 0.0]))).astype(float)
    return rng, X, y


def likelihood(X, y, coef):
    eta = X @ coef
    return float(y @ eta - np.logaddexp(0, eta).sum())


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("ridge", [0.0, 1.0, 50.0])
def test_the_gradient_is_zero_at_the_optimum(seed, ridge):
    _, X, y = world(seed)
    coef = fit_logistic(X, y, ridge=ridge).coef
    penalty = np.array([0.0, *[ridge] * 4])
    gradient = X.T @ (y - chance(X @ coef)) - penalty * coef
    assert np.abs(gradient).max() < 0.05  # where the start has about 500
    assert np.allclose(predict(X, coef), chance(X @ coef))


def test_two_by_two_gives_the_log_odds_ratio():
    a = np.repeat([0.0, 0.0, 1.0, 1.0], [60, 40, 30, 70])
    y = np.repeat([0.0, 1.0, 0.0, 1.0], [60, 40, 30, 70])
    coef = fit_logistic(np.column_stack([np.ones(200), a]), y, ridge=0.0).coef
    assert coef == pytest.approx([np.log(40 / 60), np.log(70 / 30) - np.log(40 / 60)], abs=1e-4)


def test_weights_are_repeated_rows():
    _, X, y = world(1, n=400)
    w = np.random.default_rng(0).integers(0, 4, 400)
    repeated = fit_logistic(np.repeat(X, w, axis=0), np.repeat(y, w)).coef
    assert np.allclose(fit_logistic(X, y, weight=w.astype(float)).coef, repeated, atol=1e-3)


def test_where_it_starts_does_not_matter():
    rng, X, y = world(2)
    far = fit_logistic(X, y, start=rng.normal(0, 3, 5)).coef
    assert np.allclose(fit_logistic(X, y).coef, far, atol=2e-3)


def test_separation_does_not_run_away():
    x = np.linspace(-1, 1, 200)
    y = (x > 0).astype(float)
    fit = fit_logistic(np.column_stack([np.ones(200), x]), y)
    assert np.isfinite(fit.coef).all()
    assert 3 < fit.coef[1] < 20
    assert fit.mean[x > 0.5].min() > 0.8
    constant = fit_logistic(np.column_stack([np.ones(200), x]), np.zeros(200))
    assert np.isfinite(constant.coef).all()
    assert constant.mean.max() < 1e-3


@pytest.mark.parametrize("seed", range(4))
def test_a_score_test_is_the_signed_root_of_a_refit(seed):
    rng, X, y = world(seed)
    A = np.column_stack([rng.normal(size=len(y)), 0.8 * X[:, 1] + y + rng.normal(0, 3, len(y)), X[:, 2] ** 2])
    base = fit_logistic(X, y, ridge=1e-6)
    z = score_tests(X, base, y, A)
    for k in range(3):
        refit = fit_logistic(np.column_stack([X, A[:, k]]), y, ridge=1e-6)
        ratio = 2 * (likelihood(np.column_stack([X, A[:, k]]), y, refit.coef) - likelihood(X, y, base.coef))
        assert z[k] == pytest.approx(np.sign(refit.coef[-1]) * np.sqrt(max(ratio, 0)), abs=0.25, rel=0.05)
    assert z[1] > 4


def test_score_tests_are_standard_normal_where_nothing_is():
    rng, X, y = world(9)
    z = score_tests(X, fit_logistic(X, y), y, rng.normal(size=(len(y), 800)) + X[:, [1]])
    assert abs(z.mean()) < 0.12
    assert 0.92 < z.std() < 1.08


def test_a_column_that_is_in_the_model_already_scores_nothing():
    _, X, y = world(3)
    assert np.abs(score_tests(X, fit_logistic(X, y), y, 2 * X[:, 1:] - 1)).max() < 0.5
    assert score_tests(X, fit_logistic(X, y), y, np.ones((len(y), 1))).tolist() == [0.0]
