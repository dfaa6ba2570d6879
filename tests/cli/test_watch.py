"""`headwater watch` and `headwater decide --check` on the command line: the sentence, the table, the statuses."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.cli.run import headwater, inside
from tests.foresight.sheet.record import calls

SHEET = """
name = "Two part-timers fewer"
start = 2026-03-16
change = ["staff:desk -2 on Saturday"]
[[watch]]
measure = "wait"
where = "desk"
when = "Saturday"
peak = true
baseline = "1 min"
expected = "3 min"
interval = ["2.5 min", "3.5 min"]
[[stop]]
measure = "wait"
where = "desk"
when = "Saturday"
above = "2 min"
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("watch")
    pq.write_table(calls(), folder / "calls.parquet")
    (folder / "sheet.toml").write_text(SHEET, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def ran(place):
    return headwater(
        "watch", "sheet.toml", "calls.parquet", "--start", "start", "--json", "found.json", "--out", "page", cwd=place
    )


def test_it_says_stop_and_what_moved_in_eighty_columns(ran):
    assert ran.status == 0, ran.err
    said = " ".join(ran.out.split())
    assert said.startswith("Stop: the wait at desk on Saturdays above 2 min for 2 weeks in a row")
    assert "weeks beyond the limits; as foreseen" in said
    assert max(map(len, ran.out.splitlines())) <= 80


def test_the_json_holds_every_week_and_its_signal(ran, place):
    found = json.loads((place / "found.json").read_text(encoding="utf-8"))
    peak = found["measures"][0]
    assert found["stop"] is True
    assert (peak["measure"], peak["where"], peak["when"]) == ("wait", "desk", "Saturday")
    assert peak["weeks"][0]["monday"] == "2026-03-16"
    assert all(week["signal"] in ("above", "run", None) for week in peak["weeks"])


def test_the_page_draws_each_measure_week_by_week(ran, place):
    page = (place / "page" / "index.html").read_text(encoding="utf-8")
    assert page.count('<svg class="xmr"') == 2
    assert '<circle class="out"' in page
    assert "<script>" not in page
    assert "style=" not in page


def test_before_the_start_it_says_what_is_missing(place):
    ran = inside("watch", "sheet.toml", cwd=place)
    assert ran.status == 0
    assert "No criterion says when the aim is reached." in " ".join(ran.out.split())
    found = json.loads(inside("watch", "sheet.toml", "--json", "-", cwd=place).out)
    assert (found["schema"], found["name"]) == ("headwater-sheet/1", "Two part-timers fewer")
    assert "No criterion says when the aim is reached." in found["missing"]


def test_two_plans_that_clash_are_listed_before_the_start(place):
    (place / "marketing.toml").write_text('[[promises]]\nwhere = "desk"\nwithin = "same day"\n', encoding="utf-8")
    (place / "service.toml").write_text('[[can]]\nwhere = "desk"\nwithin = "24 h"\n', encoding="utf-8")
    ran = inside("decide", "--check", "marketing.toml", "service.toml", cwd=place)
    assert ran.status == 0, ran.err
    assert "Promise without capacity. marketing promises answer at desk within 8 h" in " ".join(ran.out.split())


def test_what_clashes_can_be_had_as_json(place):
    (place / "a.toml").write_text('[[links]]\nname = "desk"\n[[links]]\nname = "van"\nowner = "Jo"\n', encoding="utf-8")
    found = json.loads(inside("decide", "--check", "a.toml", "--json", "-", cwd=place).out)
    assert found["schema"] == "headwater-clashes/1"
    assert [(c["kind"], c["plans"]) for c in found["clashes"]] == [
        ("link without owner", ["a"]), ("owner without means", ["a"]),
    ]  # fmt: skip
    assert found["sentence"] == "2 things to settle before the start of a."
    ran = inside("decide", "--check", "a.toml", "--json", "c.json", "--language", "de", cwd=place)
    assert "Jo ist in a für van verantwortlich" in " ".join(ran.out.split())
    assert "nobody" not in (place / "c.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--sheet", "s.toml", "--out", "page"), "--check reads plans and runs nothing; leave out --out, --sheet."),
        (("--seed", 1), "leave out --seed."),
        (("staff:desk -1",), "--check reads plans from TOML files, and staff:desk -1 is none; write it into one."),
        (("--json", "nowhere/x.json"), "--json nowhere/x.json lies in a folder that is not there"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(place, more, said):
    ran = inside("decide", "--check", "sheet.toml", *more, cwd=place)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("watch", "none.toml", "calls.parquet"), 1, "none.toml"),
        (("watch", "calls.parquet", "calls.parquet"), 1, "is no TOML file"),
        (("watch", "early.toml", "calls.parquet", "--start", "start"), 2, "has no start"),
        (("watch", "late.toml", "calls.parquet", "--start", "start"), 2, "no whole week since the start on 2031-01-06"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(place, arguments, status, said):
    (place / "early.toml").write_text(SHEET.replace("start = 2026-03-16", ""), encoding="utf-8")
    (place / "late.toml").write_text(SHEET.replace("2026-03-16", "2031-01-06"), encoding="utf-8")
    ran = inside(*arguments, cwd=place)
    assert (ran.status, ran.err.count("\n")) == (status, 1)
    assert said in ran.err
