"""The worlds: truth is what the structural model says, and nothing in the log gives it away."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pytest
from bench.planted.worlds import HARD, KINDS, PLAIN, SCENES, World, make
from bench.planted.worlds.model import simulate

SMALL = {"shoe_neither": 6, "refund_permission": 200, "widget": 300}
HARMFUL = {
    "confounded_mix": {"desk"},  # the good desk protects in some worlds
    "only_some": {"some"},  # the kind of case for which the cause acts
    "correlated": {"shared"},  # the unrecorded thing that breaks the cause too
    "widget": {"cause", "product", "no date", "no look-up"},  # not named as causes where stock is not recorded
    "refund_permission": {"refused"},  # four cases, neither right nor wrong
}


def small(kind: str, seed: int) -> World:
    """A world quick enough for a test."""
    return make(kind, seed, SMALL.get(kind, 1200))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_a_log_with_its_truth(kind: str) -> None:
    world = small(kind, 7)
    names = world.columns
    assert {names.case, names.step, names.at, names.customer, world.outcome} <= set(world.moments.column_names)
    assert len(set(world.moments[names.case].to_pylist())) == world.plan.cases
    assert (world.wanted == "cause") == bool(world.truth)
    assert all(0 < cause.customers <= 1.5 * cause.spoiled_cases for cause in world.truth)
    assert 0 < world.share < 0.75


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [1, 2])
def test_an_innocent_link_has_exactly_no_effect(kind: str, seed: int) -> None:
    plan = small(kind, seed).plan
    spoiled = simulate(plan).spoiled
    guilty = {*plan.causes, *plan.mediators, *HARMFUL.get(kind, set())}
    for link in plan.links:
        if link.name not in guilty:
            assert np.array_equal(simulate(plan, held=link.name).spoiled, spoiled), link.name


@pytest.mark.parametrize("kind", ["flag", "late_step", "loop", "handoff", "supplier", "upstream", "together"])
def test_the_truth_is_the_difference_that_holding_the_link_makes(kind: str) -> None:
    world = small(kind, 3)
    run = simulate(world.plan)
    for name, cause in zip(world.plan.causes, world.truth, strict=True):
        held = simulate(world.plan, held=name)
        assert not held.values[name].any()
        assert cause.spoiled_cases == run.spoiled.sum() - held.spoiled.sum()
        unbroken = run.values[name] == 0
        assert np.array_equal(run.spoiled[unbroken], held.spoiled[unbroken])


def test_expected_and_realised_truth_agree_on_average() -> None:
    causes = [make("flag", seed, 4000).truth[0] for seed in range(12)]
    gap = sum(cause.spoiled_cases - cause.expected for cause in causes) / sum(cause.expected for cause in causes)
    assert abs(gap) < 0.05


def test_the_same_seed_is_the_same_world() -> None:
    a, b = small("symptom", 5), small("symptom", 5)
    assert a.moments.equals(b.moments)
    assert a.truth == b.truth
    assert a.spoiled == b.spoiled


def test_seeds_differ_in_trade_names_and_encodings() -> None:
    worlds = [small("flag", seed) for seed in range(12)]
    assert len({w.plan.trade for w in worlds}) >= 4
    assert len({w.columns.case for w in worlds}) >= 5
    assert len({w.truth[0].ref["column"] for w in worlds}) >= 6
    assert len({w.spoiled for w in worlds}) >= 5
    assert len({len(w.plan.chain.steps) for w in worlds}) >= 4


def test_the_log_says_who_was_spoiled_by_its_own_definition() -> None:
    for seed in range(6):
        world = small("nothing_wrong", seed)
        assert spoiled_cases(world) == simulate(world.plan).spoiled.sum()


def spoiled_cases(world: World) -> int:
    """Cases for which the definition holds, read from the log alone."""
    frame = world.moments.select([world.columns.case, world.outcome]).to_pylist()
    return len({row[world.columns.case] for row in frame if holds(row, world)})


def holds(row: Mapping[str, object], world: World) -> bool:
    """The definition on one row; an empty cell says nothing."""
    value = row[world.outcome]
    if value is None:
        return False
    if "<=" in world.spoiled:
        return float(str(value)) <= float(world.spoiled.split("<=")[1])
    wanted = world.spoiled.split("==")[1].strip().strip("'") if "==" in world.spoiled else "true"
    return str(value).lower() == wanted.lower()


def test_a_customer_spoiled_comes_back_less_often() -> None:
    world = make("flag", 11, 6000)
    case, customer, at = (
        world.moments[c].to_pylist() for c in (world.columns.case, world.columns.customer, world.columns.at)
    )
    first = sorted(
        {
            (c, k): t for c, k, t in sorted(zip(case, customer, at, strict=True), key=lambda r: str(r[2]), reverse=True)
        }.items(),
        key=lambda r: str(r[1]),
    )
    order = [who for (_, who), _ in first]
    last_seen = {who: place for place, who in enumerate(order)}
    back = np.array([place < last_seen[who] for place, who in enumerate(order)])
    spoiled = simulate(world.plan).spoiled > 0
    assert back[spoiled].mean() < 0.8 * back[~spoiled].mean()


def test_signs_come_only_after_the_damage() -> None:
    plan = small("symptom", 1).plan
    run = simulate(plan)
    for sign in plan.signs:
        there = run.signs[sign.name]
        assert there[run.spoiled > 0].mean() > 5 * there[run.spoiled == 0].mean()


def test_missing_worlds_miss_columns_and_values() -> None:
    world = small("missing", 2)
    assert not set(world.plan.export.drop) & set(world.moments.column_names)
    assert world.plan.export.drop
    assert any(world.moments[name].null_count for name in world.moments.column_names)


def test_unrecorded_worlds_hold_no_trace_by_name() -> None:
    for seed in range(8):
        world = small("unrecorded", seed)
        assert world.wanted == "cannot tell"
        assert world.decoys
        assert not any("hidden" in name for name in world.moments.column_names)


def test_widget_and_refund_have_the_numbers_of_the_scenario() -> None:
    complaints = [simulate(small("widget", seed).plan) for seed in range(20)]
    assert 30 <= np.mean([run.spoiled.sum() for run in complaints]) <= 48
    behind = np.mean([run.spoiled[run.values["cause"] > 0].sum() / run.spoiled.sum() for run in complaints])
    assert 0.75 <= behind <= 0.92
    refund = small("refund_permission", 1).moments
    refused = refund.filter(pa.compute.equal(refund["decision"], "refused"))
    assert min(refused["amount"].to_pylist()) > 150


def test_kinds_are_named_once() -> None:
    assert len(KINDS) == len(PLAIN) + len(HARD) + len(SCENES)
    with pytest.raises(KeyError):
        make("no such kind", 1)
