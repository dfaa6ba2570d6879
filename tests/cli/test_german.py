"""Foresight in German: no English is left on the terminal, on a page or in the sentences of the JSON."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.cli.run import inside
from tests.foresight import world
from tests.foresight.sheet.record import calls
from tests.web.english import left_in_english

from headwater.foresight.ripples import show
from headwater.foresight.ripples.comparison import Comparison
from headwater.foresight.ripples.result import Result
from headwater.foresight.saved import save
from headwater.foresight.sheet.made import sheet_of
from headwater.foresight.sheet.write import text as sheet_text
from headwater.report.decision import write_decision
from headwater.report.sheet import write_sheet_page
from headwater.shared.said import speaking, spoken

MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OURS = {"Headwater", "json", "JSON", "CSV", "decision.json", "headwater decide", "headwater watch", "SHEET.toml"}
NAMES = OURS | {"billing", "technical", "bills", "faults", "desk", "Ana", "Ben", "patience.billing"}
MARKS = str.maketrans(",.", ".,")


@pytest.fixture(scope="module")
def cut() -> Result:
    return world.cut()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("german")
    pq.write_table(calls(), folder / "calls.parquet")
    return folder


def english(text: str) -> list[str]:
    return left_in_english(text.replace("<", "&lt;"), NAMES)


def in_page(path: Path) -> list[str]:
    return left_in_english(path.read_text(encoding="utf-8"), NAMES)


def test_a_decision_is_answered_in_german_with_the_same_numbers(cut: Result, tmp_path: Path) -> None:
    with speaking("de"):
        said, page = str(cut), write_decision(cut, tmp_path / "page", made_at=MADE, command="x")
        held, cost = cut.to_dict(), spoken(show.cost(replace(cut, cost_per_hour=(30.0, 45.0))))
    assert re.fullmatch(r"Bezahlte Zeit kostet −[\d.,]+ bis −[\d.,]+ je Woche\.", cost)
    assert " ".join(said.split()).startswith(
        "Zwei Personen weniger bei billing samstags: die mittlere Wartezeit eines Falls steigt von"
    )
    assert "kommen" in said
    assert "aus dem Anstehen bei billing" in " ".join(said.split())
    assert english(said) == []
    assert in_page(page) == []
    assert max(map(len, said.splitlines())) <= 80
    assert sorted(re.findall(r"\d[\d.,]*\d|\d", said.translate(MARKS))) == sorted(
        re.findall(r"\d[\d.,]*\d|\d", str(cut))
    )
    assert held["sentence"].startswith("Zwei Personen weniger")
    assert {row["measure"] for row in held["ripples"]} == {row["measure"] for row in cut.to_dict()["ripples"]}
    assert json.loads((tmp_path / "page" / "decision.json").read_text())["sentence"] == held["sentence"]


def test_plans_stand_side_by_side_in_german(cut: Result, tmp_path: Path) -> None:
    plans = Comparison((cut, replace(cut, name="Zwei")))
    with speaking("de"):
        said, page = str(plans), write_decision(plans, tmp_path / "page", made_at=MADE, command="x")
    assert "Plan 1 hat" in said
    assert english(said) == []
    assert in_page(page) == []
    assert max(map(len, said.splitlines())) <= 80


def test_the_sheet_is_german_and_its_names_stay(cut: Result, tmp_path: Path) -> None:
    with speaking("de"):
        made = sheet_of(cut, change=["staff:billing -2 am Samstag"])
        written, page = sheet_text(made), write_sheet_page(made, tmp_path / "page", made_at=MADE)
    assert '[[watch]]\nmeasure = "wait"' in written
    assert 'name = "Zwei Personen weniger bei billing samstags"' in written
    assert in_page(page) == []


SHEET = """
name = "Zwei weniger"
start = 2026-03-16
change = ["staff:desk -2 am Samstag"]
[[watch]]
measure = "wait"
where = "desk"
when = "samstags"
peak = true
baseline = "1 min"
expected = "3 min"
interval = ["2.5 min", "3.5 min"]
[[stop]]
measure = "wait"
where = "desk"
when = "Saturday"
above = "2 Minuten"
[[predictions]]
who = "Ana"
what = "left"
where = "desk"
below = "20 %"
whom = "Neukunden"
sure = 0.7
[[links]]
name = "desk"
"""


def test_watching_is_german(place: Path) -> None:
    (place / "blatt.toml").write_text(SHEET, encoding="utf-8")
    asked = ("watch", "blatt.toml", "calls.parquet", "--start", "start", "--language", "de")
    ran = inside(*asked, "--json", "found.json", "--out", "seite", cwd=place)
    assert (ran.status, ran.err) == (0, "")
    assert " ".join(ran.out.split()).startswith(
        "Abbrechen: die Wartezeit bei desk samstags 2 Wochen in Folge über 2 Min."
    )
    assert english(ran.out) == []
    assert in_page(place / "seite" / "index.html") == []
    assert max(map(len, ran.out.splitlines())) <= 80
    found = json.loads((place / "found.json").read_text(encoding="utf-8"))
    assert found["sentence"].startswith("Abbrechen")
    assert found["measures"][0]["measure"] == "wait"


def test_what_is_missing_and_what_clashes_is_german(place: Path) -> None:
    (place / "blatt.toml").write_text(SHEET, encoding="utf-8")
    before = inside("watch", "blatt.toml", "--language", "de", cwd=place)
    clash = inside("decide", "--check", "blatt.toml", "blatt.toml", "--language", "de", cwd=place)
    assert "Kein Kriterium sagt, wann das Ziel erreicht ist." in " ".join(before.out.split())
    assert "Zwei weniger (blatt.toml)" in clash.out
    assert english(before.out) == english(clash.out) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("staff:biling -2",),
            "Es gibt kein Team namens „biling“; meinten Sie billing? Die Teams: billing und technical.",
        ),
        (("staff:billing -9 am Samstag",), "ließen −5; nehmen Sie höchstens 4 weg, oder nennen Sie andere Stunden."),
        (("arrivals +400 %",), "Das liegt außerhalb der Aufzeichnung: bis zu"),
        (("wait less",), "nennt keine Art von Entscheidung"),
        (("remove:X", "--twin", "elsewhere"), "In elsewhere liegt kein Zwilling"),
    ],
)
def test_a_refusal_is_german(place: Path, arguments: tuple[str, ...], said: str) -> None:
    if not (place / "twin").exists():
        save(world.twin(world.centre()), place / "twin")
    ran = inside("decide", *arguments, "--language", "de", cwd=place)
    assert ran.status in (1, 2)
    assert said in ran.err
    assert english(ran.err.removeprefix("headwater: ")) == []
