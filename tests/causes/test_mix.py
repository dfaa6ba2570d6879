"""Case mix: adjusted for, shown apart, silent columns dropped only from wide designs."""

import numpy as np
import pytest
from tests.causes.logs import chance, facts

from headwater.causes.links.columns import read_columns
from headwater.causes.mix import FEW_COLUMNS, beyond, design, effects, telling

N = 200


def columns(**values):
    return read_columns(facts(["Ask End"] * N, **values), used=set(), mix=set(values), links=set())


def test_the_design_is_centred_and_of_unit_size_with_the_intercept_first():
    rng = np.random.default_rng(0)
    levels = [None if i < 20 else "abc"[i % 3] for i in range(N)]
    age = [None if i % 10 == 0 else float(a) for i, a in enumerate(rng.integers(18, 90, N))]
    X, names = design(columns(kind=levels, age=age), N)
    assert names[0] == "intercept"
    assert (X[:, 0] == 1).all()
    assert X[:, 1:].mean(0) == pytest.approx(0, abs=1e-9)
    assert X[:, 1:].std(0) == pytest.approx(1)
    assert {"kind: a", "kind not recorded", "age", "age rank²", "age not recorded"} <= set(names)
    gone = X[:, names.index("kind not recorded")]
    assert (gone[:20] > gone[20]).all()
    order = X[:, names.index("age rank")]
    known = [i for i in range(N) if age[i] is not None]
    assert np.array_equal(np.argsort(np.array([age[i] for i in known]), kind="stable"), np.argsort(order[known]))


def test_links_are_not_in_the_design():
    found = read_columns(
        facts(["Ask End"] * N, stock_out=[True, False] * 100), used=set(), mix=set(), links={"stock_out"}
    )
    assert design(found, N)[1] == ["intercept"]


def test_rare_values_have_no_column_of_their_own():
    assert "kind: rare" not in design(columns(kind=["rare"] * 4 + ["a", "b"] * 98), N)[1]
    assert "kind: rare" in design(columns(kind=["rare"] * 6 + ["a", "b"] * 97), N)[1]


def test_only_a_wide_design_loses_what_says_nothing():
    rng = np.random.default_rng(1)
    X = np.column_stack([np.ones(2000), rng.normal(size=(2000, FEW_COLUMNS + 20))])
    y = (rng.random(2000) < chance(-1 + X[:, 7])).astype(float)
    names = [str(i) for i in range(X.shape[1])]
    kept, kept_names = telling(X, names, y)
    assert kept_names[0] == "0"
    assert "7" in kept_names
    assert len(kept_names) < 18  # 13 % of 44 pass 1.5 by chance
    assert np.array_equal(kept, X[:, [int(name) for name in kept_names]])
    narrow = telling(X[:, :FEW_COLUMNS], names[:FEW_COLUMNS], y)[1]
    assert len(narrow) == FEW_COLUMNS


def test_what_makes_cases_hard_is_shown_with_its_share():
    kind = ["hard" if i % 4 == 0 else "easy" if i % 4 == 1 else "usual" for i in range(N)]
    kind[:2] = ["odd", "odd"]
    spoiled = np.array([k == "hard" and i % 8 == 0 for i, k in enumerate(kind)])
    known = np.arange(N) >= 8
    first, *rest = effects(columns(kind=kind), spoiled, known)
    hard = [i for i in range(8, N) if kind[i] == "hard"]
    assert (first.column, first.value, first.cases) == ("kind", "hard", len(hard))
    assert first.spoiled_share == spoiled[hard].mean()
    assert {e.value for e in rest} == {"easy", "usual"}


def test_beyond_case_mix_hard_cases_are_spoiled_no_more_than_easy_ones():
    rng = np.random.default_rng(3)
    x = rng.normal(size=4000)
    rows = np.arange(0, 8000, 2)
    y = (rng.random(4000) < chance(-1 + 1.2 * x)).astype(float)
    left = beyond(np.column_stack([np.ones(4000), x]), y, rows, 8000)
    assert (left[1::2] == 0).all()
    assert left[rows].mean() == pytest.approx(y.mean(), abs=1e-3)
    assert abs(np.corrcoef(left[rows], x)[0, 1]) < 0.02 < np.corrcoef(y, x)[0, 1]
