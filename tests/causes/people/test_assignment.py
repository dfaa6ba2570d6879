"""The assignment test: quiet when cases are given out by chance, loud when hard cases go to the best."""

import numpy as np
import pytest
from bench.people_worlds import desk

from headwater.causes.people import decompose
from headwater.causes.people.assignment import assignment_guard, associations
from headwater.causes.people.columns import column, factor


def guard(seed, n=1_500, people=15, **routing):
    d, rows = desk(seed, n=n, people=people, **routing), np.arange(n)
    known = [column("kind", d.kind, rows), column("difficulty", d.difficulty, rows), column("region", d.region, rows)]
    conditions = [column("queue", d.queue, rows), column("flag", d.flag, rows)]
    return assignment_guard(known, factor("people", d.people), conditions, factor("customers", d.customers))


@pytest.mark.parametrize("sticky", [False, True])
def test_no_alarm_where_cases_are_given_out_by_chance(sticky):
    assert sum(guard(seed, sticky=sticky).blocks for seed in range(60)) <= 3


def test_alarm_where_hard_cases_go_to_the_best():
    found = [guard(seed, hard_to_best=1.0) for seed in range(10)]
    assert all(g.blocks for g in found)
    assert "'difficulty'" in found[0].sentence or "'kind'" in found[0].sentence
    assert "whoever is free" in found[0].settle


def test_alarm_for_a_kind_alone():
    d, rows = desk(3, n=3_000, people=15, hard_to_best=1.0), np.arange(3_000)
    found = assignment_guard(
        [column("kind", d.kind, rows)], factor("people", d.people), [column("q", d.queue, rows)], None
    )
    assert found.blocks


def test_routing_by_a_condition_is_no_alarm_but_is_one_without_the_condition():
    rng = np.random.default_rng(0)
    n = 3_000
    rows, queue = np.arange(n), rng.integers(0, 4, n)
    people, kind = (
        factor("people", queue * 5 + rng.integers(0, 8, n)),
        column("kind", queue + rng.integers(0, 2, n), rows),
    )
    assert not assignment_guard([kind], people, [column("queue", queue, rows)], None).blocks
    assert assignment_guard([kind], people, [], None).blocks


def test_many_conditions_are_adjusted_for_one_by_one():
    rng = np.random.default_rng(1)
    n = 2_000
    rows = np.arange(n)
    first, second = rng.integers(0, 40, n), rng.integers(0, 30, n)
    people = factor("people", (first // 4 + second // 6 + rng.integers(0, 6, n)) % 25)
    hard = column("hard", 0.3 * first + 0.3 * second + rng.normal(size=n), rows)
    assert assignment_guard([hard], people, [], None).blocks
    assert not assignment_guard([hard], people, [column("a", first, rows), column("b", second, rows)], None).blocks


def test_nothing_known_before_cannot_be_tested_and_says_so():
    people = factor("people", np.arange(100) % 10)
    found = assignment_guard([], people, [], None)
    assert not found.blocks
    assert "could not be tested" in found.sentence
    same = column("same", np.ones(100, int), np.arange(100))
    assert associations([same], people, [], None) == []


def test_gaps_that_go_with_who_served_are_an_alarm():
    rng = np.random.default_rng(2)
    people = rng.integers(0, 10, 2_000)
    age = np.where(people == 3, np.nan, rng.normal(size=2_000))
    found = assignment_guard([column("age", age, np.arange(2_000))], factor("people", people), [], None)
    assert found.blocks


def test_what_it_protects_from_the_best_would_look_worst_and_nobody_is_named():
    rng = np.random.default_rng(4)
    n = 6_000
    skill, hard = np.linspace(-0.4, 0.4, 20), rng.normal(size=n)
    rank = np.clip(np.round(9.5 - 5 * hard + rng.normal(0, 2, n)), 0, 19).astype(int)  # hard cases go to the best
    answer = decompose(
        skill[rank] + 1.2 * hard + rng.normal(size=n),
        conditions={"queue": rng.integers(0, 3, n)},
        people=rank,
        customers=None,
        known_before={"reported": hard + rng.normal(size=n)},
        binary=False,
        person_names=[f"P{k}" for k in range(20)],
    )
    assert answer.verdict == "cannot tell"
    assert answer.people == ()
    assert "'reported'" in answer.sentence
