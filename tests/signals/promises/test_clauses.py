"""What is promised is a whole clause: with who does it and what, never a fragment, never more than its sentence."""

import re
from datetime import datetime

import pytest

from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.clauses import LONGEST
from headwater.signals.promises.service import suggest

AT = datetime.fromisoformat("2026-03-12T10:30:00+01:00")


def said(text: str) -> list[str]:
    assert AT.tzinfo is not None
    return [one.what for one in suggest(text, at=AT, calendar=Calendar(zone=AT.tzinfo))]


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ann, [the driver will ring you tomorrow about the sofa]. Bye!",
        "We looked at it and [I'll call you on Friday with a date].",
        "[I'll check the stock and ring you on Monday].",
        "[We'll send it by Friday, once the part is here].",
        "[It will ship tomorrow] and [we'll call you on Monday].",
        "[Ihren Bescheid schicken wir Ihnen bis Freitag mit der Post zu].",
        "Danke, [der Techniker kommt am Montag um 9 Uhr vorbei], bitte halten Sie den Flur frei.",
        "[Ich verspreche Ihnen, dass Sie das Gerät am Freitag haben].",
        "[Kommt die Ware heute nicht, schicken wir morgen eine neue].",
        "Hallo Frau Weber\n[wir melden uns bis Freitag mit einem Termin].",
    ],
)
def test_a_promise_is_told_as_its_whole_clause(text: str):
    assert said(re.sub(r"[\[\]]", "", text)) == re.findall(r"\[(.+?)\]", text)


def test_a_verb_without_its_own_subject_keeps_the_one_before():
    text = "Ich frage morgen im Lager nach und rufe Sie am Nachmittag zurück"
    assert said(text + ".")[-1] == text


def test_what_is_very_long_ends_with_a_word():
    (found,) = said(f"We will send you by Friday the {'very ' * 90}big box.")
    assert found.endswith("very…")
    assert len(found) <= LONGEST
