"""A call centre with known rules: the twin has the rules."""

from functools import cache

import numpy as np
import pytest
from tests.foresight.calibrate.lived import NOTICED, OPEN, Rules, calls, record

from headwater.foresight.calibrate.frame import framed, read
from headwater.foresight.calibrate.kinds import other_kinds
from headwater.foresight.calibrate.priority import ordered_by
from headwater.foresight.calibrate.service import twin
from headwater.foresight.domain import Part, Twin

RULES = Rules()
CHANGED = Rules(first="complaint", grown=1.5, join=1, silent=0.4)


@cache
def of_calls() -> Twin:
    return twin(record(calls(RULES)), resampled=6)


@cache
def of_changed() -> Twin:
    """Complaints go first, and at the end half as many again call as at the beginning, and there is one more to
    answer; two in five who give up do not say so."""
    return twin(record(calls(CHANGED)), resampled=2)


def part(found: Twin, name: str) -> Part:
    return next(p for p in found.parts if p.name == name)


def test_people_are_on_duty_when_they_were_and_the_holiday_is_a_day_off() -> None:
    (pool,) = of_calls().service.pools
    wanted = tuple(RULES.people if d < 5 and h in OPEN else 0 for d in range(7) for h in range(24))
    assert pool.name == "Desk"
    assert pool.servers == wanted
    assert pool.closed == ((24.0 * RULES.holiday, 24.0 * RULES.holiday + 24.0),)
    assert not pool.pauses
    assert pool.absent == pytest.approx(0.0, abs=0.01)


def test_arrivals_are_first_contacts_and_vary_no_more_than_by_chance() -> None:
    kinds = {k.name: k for k in of_calls().service.kinds}
    assert set(kinds) == {"question", "complaint"}
    total = sum(sum(k.arrivals.rates) for k in kinds.values())
    assert total == pytest.approx(40 * RULES.calls, rel=0.06)
    assert sum(kinds["complaint"].arrivals.rates) / total == pytest.approx(0.3, abs=0.03)
    assert all(k.arrivals.rates[3] == 0 for k in kinds.values())
    assert kinds["question"].arrivals.day_cv < 0.1


def test_work_is_that_of_each_kind() -> None:
    steps = {s.name: s for s in of_calls().service.steps}
    answer, kinds = steps["Answer"], [k.name for k in of_calls().service.kinds]
    own = {kinds[k]: law.mean for k, law in answer.work_of}
    assert own["complaint"] == pytest.approx(2 * RULES.work, rel=0.06)
    assert own["question"] == pytest.approx(RULES.work, rel=0.06)
    assert answer.station == 0
    assert steps["Call"].station is None


def test_patience_is_longer_than_the_waits_of_those_who_left() -> None:
    (station,) = of_calls().service.stations
    assert station.patience.mean == pytest.approx(RULES.patience, rel=0.2)
    assert part(of_calls(), "patience.Desk").n > 100


def test_repeats_are_told_from_strangers_by_the_customer() -> None:
    for kind in of_calls().service.kinds:
        assert kind.repeat == pytest.approx(RULES.repeat, abs=0.04)
        assert kind.repeat_after.mean == pytest.approx(RULES.repeat_after, rel=0.35)
        assert kind.retry == pytest.approx(0.0, abs=0.02)
        assert kind.within[10]
        assert not kind.within[3]


def test_effects_that_are_not_there_are_off() -> None:
    kind = of_calls().service.kinds[0]
    assert (kind.repeat_per_wait, kind.repeat_per_haste) == (0, 0)
    assert of_calls().service.stations[0].rush == ()
    assert part(of_calls(), "repeat_per_wait").tag == "assumed"


def test_a_kind_goes_before_another_where_it_did() -> None:
    assert of_calls().service.stations[0].priority_of == ()
    assert part(of_calls(), "priority.Desk").said == "no kind before another"
    found = of_changed()
    names = [kind.name for kind in found.service.kinds]
    assert found.service.stations[0].priority_of == tuple((k, 1 + (n != "complaint")) for k, n in enumerate(names))
    told = part(found, "priority.Desk")
    assert (told.said, told.tag) == ("complaint before question", "measured")
    assert told.n > 100


def test_a_column_that_says_who_is_first_is_named_where_the_twin_does_not_tell_it_apart() -> None:
    held = record(calls(CHANGED))
    frame = framed(*read(held, zone="UTC", kind=""), None)
    assert [note.partition(",")[0] for note in ordered_by(frame, other_kinds(held, ""))] == [
        "Who is served first hangs on kind"
    ]
    assert not any("served first" in note for note in (*of_calls().notes, *of_changed().notes))


def test_calls_that_grow_stand_at_the_level_of_the_last_weeks() -> None:
    assert part(of_calls(), "trend").said == "none"
    assert not any("level" in note for note in of_calls().notes)
    level = 40 * RULES.calls * 1.5 ** (0.5 - 1 / 8)
    for service in (of_changed().service, *of_changed().resampled):
        assert sum(sum(k.arrivals.rates) for k in service.kinds) == pytest.approx(level, rel=0.08)
        assert service.kinds[0].arrivals.day_cv < 0.1
        assert max(service.pools[0].servers) == RULES.people + 1
    assert part(of_changed(), "trend.question").tag == "measured"
    assert any("stands at the level of its last 13 days" in note for note in of_changed().notes)


def test_who_leaves_without_a_word_is_told_where_a_person_found_nobody() -> None:
    (desk,) = of_changed().service.stations
    assert desk.silent == pytest.approx(0.4, abs=0.06)
    assert desk.silent_work.mean == pytest.approx(NOTICED, rel=0.02)
    assert desk.patience.mean == pytest.approx(RULES.patience, rel=0.2)
    assert "No answer" not in {step.name for step in of_changed().service.steps}
    assert of_calls().service.stations[0].silent == 0
    assert part(of_calls(), "silent").said.startswith("cannot tell")


def test_effects_that_the_record_cannot_exclude_are_alternatives() -> None:
    moved = [
        (kind.repeat_per_wait, kind.repeat_per_haste)
        for other in of_calls().alternatives
        if "cannot exclude" in other.said
        for kind in other.service.kinds[:1]
    ]
    waits = [wait for wait, _ in moved if wait]
    hastes = [haste for _, haste in moved if haste]
    assert len(waits) == len(hastes) == 2
    assert waits[0] < waits[1]
    assert hastes[0] < hastes[1]


def test_days_drawn_anew_move_the_numbers_around_the_fitted_ones() -> None:
    def rates(found: Twin) -> list[float]:
        return [sum(sum(k.arrivals.rates) for k in s.kinds) for s in found.resampled]

    found = of_calls()
    fitted = sum(sum(k.arrivals.rates) for k in found.service.kinds)
    assert len(found.resampled) == 6
    assert 0 < np.std(rates(found)) < 0.05 * fitted
    assert np.mean(rates(found)) == pytest.approx(fitted, rel=0.03)
    assert all(s.kinds[0].arrivals.day_cv < 0.15 for s in found.resampled)
    assert len({s.stations[0].patience.mean for s in found.resampled}) == 6


def test_the_same_seed_gives_the_same_twin() -> None:
    again = twin(record(calls(RULES)), resampled=6)
    assert again == of_calls()
    assert twin(record(calls(RULES)), resampled=1, seed=2).resampled[0] != of_calls().resampled[0]


def test_what_was_seen_and_who_was_there() -> None:
    found = of_calls()
    assert set(found.people["Desk"]) == {"Ann 0", "Ann 1", "Ann 2"}
    assert found.seen.servers["Desk"] == (3.0, 3.0)
    low, high = found.seen.arrivals["question"]
    assert 0 == low < 78 < high
    assert 0.5 < found.seen.load["Desk"][1] < 2.0


def test_with_one_time_a_step_work_is_assumed_and_other_shares_of_it_are_alternatives() -> None:
    found = twin(record(calls(RULES), timed=False), resampled=0)
    assert part(found, "work.Answer").tag == "assumed"
    assert "one time a step" in found.notes[0]
    assert [a.said for a in found.alternatives] == [
        "work is 25 per cent of the gaps that bound it",
        "work is 80 per cent of the gaps that bound it",
    ]
    answer = next(s for s in found.service.steps if s.name == "Answer")
    assert 0 < answer.work.mean < 0.5


def test_spoiled_cases_follow_the_wait_where_they_do() -> None:
    held = record(calls(RULES))
    waited = held.sql(
        "SELECT coalesce(max(m.wait_s), 0) AS w FROM cases c LEFT JOIN moments m USING (case_no) "
        "GROUP BY c.case_no ORDER BY c.case_no"
    )["w"].to_numpy()
    odds = np.exp(-2.5 + 6 * waited / 3600)
    spoiled = np.random.default_rng(2).random(len(waited)) < odds / (1 + odds)
    kind = twin(held, spoiled=spoiled, definition="as drawn", resampled=0).service.kinds[0]
    assert kind.spoiled_per_wait == pytest.approx(6, rel=0.35)
    chance = np.random.default_rng(3).random(len(waited)) < 0.2
    kind = twin(held, spoiled=chance, definition="by chance", resampled=0).service.kinds[0]
    assert kind.spoiled_per_wait == 0
    assert kind.spoiled == pytest.approx(0.2, abs=0.03)
