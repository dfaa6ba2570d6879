"""The fixed part, products of shares, contrast, columns, strata and guards."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.causes.people.columns import bends, column, factor, pooled, single_where_missing
from headwater.causes.people.combine import difference, either, odds_share, product
from headwater.causes.people.contrast import contrast
from headwater.causes.people.design import Design, Factor
from headwater.causes.people.fixed_part import fixed_share, wald
from headwater.causes.people.guards import connected_guard, levels_guard
from headwater.causes.people.profile import Share
from headwater.causes.people.reml import fit
from headwater.shared.errors import UsageError

parts = st.tuples(*[st.floats(0, 1)] * 3).map(sorted).map(lambda t: Share(t[1], t[0], t[2]))


def flagged(seed, effect, n=600, levels=2):
    rng = np.random.default_rng(seed)
    flag = rng.integers(0, levels, n)
    people = Factor("people", rng.integers(0, 10, n), 10)
    y = effect * flag + rng.normal(size=n)
    return fit(Design(y, (people,), (Factor("flag", flag, levels),)))


@pytest.mark.parametrize(("levels", "effect"), [(2, 0.0), (2, 0.3), (2, 1.0), (4, 0.2)])
def test_the_fixed_part_is_without_bias_and_its_interval_holds_the_truth(levels, effect):
    spread = effect**2 * np.arange(levels).var()
    truth = spread / (spread + 1)
    found = [fixed_share(flagged(s, effect, levels=levels), ["flag"]) for s in range(60)]
    assert sum(f.low - 1e-9 <= truth <= f.high for f in found) >= 52
    assert np.mean([f.estimate for f in found]) == pytest.approx(truth, abs=0.01)


def test_no_columns_have_no_part_and_no_evidence():
    found = flagged(0, 1.0)
    assert fixed_share(found, ["other"]) == Share(0.0, 0.0, 0.0)
    assert wald(found, ["other"]) == 1.0
    assert wald(found, ["flag"]) < 1e-10


@given(a=parts, b=parts)
def test_combined_shares_stay_shares_around_their_estimate(a, b):
    for found in (product(a, b), either(a, b), odds_share(a, b)):
        assert -1e-9 <= found.low <= found.estimate + 1e-9
        assert found.estimate <= found.high + 1e-9
        assert found.high <= 1 + 1e-9
    assert product(a, b).estimate + product(a, b.rest()).estimate == pytest.approx(a.estimate)


def test_a_certain_part_scales_the_other_and_differences_have_their_interval():
    half, part = Share(0.5, 0.5, 0.5), Share(0.4, 0.2, 0.8)
    assert product(half, part).low == pytest.approx(0.1)
    assert product(half, part).high == pytest.approx(0.4)
    assert difference(part, half) == pytest.approx((-0.1, -0.3, 0.3))


def test_the_contrast_finds_the_difference_within_people_and_not_the_one_between():
    rng = np.random.default_rng(1)
    n = 2_000
    people, flag = rng.integers(0, 12, n), rng.integers(0, 2, n)
    y = 5.0 * (people % 2) + 0.5 * flag + rng.normal(size=n)
    found = contrast(y, column("out", flag == 1, np.arange(n)), factor("people", people), higher_is_worse=True)
    assert found.low < 0.5 < found.high
    assert found.high - found.low < 0.4
    assert "'out' True and with False" in found.sentence


@pytest.mark.parametrize("effect", [0.0, 0.6])
def test_choosing_the_worse_half_does_not_favour_a_difference(effect):
    rng = np.random.default_rng(2)
    covered = 0
    for _ in range(40):
        people, queue = rng.integers(0, 20, 1_500), rng.integers(0, 12, 1_500)
        y = effect * (queue >= 6) + rng.normal(size=1_500)
        found = contrast(y, column("queue", queue, np.arange(1_500)), factor("p", people), higher_is_worse=True)
        covered += found.low <= effect <= found.high
    assert covered >= 35


def test_a_number_is_cut_at_its_median_and_too_few_people_give_no_contrast():
    y, load = np.arange(40.0), np.tile([0.0, 1.0], 20)
    people = factor("p", np.repeat([0, 1], 20))
    assert contrast(y, column("load", load, np.arange(40)), people, higher_is_worse=True) is None
    three = factor("p", np.arange(40) // 2 % 4)
    found = contrast(y, column("load", np.where(load > 0, 2.0, np.nan), np.arange(40)), three, higher_is_worse=True)
    assert found is None


def test_columns_are_read_by_their_type():
    rows = np.arange(4)
    assert column("n", np.array([1.0, np.inf, np.nan, 2]), rows).missing == 2
    coded = column("c", np.array([-1, 5, 5, 900]), rows)
    assert (coded.factor.levels, coded.missing, coded.labels) == (3, 1, ("not recorded", "5", "900"))
    assert column("t", np.array(["b", "a", "b", "b"]), rows).factor.codes.tolist() == [1, 0, 1, 1]
    with pytest.raises(UsageError, match="one value a case"):
        column("two", np.ones((2, 2)), rows)


def test_rare_levels_are_pooled_and_missing_customers_stand_alone():
    few = pooled(Factor("x", np.array([0, 0, 1, 2, 2, 2, 3]), 4), 3)
    assert few.levels == 3
    assert few.codes.tolist() == [1, 1, 2, 0, 0, 0, 2]
    alone = single_where_missing(np.array([7, -1, 7, -1]), np.arange(4))
    assert alone.levels == 3
    assert alone.codes[0] == alone.codes[2]


def test_bends_have_no_gaps_and_follow_a_peak():
    x = np.linspace(-1, 1, 300)
    x[10] = np.nan
    columns = bends(x)
    assert np.isfinite(columns).all()
    y = np.maximum(np.nan_to_num(x), 0.33)
    rest = y - columns @ np.linalg.lstsq(columns, y - y.mean(), rcond=None)[0] - y.mean()
    assert rest.std() < 0.05 * y.std()


def test_people_in_groups_that_share_nothing_cannot_be_told_from_the_condition():
    people = np.arange(200) % 10
    team = column("team", people // 5, np.arange(200))
    guard, inside = connected_guard(factor("people", people), [team])
    assert guard.blocks
    assert "2 groups" in guard.sentence
    assert inside.sum() == 5
    bridge = column("team", np.where(np.arange(200) == 0, 1, people // 5), np.arange(200))
    assert not connected_guard(factor("people", people), [bridge])[0].blocks


def test_a_few_cases_apart_do_not_block_but_those_people_are_left_out():
    people = np.concatenate([np.arange(190) % 9, np.full(10, 9)])
    queue = np.concatenate([np.arange(190) // 9 % 3, np.full(10, 3)])
    guard, inside = connected_guard(factor("people", people), [column("queue", queue, np.arange(200))])
    assert not guard.blocks
    assert inside.tolist() == [True] * 9 + [False]


@pytest.mark.parametrize(("people", "blocks"), [(7, True), (8, False)])
def test_fewer_than_eight_people_block(people, blocks):
    assert levels_guard(factor("people", np.arange(80) % people)).blocks is blocks
    assert levels_guard(factor("people", np.concatenate([np.arange(80) % 7, [7, 7, 7, 7]]))).blocks
