"""The usual chain, failure demand, standards, stages and the five causes of waiting."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from tests.chain.records import Row, in_order, record, rows_of

from headwater.chain import chain, order
from headwater.chain.calendar import Calendar
from headwater.chain.standards import Standard, read_standards
from headwater.shared.errors import UsageError

DAY0 = datetime(2025, 1, 6)  # noqa: DTZ001 -- naive UTC, as in the record
ALWAYS = Calendar(tuple((d * 1440, d * 1440 + 1440) for d in range(7)))


def case(name: str, steps: str, **more: str) -> list[Row]:
    return [{"case": name, "step": s, "at": DAY0 + timedelta(hours=i), **more} for i, s in enumerate(steps)]


def test_skipped_and_late_steps_are_counted_against_the_usual_chain() -> None:
    rows = [row for i in range(10) for row in case(f"c{i}", "ABCD")]
    rows += case("skips", "ACD") + case("late", "ACBD") + case("open", "AB") + case("rare", "AXBCD")
    usual = {u["step"]: u for u in chain(record(rows)).rows("usual")}
    assert [usual[s]["place"] for s in "ABCD"] == [1, 2, 3, 4]
    assert {s: usual[s]["skipped"] for s in "ABCD"} == {"A": 0, "B": 1, "C": 0, "D": 0}
    assert {s: usual[s]["out_of_order"] for s in "ABCD"} == {"A": 0, "B": 1, "C": 0, "D": 0}


def test_steps_without_a_settled_order_share_a_place_and_are_never_late() -> None:
    rows = [row for i in range(10) for row in case(f"c{i}", "ABCD" if i % 2 else "ACBD")]
    usual = {u["step"]: u for u in chain(record(rows)).rows("usual")}
    assert [usual[s]["place"] for s in "ABCD"] == [1, 2, 2, 3]
    assert all(u["out_of_order"] == u["skipped"] == 0 for u in usual.values())


@settings(max_examples=25, deadline=None)
@given(rows=rows_of())
def test_departures_are_recounted(rows: list[Row]) -> None:
    usual = {u["step"]: u for u in chain(record(rows)).rows("usual")}
    for step, found in usual.items():
        skipped = late = 0
        for moments in in_order(rows, timed=False).values():
            steps = [m["step"] for m in moments]
            furthest = max((usual[s]["place"] for s in steps if s in usual), default=0)
            skipped += step not in steps and furthest > found["place"]
            before = steps[: steps.index(step)] if step in steps else []
            late += any(s in usual and usual[s]["place"] > found["place"] for s in before)
        assert (found["skipped"], found["out_of_order"]) == (skipped, late)


def test_a_return_is_the_same_customer_within_the_window_for_the_same_thing() -> None:
    def visit(name: str, day: int, customer: str, about: str) -> Row:
        return {"case": name, "step": "A", "at": DAY0 + timedelta(days=day), "customer": customer, "about": about}

    rows = [visit("1", 0, "ann", "bill"), visit("2", 5, "ann", "bill"), visit("3", 6, "ann", "parcel")]
    rows += [visit("4", 40, "ann", "bill"), visit("5", 6, "bob", "bill")]
    found = chain(record(rows), window_days=14, same_thing="about")
    assert (found.failure_demand.returns, found.failure_demand.cases, found.failure_demand.customers) == (1, 5, 1)
    assert "'about'" in found.failure_demand.rule
    assert chain(record(rows), window_days=60, same_thing="about").failure_demand.returns == 2
    with pytest.raises(UsageError, match="No column is called 'colour'"):
        chain(record(rows), same_thing="colour")


def test_given_standards_count_longer_waits(tmp_path: Path) -> None:
    path = tmp_path / "standards.toml"
    path.write_text('[[standard]]\nstep = "B"\nmax_wait = "90min"\nowner = "Finance"\n')
    rows = case("1", "AB") + [row | {"case": "2", "at": DAY0 + 3 * (row["at"] - DAY0)} for row in case("2", "AB")]
    found = chain(record(rows), standards=path).rows("standards")
    assert [(s["step"], s["max_wait_s"], s["waits"], s["longer"], s["cases_longer"]) for s in found] == [
        ("B", 5400.0, 2, 1, 1)
    ]
    assert (found[0]["owner"], found[0]["origin"]) == ("Finance", "given")
    with pytest.raises(UsageError, match="'Z'"):
        chain(record(rows), standards=[Standard("Z", 60)])


def test_standards_in_business_hours_follow_the_calendar() -> None:
    rows = [{"case": "1", "step": s, "at": DAY0 + timedelta(hours=h)} for s, h in (("A", 16), ("B", 33))]
    office = Calendar(tuple((d * 1440 + 540, d * 1440 + 1020) for d in range(5)))
    standard = Standard("B", 2 * 3600, hours="business")
    found = chain(record(rows), standards=[standard], calendar=office).rows("standards")[0]
    assert (found["waits"], found["longer"]) == (1, 0)


def test_standards_are_learned_from_unspoiled_cases_and_say_so() -> None:
    rows = [row for i in range(40) for row in case(f"c{i:02}", "AB")]
    rows += [{"case": "bad", "step": s, "at": DAY0 + timedelta(days=d)} for s, d in (("A", 0), ("B", 9))]
    laid_out = record(rows)
    laid_out.engine.run("CREATE TABLE bad AS SELECT code AS case_no FROM case_ids WHERE name = 'bad'")
    found = chain(laid_out, spoiled="bad").rows("standards")
    assert [(s["after"], s["step"], s["max_wait_s"]) for s in found] == [("A", "B", 3600.0)]
    assert "unspoiled" in found[0]["origin"]


def test_a_broken_standards_file_says_what_to_write(tmp_path: Path) -> None:
    path = tmp_path / "standards.toml"
    path.write_text('[[standard]]\nstep = "B"\nmax_wait = "soon"\n')
    with pytest.raises(UsageError, match="'soon' is no span"):
        read_standards(path)


def test_stages_have_a_reason_and_can_be_set() -> None:
    rows = [row for i in range(3) for row in case(f"c{i}", "AB")]
    rows += [{"case": "c0", "step": "Customer informed", "at": DAY0 + timedelta(days=1)}]
    stages = {s["step"]: s for s in chain(record(rows), frontstage={"B": "frontstage"}).rows("stages")}
    assert {name: s["stage"] for name, s in stages.items()} == {
        "A": "frontstage",
        "B": "frontstage",
        "Customer informed": "frontstage",
    }
    assert (stages["B"]["reason"], stages["A"]["reason"]) == ("set", "it opens 100% of the cases")
    assert "'customer'" in stages["Customer informed"]["reason"]
    with pytest.raises(UsageError, match="No step is called 'Z'"):
        chain(record(rows), frontstage={"Z": "backstage"})


def work(name: str, step: str, who: str, start: int, end: int) -> Row:
    return {
        "case": name,
        "step": step,
        "who": who,
        "start": DAY0 + timedelta(minutes=start),
        "at": DAY0 + timedelta(minutes=end),
    }


def causes(rows: list[Row], calendar: Calendar = ALWAYS) -> dict[str, float]:
    found = chain(record(rows, timed=True), calendar=calendar).rows("waiting")
    edge = next(w for w in found if (w["from"], w["to"]) == ("A", "B"))
    return {name.removesuffix("_s"): edge[name] / 60 for name in edge if name.endswith("_s") and edge[name]}


def test_each_minute_of_a_wait_goes_to_its_cause() -> None:
    rows = [work("1", "A", "ann", 0, 10), work("1", "B", "bob", 100, 110)]
    assert causes(rows) == {"extraneous": 90}
    earlier = [work("2", "A", "ann", 0, 5), work("2", "C", "bob", 20, 50)]
    assert causes(rows + earlier) == {"contention": 30, "extraneous": 60}
    later = [work("3", "A", "ann", 10, 40), work("3", "D", "bob", 60, 80)]
    assert causes(rows + earlier + later) == {"contention": 30, "prioritisation": 20, "extraneous": 40}


def test_closed_hours_are_unavailability() -> None:
    rows = [work("1", "A", "ann", 0, 10), work("1", "B", "bob", 100, 110)]
    until_one = Calendar(((0, 60), (90, 24 * 60)))
    assert causes(rows, until_one) == {"unavailability": 30, "extraneous": 60}


def test_work_collected_and_done_in_a_row_is_batching() -> None:
    rows: list[Row] = []
    for i, ready in enumerate((10, 40, 70)):
        rows += [work(f"{i}", "A", f"p{i}", ready - 5, ready), work(f"{i}", "B", "bob", 100 + 5 * i, 105 + 5 * i)]
    found = causes(rows)
    assert found["batching"] == (70 - 10) + (70 - 40)
    assert found["contention"] == 5 + 10
    assert found["extraneous"] == 3 * 30


def test_causes_are_not_claimed_without_starts() -> None:
    found = chain(record(case("1", "AB")))
    assert found.to_arrow("waiting").num_rows == 0
    assert "not shown" in found.rules["waiting"]


def test_the_order_of_a_large_record_is_learned_from_runs_of_its_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "SAMPLE", 16)
    assert order._blocks(100) == [(start, start + 2) for start in (0, 14, 28, 42, 56, 70, 84, 98)]
    assert order._blocks(16) == [(0, 16)]
    rows = [row for i in range(100) for row in case(f"c{i:03}", "ABC")]
    found = chain(record(rows))
    assert [u["step"] for u in found.rows("usual")] == ["A", "B", "C"]
    assert "(16 cases looked at)" in found.rules["usual"]
