"""An answer shows itself: text, notebook, tables, picture."""

from dataclasses import replace

import pytest
from tests.report.invented import invented_causes, invented_finding

from headwater.causes import show
from headwater.causes.sentences import columns_of, fragility, headline, spoiled_sentence


def test_text_fits_eighty_columns_and_ranks():
    text = show.as_text(invented_causes())
    table = [line for line in text.splitlines() if line[:2] in (" 1", " 2")]
    assert [line[3:28] for line in table] == ["waiting before Approval  ", "the item is looked up aga"]
    assert max(len(line) for line in table) <= 80


def test_every_line_of_the_text_fits_eighty_columns():
    long = '`a column with a rather long name` <= 2 and `another column with a long name` = yes or has("Refund")'
    answer = invented_causes()
    answer = replace(answer, spoiled=replace(answer.spoiled, definition=long))
    assert max(map(len, str(answer).splitlines())) <= 80
    assert long in " ".join(str(answer).split())


def test_html_escapes():
    answer = replace(invented_causes(), findings=[invented_finding(link="<b>x</b>")])
    assert "<b>x" not in show.as_html(answer)


def test_tables_agree():
    answer = invented_causes()
    arrow = show.as_arrow(answer)
    assert arrow["verdict"].to_pylist() == ["cause", "cause", "cannot tell"]
    assert arrow["spoiled_cases"].to_pylist() == [64.2, 22.4, 6.0]
    assert arrow["low"].to_pylist() == [41.7, 8.1, -9.0]


def test_pandas_and_polars_hold_the_same():
    pandas = pytest.importorskip("pandas", reason="pip install headwater[pandas]")
    polars = pytest.importorskip("polars", reason="pip install headwater[polars]")
    answer = invented_causes()
    assert isinstance(show.as_pandas(answer), pandas.DataFrame)
    assert isinstance(show.as_polars(answer), polars.DataFrame)
    assert show.as_polars(answer)["link"].to_list() == show.as_pandas(answer)["link"].tolist()


def test_the_picture_puts_zero_and_estimates_on_one_scale(tmp_path):
    picture = show.plot(invented_causes())
    saved = picture.save(tmp_path / "p.svg").read_text()
    assert saved.count("<circle") == 2
    assert "42–89" in saved


def test_no_finding_is_an_answer():
    empty = replace(invented_causes(), findings=[])
    assert (
        headline(empty)
        == "Cannot tell yet: of 43 links tested, none shows a cause, and 1 link needs more to be judged."
    )
    assert headline(replace(empty, cannot_tell=[])).startswith("No cause found: none of 43 links tested")


def test_the_definition_is_always_said():
    assert spoiled_sentence(invented_causes()).startswith("Spoiled: rating <= 2. ")


@pytest.mark.parametrize(("e", "word"), [(1.0, "any strength"), (1.3, "weak"), (2.0, "moderate"), (4.1, "strong")])
def test_the_e_value_in_words(e, word):
    assert word in fragility(e)


def test_columns_held_equal_are_named_once():
    assert columns_of(["location: 204", "location: 161", "request_kind = repair"]) == ["location", "request kind"]
