"""`headwater diagnose` end to end on a small invented company: answer, report, JSON, statuses."""

import json
from pathlib import Path

import pyarrow.csv as pacsv
import pytest
from jsonschema import Draft202012Validator
from tests.cli.run import headwater
from tests.report.invented import SECRET, invented_moments

from headwater.cli.options import Tongue, tongue
from headwater.cli.output import check_target
from headwater.report.findings import schema
from headwater.shared.errors import UsageError


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("work")
    pacsv.write_csv(invented_moments(300), folder / "orders.csv")
    return folder


@pytest.fixture(scope="module")
def ran(place):
    return headwater("diagnose", "orders.csv", "--spoiled", "rating <= 2", "--json", "found.json", cwd=place)


def test_it_answers_with_a_sentence_and_says_where_the_report_is(ran, place):
    assert ran.status == 0, ran.err
    assert "Spoiled: rating <= 2." in " ".join(ran.out.split())
    assert "report/index.html" in ran.out
    assert (place / "report" / "index.html").is_file()


def test_it_fits_eighty_columns_and_is_plain(ran):
    assert max(len(line) for line in ran.out.splitlines()) <= 80
    assert "\x1b" not in ran.out
    assert ran.err == ""


def test_the_json_follows_the_schema_and_equals_the_reports(ran, place):
    found = json.loads((place / "found.json").read_text())
    Draft202012Validator(schema()).validate(found)
    assert found == json.loads((place / "report" / "findings.json").read_text())
    assert found["input"]["cases"] == 300
    assert SECRET not in (place / "found.json").read_text()


def test_a_german_terminal_is_answered_in_german_with_the_same_numbers(ran, place):
    out = ("--out", "bericht", "--json", "gefunden.json")
    german = headwater("diagnose", "orders.csv", "--spoiled", "rating <= 2", *out, cwd=place, LC_ALL="de_DE.UTF-8")
    assert german.status == 0, german.err
    assert "Verdorben: rating <= 2." in " ".join(german.out.split())
    assert max(len(line) for line in german.out.splitlines()) <= 80
    page = (place / "bericht" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert "Verlorene Kunden, vor jeder Bewertung" in page
    assert (place / "gefunden.json").read_bytes() == (place / "found.json").read_bytes()


@pytest.mark.parametrize(
    ("given", "environment", "said"),
    [
        (None, {}, "en"),
        (None, {"LANG": "de_AT.UTF-8"}, "de"),
        (None, {"LANG": "de_DE", "LC_ALL": "C"}, "en"),
        (None, {"LANG": "fr_FR"}, "en"),
        (Tongue.EN, {"LANG": "de_DE"}, "en"),
        (Tongue.DE, {}, "de"),
    ],
)
def test_the_language_is_what_is_asked_for_or_the_terminals(given, environment, said, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert tongue(given) == said


def test_json_on_standard_output_stands_alone(place):
    ran = headwater("diagnose", "orders.csv", "--spoiled", "rating <= 2", "--json", "-", "--out", "other", cwd=place)
    assert ran.status == 0, ran.err
    assert json.loads(ran.out)["schema"] == "headwater-findings/1"
    assert (place / "other" / "index.html").is_file()


def test_an_empty_definition_is_wrong_usage(place):
    ran = headwater("diagnose", "orders.csv", "--spoiled", "", "--out", "empty", cwd=place)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "The definition of spoiled is empty" in ran.err
    assert not (place / "empty").exists()


def test_a_missing_file_is_one_sentence_and_status_one(place):
    ran = headwater("diagnose", "nowhere.csv", cwd=place)
    assert ran.status == 1
    assert ran.err.count("\n") == 1
    assert "nowhere.csv" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("diagnose",),
        ("diagnose", "orders.csv", "--no-such-flag"),
        ("diagnose", "orders.csv", "--spoiled", "no_such_column > 3"),
        ("diagnose", "orders.csv", "--case", "no_such_column"),
        ("no-such-command",),
    ],
)
def test_wrong_usage_is_status_two(place, arguments):
    ran = headwater(*arguments, cwd=place)
    assert ran.status == 2, ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("diagnose", "--out", "rj", "--json", "nodir/x.json"), "--json nodir/x.json lies in a folder that is not"),
        (("chain", "--json", "."), "--json . is a folder"),
        (("chain", "--svg", "nodir/x.svg"), "--svg nodir/x.svg lies in a folder that is not there"),
        (("diagnose", "--out", "rj", "--standards", "bad.toml"), "The standards in bad.toml cannot be used"),
        (("diagnose", "--out", "rj", "--mapping", "bad.toml"), "The mapping file bad.toml cannot be read"),
        (("chain", "--calendar", "bad.toml"), "The calendar bad.toml cannot be used"),
    ],
)
def test_a_path_that_cannot_be_used_is_wrong_usage_and_makes_nothing(place, arguments, said):
    (place / "bad.toml").write_text("[[standard")
    command, *rest = arguments
    before = sorted(p.name for p in place.iterdir())
    ran = headwater(command, "orders.csv", *rest, cwd=place)
    assert (ran.status, ran.err.count("\n")) == (2, 1), ran.err
    assert said in ran.err
    assert sorted(p.name for p in place.iterdir()) == before


def test_the_json_may_lie_in_the_report_that_is_coming(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    check_target("rj/found.json", "--json", coming=Path("rj"))
    with pytest.raises(UsageError, match=r"--json rj/found\.json lies in a folder that is not there"):
        check_target("rj/found.json", "--json", coming=Path("other"))
    check_target("found.json", "--json")


def test_a_place_with_other_files_is_refused_before_any_work(place):
    (place / "mine").mkdir(exist_ok=True)
    (place / "mine" / "thesis.txt").write_text("kept")
    ran = headwater("diagnose", "orders.csv", "--out", "mine", cwd=place)
    assert ran.status == 1
    assert "choose another place with --out" in ran.err
    assert [p.name for p in (place / "mine").iterdir()] == ["thesis.txt"]


def test_explain_opens_a_number_of_the_report(ran, place):
    assert ran.status == 0
    found = headwater("explain", "approval: waiting", cwd=place)
    assert found.status == 0, found.err
    assert "Approval: waiting: " in found.out
    assert "Rule: Wait before a step" in found.out
    assert "C-00" in found.out
    missing = headwater("explain", "zebra crossing", cwd=place)
    assert (missing.status, missing.out) == (1, "")


def test_chain_and_columns(place):
    drawn = headwater("chain", "orders.csv", "--json", "chain.json", "--svg", "chain.svg", cwd=place)
    assert drawn.status == 0, drawn.err
    found = json.loads((place / "chain.json").read_text())
    assert {"steps", "edges", "handoffs", "variants", "durations"} <= set(found)
    assert (place / "chain.svg").read_text().startswith("<svg")
    columns = headwater("columns", "orders.csv", "--write", "map.toml", cwd=place)
    assert columns.status == 0, columns.err
    assert (place / "map.toml").is_file()
    again = headwater("chain", "orders.csv", "--mapping", "map.toml", "--json", "-", cwd=place)
    assert json.loads(again.out)["edges"] == found["edges"]


def test_what_cannot_be_read_and_what_stands_twice_is_said(place):
    head, *rows = (place / "orders.csv").read_text().splitlines()
    (place / "mess.csv").write_text("\n".join([head, "garbage", *rows, rows[0]]) + "\n")
    ran = headwater("diagnose", "mess.csv", "--spoiled", "rating <= 2", "--out", "mess", cwd=place)
    assert ran.status == 0, ran.err
    assert "1 row that could not be read: mess/rejected.csv" in ran.out
    assert "1 moment that repeat" in ran.out
    assert (place / "mess" / "rejected.csv").read_text().count("\n") == 2
