"""What was raised as plain English is known again and said in German; what is not known stays as it is."""

import pytest

from headwater.shared.refusal_templates import TEMPLATES
from headwater.shared.refusals import recognised
from headwater.shared.said import in_language, say


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("There is no file 5|{a}.csv; check its name and folder.", "5|{a}.csv"),
        ("calls.csv is empty; export it again.", "calls.csv"),
        ("wide.csv has 12,000 columns and at most 2,000 can be read; leave out those no question needs, and if each "
         "step has columns of its own, export one row per step instead.", "12.000"),
        ("By “rating < 9” every case is spoiled (1,200 of 1,200), so", ""),
    ],
)  # fmt: skip
def test_a_refusal_is_said_in_german_with_what_fills_it(english: str, german: str) -> None:
    said = recognised(english)
    assert str(said) == english
    assert (in_language(said, "de") != english) == bool(german)
    assert german in in_language(said, "de")


def test_every_template_knows_itself() -> None:
    for template in TEMPLATES:
        filled = template.format_map({f"p{n}": f"x{n}" for n in range(1, 9)})
        assert in_language(recognised(filled), "de") != filled, template


def test_a_sentence_that_knows_itself_and_a_strange_one_stay() -> None:
    known = say("Nothing is missing on the sheet {name}.", name="A")
    assert recognised(known) is known
    assert recognised("Something else went wrong.") == "Something else went wrong."
