"""Why a column is left out is said as it is: one value at opening is not one value."""

import pytest
from tests.causes.logs import read

from headwater.causes.facts import Facts
from headwater.causes.links.columns import read_columns

ONLY = "it has one value only"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ((0, 1, 2), "it has one value only when the case opens"),
        ((None, 0, 1), "its first value is always the same"),
        ((7, 7, 7), ONLY),
        ((7, None, 7), ONLY),
        ((None, 7, None), ONLY),
    ],
)
def test_one_value_is_told_from_one_value_at_opening(values, reason):
    steps = ("Ask", "Check", "Close")
    rows = [
        {"case": f"C{i}", "step": step, "at": i * 60 + k, "tally": values[k]}
        for i in range(10)
        for k, step in enumerate(steps)
    ]
    found = read_columns(Facts(read(rows)), used=set(), mix=set(), links=set())
    assert [(c.name, c.meaning, c.reason) for c in found] == [("tally", "bookkeeping", reason)]
