"""After the start: Saturday's tripling fires while the mean of the week does not."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from tests.foresight.sheet.record import MONDAY, START_WEEK, calls

from headwater.foresight.calibrate.weekly import last_weeks
from headwater.foresight.decisions.staffing import Staff
from headwater.foresight.sheet import show
from headwater.foresight.sheet.domain import Place, Prediction, Sheet, Stop, Watched
from headwater.foresight.sheet.drift import drifted
from headwater.foresight.sheet.made import with_weeks
from headwater.foresight.sheet.watching import watch
from headwater.foresight.sheet.weeks import by_week, frame
from headwater.foresight.sheet.xmr import limits, signals
from headwater.moments.service import read
from headwater.shared.errors import UsageError

START = (MONDAY + timedelta(weeks=START_WEEK)).date()
SATURDAY = Place("wait", "desk", "Saturday")
LATE = date(2026, 4, 13)


def framed(**how: object):
    return frame(read(calls(**how), start="start"), "UTC", None)


@pytest.fixture(scope="module")
def found():
    return framed()


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return Sheet(
        "Two part-timers fewer",
        decisions=(Staff("desk", -2, "Saturday"),),
        start=START,
        predictions=(
            Prediction("Ann", "wait", "Saturday's callers", LATE, 0.8, SATURDAY, least=2 / 60),
            Prediction("Finance", "wait", by=LATE, sure=0.9, place=SATURDAY, most=1.5 / 60),
            Prediction("Ben", "wait", by=date(2027, 1, 1), place=SATURDAY, least=0.0),
            Prediction("Cem", "they will shout"),
        ),
        watched=(Watched(SATURDAY, 1 / 60, (), 3 / 60, (2.5 / 60, 3.5 / 60), peak=True),),
        stops=(Stop(SATURDAY, above=2 / 60, weeks=2), Stop(Place("left", "desk"), above=0.5, weeks=2)),
    )


@pytest.fixture(scope="module")
def watched(sheet, found):
    return watch(sheet, found)


def test_saturday_fires_and_the_whole_week_does_not(watched):
    peak, week = (next(r for r in watched.rows if r.watched.place == p) for p in (SATURDAY, Place("wait", "desk")))
    assert sum(map(bool, peak.signals)) >= 4
    assert not week.fires
    assert peak.mean == pytest.approx(3 / 60, rel=0.25)
    assert "on Saturdays" in show.moved(watched)
    assert "whole week" in show.moved(watched)


def test_a_week_that_fires_is_not_said_to_stay_as_well(watched):
    week = next(row for row in watched.rows if row.watched.place == Place("wait", "desk"))
    fired = replace(week, signals=("above",) * len(week.signals))
    assert show.moved(replace(watched, rows=(fired,))).count("whole week") == 1


def test_what_was_foreseen_is_counted_from_the_weeks_before_the_start(watched):
    row = watched.rows[0]
    assert row.limits is not None
    assert row.watched.expected == pytest.approx(row.limits.mean + 2 / 60)
    assert row.against == "as foreseen"


def test_a_service_that_stays_as_it_was_is_less_than_foreseen_and_fires_nothing(sheet):
    same = watch(sheet, framed(times=1.0))
    assert same.rows[0].against == "less than foreseen"
    assert not same.rows[0].fires
    assert not same.stop_now
    assert "no measure has left the limits" in show.headline(same)


def test_predictions_are_scored_by_their_writer_and_nobody_is_ranked(watched):
    assert [one.came for one in watched.scored] == [
        "came true", "did not come true", "open", "for people to judge",
    ]  # fmt: skip
    assert [line.partition(":")[0] for line in show.predictions(watched)] == ["Ann", "Finance", "Ben", "Cem"]


def test_a_stop_condition_is_met_in_the_second_week_in_a_row(watched, found):
    met, quiet = watched.stops
    weeks = by_week(found, SATURDAY).since(START)
    over = [value > 2 / 60 for value in weeks.value]
    second = next(i for i in range(1, len(over)) if over[i] and over[i - 1])
    assert met.met
    assert met.when == weeks.first[second]
    assert not quiet.met
    assert show.headline(watched).startswith("Stop: the wait at desk on Saturdays above 2 min for 2 weeks in a row")


def test_without_weeks_before_in_the_records_the_sheets_own_weeks_give_the_limits(sheet):
    weeks = tuple(np.random.default_rng(2).normal(1 / 60, 0.003, 10).tolist())
    own = Sheet(sheet.name, start=MONDAY.date(), watched=(Watched(SATURDAY, 1 / 60, weeks),))
    row = watch(own, framed(weeks=6, since=0)).rows[0]
    assert row.limits is not None
    assert row.limits.weeks == 10
    assert row.fires


def test_new_records_alone_are_held_against_the_weeks_that_the_twin_kept(sheet):
    kept = last_weeks(framed(weeks=START_WEEK))
    new = calls()
    first = next(i for i, at in enumerate(new["start"].to_pylist()) if at.date() >= START)
    late = frame(read(new.slice(first), start="start"), "UTC", None)
    whole = Watched(Place("wait", "desk"), 1 / 60)
    alone = replace(sheet, watched=tuple(with_weeks(one, kept) for one in (*sheet.watched, whole)))
    found = watch(alone, late)
    peak, week = found.rows[:2]
    assert sum(map(bool, peak.signals)) >= 4
    assert week.limits is not None
    assert not week.fires
    assert week.limits.low < week.mean < week.limits.high
    assert "on Saturdays" in show.moved(found)


def test_no_week_is_counted_twice_where_a_file_holds_old_and_new_ones(sheet, found):
    """The file holds ten weeks before the start; the sheet has the first eight of them, or some since the start."""
    series = by_week(found, SATURDAY)
    own = replace(sheet.watched[0], weeks=series.value[:8], last_week=series.first[7])
    assert watch(replace(sheet, watched=(own,)), found).rows[0].before == series.value[:START_WEEK]
    early = frame(read(calls().slice(2 * 210 * 7), start="start"), "UTC", None)
    row = watch(replace(sheet, watched=(own,)), early).rows[0]
    assert row.before == pytest.approx(series.value[:START_WEEK], rel=1e-3)
    late = replace(own, weeks=series.value[3:14], last_week=series.first[13])
    assert late.weeks_before(START) == series.value[3:START_WEEK]


def test_more_cases_than_ever_are_told_as_drift_and_said_to_be_the_decisions_where_they_are(sheet):
    early, late = calls(weeks=10), calls(weeks=16, daily=80, since=99)
    rows = {name: [*early[name].to_pylist(), *late[name].slice(0).to_pylist()] for name in early.column_names}
    later = [at >= MONDAY + timedelta(weeks=10) for at in late["start"].to_pylist()]
    for name in rows:
        held = late[name].to_pylist()
        kept = [value for value, keep in zip(held, later, strict=True) if keep]
        rows[name] = early[name].to_pylist() + ([f"N{v}" for v in kept] if name in ("case", "customer") else kept)
    drifts = watch(sheet, frame(read(rows_table(rows), start="start"), "UTC", None)).drifts
    assert [d.what for d in drifts if not d.decided] == ["cases that come"]


def rows_table(rows):
    import pyarrow as pa

    return pa.table(rows)


def test_records_that_end_before_the_start_are_refused_with_what_to_do(sheet, found):
    late = Sheet("late", start=date(2027, 1, 4), watched=sheet.watched)
    with pytest.raises(UsageError, match="no whole week since the start on 2027-01-04"):
        watch(late, found)
    with pytest.raises(UsageError, match="has no start"):
        watch(Sheet("none", watched=sheet.watched), found)


def test_an_unknown_team_is_named_with_those_there_are(found):
    with pytest.raises(UsageError, match=r"no team called “shop”.*desk"):
        by_week(found, Place("wait", "shop"))


def test_limits_are_those_of_individual_values():
    held = limits([10, 12, 11, 13, 12, 14])
    assert held is not None
    moving = (2 + 1 + 2 + 1 + 2) / 5
    assert (held.mean, held.high) == (12, pytest.approx(12 + 2.66 * moving))
    assert limits([1, 2, 3]) is None
    assert signals(held, [held.high + 1, 12.5]) == ("above", "")
    assert signals(held, [12.5] * 8)[-1] == "run"


@pytest.mark.parametrize(("since", "told"), [(103.0, False), (110.0, True)])
def test_a_trifle_is_no_drift_even_beyond_the_limits(since, told):
    days = [date(2026, 1, 5) + timedelta(weeks=i) for i in range(12)]
    values = np.array([100.0, 100.5] * 5 + [since] * 2)
    assert signals(limits([100.0, 100.5] * 5), [since, since]) == ("above", "above")
    assert (drifted("cases", "a week", False, days, values, days[10]) is not None) is told
