"""The fit: against published values, against the dense formula, and at the edges."""

import csv
from pathlib import Path

import numpy as np
import pytest
from bench.people_worlds import SIZES, crossed
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.causes.people.design import Design, Factor, kernel_basis, products
from headwater.causes.people.likelihood import Likelihood
from headwater.causes.people.moments_start import moments, start
from headwater.causes.people.reml import fit
from headwater.shared.errors import InputError

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "people"
needs_data = pytest.mark.skipif(not DATA.exists(), reason=f"the published tables are not at {DATA}")


def published(name):
    with (DATA / f"{name}.csv").open() as file:
        rows = list(csv.reader(file))
    return {head: np.array([row[k] for row in rows[1:]]) for k, head in enumerate(rows[0])}


def factor_of(name, values):
    levels, codes = np.unique(values, return_inverse=True)
    return Factor(name, codes.astype(np.int32), len(levels))


def small(seed, n=80, customers=25):
    """Unbalanced, with customers of very different sizes, a flag and a number."""
    rng = np.random.default_rng(seed)
    people, process = rng.integers(0, 6, n), rng.integers(0, 4, n)
    who = np.minimum(rng.geometric(0.12, n) - 1, customers - 1)
    flag, load = rng.integers(0, 2, n), rng.normal(size=n)
    y = rng.normal(size=6)[people] + 0.7 * rng.normal(size=4)[process] + rng.normal(size=customers)[who]
    y = y + 0.5 * flag + 0.2 * load + rng.normal(size=n)
    return Design(
        y,
        (Factor("people", people, 6), Factor("process", process, 4)),
        (Factor("flag", flag, 2),),
        (("load", load[:, None]),),
        Factor("customers", who, customers),
    )


def dense(design, ratio, *, reml):
    """Minus twice the log-likelihood from the n by n covariance; also V^-1, the rest, Z and the residual variance."""
    z = [np.eye(f.levels)[f.codes] for f in (*design.random, design.absorbed)]
    v = np.eye(len(design.y)) + sum(r * a @ a.T for r, a in zip(ratio, z, strict=True))
    x = np.column_stack([np.ones(len(design.y)), design.fixed[0].codes, design.numeric[0][1]])
    inverse = np.linalg.inv(v)
    information = x.T @ inverse @ x
    b = np.linalg.solve(information, x.T @ inverse @ (design.y - design.y.mean()))
    rest = design.y - design.y.mean() - x @ b
    dof = len(rest) - (x.shape[1] if reml else 0)
    sigma = rest @ inverse @ rest / dof
    log_det = np.linalg.slogdet(v)[1] + (np.linalg.slogdet(information)[1] if reml else 0)
    return log_det + dof * (1 + np.log(2 * np.pi * sigma)), inverse, rest, z, sigma


@needs_data
def test_penicillin_gives_the_published_criterion_with_either_factor_eliminated():
    table = published("Penicillin")
    y = table["diameter"].astype(float)
    plate, sample = factor_of("plate", table["plate"]), factor_of("sample", table["sample"])
    both = fit(Design(y, (plate, sample)))
    one = fit(Design(y, (sample,), absorbed=plate))
    assert both.deviance == pytest.approx(330.86059, abs=1e-5)
    assert one.deviance == pytest.approx(both.deviance, abs=1e-8)
    assert both.variances["plate"] ** 0.5 == pytest.approx(0.8467, abs=1e-4)
    assert both.variances["sample"] ** 0.5 == pytest.approx(1.9316, abs=1e-4)
    assert both.residual**0.5 == pytest.approx(0.5499, abs=1e-4)


@needs_data
def test_insteval_gives_the_published_likelihoods():
    table = published("InstEval")
    y = table["y"].astype(float)
    inner = (factor_of("d", table["d"]), factor_of("dept", table["dept"]))
    students = factor_of("s", table["s"])
    ml = fit(Design(y, inner, (factor_of("service", table["service"]),), (), students), reml=False)
    assert ml.deviance == pytest.approx(237721.76877450474, abs=1e-5)
    assert -fit(Design(y, inner, (), (), students)).deviance / 2 == pytest.approx(-118887.43121, abs=1e-4)


@pytest.mark.parametrize("reml", [True, False])
@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    ratio=st.lists(st.floats(1e-6, 1e3), min_size=3, max_size=3),
)
def test_the_likelihood_is_that_of_the_dense_covariance(reml, seed, ratio):
    design = small(seed)
    point = Likelihood(products(design), reml=reml)(np.log(ratio))
    assert point.deviance == pytest.approx(dense(design, ratio, reml=reml)[0], rel=1e-8, abs=1e-6)


@pytest.mark.parametrize("reml", [True, False])
def test_the_gradient_is_the_slope(reml):
    likelihood = Likelihood(products(small(3)), reml=reml)
    x, step = np.array([-0.4, 0.3, -1.2]), 1e-5
    slopes = [(likelihood(x + step * e).deviance - likelihood(x - step * e).deviance) / (2 * step) for e in np.eye(3)]
    assert likelihood(x).gradient == pytest.approx(slopes, abs=1e-5)


def test_shrunk_effects_and_their_spread_are_those_of_the_dense_formula():
    design = small(5)
    found = fit(design)
    ratio = np.exp(found.log_ratio)
    _, inverse, rest, z, _ = dense(design, ratio, reml=True)
    effect, spread = found.effects("people")
    assert effect == pytest.approx(ratio[0] * z[0].T @ inverse @ rest, abs=1e-6)
    x = np.column_stack([np.ones(len(rest)), design.fixed[0].codes, design.numeric[0][1]])
    p = inverse - inverse @ x @ np.linalg.solve(x.T @ inverse @ x, x.T @ inverse)
    expected = found.residual * np.diag(ratio[0] * np.eye(6) - ratio[0] ** 2 * z[0].T @ p @ z[0])
    assert spread**2 == pytest.approx(expected, abs=1e-6)


def test_eliminating_customers_equals_keeping_them():
    design = small(8)
    kept = fit(Design(design.y, (*design.random, design.absorbed), design.fixed, design.numeric))
    assert fit(design).deviance == pytest.approx(kept.deviance, abs=1e-6)
    assert fit(design).variances["customers"] == pytest.approx(kept.variances["customers"], rel=1e-3)


def test_the_kernel_needs_few_columns_however_many_sizes():
    sizes = np.unique(np.geomspace(1, 50_000, 3_000).astype(np.int64))
    basis = kernel_basis(sizes)
    assert basis.shape[1] < 40
    for ratio in (3e-6, 0.04, 1.7, 900.0):
        kernel = sizes * ratio / (1 + sizes * ratio)
        assert basis @ (basis.T @ kernel) == pytest.approx(kernel, abs=1e-9)


def test_a_factor_without_effect_gets_no_variance_or_little():
    rng = np.random.default_rng(1)
    n = 4_000
    shares = [
        fit(Design(rng.normal(size=n), (Factor("people", rng.integers(0, 20, n), 20),))).shares["people"]
        for _ in range(20)
    ]
    assert min(shares) == 0.0
    assert max(shares) < 0.01


def test_moments_are_exact_for_a_balanced_table():
    table = np.array([[1.0, 2, 4, 4], [3, 3, 6, 8], [0, 2, 1, 5]])
    rows, columns = np.indices(table.shape)
    residual = table - table.mean(1, keepdims=True) - table.mean(0) + table.mean()
    error = (residual**2).sum() / 6
    expected = [4 * table.mean(1).var(ddof=1) - error, 3 * table.mean(0).var(ddof=1) - error, error]
    found = moments(table.ravel(), [rows.ravel(), columns.ravel()])
    assert found == pytest.approx([expected[0] / 4, expected[1] / 3, error])


@pytest.mark.parametrize("customers", [True, False])
def test_the_start_of_a_large_table_is_near_the_end(customers):
    design = crossed(3, n=260_000, levels={**SIZES, "customers": 40_000})
    if not customers:
        design = Design(design.y, design.random)
    assert start(design)[:2] == pytest.approx(fit(design).log_ratio[:2], abs=0.4)


def test_columns_that_repeat_another_are_left_out():
    design = small(4)
    twice = Design(design.y, design.random, (*design.fixed, Factor("again", 1 - design.fixed[0].codes, 2)), (), None)
    assert products(twice).fixed_columns == (("(intercept)", -1), ("flag", 1))


@pytest.mark.parametrize("y", [np.full(50, 2.0), np.array([1.0, np.nan] * 25), np.array([1.0, 2.0])])
def test_nothing_to_explain_is_said(y):
    with pytest.raises(InputError, match=r"no difference to explain|all with a number"):
        fit(Design(y, (Factor("people", np.arange(len(y)) % 2, 2),)))


def test_a_perfectly_explained_outcome_stays_finite():
    people = np.arange(300) % 10
    found = fit(Design((people == 3).astype(float), (Factor("people", people, 10),)), ridge=1e-6)
    assert found.shares["people"] > 0.999
