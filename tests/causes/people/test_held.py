"""Before people are blamed: their difference holds where the conditions did, and all met the same conditions."""

from dataclasses import dataclass

import numpy as np
import pytest

from headwater.causes.people import PersonOrSystem, decompose
from headwater.causes.people.columns import column, restricted

CASES, CLERKS = 320, 9


@dataclass(frozen=True)
class Counter:
    """A counter where an empty shelf spoils; `lean` of those cases go to one clerk, who is `weak` or as good as all."""

    lean: float = 0.6
    weak: float = 0.0
    recorded: bool = False
    rating: bool = False


def ask(seed: int, world: Counter, n: int = CASES) -> PersonOrSystem:
    rng = np.random.default_rng(seed)
    product = rng.choice(6, n, p=[0.3, 0.14, 0.14, 0.14, 0.14, 0.14])
    empty = rng.random(n) < np.where(product == 0, 0.4, 0.03)
    clerk = rng.integers(0, CLERKS, n)
    clerk = np.where(empty & (rng.random(n) < world.lean), 0, clerk)
    spoiled = rng.random(n) < 0.03 + 0.55 * empty + world.weak * (clerk == 0)
    shelf = {"shelf_empty": empty} if world.recorded else {}
    return decompose(
        4.0 - 2 * spoiled + 0.3 * rng.normal(size=n) if world.rating else spoiled.astype(float),
        conditions={"product": product, "gift": rng.random(n) < 0.2, **shelf},
        people=clerk,
        customers=rng.integers(0, n, n),
        known_before={"kind": rng.integers(0, 3, n)},
        binary=not world.rating,
        person_names=[f"Clerk {k}" for k in range(CLERKS)],
        higher_is_worse=not world.rating,
    )


@pytest.mark.parametrize("rating", [False, True])
def test_a_shelf_that_nobody_recorded_is_not_laid_at_the_clerks_door(rating):
    answers = [ask(seed, Counter(rating=rating)) for seed in range(40)]
    assert sum(a.verdict in ("person", "both") for a in answers) <= 2
    stopped = [a for a in answers if any(g.blocks and g.name in ("held", "burden") for g in a.guards)]
    assert len(stopped) >= 12, "without these two questions the clerk would have been blamed"
    assert all(a.verdict == "cannot tell" and a.people == () for a in stopped)


def test_the_sentence_says_whom_to_ask():
    answers = (ask(seed, Counter()) for seed in range(40))
    stopped = next(a for a in answers if any(g.blocks and g.name == "held" for g in a.guards))
    assert "Unknown past this point: ask the owner of 'product'" in stopped.sentence
    assert "people" not in str(stopped).split("cases,")[0].split("by condition")[0].split("\n\n")[1]


def test_with_the_shelf_recorded_the_system_is_named():
    answers = [ask(seed, Counter(recorded=True)).verdict for seed in range(20)]
    assert answers.count("system") >= 18


def test_a_clerk_who_is_weak_everywhere_is_still_seen_beside_the_shelf():
    answers = [ask(seed, Counter(lean=0.0, weak=0.35, recorded=True), n=1_200).verdict for seed in range(20)]
    assert answers.count("both") >= 18


def test_a_clerk_whose_difference_holds_passes_both_questions():
    passed = ask(1, Counter(lean=0.0, weak=0.35, recorded=True), n=1_200)
    assert {g.name: g.blocks for g in passed.guards[-2:]} == {"held": False, "burden": False}
    assert passed.guards[-2].figures["chance"] < 0.1 < passed.guards[-1].figures["chance"]


def test_a_weak_clerk_who_is_sent_the_empty_shelves_cannot_be_told_from_them():
    answers = [ask(seed, Counter(lean=0.6, weak=0.35), n=1_200) for seed in range(10)]
    assert sum(a.verdict == "cannot tell" for a in answers) >= 9
    assert all(any(g.blocks and g.name == "burden" for g in a.guards) for a in answers if a.verdict == "cannot tell")


def test_a_column_on_some_rows_is_as_if_read_on_them():
    rows = np.array([0, 2, 3, 5])
    for values in (np.array([4, -1, -1, 7, 4, 9]), np.array([0.5, np.nan, np.nan, 1.0, 2.0, 3.0])):
        whole, direct = column("c", values, np.arange(6)), column("c", values, rows)
        part = restricted(whole, rows)
        assert (part.missing, part.labels) == (direct.missing, direct.labels)
        if part.factor is None:
            assert np.array_equal(part.numbers, direct.numbers, equal_nan=True)
        else:
            assert part.factor.levels == direct.factor.levels
            assert np.array_equal(part.factor.codes, direct.factor.codes)
