"""The worlds with known rules: what a record is, and that a rule that is changed changes what it should."""

import numpy as np
import pytest
from bench.decisions.kinds import KINDS
from bench.decisions.live import record, truth
from bench.decisions.page import page
from bench.decisions.score import score
from bench.decisions.world import hours

SATURDAY = hours("5", 9, 15)
ALL_WEEK = hours("0123456", 0, 24)


@pytest.fixture(scope="module")
def cut():
    return KINDS["saturday_cut"](np.random.default_rng(9000))


def test_two_part_timers_fewer_triple_saturday_and_hardly_move_the_mean(cut):
    before, after = truth(cut.before, 60, 1), truth(cut.after, 60, 2)
    assert after.value("waiting", 0, SATURDAY) > 3 * before.value("waiting", 0, SATURDAY)
    assert after.value("waiting", 0) < 1.6 * before.value("waiting", 0)
    assert after.value("waiting", 1) == pytest.approx(before.value("waiting", 1), rel=0.3)


def test_a_record_is_a_call_log_with_each_contact_opened_and_closed(cut):
    moments, spoiled = record(cut.before, 3, 1)
    rows = moments.to_pandas()
    first = rows.groupby("case", sort=False).step.first()
    assert (first == "Call").all()
    assert (rows.start <= rows.end).all()
    assert set(rows.step) == {"Call", "Take call", "Clear bill", "Left"}
    assert rows[rows.step.isin(["Call", "Left"])].who.isna().all()
    assert set(spoiled) == set(first.index)
    assert (rows.groupby("case").outcome.first() == "spoiled").sum() == sum(spoiled.values())


def test_below_the_limit_nobody_waits_for_permission():
    change = KINDS["permission"](np.random.default_rng(9000))
    moments, _ = record(change.after, 6, 1)
    rows = moments.to_pandas()
    asked = rows[rows.step == "Approval"]
    assert asked.amount.min() > change.after.limit[2]
    assert set(rows[rows.answer.notna()].step) == {"Approval"}


def test_away_on_a_holiday_is_everybody():
    world = KINDS["often_away"](np.random.default_rng(1)).before
    moments, _ = record(world, 5, 1)
    rows = moments.to_pandas()
    days = (rows[rows.who.notna()].start - np.datetime64("2026-01-05")).dt.days
    assert 24 not in set(days)
    assert {23, 25} <= set(days)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_changes_one_world_and_asks_for_places_that_are_there(kind):
    change = KINDS[kind](np.random.default_rng(3))
    assert change.asked
    for question in change.asked:
        assert question.where in ("", *change.before.teams, *change.before.kinds)
    first, second = (KINDS[kind](np.random.default_rng(3)).before.rate for _ in range(2))
    assert (first == second).all()


def test_there_is_no_truth_where_a_queue_grows_without_end():
    office = KINDS["permission"](np.random.default_rng(3)).before
    assert truth(office, 20, 1) is not None
    office.rate *= 2
    assert truth(office, 200, 1) is None


def row(**values: object) -> dict[str, object]:
    said = {"true_before": 1.0, "true_after": 2.0, "after": 2.1, "after_interval": [1.9, 2.3], "interval": [0.8, 1.2]}
    said |= {"change": 1.0, "before": 1.1, "before_interval": [0.9, 1.3]}
    head = {"kind": "rush", "seed": 1, "measure": "waiting", "where": "Front desk", "when": "peak", "outside": False}
    return head | said | {"flagged": False} | values


def test_scores_count_the_truths_inside_and_how_far_the_others_are():
    found = score([row(), row(after_interval=[2.05, 2.3]), row(interval=[1.1, 1.2], change=1.15), row(refused="x")])
    assert (found.n, found.refused) == (3, 1)
    assert found.after == pytest.approx(2 / 3)
    assert found.change == pytest.approx(2 / 3)
    assert found.off == pytest.approx(0.05)
    assert found.as_before == pytest.approx(0.5)
    assert found.side == 1.0


def test_the_chance_of_the_truth_itself_is_added_to_the_change_of_a_share_of_cases():
    held = {"true_before": 0.1, "true_after": 0.1008, "after": 0.1, "after_interval": [0.09, 0.11]}
    held |= {"change": 0.0, "interval": [-0.0002, 0.0002]}
    assert score([row(measure="repeat contacts", **held)]).change == 1.0
    assert score([row(measure="abandonment", **held)]).change == 0.0
    assert score([row(measure="repeat contacts", **(held | {"true_after": 0.103}))]).change == 0.0


def test_the_page_marks_what_is_outside_the_band_and_counts_what_was_flagged():
    rows = [row(), row(after_interval=[2.05, 2.3]), row(kind="never_seen", seed=2, outside=True, flagged=True)]
    text = page(rows, "python -m bench.decisions")
    assert "Of 1 decisions outside anything the record has seen, 1 were flagged" in text
    assert "50% ◦" in text
    endless = {key: value for key, value in row(seed=3, grows=True, drawn=2).items() if "true" not in key}
    refused = {"seed": 4, "grows": True, "refused": "Billing does not settle"}
    text = page([*rows, endless, row(**refused)], "python -m bench.decisions")
    assert "a queue grows without end after the decision: 2, refused or flagged: 1;" in text
    assert "grows without end as it is: 1." in text
    assert "| rush | 2 (1 refused) |" in text


def test_the_page_counts_how_often_a_value_missed_after_is_missed_today_already():
    low = {"after_interval": [2.05, 2.3]}
    rows = [row(), row(**low), row(**low, before_interval=[1.05, 1.3]), row(**low, before=0.9)]
    text = page(rows, "python -m bench.decisions")
    assert "3 of the values after lie outside their intervals. In 2 of these" in text
    assert "in 1 it lies outside its own interval" in text
