"""What makes a commitment one that can be kept: a number or a time in it, a way to check it, a day it begins."""

import re
from datetime import date
from typing import Final

from headwater.desk.errors import RefusedError

_NUMBERS: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|every|each|all|no|none|never|always|same|"
    "eine?[mnrs]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|halbe?|jede[mnrs]?|alle[mnrs]?|keine?[mnrs]?|"
    "nie|immer"
)
_MEASURES: Final = (
    "second|minute|hour|day|week|month|year|noon|morning|evening|today|tomorrow|monday|tuesday|wednesday|thursday|friday|"
    "saturday|sunday|percent|cent|euro|dollar|pound|call|letter|mail|message|answer|reply|person|visit|form|question|"
    "sekunde|minute|stunde|tag|werktag|woche|monat|jahr|mittag|morgen|abend|heute|montag|dienstag|mittwoch|donnerstag|"
    "freitag|samstag|sonntag|prozent|anruf|brief|nachricht|antwort|mensch|besuch|formular|frage"
)
_FIGURE: Final = re.compile(r"\d")
_COUNTED: Final = re.compile(rf"\b(?:{_NUMBERS})\b[\w\s-]{{0,24}}?\b(?:{_MEASURES})\w{{0,3}}\b", re.IGNORECASE)
LEAST_CHECK: Final = 12
"""letters: "by survey" says nothing yet, "answer times of all cases, each month" does"""


def must_be_checkable(*, text: str, checked_how: str, since: date, until: date | None) -> None:
    """Raises RefusedError with the reason a vague one is sent back for, so that it can be mended."""
    if not text:
        raise RefusedError("A commitment needs words; say what customers can count on.")
    if not (_FIGURE.search(text) or _COUNTED.search(text)):
        raise RefusedError(
            f"“{text}” names no number and no time, so nobody can tell whether it was kept; say how soon, how many or "
            "how often, such as “every letter is answered within 2 working days”."
        )
    if len(checked_how) < LEAST_CHECK:
        raise RefusedError(
            "How it is checked is missing; say what is counted, where and how often, such as “answer times of all "
            "letters, each month”."
        )
    if until is not None and until < since:
        raise RefusedError("A commitment ends on the day it begins or later; choose its last day again.")
