"""The truth beside the record agrees with the record and with itself."""

import numpy as np
import pytest

from headwater.demo.outcome import breaks, risk
from headwater.demo.truth import PLANTED
from headwater.demo.world import spoiled_with

KINDS = {"condition", "wait", "work", "loop", "handoff", "pingpong", "skip", "order", "load"}


@pytest.mark.parametrize("planted", PLANTED, ids=lambda p: p.key)
def test_a_held_link_breaks_nowhere_and_saves_cases(planted, year):
    broke = breaks(year.broke)[planted.key]
    spoiled, chance = spoiled_with(year, planted.key)
    assert year.spoiled.sum() - spoiled.sum() > 60
    assert (year.risk - chance).sum() == pytest.approx(year.spoiled.sum() - spoiled.sum(), abs=60)
    saved = year.spoiled & ~spoiled
    assert broke[saved].mean() > 0.9


def test_holding_nothing_changes_nothing(year):
    assert np.array_equal(risk(year.luck, year.asked, year.broke), year.risk)


def test_the_file_holds_every_cause_in_the_words_of_findings_json(made):
    assert made.truth["schema"] == "headwater-demo-truth/1"
    assert {c["key"] for c in made.truth["causes"]} == {p.key for p in PLANTED}
    costs = [c["spoiled_cases"] for c in made.truth["causes"]]
    assert costs == sorted(costs, reverse=True)
    assert min(costs) > 0
    for cause in made.truth["causes"]:
        assert cause["customers"] > 0
        assert cause["spoiled_cases"] <= cause["broke"]


def test_every_reference_names_what_is_in_the_record(made):
    steps, teams = set(made.read.names("steps")), set(made.read.names("teams"))
    columns = {a.name for a in made.read.attributes} | {"weekday"}
    refs = [r for c in made.truth["causes"] for r in (c["ref"], *c["also"])] + made.truth["must_not_name"]
    for ref in refs:
        assert ref["kind"] in KINDS
        assert {ref["step"]} <= steps if "step" in ref else True
        assert {ref[k] for k in ("team", "to") if k in ref} <= teams
        assert ref.get("column", "weekday") in columns
    assert set(made.truth["mix"]) <= columns


def test_the_record_holds_as_many_spoiled_cases_as_the_truth_says(made):
    said = made.read.sql('SELECT count_if("@promise_kept" = false) AS n FROM case_attributes')["n"][0].as_py()
    true = made.truth["spoiled"]["cases"]
    assert 0.95 * true < said <= true


def test_the_truth_says_that_it_is_invented(made):
    assert "does not exist" in made.truth["note"]
