"""What cannot carry a twin, and what cannot be set: one sentence each, with what to do."""

import re
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.foresight.calibrate.lived import MONDAY, calls, record
from tests.foresight.world import centre

from headwater.foresight.calibrate.hand import by_hand
from headwater.foresight.calibrate.service import twin
from headwater.foresight.simulator.domain import NEVER, Law
from headwater.shared.errors import InputError, UsageError


def first_days(days: float) -> pa.Table:
    table = calls()
    return table.filter(
        pc.less(table["end"], pc.add(pa.scalar(MONDAY), pa.scalar(int(days * 86400e6), pa.duration("us"))))
    )


def test_one_week_is_too_little() -> None:
    with pytest.raises(
        InputError, match=r"spans 4\.3 days, and a twin learns .* from at least two weeks; give a longer"
    ):
        twin(record(first_days(7)))


def test_a_few_cases_are_too_little() -> None:
    with pytest.raises(InputError, match="holds 9 cases, and a twin needs 30; give a longer export"):
        twin(record(calls().filter(pc.is_in(calls()["case"], pa.array([f"C{400 * i + 1}" for i in range(9)])))))


def test_an_unknown_kind_is_answered_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="no column colour that can tell kinds of case apart; choose one of kind"):
        twin(record(calls()), kind="colour")


def test_spoiled_needs_one_flag_a_case() -> None:
    with pytest.raises(UsageError, match=r"has 1 flags for \d+ cases"):
        twin(record(calls()), spoiled=pa.array([True]).to_numpy(zero_copy_only=False))


def test_a_record_that_names_nobody_has_as_many_as_were_at_work_at_one_time() -> None:
    found = twin(record(calls().drop_columns(["who"])), resampled=0)
    assert max(found.service.pools[0].servers) == 3
    assert any(note.startswith("No column names who did it") for note in found.notes)


def test_one_kind_may_be_wanted() -> None:
    assert [k.name for k in twin(record(calls()), kind="", resampled=0).service.kinds] == ["all"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("patience.biling", "10 min", "no part patience.biling to set; did you mean patience.billing"),
        ("patience.billing", "10", "takes a time such as 90 s, 10 min, 4 h or 2 days, not 10"),
        ("staff.billing", "2.5", "in whole people, not 2.5"),
        ("repeat.bill", "130 %", "takes a share such as 0.15 or 15 %, not 130 %"),
        ("day_cv", "-1", "takes a number from 0 to 1,000,000,000, not -1"),
    ],
)
def test_what_cannot_be_set_is_said(name: str, value: str, sentence: str) -> None:
    service = centre()
    named = replace(service, kinds=(replace(service.kinds[0], name="bill"), *service.kinds[1:]))
    with pytest.raises(UsageError, match=re.escape(sentence)):
        by_hand(named, {name: value})


def test_parts_are_set_by_their_names() -> None:
    plain = centre()
    kind = plain.kinds[0].name
    found = by_hand(
        plain,
        {
            "patience.billing": "fixed 10 min", "patience.technical": "never", "staff.billing": "9", "day_cv": "0.2",
            "work.Answer the bill": "12 min", f"repeat.{kind}": "25 %", f"arrivals.{kind}": "1000",
        },
    )  # fmt: skip
    assert found.stations[0].patience == Law("fixed", 10 / 60)
    assert found.stations[1].patience == NEVER
    assert set(found.pools[0].servers) == {0, 9}
    assert found.pools[1] == plain.pools[1]
    assert found.steps[0].work == Law("lognormal", 0.2, 0.8)
    assert found.kinds[0].repeat == 0.25
    assert sum(found.kinds[0].arrivals.rates) == pytest.approx(1000)
    assert all(k.arrivals.day_cv == 0.2 for k in found.kinds)


def test_what_is_set_by_hand_holds_in_every_service_and_is_said() -> None:
    found = twin(record(calls()), hand={"patience.Desk": "20 min"}, resampled=2)
    assert {s.stations[0].patience.mean for s in (found.service, *found.resampled)} == {1 / 3}
    part = next(p for p in found.parts if p.name == "patience.Desk")
    assert (part.said, part.tag, part.source) == ("20 min", "assumed", "set by hand")


@pytest.mark.parametrize(
    ("value", "heap"),
    [("12 h", (12.0, 0.0, 0)), ("24 h from 14:30", (24.0, 14.5, 0)), ("of 10", (0.0, 0.0, 10)), ("off", (0.0, 0.0, 0))],
)
def test_heaps_are_set_by_hand(value: str, heap: tuple[float, float, int]) -> None:
    step = by_hand(centre(), {"batch.Answer the bill": value}).steps[0]
    assert (step.batch_every, step.batch_from, step.batch_of) == heap
