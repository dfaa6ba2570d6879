"""Scoring, on findings made by hand."""

from dataclasses import replace
from typing import Any

import pytest
from bench.planted.match import same
from bench.planted.score import score
from bench.planted.worlds import Cause, World, make

CAUSE = {"kind": "condition", "column": "stock_out", "value": "1"}
SIGN = {"kind": "condition", "column": "complaint"}
WAIT = {"kind": "wait", "step": "Packed"}


@pytest.fixture(scope="module")
def base() -> World:
    """A world whose truth the tests set by hand."""
    world = make("flag", 0, 300)
    return replace(
        world, truth=[Cause(CAUSE, 100.0, 98.0, 90, "opening")], symptoms=[SIGN], aliases=[WAIT], neutral=[], decoys=[]
    )


def finding(ref: dict[str, str], verdict: str = "cause", cases: float = 90.0) -> dict[str, Any]:
    """One finding as findings.json has it."""
    return {"ref": ref, "verdict": verdict, "spoiled_cases": cases, "interval": [cases - 20, cases + 20]}


def test_the_true_cause_alone_is_full_marks(base: World) -> None:
    found = score([finding(CAUSE)], base)
    assert (found.first, found.third, found.false, found.covered, found.error) == (True, True, 0, 1.0, 0.1)
    assert not found.sign_above


def test_a_cause_behind_false_ones(base: World) -> None:
    others = [
        finding({"kind": "loop", "step": "Picked"}),
        finding({"kind": "condition", "column": "colour", "value": "red"}),
    ]
    found = score([*others, finding(CAUSE)], base)
    assert (found.first, found.third, found.false, found.named) == (False, True, 2, 3)


def test_an_alias_is_not_false_but_must_not_be_above(base: World) -> None:
    below = score([finding(CAUSE), finding(WAIT)], base)
    assert (below.first, below.false, below.mediator_above) == (True, 0, False)
    above = score([finding(WAIT), finding(CAUSE)], base)
    assert (above.first, above.false, above.mediator_above) == (False, 0, True)


def test_a_sign_above_the_cause_is_seen(base: World) -> None:
    assert score([finding(SIGN), finding(CAUSE)], base).sign_above is True
    assert score([finding(CAUSE), finding(SIGN)], base).sign_above is False
    assert score([finding(SIGN), finding(CAUSE)], base).false == 1


def test_cannot_tell_names_nothing(base: World) -> None:
    found = score([finding({"kind": "loop", "step": "Picked"}, "cannot tell"), finding(CAUSE)], base)
    assert (found.first, found.named, found.false) == (True, 1, 0)


def test_nothing_found_is_not_first(base: World) -> None:
    found = score([], base)
    assert (found.first, found.third, found.covered, found.found) == (False, False, None, 0.0)


def test_a_wrong_count_is_outside_the_interval(base: World) -> None:
    found = score([finding(CAUSE, cases=150)], base)
    assert (found.covered, found.covered_expected, found.error) == (0.0, 0.0, 0.5)


def test_false_alarm_where_nothing_is_wrong(base: World) -> None:
    clean = replace(base, truth=[], wanted="none", aliases=[])
    assert score([], clean).alarm is False
    assert score([finding(WAIT)], clean).alarm is True
    assert score([finding(WAIT, "cannot tell")], clean).alarm is False


def test_cannot_tell_where_that_is_wanted(base: World) -> None:
    desk = {"kind": "handoff", "team": "A", "to": "B"}
    dark = replace(base, truth=[], wanted="cannot tell", aliases=[], decoys=[{"kind": "handoff", "to": "B"}])
    assert score([finding(desk, "cannot tell")], dark).cannot_tell is True
    assert score([finding(desk)], dark).cannot_tell is False
    assert score([], dark).cannot_tell is False
    assert score([finding(desk, "cannot tell"), finding(WAIT)], dark).cannot_tell is False


@pytest.mark.parametrize(
    ("found", "wanted", "expected"),
    [
        ({"kind": "condition", "column": "Stock_Out", "value": "TRUE"}, CAUSE, True),
        ({"kind": "condition", "column": "stock_out", "value": "yes", "step": "Picked"}, CAUSE, True),
        ({"kind": "condition", "column": "stock_out", "value": "no"}, CAUSE, False),
        ({"kind": "condition", "column": "stock_out", "value": "> 0.5"}, CAUSE, True),
        ({"kind": "condition", "column": "stock_out"}, CAUSE, True),
        ({"kind": "condition", "column": "stock", "value": "1"}, CAUSE, False),
        ({"kind": "wait", "step": "Picked", "to": "Packed"}, WAIT, True),
        ({"kind": "wait", "step": "packed", "team": "Warehouse"}, WAIT, True),
        ({"kind": "wait", "step": "Picked"}, WAIT, False),
        ({"kind": "work", "step": "Packed"}, WAIT, False),
        ({"kind": "handoff", "team": "A", "to": "B"}, {"kind": "handoff", "step": "Packed", "to": "b"}, True),
        ({"kind": "handoff", "team": "B", "to": "C"}, {"kind": "handoff", "team": "B", "to": "C"}, True),
        ({"kind": "handoff", "team": "A", "to": "C"}, {"kind": "handoff", "team": "B", "to": "C"}, False),
        ({"kind": "order", "step": "Apology sent"}, {"kind": "any", "step": "Apology sent"}, True),
        ({"kind": "load", "team": "Front"}, {"kind": "load"}, True),
        ({"kind": "skip", "step": None}, {"kind": "skip", "step": "Packed"}, True),
    ],
)
def test_references_match_in_the_obvious_ways(found: dict[str, str], wanted: dict[str, str], expected: bool) -> None:
    assert same(found, wanted) is expected
