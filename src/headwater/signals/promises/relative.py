"""Days counted from one said before in the same text: "the same day", "the week after", "am Vortag"."""

import re
from dataclasses import replace

from headwater.signals.promises import days as d
from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.days import Days
from headwater.signals.promises.domain import Phrase, When

RULE = "from a day said before"
_WEEK = re.compile(r"week|woche")
_MANY = re.compile(r".{1,8}\s(?:werk)?(?:tage|wochen|stunden|minuten)\s")  # counted from something else
_EARLIER = re.compile(r"before|vor|davor|zuvor")
SAME = re.compile(r"same|that |then|that day|selben|gleichen|gleichentags|taggleich")


def anchored(
    phrases: list[Phrase], low: str, said: Days | None, calendar: Calendar
) -> tuple[list[Phrase], Days | None]:
    """The phrases with their days, and the last day said; without a day said before they stay vague."""
    found: list[Phrase] = []
    for phrase in phrases:
        if phrase.rule == RULE and _MANY.match(low, phrase.start):
            found.append(phrase)
            continue
        if phrase.rule in (RULE, "the day after") and said:
            found.append(replace(phrase, when=When(days=_counted(low[phrase.start : phrase.end], said, calendar))))
            continue
        found.append(phrase)
        if phrase.when.days and phrase.before != "not":
            said = phrase.when.days
    return found, said


def _counted(words: str, said: Days, calendar: Calendar) -> Days:
    if _WEEK.search(words):
        return d.week(d.monday(said[1], 0), 1, "", calendar) if not _EARLIER.search(words) else said
    if SAME.search(words):
        return said
    day = d.plus(said[1], -1 if _EARLIER.search(words) else 1)
    return day, day
