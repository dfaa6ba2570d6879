"""Sentences that know what they are made of: English as they stand, German at the door, the same numbers in both."""

import json
import pickle
import re
import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import messages

from headwater.shared import words
from headwater.shared.said import (
    Said,
    amount,
    dated,
    in_each_language,
    in_language,
    packed,
    say,
    say_n,
    speaking,
    spoken,
    unpacked,
)

LIBRARY = messages.CATALOGUES[1]


def german(text: str) -> str:
    return in_language(text, "de")


def test_a_sentence_is_english_and_can_be_said_in_german():
    text = say("It starts {starts}; customers feel it {shows}.", starts=say("when the case opens"), shows="x")
    assert text == "It starts when the case opens; customers feel it x."
    assert german(text) == "Es beginnt beim Eröffnen des Falls; Kunden spüren es x."
    assert json.dumps({"said": text}) == '{"said": "It starts when the case opens; customers feel it x."}'
    assert german(pickle.loads(pickle.dumps(text))) == german(text)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (words.count(1650), "1.650"),
        (words.share(0.034), "3,4\u2009%"),
        (amount("70%"), "70\u2009%"),
        (words.duration(3.5 * 86_400), "3,5 Tage"),
        (words.plural(1, "case"), "1 Fall"),
        (words.plural(4240, "case"), "4.240 Fälle"),
        (words.span((-9.0, 21.0)), "−9 bis 21"),
        (words.span((1690.0, 3790.0)), "1.700–3.800"),
        (words.listing(["a", "b", "c"]), "a, b und c"),
        (dated(date(2026, 11, 22)), "22.11.2026"),
        (dated(date(2026, 11, 2), short=True), "2.11.2026"),
    ],
)
def test_numbers_and_dates_are_written_as_germans_write_them(written, said):
    assert german(written) == said
    assert in_language(written, "fr") == str(written)


def test_a_case_of_grammar_bends_what_fills_a_sentence():
    cases = words.plural(12, "spoiled case")
    assert german(say("Of {cases}, training would touch none.", cases=cases)) == (
        "Von 12 verdorbenen Fällen würde Schulung keinen berühren."
    )
    assert german(cases) == "12 verdorbene Fälle"
    assert german(words.plural(1, "spoiled case")) == "1 verdorbener Fall"


def test_a_name_with_a_bar_or_a_brace_stays_whole():
    said = say("“{step}” left out", step="Ask|{who}")
    assert said == "“Ask|{who}” left out"
    assert german(said) == "Auslassen von „Ask|{who}“"


def test_a_door_speaks_and_leaves_no_trace():
    link = say("Hand-over from {source} to {target}", source="record", target="A")
    with speaking("de", {"record": "Aufzeichnung"}):
        assert spoken(link) == "Übergabe von Aufzeichnung an A"
        assert spoken("record") == "Aufzeichnung"
        assert spoken(7) == 7
    assert spoken(link) == "Hand-over from record to A"
    assert in_each_language(link) == {"de": "Übergabe von record an A"}


def test_the_first_letter_is_large_in_every_language():
    assert german(words.upper_first(say("waiting before “{step}”", step="x"))) == "Warten vor „x“"
    assert words.upper_first(say("waiting before “{step}”", step="x")) == "Waiting before “x”"


@given(st.floats(0, 1e7), st.floats(0, 1e7))
def test_no_digit_differs_between_the_languages(low, high):
    for text in (words.count(low), words.duration(high), words.span((low, low + high)), words.share(low / 1e7)):
        assert re.findall(r"\d", german(text)) == re.findall(r"\d", text)


def test_every_german_text_can_be_filled():
    for (_, one, _many), texts in LIBRARY.collected().items():
        for form in "|".join(texts).split("|"):
            if "{" in one:
                holes = {name: say("x") for _, name, _, _ in string.Formatter().parse(form) if name}
                made = say(form, **holes)
                assert isinstance(made, Said)
                assert "{" not in german(made)


@pytest.mark.parametrize(
    "text",
    [
        "plain {text}",
        say("{who} waits {long}", who="Ann", long=words.duration(90)),
        words.listing([words.plural(2, "case"), words.count(1650), dated(date(2026, 11, 22))]),
    ],
)
def test_what_was_put_away_speaks_german_again(text):
    held = unpacked(json.loads(json.dumps(packed(text))))
    assert (held, german(held), type(held)) == (text, german(text), type(text))


def test_an_abbreviation_ends_its_sentence_with_its_own_full_stop():
    assert german(say("{start}.", start=words.duration(7_200))) == "2 Std."
    assert say("{start}.", start=words.duration(7_200)) == "2 h."


def test_a_plural_says_one_and_many():
    assert german(say_n(1, "{n} case", "{n} cases", n=1)) == "1 Fall"
    assert german(say_n(0, "{n} case", "{n} cases", n=0)) == "0 Fälle"
