"""Person or system shows itself in every form, and keeps silent where a guard says so."""

from dataclasses import replace

import pytest
from tests.report.invented import invented_people

from headwater.causes.people import Guard
from headwater.causes.show import person_dict

LONG = "Whoever served, this sentence goes on for rather longer than any terminal of eighty columns could ever hold."


@pytest.fixture
def answer():
    return invented_people()


@pytest.fixture
def blocked(answer):
    return replace(answer, guards=(Guard("assignment", True, LONG, "Route some cases at random."),))


def test_text_fits_eighty_columns(blocked):
    lines = str(replace(blocked, sentence=LONG, notes=(LONG,))).splitlines()
    assert max(map(len, lines)) <= 80
    assert " ".join(" ".join(lines).split()).count(LONG) == 3


def test_plain_values_are_those_of_the_findings(answer):
    found = answer.to_dict()
    assert found == person_dict(answer)
    assert found["sentence"].startswith("System. Who served")
    assert found["shares"]["people"] == {"share": 0.03, "interval": [0.01, 0.06]}
    assert "Store person" not in str(found)
    assert person_dict(None).keys() == found.keys()


def test_tables_agree(answer):
    pandas = pytest.importorskip("pandas", reason="pip install headwater[pandas]")
    polars = pytest.importorskip("polars", reason="pip install headwater[polars]")
    rows = answer.to_arrow().to_pylist()
    assert [(r["of"], r["part"]) for r in rows[3:5]] == [
        ("all variation", "unexplained"),
        ("what is explained", "conditions"),
    ]
    assert rows[4]["high"] == 0.78
    assert isinstance(answer.to_pandas(), pandas.DataFrame)
    assert isinstance(answer.to_polars(), polars.DataFrame)
    assert answer.to_polars()["share"].to_list() == answer.to_pandas()["share"].tolist()


def test_the_picture_has_a_dot_for_each_share_to_be_read(answer):
    assert answer.plot().svg.count("<circle") == 3
    assert "what is explained" in answer.plot().svg
    assert replace(answer, binary=False).plot().svg.count("<circle") == 4


def test_the_notebook_escapes_and_says_the_verdict(answer):
    html = replace(answer, sentence="<b>x</b>")._repr_html_()
    assert "System. &lt;b&gt;x" in html
    assert html.count("<tr>") == 8


def test_a_guard_that_blocks_hides_what_goes_with_people_everywhere(blocked):
    assert {row["share"] for row in blocked.to_arrow().to_pylist() if row["part"] == "people"} == {None}
    assert blocked.to_dict()["shares"]["people"] == {"share": None, "interval": None}
    assert "<title>people" not in blocked.plot().svg
    assert "not said" in blocked._repr_html_()
    assert LONG in blocked._repr_html_()
