"""The same numbers as SciPy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headwater.causes.people.skew import ranks, skew

VALUES = st.lists(st.integers(-50, 50), min_size=2, max_size=60).map(lambda found: np.array(found, dtype=float))


@given(VALUES)
def test_lopsidedness(values: np.ndarray) -> None:
    assert skew(values) == pytest.approx(float(stats.skew(values)) if values.std() else 0.0)


@given(VALUES)
def test_equal_values_share_a_rank(values: np.ndarray) -> None:
    assert ranks(values).tolist() == stats.rankdata(values).tolist()
