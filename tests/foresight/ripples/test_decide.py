"""What a decision does elsewhere: two scenarios that must not surprise a manager, and what the numbers promise."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.foresight import world

import headwater as hw
from headwater.foresight.decisions.files import Changes
from headwater.foresight.domain import Astray
from headwater.foresight.ripples.aside import asides
from headwater.foresight.ripples.comparison import Comparison
from headwater.foresight.ripples.result import Result
from headwater.foresight.ripples.telling import others, shown, tells
from headwater.foresight.service import Twin, asked
from headwater.foresight.simulator.domain import NEVER, Plan
from headwater.foresight.simulator.run import run
from headwater.shared.errors import InputError, UsageError

TODAY = world.TODAY


@pytest.fixture(scope="module")
def centre() -> Twin:
    return asked(world.twin(world.centre(feedback=True)))


@pytest.fixture(scope="module")
def cut() -> Result:
    return world.cut()


@pytest.mark.parametrize(
    ("wait", "cases", "mixed"),
    [
        (1.0, 110.0, False),  # more come, all wait longer
        (0.91, 110.0, True),  # ten more come, who do not wait
        (1.1, 90.0, True),  # ten stay away, who did not wait
        (3.0, 97.0, False),  # waits treble and three give up
        (0.4, 110.0, False),  # waits fall by more than who came can explain
        (0.9, 100.5, False),  # as many as before
    ],
)
def test_nobody_is_better_off_because_others_come(cut: Result, wait: float, cases: float, mixed: bool) -> None:
    mean, came = (cut.ripples.find(measure) for measure in ("case waiting", "cases"))
    before = 0.95 if wait == 1.0 else 1.0
    moved = replace(mean, baseline=before, decided=wait, change=wait - before)
    assert others(moved, replace(came, baseline=100.0, decided=cases, change=cases - 100)) is mixed


def test_two_part_timers_fewer_hardly_move_the_week_and_multiply_saturday(cut: Result) -> None:
    saturday = cut.ripples.find("waiting", "billing", "Saturday")
    assert saturday.decided > 3 * saturday.baseline
    assert saturday.sure
    for day in ("Tuesday", "Wednesday", "Thursday", "Friday"):
        assert abs(cut.ripples.find("waiting", "billing", day).change) < 0.15 * saturday.baseline
    assert "at billing on Saturday it rises from" in cut.sentence
    assert (cut.place.where, cut.place.when) == ("billing", "Saturday")


def test_ripples_are_a_sequence(cut: Result) -> None:
    assert cut.ripples[:2] == [cut.ripples[0], cut.ripples[1]]
    assert cut.ripples[-1:] == [list(cut.ripples)[-1]]


def test_every_measure_has_its_tail_its_peak_and_its_hours(cut: Result) -> None:
    for measure in ("waiting", "waiting p50", "waiting p90", "waiting p99", "abandonment"):
        for when in ("week", "peak", "Saturday", "Saturday 10:00"):
            row = cut.ripples.find(measure, "billing", when)
            assert row.interval[0] <= row.change <= row.interval[1]
            assert row.change == pytest.approx(row.decided - row.baseline)
    levels = [cut.ripples.find(f"waiting {q}", "billing", "Saturday").decided for q in ("p50", "p90", "p99")]
    assert levels == sorted(levels)
    assert len(cut.ripples.rows("waiting", where="billing")) == 2 + 7 + 168


def test_what_the_record_cannot_show_is_no_ripple_of_nothing(cut: Result) -> None:
    assert cut.ripples.rows("abandonment")
    assert not cut.ripples.rows("silent abandonment"), "nobody was seen to leave without a word"


def test_waits_are_those_that_the_simulator_counts(cut: Result) -> None:
    tally = run(cut.lab.baseline, cut.lab.plan)
    hours = slice(5 * 24, 6 * 24)
    mean = tally.wait[:, 0, hours].sum() / tally.came[:, 0, hours].sum()
    assert cut.ripples.find("waiting", "billing", "Saturday").baseline == pytest.approx(mean)
    assert cut.ripples.find("giving up", "bills").baseline == pytest.approx(
        tally.gave_up[:, 0].sum() / (tally.cases + tally.repeats + tally.retries)[:, 0].sum()
    )


def test_who_is_worse_off_is_a_kind_and_nobody_gains(cut: Result) -> None:
    assert [row.where for row in cut.told.worse] == ["bills"]
    assert cut.ripples.find("staff hours").change == pytest.approx(-20, abs=0.1)
    assert cut.ripples.find("failure demand").sure


def test_the_path_adds_up_and_leads_through_those_who_come_back(cut: Result) -> None:
    path = cut.path("waiting")
    parts = {link.name: link.part for link in path.links}
    assert sum(parts.values()) + path.together == pytest.approx(path.change)
    assert max(parts, key=lambda name: parts[name]) == "queueing at billing"
    assert parts["those who gave up and come back"] > 0.05 * path.change


def test_without_feedback_the_change_itself_is_the_whole_path() -> None:
    service = world.centre()
    quiet = replace(service, kinds=tuple(replace(k, retry=0.0) for k in service.kinds))
    path = asked(world.twin(quiet)).decide("staff:billing -2 on Saturday", today=TODAY).path()
    assert [link.name for link in path.links] == ["queueing at billing"]
    assert path.links[0].part == pytest.approx(path.change)


def test_a_wait_for_heaps_is_named_for_what_it_is() -> None:
    service = world.permission()
    heaps = tuple(replace(s, batch_every=4.0 if s.name == "Approve" else 0.0) for s in service.steps)
    found = asked(world.twin(replace(service, steps=heaps), resampled=()))
    path = found.decide(hw.Batch("Approve"), today=TODAY, replications=4).path(where="all")
    names = ["waiting at manager for the heap to be handed on", "queueing at clerks"]
    assert [link.name for link in path.links][:2] == names
    assert sum(link.part for link in path.links) + path.together == pytest.approx(path.change)


def test_three_parts_of_doubt_are_apart_and_add_as_squares(cut: Result) -> None:
    row = cut.ripples.find("waiting", "billing", "Saturday")
    assert row.structure == 0
    assert row.parameters > 0
    half = (row.monte_carlo**2 + row.parameters**2) ** 0.5
    assert row.interval[1] - row.change == pytest.approx(half)
    service = world.centre(feedback=True)
    other = asked(world.twin(service, resampled=(), alternatives=(world.impatient(service),)))
    found = other.decide("staff:billing -2 on Saturday", today=TODAY).ripples.find("waiting", "billing", "Saturday")
    assert found.parameters == 0
    assert found.structure > 0


def test_pairs_on_the_same_numbers_are_far_surer_than_runs_apart(cut: Result) -> None:
    row = cut.ripples.find("waiting", "all", "week")
    plan = cut.lab.plan
    apart = run(cut.decided, Plan(plan.length, plan.warm_up, 30, plan.seed + 17, plan.start))
    means = apart.wait.sum(axis=(1, 2)) / apart.came.sum(axis=(1, 2))
    assert row.monte_carlo < 1.7 * np.std(means, ddof=1) / 30**0.5 * 2**0.5


def test_the_same_seed_gives_the_same_answer_on_any_number_of_cores(centre: Twin, cut: Result) -> None:
    again = centre.decide(hw.Staff("billing", -2, when="sat"), today=TODAY, jobs=2)
    for name, numbers in cut.ripples.numbers.items():
        np.testing.assert_array_equal(again.ripples.numbers[name], numbers, err_msg=name)


def test_a_permission_limit_ends_the_wait_for_the_manager() -> None:
    shop = asked(world.twin(world.permission(), amounts=world.AMOUNTS))
    found = shop.decide(hw.Permission("Approve", 100), today=TODAY)
    assert found.ripples.find("case waiting").decided < 0.3 * found.ripples.find("case waiting").baseline
    assert found.ripples.find("visits", "Approve").decided == pytest.approx(
        104 / 200 * found.ripples.find("visits", "Approve").baseline, rel=0.05
    )
    assert "the money at risk" in found.parts[-1].said


def test_a_promise_is_measured_today_and_says_what_it_needs(centre: Twin) -> None:
    found = centre.decide(hw.Promise("billing", "1 min", 0.97), today=TODAY)
    kept = found.ripples.find("promises kept", "billing")
    assert 0 < kept.baseline < 0.97
    assert kept.change == 0
    assert "needs two people more at billing whenever it is open" in found.needs[0]


def test_a_handle_time_cut_has_its_break_even_in_repeats(centre: Twin) -> None:
    found = centre.decide(hw.HandleTime("billing", -0.1), today=TODAY)
    (line,) = [b for b in found.break_even if b.lever == "repeat contacts"]
    tally = found.lab.tally(found.lab.baseline)
    now = tally.repeats.sum() / tally.over.sum()
    assert line.value == pytest.approx(1 - (1 - now) * 0.9)


def test_a_gain_is_used_up_by_more_cases(centre: Twin) -> None:
    found = centre.decide(hw.Arrivals(-0.1), today=TODAY)
    (line,) = [b for b in found.break_even if b.lever == "arrivals"]
    assert line.value == pytest.approx(0.11, abs=0.02)


def test_costs_are_a_range(centre: Twin) -> None:
    found = centre.decide("staff:billing -2 on Saturday", today=TODAY, cost_per_hour=(30, 45))
    assert found.cost == (pytest.approx(-900, abs=9), pytest.approx(-600, abs=9))


def test_a_campaign_is_simulated_in_its_own_week(centre: Twin) -> None:
    found = centre.decide(hw.Campaign(60, date(2026, 12, 5), "bills"), today=TODAY)
    assert found.lab.plan.length == 168
    assert found.ripples.find("cases", "bills").change == pytest.approx(60, abs=4)
    assert found.place.when == "Saturday"


def test_outside_the_record_is_refused_unless_forced_and_then_stays_said(centre: Twin) -> None:
    with pytest.raises(InputError, match="This lies outside the record: up to 624 cases of bills would come in a day"):
        centre.decide(hw.Arrivals(1.0, "bills"), today=TODAY)
    forced = centre.decide(hw.Arrivals(1.0, "bills"), today=TODAY, force=True)
    assert "up to 624 cases of bills" in forced.warnings[0]
    assert forced.ripples.find("case waiting", "bills").outside
    assert not forced.ripples.find("case waiting", "faults").outside
    assert "Outside the record: up to 624" in str(forced)


def test_a_queue_that_is_not_reproduced_today_is_refused_unless_forced_and_then_stays_said(centre: Twin) -> None:
    off = (Astray("billing", "abandonment", "Saturday", 0.278, 0.037, True),)
    twin = replace(centre, astray=off, resampled=())
    with pytest.raises(InputError, match="touches billing, where the twin does not reproduce even today's waiting"):
        twin.decide("staff:billing -1 on Saturday", today=TODAY)
    mild = replace(twin, astray=(replace(off[0], far=False),)).decide(
        "staff:billing -1 on Saturday", today=TODAY, replications=4
    )
    elsewhere = twin.decide("staff:technical -1 on Saturday", today=TODAY, replications=4)
    forced = twin.decide("staff:billing -1 on Saturday", today=TODAY, replications=4, force=True)
    for found in (mild, elsewhere, forced):
        text = " ".join(str(found).split())
        assert text.startswith("The twin does not reproduce today's waiting at billing: on Saturday 28 % give up")
        assert "do not trust answers about it" in found.to_dict()["doubts"][0]
    rows = {(r["measure"], r["where"], r["when"]): r["doubtful"] for r in forced.to_dict()["ripples"]}
    assert rows["waiting", "billing", "Saturday"]
    assert not rows["waiting", "technical", "Saturday"]
    assert "? where the twin does not reproduce" in str(forced)


def test_a_service_that_does_not_settle_is_refused() -> None:
    patient = world.centre()
    stations = tuple(replace(s, patience=NEVER) for s in patient.stations)
    twin = asked(world.twin(replace(patient, stations=stations)))
    with pytest.raises(InputError, match="The service with this decision does not settle"):
        twin.decide("staff:billing -3", today=TODAY, force=True)


def test_where_nobody_comes_any_more_there_is_still_a_picture(centre: Twin) -> None:
    gone = centre.decide("arrivals:-100 %", today=TODAY, force=True, replications=4)
    assert "<polyline" in str(gone.plot()) or "<path" in str(gone.plot())
    assert "no case comes any more, so nobody waits" in gone.sentence
    assert "nan" not in gone.sentence


def test_where_no_number_moves_that_stands_on_top(centre: Twin) -> None:
    first = centre.decide("priority:faults first at billing", today=TODAY, replications=2, precision=1)
    assert str(first.sentence) == (
        "Cases of faults are taken first at billing: this changes nothing; in every run each number is as it is today."
    )
    promise = centre.decide("promise:billing within 1 h", today=TODAY, replications=2, precision=1)
    assert "this changes nothing" not in promise.sentence


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "No decision is given"),
        ((hw.Campaign(10, date(2026, 11, 21), "bills"),), "2026-11-21 lies in the past (today is 2026-11-22)"),
        ((Changes("late", (hw.Arrivals(0.1),), date(2026, 11, 21)),), "2026-11-21 lies in the past"),
        ((hw.Campaign(10, date(9999, 12, 31), "bills"),), "9999-12-31 lies more than ten years ahead"),
        (("batch:Mend the line of 9999",), "of 9,999 at Mend the line would not be full in 4 weeks: 494 come in one"),
        ((42,), "42 is no decision; give a value like hw.Staff(…), a text like"),
        (("merge:Answer the bill + Answer the bill",), "cannot be merged with itself"),
        (
            ("staff:billing to 5 on Mon-Fri",),
            "to Friday” changes nothing: the service is like that already, or has nothing there",
        ),
    ],
)
def test_what_is_no_decision_is_one_sentence(centre: Twin, given: tuple[object, ...], said: str) -> None:
    with pytest.raises(UsageError) as error:
        centre.decide(*given, today=TODAY)  # type: ignore[arg-type]
    assert said in str(error.value)


def test_of_plans_that_are_compared_the_one_that_is_refused_is_named(centre: Twin) -> None:
    plans = Changes("Fewer", (hw.Staff("billing", -1),)), Changes("Spring", (hw.Arrivals(3.0, "bills"),))
    with pytest.raises(InputError, match=r"^Spring: This lies outside the record: up to"):
        centre.compare(*plans, today=TODAY, replications=2)


def test_more_cases_than_can_be_run_are_refused_though_forced(centre: Twin) -> None:
    with pytest.raises(UsageError, match=r"About 1,000,\d{3},\d{3} cases would come .* 1,000,000 are run at most"):
        centre.decide(hw.Campaign(10**9, date(2027, 3, 1), "bills"), today=TODAY, force=True)


def test_plans_are_compared_on_the_same_numbers(centre: Twin) -> None:
    found: Comparison = centre.compare("staff:billing -1 on Saturday", "staff:billing -2 on Saturday", today=TODAY)
    assert found.sentence.startswith("Plan 1 has the shortest mean wait of a case")
    digits = {len(number.partition(".")[2]) for number in re.findall(r"[\d.]+(?= (?:min|h|s)\b)", found.sentence)}
    assert len(digits) == 1, found.sentence
    first, second = found.results
    assert first.ripples.find("waiting").baseline == second.ripples.find("waiting").baseline
    assert set(found.to_arrow()["plan"].to_pylist()) == {r.name for r in found.results}
    with pytest.raises(UsageError, match="two plans or more"):
        centre.compare("staff:billing -1 on Saturday", today=TODAY)


def test_a_result_prints_in_80_columns_converts_and_draws(cut: Result) -> None:
    assert max(map(len, str(cut).splitlines())) <= 80
    held = cut.to_dict()
    assert held["path"]["sentence"].startswith("Of +")
    assert held["decisions"][0]["sentence"] == "Two people fewer at billing on Saturdays"
    assert cut.to_arrow().num_rows == len(cut.ripples)
    svg = str(cut.plot())
    assert svg.count('class="will"') == 1
    assert ">Sat</text>" in svg
    with pytest.raises(UsageError, match="there are billing, technical, all, bills, faults"):
        cut.ripples.find("waiting", "bilingual")


def test_days_drawn_anew_in_which_it_cannot_be_decided_are_left_out_and_counted() -> None:
    service = world.centre()
    closed = hw.Hours("billing", "Saturday", opens=False).apply(world.twin(service))
    twin = asked(world.twin(service, resampled=(world.busier(service, 0.98), closed, world.busier(service, 1.02))))
    found = twin.decide("staff:billing -2 on Saturday", today=TODAY)
    assert found.notes == ("In 1 twin of days drawn anew the decision cannot be made; they are left out.",)
    assert found.ripples.find("waiting", "billing", "Saturday").parameters > 0


def test_a_kind_called_all_is_not_taken_for_all_of_them() -> None:
    service = world.permission()
    one = replace(service, kinds=(replace(service.kinds[0], name="all"),))
    found = asked(world.twin(one)).decide("staff:clerks -1", today=TODAY)
    assert [r.where for r in found.ripples.rows("hand-offs")] == ["“all”", "all"]
    assert found.sentence.count("hand-offs") <= 1


def test_of_several_changes_each_has_its_part(centre: Twin) -> None:
    path = centre.decide("staff:billing -2 on Saturday", "handle-time:billing -10 %", today=TODAY).path()
    parts = {link.name: link.part for link in path.links}
    assert parts["“Two people fewer at billing on Saturdays”"] > 0
    assert parts["“Work at billing takes 10\u2009% less time”"] < 0
    assert sum(parts.values()) + path.together == pytest.approx(path.change)


def test_a_campaign_on_a_day_without_people_says_who_waits_and_on_a_day_without_customers_is_refused(
    centre: Twin,
) -> None:
    sunday = date(2026, 12, 6)
    with pytest.raises(UsageError, match="6 Dec 2026 is a Sunday, and no case of bills comes then; choose another day"):
        centre.decide(hw.Campaign(60, sunday, "bills"), today=TODAY)
    bills, faults = centre.service.kinds
    always = replace(faults, arrivals=replace(faults.arrivals, rates=(6.0,)))
    open_ = replace(centre, service=replace(centre.service, kinds=(bills, always)))
    (told,) = asides([hw.Campaign(60, sunday, "faults")], open_)
    assert str(told) == "Nobody is on duty then: who comes waits until 7 Dec 2026, or gives up."
    assert not list(asides([hw.Campaign(60, date(2026, 12, 5), "faults")], open_))
    only = hw.Campaign(60, sunday).apply(open_)
    assert [len(kind.arrivals.extra) for kind in only.kinds] == [0, 24]


def test_rows_that_tell_nothing_are_not_shown(cut: Result) -> None:
    still = [replace(row, change=0.0, decided=row.baseline, interval=(0.0, 0.0)) for row in shown(cut.ripples)]
    assert all(map(tells, shown(cut.ripples)[1:]))
    assert not any(map(tells, still))
    assert tells(replace(still[0], interval=(-still[0].baseline, still[0].baseline)))


def test_the_hours_that_a_decision_names_are_told_whole(centre: Twin) -> None:
    found = centre.decide("staff:billing -2 on Saturday 10-14", today=TODAY, replications=4)
    row = found.ripples.find("waiting", "billing", "Saturday 10-14")
    hours = [found.ripples.find("waiting", "billing", f"Saturday {h}:00") for h in range(10, 14)]
    assert min(h.decided for h in hours) < row.decided < max(h.decided for h in hours)
    assert found.place == row
    assert "at billing on Saturdays from 10:00 to 14:00 it rises from" in found.sentence
    assert "billing, Saturday 10-14" in str(found)
    assert {r["when"] for r in found.to_dict()["ripples"]} >= {"Saturday 10-14", "Saturday", "week"}
    assert "Saturday 10:00" not in {r["when"] for r in found.to_dict()["ripples"]}
