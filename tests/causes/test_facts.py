"""What is known of cases and moments, against the rows they came from."""

import numpy as np
import pyarrow as pa
import pytest
from tests.causes.logs import facts, read

from headwater.causes.facts import Facts, codes, first_team, plain, spell
from headwater.shared.errors import UsageError

LOG = ["Ask@Desk Check@Back Ship@Depot", "Ask@Desk Ship@Depot", "Check@Back Ask@Desk Ask@Desk Ship@Depot"]


def test_has_step_counts_visits_and_capitals_do_not_matter():
    f = facts(LOG)
    assert f.has_step("check").tolist() == [True, False, True]
    assert f.has_step(" ASK ", 2).tolist() == [False, False, True]
    with pytest.raises(UsageError, match="“Chek”; there are: Ask, Check, Ship"):
        f.has_step("Chek")


def test_the_usual_order_of_steps():
    f = facts(LOG)
    order = [f.steps[i] for i in np.argsort(f.step_rank)]
    assert order == ["Ask", "Check", "Ship"]


def test_the_first_team_that_is_recorded():
    f = Facts(read([
        {"case": "A", "step": "Ask", "at": 0, "team": None}, {"case": "A", "step": "Do", "at": 1, "team": "Back"},
        {"case": "B", "step": "Ask", "at": 0, "team": "Desk"}, {"case": "B", "step": "Do", "at": 1, "team": "Back"},
        {"case": "C", "step": "Ask", "at": 0, "team": None},
    ]))  # fmt: skip
    assert [f.teams[t] if t >= 0 else None for t in first_team(f)] == ["Back", "Desk", None]


def test_first_and_last_value_of_a_column_that_changes():
    f = Facts(read([
        {"case": "A", "step": "Ask", "at": 0, "level": 1, "note": None},
        {"case": "A", "step": "Do", "at": 1, "level": 3, "note": "x"},
        {"case": "B", "step": "Do", "at": 0, "level": None, "note": None},
    ]))  # fmt: skip
    assert f.last_value("level")[0] == 3
    assert np.isnan(f.last_value("level")[1])
    value, step = f.first_value("level")
    assert value.to_pylist() == [1, None]
    assert [f.steps[s] if s >= 0 else None for s in step] == ["Ask", None]
    assert f.last_value("note").tolist() == ["x", None]


def test_moments_of_a_sign_and_the_one_after_are_not_ordinary():
    f = facts(["Ask Complaint Check End", "Ask Check Complaint", "Ask Check End"])
    steps = [f.steps[s] for s in f.moments.step]
    kept = [s for s, ok in zip(steps, f.ordinary, strict=True) if ok]
    assert kept == ["Ask", "End", "Ask", "Check", "Ask", "Check", "End"]
    desk = facts(["Complaint Check End"] * 4 + ["Check End"])
    assert desk.ordinary.all()  # a service of complaints: its complaint step is the work


def test_codes_are_sorted_names_and_minus_one():
    found, names = codes(pa.chunked_array([["b", None, "a"], ["b"]]))
    assert names == ["a", "b"]
    assert found.tolist() == [1, -1, 0, 1]
    found, names = codes(pa.chunked_array([[1.0, 2.5, None, 1.0]]))
    assert (found.tolist(), names) == ([0, 1, -1, 0], ["1", "2.5"])


@pytest.mark.parametrize(
    ("value", "written"), [(True, "true"), (np.False_, "false"), (3.0, "3"), (3.5, "3.5"), (2, "2"), ("x", "x")]
)
def test_values_as_a_person_writes_them(value, written):
    assert spell(value) == written


def test_columns_as_plain_values():
    assert plain(pa.chunked_array([[True, None]])).tolist() == [True, None]
    numbers = plain(pa.chunked_array([[1, None]]))
    assert numbers[0] == 1.0
    assert np.isnan(numbers[1])
    times = plain(pa.chunked_array([pa.array([1_500_000], pa.timestamp("us"))]))
    assert times.tolist() == [1.5]
