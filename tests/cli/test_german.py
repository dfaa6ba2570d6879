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

from headwater.foresight.decisions.grammar import FORMS, parse
from headwater.foresight.domain import Weekly
from headwater.foresight.ripples import show
from headwater.foresight.ripples.comparison import Comparison
from headwater.foresight.ripples.result import Result
from headwater.foresight.saved import save
from headwater.foresight.sheet.made import completed, sheet_of
from headwater.foresight.sheet.write import text as sheet_text
from headwater.report.decision import write_decision
from headwater.report.sheet import write_sheet_page
from headwater.shared.said import in_language, speaking, spoken

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
    people = {"billing": tuple(f"Ana {n}" for n in range(30)), "technical": ("Ben",)}
    kept = Weekly("wait", "billing", "Saturday", MADE, (0.0123456, 0.5))
    cut = replace(cut, twin=replace(cut.twin, weeks=(kept,), people=people))
    with speaking("de"):
        made = sheet_of(cut, change=["staff:billing -2 am Samstag"])
        written, page = sheet_text(made), write_sheet_page(made, tmp_path / "page", made_at=MADE)
    assert '[[watch]]\nmeasure = "wait"' in written
    assert written.count('weeks = ["44.4 s", "30 min"]\nlast_week = 2026-11-22\n') == 1
    assert completed(replace(made, watched=(replace(made.watched[0], weeks=()),)), made).watched[0].weeks == kept.values
    assert 'notes = ["Zwei Personen weniger bei billing samstags: die mittlere Wartezeit' in written
    assert 'name = "Zwei Personen weniger bei billing samstags"' in written
    assert len(made.asked) == 20
    assert "10 weitere arbeiten dort, mit weniger Momenten; fragen Sie auch sie." in page.read_text(encoding="utf-8")
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


def test_watching_is_german_and_so_is_the_name_of_a_sheet_written_in_english(place: Path) -> None:
    english_name = SHEET.replace("Zwei weniger", "Two people fewer at desk on Saturdays")
    (place / "blatt.toml").write_text(english_name, encoding="utf-8")
    asked = ("watch", "blatt.toml", "calls.parquet", "--start", "start", "--language", "de")
    ran = inside(*asked, "--json", "found.json", "--out", "seite", cwd=place)
    assert (ran.status, ran.err) == (0, "")
    assert " ".join(ran.out.split()).startswith(
        "Abbrechen: die Wartezeit bei desk samstags 2 Wochen in Folge über 2 Min."
    )
    assert english(ran.out) == []
    page = place / "seite" / "index.html"
    assert in_page(page) == []
    assert "Zwei Personen weniger bei desk samstags.</p>" in page.read_text(encoding="utf-8")
    assert max(map(len, ran.out.splitlines())) <= 80
    found = json.loads((place / "found.json").read_text(encoding="utf-8"))
    assert found["sentence"].startswith("Abbrechen")
    assert found["measures"][0]["measure"] == "wait"


def test_what_is_missing_and_what_clashes_is_german(place: Path) -> None:
    (place / "blatt.toml").write_text(SHEET, encoding="utf-8")
    before = inside("watch", "blatt.toml", "--language", "de", cwd=place)
    (place / "zweites.toml").write_text(SHEET, encoding="utf-8")
    clash = inside("decide", "--check", "blatt.toml", "zweites.toml", "--language", "de", cwd=place)
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
        (("handle-time:billing -100 %",), "Arbeit kann nicht um 100 % kürzer werden: es bliebe nichts von ihr"),
        (("arrivals:bills -102.5 %",), "kann sich nicht um -102,5 % ändern"),
        (("route:Mend the line -> Answer the bill 5 %",), "danach kommt: das Ende."),
        (("none.toml",), "none.toml kann nicht verwendet werden: es gibt keine solche Datei"),
        (("wrong.toml",), 'wrong.toml, [[changes]] 1: by = "viele" ist keine ganze Zahl'),
        (("staff:billing -1", "--out", "wrong.toml"), "Der Bericht kann nicht nach wrong.toml geschrieben werden"),
        (("staff:billing -1", "--json", "away/x.json"), "liegt in einem Ordner, den es nicht gibt"),
        (("--check", "wrong.toml", "--seed", "2"), "--check liest Pläne und rechnet nichts; lassen Sie --seed weg."),
    ],
)
def test_a_refusal_is_german(place: Path, arguments: tuple[str, ...], said: str) -> None:
    if not (place / "twin").exists():
        save(world.twin(world.centre()), place / "twin")
        (place / "wrong.toml").write_text('[[changes]]\ndo = "staff"\nteam = "a"\nby = "viele"\n', encoding="utf-8")
    ran = inside("decide", *arguments, "--language", "de", cwd=place)
    assert ran.status in (1, 2)
    assert said in ran.err
    assert english(ran.err.removeprefix("headwater: ")) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("none.csv",), "Es gibt keine Datei none.csv; prüfen Sie Name und Ordner."),
        (("empty.csv",), "empty.csv ist leer; exportieren Sie es noch einmal."),
        (("columns.csv",), "Keine Spalte wurde als Fall"),
        (("calls.parquet", "--case", "nope"), "Es gibt keine Spalte nope (gesetzt für Fall)"),
        (("calls.parquet", "--timezone", "Mars"), "Es gibt keine Zeitzone Mars"),
        (("calls.parquet", "--set", "patience.dsk=3 min"), "der festgelegt werden kann; meinten Sie patience.desk"),
        (("calls.parquet", "--set", "repeat.all=1,5"), "nimmt einen Anteil wie 0,15 oder 15 %, nicht 1,5."),
        (("calls.parquet", "--set", "patience.desk=lang"), "nimmt eine Zeit wie 90 s, 10 min, 4 h oder 2 Tage"),
    ],
)
def test_what_a_twin_refuses_is_german(place: Path, arguments: tuple[str, ...], said: str) -> None:
    (place / "empty.csv").write_text("", encoding="utf-8")
    (place / "columns.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    ran = inside("twin", *arguments, "--language", "de", cwd=place)
    assert ran.status in (1, 2)
    assert said in ran.err


def test_every_kind_of_decision_reads_back_in_german() -> None:
    twin = world.twin(world.permission(), amounts=world.AMOUNTS)
    names = {"returns", "complaints", "Approve", "Check", "Intake", "Triage", *(form.word for form in FORMS)} | NAMES
    for form in FORMS:
        decision = parse(form.example)
        said = [decision.sentence, *(text for part in decision.parts(twin) for text in (part.said, part.source))]
        german = [in_language(text, "de") for text in said]
        assert german[0] != said[0], form.example
        assert [left_in_english(text, names) for text in german] == [[]] * len(german), german


def test_numbers_have_the_marks_of_the_language(cut: Result) -> None:
    """Not 4.3 Tage: a point stands between thousands only."""
    with speaking("de"):
        said = " ".join([str(cut), json.dumps(cut.to_dict()["sentence"]), str(Comparison((cut, cut)))])
    assert re.findall(r"\d\.\d(?!\d\d)", said) == []
