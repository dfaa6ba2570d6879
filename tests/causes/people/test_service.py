"""Person or system as a whole: the shoe clerk, shuffled names, guards, individuals, and bad input."""

from dataclasses import replace

import numpy as np
import pytest
from bench.people_worlds import Shop, shop

from headwater.causes.people import Evidence, Guard, Share, decompose
from headwater.causes.people.service import _rows as chosen_rows
from headwater.causes.people.verdict import verdict
from headwater.shared.errors import UsageError

NOTHING, SMALL, LARGE = Share(0.0, 0.0, 0.01), Share(0.05, 0.02, 0.1), Share(0.3, 0.2, 0.4)


def ask(y, *, people, conditions=None, customers=None, known=None, binary=False, names=None):
    return decompose(
        np.asarray(y, float),
        conditions={"stock_out": np.arange(len(y)) % 2} if conditions is None else conditions,
        people=np.asarray(people),
        customers=customers,
        known_before=known or {},
        binary=binary,
        person_names=names or [f"P{k}" for k in range(int(np.max(people, initial=0)) + 1)],
    )


@pytest.mark.parametrize("kind", ["system", "person", "both"])
@pytest.mark.parametrize("world", [Shop(), Shop(n=2_000, clerks=12, queues=10)])
def test_the_shoe_clerk(kind, world):
    answers = [shop(seed, kind, world).verdict for seed in range(8)]
    assert answers.count(kind) >= 7


def test_neither_and_six_cases_cannot_be_told():
    six = shop(0, "neither", Shop(n=6, clerks=3))
    assert six.verdict == "cannot tell"
    assert "6 cases" in six.sentence
    answers = [shop(seed, "neither", Shop()) for seed in range(20)]
    assert sum(a.verdict == "cannot tell" for a in answers) >= 18
    assert any("Neither the recorded conditions" in a.sentence for a in answers)


def test_shuffling_names_makes_the_people_part_vanish():
    pairs = [(shop(s, "person", Shop()), shop(s, "person", Shop(shuffled=True))) for s in range(12)]
    assert all(real.shares["people"].estimate > 0.03 for real, _ in pairs)
    assert np.median([mixed.shares["people"].estimate for _, mixed in pairs]) < 0.003
    assert sum(mixed.verdict in ("person", "both") for _, mixed in pairs) <= 1


def test_one_weak_clerk_is_named_and_the_others_are_not():
    for seed in range(5):
        people = shop(seed, "person", Shop(n=2_000)).people
        assert sum(p.finding == "worse" for p in people) == 1
        assert [p.name for p in people] == sorted((p.name for p in people), key=lambda name: int(name.split()[1]))
        assert all(p.cases >= 30 for p in people)


def test_nobody_is_spoken_of_under_thirty_cases_nor_without_a_difference():
    rare = shop(1, "person", Shop(n=240, clerks=12))
    assert all(p.cases >= 30 for p in rare.people)
    quiet = shop(1, "system", Shop(n=2_000))
    assert {p.finding for p in quiet.people} == {"no difference shown"}


def test_shares_add_up_and_the_answer_reads_well():
    answer = shop(3, "both", Shop(n=2_000, queues=10))
    assert sum(s.estimate for s in answer.shares.values()) == pytest.approx(1.0)
    assert sum(s.estimate for s in answer.relative.values()) == pytest.approx(1.0)
    assert set(answer.components) == {"queue", "stock_out"}
    text = str(answer)
    assert text.startswith("Both. Conditions and people both make a difference")
    assert "unexplained" in text
    assert "of what is explained" in text


def test_worse_follows_the_direction_of_the_outcome():
    rng = np.random.default_rng(0)
    people = rng.integers(0, 10, 3_000)
    rating = 4.0 - 1.0 * (people == 3) + rng.normal(size=3_000)
    kw = {"conditions": {"q": rng.integers(0, 3, 3_000)}, "people": people, "customers": None, "known_before": {}}
    names = [f"P{k}" for k in range(10)]
    low = decompose(rating, binary=False, person_names=names, higher_is_worse=False, **kw)
    assert [p.name for p in low.people if p.finding == "worse"] == ["P3"]
    high = decompose(rating, binary=False, person_names=names, **kw)
    assert [p.name for p in high.people if p.finding == "better"] == ["P3"]


def test_a_guard_that_blocks_leaves_nothing_to_say_of_an_individual():
    rng = np.random.default_rng(1)
    people = rng.integers(0, 12, 3_000)
    y = (people == 3) + 0.5 * rng.normal(size=3_000)
    team = ask(y, people=people, conditions={"team": people // 6})
    assert (team.verdict, team.people, team.blocked) == ("cannot tell", (), True)
    few = ask(y, people=people % 6)
    assert (few.verdict, few.people, few.blocked) == ("cannot tell", (), True)
    assert ask(y, people=people).people != ()


def test_without_any_condition_the_person_is_never_the_answer():
    rng = np.random.default_rng(2)
    people = rng.integers(0, 10, 2_000)
    answer = ask((people == 3) + rng.normal(size=2_000), people=people, conditions={})
    assert answer.verdict == "cannot tell"
    assert "unknown past the counter" in answer.sentence


def test_cases_without_outcome_or_person_are_counted_and_left_out():
    rng = np.random.default_rng(3)
    y, people = rng.normal(size=1_000), rng.integers(0, 10, 1_000)
    y[:7], people[5:12] = np.nan, -1
    answer = ask(y, people=people)
    assert (answer.n, answer.left_out) == (988, 12)
    kept = ask(y[12:], people=people[12:], conditions={"stock_out": np.arange(12, 1_000) % 2})
    assert answer.shares == kept.shares


def test_gaps_and_useless_conditions_are_noted():
    rng = np.random.default_rng(4)
    load = rng.normal(size=1_000)
    load[:50] = np.nan
    conditions = {"load": load, "id": np.arange(1_000), "empty": np.full(1_000, np.nan), "same": np.zeros(1_000, int)}
    answer = ask(rng.normal(size=1_000), people=rng.integers(0, 10, 1_000), conditions=conditions)
    assert set(answer.components) == {"load"}
    assert {
        "'load' is not recorded in 50 of 1000 cases; they take its mean.",
        "'empty' is left out: it is recorded in no case.",
    } < set(answer.notes)
    assert any("'id' is left out" in note for note in answer.notes)


@pytest.mark.parametrize("binary", [True, False])
def test_a_constant_outcome_has_its_sentence(binary):
    answer = ask(np.ones(100), people=np.arange(100) % 10, binary=binary)
    assert answer.verdict == "cannot tell"
    assert "same in all 100 cases" in answer.sentence


def test_a_rare_outcome_has_its_sentence():
    answer = ask(np.arange(100) < 3, people=np.arange(100) % 10, binary=True)
    assert "Only 3 of 100" in answer.sentence


def test_an_outcome_that_is_a_condition_is_answered_with_a_caution():
    stock = np.random.default_rng(0).integers(0, 2, 500)
    answer = ask(stock, people=np.arange(500) % 10, conditions={"stock_out": stock}, binary=True)
    assert answer.verdict == "system"
    assert any("part of its definition" in note for note in answer.notes)


def test_customers_who_never_return_are_left_inside_the_unexplained():
    rng = np.random.default_rng(5)
    answer = ask(rng.normal(size=500), people=np.arange(500) % 10, customers=np.arange(500))
    assert answer.shares["customers"].high == answer.shares["unexplained"].high
    assert any("Too few customers" in note for note in answer.notes)


def test_very_many_people_are_drawn_by_chance():
    rows, notes = chosen_rows(np.ones(5_000), np.arange(5_000) // 2)
    assert len(rows) == 800
    assert "400 people drawn by chance out of 2500" in notes[0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"customers": np.zeros(3, int)}, "'customers' has 3 values"),
        ({"people": np.full(100, 0.5)}, "integer codes"),
        ({"names": ["only one"]}, "only 1 names"),
    ],
)
def test_wrong_calls_have_their_sentence(change, message):
    with pytest.raises(UsageError, match=message):
        ask(np.arange(100.0), **{"people": np.arange(100) % 10, **change})


@pytest.mark.parametrize(
    ("conditions", "people", "chances", "expected"),
    [
        (LARGE, NOTHING, (0.001, 0.5), "system"),
        (NOTHING, LARGE, (0.5, 0.001), "person"),
        (LARGE, SMALL, (0.001, 0.001), "both"),
        (LARGE, Share(0.01, 0.005, 0.02), (0.001, 0.001), "system"),
        (Share(0.01, 0.005, 0.02), LARGE, (0.001, 0.001), "person"),
        (SMALL, Share(0.02, 0.0, 0.09), (0.001, 0.2), "cannot tell"),
        (NOTHING, NOTHING, (0.5, 0.5), "cannot tell"),
    ],
)
def test_the_rule(conditions, people, chances, expected):
    evidence = Evidence(*chances, person=1.0)
    guard = Guard("levels", False, "", "")
    assert verdict(conditions, people, evidence, (guard,), recorded=True) == expected
    assert verdict(conditions, people, evidence, (replace(guard, blocks=True),), recorded=True) == "cannot tell"
    assert verdict(conditions, people, evidence, (guard,), recorded=False) == "cannot tell"
