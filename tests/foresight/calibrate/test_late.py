"""Spoiled by a limit of time: a rule, which is applied and not estimated."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from tests.foresight.calibrate.lived import Rules, calls, record

import headwater as hw
from headwater.foresight.calibrate.frame import Frame, framed, read
from headwater.foresight.calibrate.late import came_to, late, limit
from headwater.foresight.calibrate.service import twin
from headwater.foresight.calibrate.slopes import logistic
from headwater.foresight.domain import Twin
from headwater.foresight.service import asked
from headwater.foresight.simulator.domain import Plan
from headwater.foresight.simulator.run import run

RULES = Rules(weeks=10, people=4, patience=0.5, repeat=0.0)
LIMIT = 0.6
"""hours from the call to its end, which one in ten takes longer"""


@cache
def frame(rules: Rules = RULES) -> Frame:
    return framed(*read(record(calls(rules)), zone="UTC", kind="kind"), None)


@cache
def promised() -> Twin:
    return twin(record(calls(RULES)), spoiled=came_to(frame(), "time") > LIMIT, resampled=12)


def test_the_limit_is_found_and_is_tagged_as_what_it_is() -> None:
    parts = {p.name: p for p in promised().parts}
    assert parts["late.question"].tag == "defined"
    assert not any(name.startswith("spoiled_per") for name in parts)
    for kind in promised().service.kinds:
        assert (kind.late_by, kind.late, kind.spoiled) == ("time", 1.0, 0.0)
        assert kind.late_after == pytest.approx(LIMIT, abs=0.01)


def test_one_person_fewer_misses_as_many_promises_as_the_service_does_then() -> None:
    truth = {
        people: float((came_to(frame(replace(RULES, people=people, weeks=100)), "time") > LIMIT).mean())
        for people in (3, 4)
    }
    (row,) = (
        r
        for r in asked(promised()).decide(hw.Staff("Desk", -1), today=date(2027, 1, 1), force=True).ripples
        if (r.measure, r.where, r.when, r.unit) == ("spoiled cases", "all", "week", "share")
    )
    assert row.decided_interval[0] <= truth[3] <= row.decided_interval[1]
    assert row.interval[0] <= truth[3] - truth[4] <= row.interval[1]


def test_a_rule_holds_nearly_and_beside_other_reasons() -> None:
    random = np.random.default_rng(1)
    hours = random.exponential(1.0, 3000)
    for beside, wrong in ((0.0, 0.01), (0.1, 0.0)):
        spoiled = ((hours > 2) | (random.random(3000) < beside)) ^ (random.random(3000) < wrong)
        found = limit(hours, spoiled)
        assert found is not None
        assert found[1] <= 2 <= found[2] or found[0] == pytest.approx(2, abs=0.02)


def test_a_limit_for_each_kind() -> None:
    found, after = frame(), np.array([0.4, 0.9])
    spoiled = came_to(found, "time") > after[found.kind[found.visits.fresh]]
    rule = late(replace(found, spoiled=spoiled))
    assert rule is not None
    assert rule.after == pytest.approx(tuple(after), abs=0.02)


@pytest.mark.parametrize("slope", [1.0, 4.0, 8.0])
def test_an_outcome_that_hangs_on_waiting_is_no_rule(slope: float) -> None:
    random = np.random.default_rng(2)
    hours = random.exponential(1.0, 6000)
    spoiled = random.random(6000) < 1 / (1 + np.exp(2 * slope - slope * hours))
    assert limit(hours, spoiled) is None


def test_an_ordinary_outcome_keeps_its_measured_slope() -> None:
    waited = came_to(frame(), "wait")
    spoiled = np.random.default_rng(3).random(len(waited)) < 1 / (1 + np.exp(3 - 4 * waited))
    found = twin(record(calls(RULES)), spoiled=spoiled, resampled=0)
    part = next(p for p in found.parts if p.name == "spoiled_per_wait")
    _, (plain,), _ = logistic(waited[:, None], spoiled, np.ones(len(waited)))
    assert part.tag == "measured"
    assert found.service.kinds[0].spoiled_per_wait == pytest.approx(4, abs=0.8)
    assert found.service.kinds[0].spoiled_per_wait == pytest.approx(plain, abs=0.8)


@pytest.mark.parametrize("by", ["wait", "time", "waiting"])
def test_the_simulator_holds_each_case_against_the_limit(by: str) -> None:
    """Nobody is late beyond a time that no case takes, all are beyond none, and work is no waiting."""
    plain = promised().service

    def spoiled(after: float) -> float:
        kinds = tuple(replace(k, late_by=by, late_after=after) for k in plain.kinds)
        tally = run(replace(plain, kinds=kinds), Plan(168.0 * 8, replications=1, seed=3))
        return float(tally.spoiled.sum())

    assert spoiled(1e6) == 0.0
    few = spoiled(0.3) / spoiled(-1.0)
    assert (0.25 < few < 0.5) if by == "time" else (0.02 < few < 0.12)
