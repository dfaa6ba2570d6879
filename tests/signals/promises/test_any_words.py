"""Whatever words stand beside each other, nothing breaks: an answer is never kept from being sent by what it says."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.service import suggest
from headwater.signals.promises.words import FEW, MONTHS, NUMBERS, WEEKDAYS

SENTENCES = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8")
HOURS = ("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
CLOCKS = ("24", "25", "0", "99", "24:00", "25:61", "12.30", "0:00", "half", "halb", "Uhr", "h", "pm", "am", "eleven")
DATES = ("31.2.", "30.02.2027", "2026-13-45", "31st", "0th", "1/2", "13/13", "99999999999")
WORDS = sorted({*re.findall(r"[^\s#|]+", SENTENCES), *NUMBERS, *WEEKDAYS, *MONTHS, *FEW, *HOURS, *CLOCKS, *DATES})
BEGINNINGS = ("We will call you", "Wir rufen Sie an", "You'll have it", "Sie erhalten es", "")
HOURS_OF_A_YEAR = st.integers(0, 366 * 24)


@given(st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), HOURS_OF_A_YEAR)
@settings(max_examples=200)
def test_any_words_are_read(beginning: str, words: list[str], hour: int):
    at = datetime(2028, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    text = f"{beginning} {' '.join(words)}."
    for language in ("en", "de"):
        for found in suggest(text, at=at, calendar=Calendar(zone=UTC), language=language):
            assert 0 <= found.span[0] < found.span[1] <= len(text)
            assert found.vague or found.due.earliest <= found.due.latest


def test_every_hour_is_read():
    at = datetime(2026, 3, 12, 9, tzinfo=UTC)
    for hour, word in enumerate(HOURS, start=1):
        for said, minute in ((f"um {word}", 0), (f"um Viertel nach {word}", 15)):
            (found,) = suggest(f"Wir rufen Sie morgen {said} an.", at=at, calendar=Calendar(zone=UTC), language="de")
            assert found.due.latest.hour % 12 == hour % 12, said
            assert found.due.latest.minute == minute, said
