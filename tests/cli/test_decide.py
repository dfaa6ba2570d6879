"""`headwater decide` as a person types it."""

import json
from pathlib import Path

import pytest
from tests.cli.run import headwater, inside
from tests.foresight import world

from headwater.foresight.saved import save


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("decide")
    save(world.twin(world.centre(feedback=True)), folder / "twin")
    (folder / "one.toml").write_text('name = "One fewer"\nchange = ["staff:billing -1 on Saturday"]\n')
    (folder / "two.toml").write_text('name = "Two fewer"\nchange = ["staff:billing -2 on Saturday"]\n')
    return folder


def test_a_decision_is_answered_with_a_sentence_a_table_the_path_and_a_page(place: Path) -> None:
    ran = headwater("decide", "staff:billing -2 on Saturday", "--json", "answer.json", cwd=place)
    assert (ran.status, ran.err) == (0, "")
    said = " ".join(ran.out.split())
    assert said.startswith("Two people fewer at billing on Saturdays: the mean wait of a case rises from")
    assert "come from queueing at billing" in said
    assert "Page decision/index.html" in said
    assert max(map(len, ran.out.splitlines())) <= 80
    held = json.loads((place / "answer.json").read_text())
    assert held["schema"] == "headwater-decision/1"
    (saturday,) = [
        r for r in held["ripples"] if (r["measure"], r["where"], r["when"]) == ("waiting", "billing", "Saturday")
    ]
    assert saturday["decided"] > 3 * saturday["baseline"]
    page = (place / "decision" / "index.html").read_text()
    assert "<h1>Two people fewer at billing on Saturdays" in page
    assert "headwater decide" in page


def test_plans_stand_side_by_side(place: Path) -> None:
    ran = inside("decide", "--compare", "one.toml", "two.toml", "--out", "plans", cwd=place)
    assert (ran.status, ran.err) == (0, "")
    assert " ".join(ran.out.split()).startswith("One fewer has the shortest mean wait of a case:")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert {"index.html", "plan-1.html", "plan-2.html"} <= {p.name for p in (place / "plans").iterdir()}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["staff:biling -2"], 2, "There is no team called “biling”; did you mean billing?"),
        (["staff:billing -9 on Saturday"], 2, "9 fewer would leave −5"),
        (["campaign:bills +10 on 2020-01-01"], 2, "2020-01-01 lies in the past"),
        (["arrivals +400 %"], 1, "This lies outside the record"),
        (["missing.toml"], 1, "missing.toml"),
        (["remove:X", "--twin", "elsewhere"], 1, "There is no twin in elsewhere; make one: headwater twin FILE"),
        (["staff:billing -1", "--cost-per-hour", "much"], 2, "write it like 30-45"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(place: Path, arguments: list[str], status: int, said: str) -> None:
    ran = inside("decide", *arguments, cwd=place)
    assert ran.status == status
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert ran.err.count("\n") == 1
