# ruff: noqa: E501 -- a pattern is read as one line
"""Numbers, weekdays and months as written, and how a rule's pattern is made."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.domain import When

Match = re.Match[str]
Read = Callable[[Match, datetime, Calendar], When | None]


@dataclass(frozen=True)
class Rule:
    """A named pattern, tried where one of its first words stands ("#" is any number); `read` may decline with None."""

    name: str
    first: tuple[str, ...]
    pattern: re.Pattern[str]
    read: Read


def rule(name: str, first: str, pattern: str, read: Read, parts: Mapping[str, str]) -> Rule:
    """In a pattern a blank is up to three blanks or line ends, and <NAME> stands for one of `parts`."""
    return Rule(name, tuple(first.split()), compiled(pattern, parts), read)


def compiled(pattern: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    for name, part in parts.items():
        pattern = pattern.replace(f"<{name}>", part)
    return re.compile(pattern.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}") + r"(?!\w)")


def rows(name: str) -> list[tuple[str, str, str]]:
    """First words, kind and pattern of each row of a table."""
    return [(first, kind, pattern) for kind, first, pattern in table(name)]


def table(name: str) -> list[list[str]]:
    """The cells of each row of a file that lies beside this one."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def by_first(rules: Sequence[Rule]) -> dict[str, tuple[Rule, ...]]:
    """The rules to try at a word, in their order."""
    found: dict[str, tuple[Rule, ...]] = {}
    for one in rules:
        for word in one.first:
            found[word] = (*found.get(word, ()), one)
    return found


def either(words: Mapping[str, object] | Sequence[str]) -> str:
    """An alternative of words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60,
    "another": 1, "half an": 0.5, "a half": 0.5,
    "ein": 1, "eine": 1, "einer": 1, "einem": 1, "einen": 1, "eines": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5,
    "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "vierzehn": 14, "zwanzig": 20, "eins": 1,
    "dreißig": 30, "anderthalb": 1.5, "eineinhalb": 1.5, "einer halben": 0.5, "eine halbe": 0.5, "ner": 1, "ner halben": 0.5, "ner halbe": 0.5, "'ner halben": 0.5, "einer guten": 1, "ner guten": 1, "einer knappen": 1, "nem": 1,
}  # fmt: skip
FEW = (
    "a couple of",
    "a couple",
    "couple of",
    "couple",
    "a few",
    "few",
    "several",
    "some",
    "ein paar",
    "paar",
    "einige",
    "einigen",
    "wenige",
    "wenigen",
    "mehrere",
    "mehreren",
)
WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "wensday": 2, "wendsday": 2, "wednsday": 2, "thurday": 3, "thrusday": 3, "thursay": 3, "tueday": 1, "teusday": 1,
    "tuesay": 1, "firday": 4, "frday": 4, "fryday": 4, "friady": 4, "moday": 0, "satuday": 5, "saterday": 5,
    "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5, "sonntag": 6,
    "mitwoch": 2, "dienstg": 1, "freitg": 4, "donerstag": 3, "donnerstg": 3, "freiatg": 4, "dientag": 1,
}  # fmt: skip
SHORT_DAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
    "mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6,
}  # fmt: skip
MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12, "januar": 1, "jänner": 1, "februar": 2, "märz": 3, "maerz": 3,
    "mai": 5, "juni": 6, "juli": 7, "oktober": 10, "dezember": 12, "okt": 10, "dez": 12, "mrz": 3,
}  # fmt: skip


def number(said: str | None) -> float:
    """A number as written; 1 where none stands."""
    said = " ".join((said or "1").split())
    return NUMBERS[said] if said in NUMBERS else float(said.replace(",", "."))
