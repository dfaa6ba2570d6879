"""`headwater demo` end to end, as a user runs it, on a smaller year."""

import json
import re

import pytest
from tests.cli.run import headwater

STRONGEST = 2


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def ran(place):
    return headwater("demo", "--cases", "4000", cwd=place)


@pytest.fixture(scope="module")
def answer(ran, place):
    assert ran.status == 0, ran.err
    return json.loads((place / "demo" / "report" / "findings.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def truth(ran, place):
    return json.loads((place / "demo" / "truth.json").read_text(encoding="utf-8"))


def agrees(found, ref):
    return all(plain(found.get(key)) == plain(value) for key, value in ref.items())


def plain(value):
    return {"yes": "true"}.get(str(value).lower(), str(value).lower())


def test_it_says_that_the_record_is_generated_and_where_the_report_is(ran, place):
    assert ran.status == 0, ran.err
    text = " ".join(ran.out.split())
    assert "This record is generated. Bergkvist Outfitters does not exist; every name in it is invented." in text
    assert "Report demo/report/index.html" in text
    assert (place / "demo" / "report" / "index.html").is_file()
    assert (place / "demo" / "record.csv").is_file()


def test_it_fits_eighty_columns_and_keeps_standard_error_clean(ran):
    assert max(len(line) for line in ran.out.splitlines() if not line.startswith("Next")) <= 80
    assert "\x1b" not in ran.out
    assert ran.err == ""


def test_the_table_lists_every_planted_link_with_its_true_cases(ran, truth):
    table = ran.out.split("Found beside planted:")[1]
    for cause in truth["causes"]:
        assert re.search(rf"{re.escape(cause['link'])} +{cause['spoiled_cases']} ", table)


def test_the_definition_is_recognised_without_a_flag(answer):
    assert answer["spoiled"]["definition"] == "not `promise_kept`"


def test_the_strongest_planted_causes_are_named(answer, truth):
    refs = [f["ref"] for f in answer["findings"] if f["verdict"] == "cause"]
    for cause in truth["causes"][:STRONGEST]:
        assert any(agrees(ref, wanted) for ref in refs for wanted in (cause["ref"], *cause["also"])), cause["link"]


@pytest.mark.slow
def test_every_planted_link_of_the_whole_year_is_named(place):
    year = headwater("demo", "--out", "year", cwd=place)
    assert year.status == 0, year.err
    planted = json.loads((place / "year" / "truth.json").read_text(encoding="utf-8"))["causes"]
    found = json.loads((place / "year" / "report" / "findings.json").read_text(encoding="utf-8"))["findings"]
    named = [f["ref"] for f in found if f["verdict"] == "cause"]
    missed = [cause["link"] for cause in planted if not any(agrees(ref, cause["ref"]) for ref in named)]
    assert missed == []


def test_no_complaint_and_no_apology_is_named(answer):
    named = [f["ref"] for f in answer["findings"] if f["verdict"] == "cause"]
    assert not [ref for ref in named if ref.get("step") in ("Complaint taken", "Apology sent")]


def test_no_hand_over_that_the_apology_brings_is_named(answer, truth):
    named = [f["ref"] for f in answer["findings"] if f["verdict"] == "cause"]
    assert not [ref for ref in named for wrong in truth["must_not_name"] if agrees(ref, wrong)]


def test_who_served_is_not_blamed(answer):
    assert answer["person_or_system"]["verdict"] in ("system", "cannot tell")
    assert not [f for f in answer["findings"] if f["remedy"] in ("skill", "manner") and f["verdict"] == "cause"]


def test_a_real_record_cannot_be_asked_for_by_seed(place):
    ran = headwater("demo", "--real", "--seed", "3", cwd=place)
    assert ran.status == 2
    assert "--seed and --cases go with the generated one" in ran.err


def test_without_a_network_it_is_one_sentence_and_status_one(place):
    ran = headwater("demo", "--real", "--out", "real", cwd=place, https_proxy="http://127.0.0.1:9", no_proxy="")
    assert ran.status == 1
    assert ran.err.count("\n") == 1
    assert "check the network, or load the zip from" in ran.err
    assert not (place / "real").exists()
