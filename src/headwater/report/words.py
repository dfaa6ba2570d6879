"""What the pages call things whose codes the tables keep, and how templates say it in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from markupsafe import Markup

from headwater.causes.sentences import LEVELS, REMEDIES
from headwater.shared.said import amount, dated, language, phrase, recorded_names, say, spoken, words, words_n

PARTS: Final = {
    "conditions": phrase("the conditions"), "people": phrase("who served"), "customers": phrase("the customer"),
    "unexplained": phrase("nothing recorded"), "interaction": phrase("who served under which conditions"),
}  # fmt: skip
ROLES: Final = {
    "case": phrase("case"), "step": phrase("step"), "at": phrase("time"), "start": phrase("start"),
    "who": phrase("who served"), "team": phrase("team"), "customer": phrase("customer"),
    "channel": phrase("channel"), "attribute": phrase("attribute"), "ignored": phrase("ignored"),
}  # fmt: skip
RULES: Final = {
    "order": phrase("order"), "wait": phrase("wait"), "work": phrase("work"), "rework": phrase("rework"),
    "handoff": phrase("handoff"), "pingpong": phrase("pingpong"), "variant": phrase("variant"),
    "duration": phrase("duration"), "usual": phrase("usual"), "waiting": phrase("waiting"),
}  # fmt: skip
FIELDS: Final = {
    "case": phrase("case"), "opened": phrase("opened"), "hours": phrase("hours"), "moments": phrase("moments"),
    "loops": phrase("loops"), "handoffs": phrase("handoffs"), "spoiled": phrase("spoiled"), "done": phrase("done"),
    "after": phrase("after"), "step": phrase("step"), "from_team": phrase("from team"), "team": phrase("team"),
    "wait_hours": phrase("wait hours"), "visit": phrase("visit"), "when": phrase("when"), "today": phrase("today"),
    "decided": phrase("decided"), "change": phrase("change"), "low": phrase("low"), "high": phrase("high"),
    "outside": phrase("outside"),
}  # fmt: skip
VALUES: Final = {"yes": phrase("yes"), "no": phrase("no"), "not known": phrase("not known")}
STAMPS: Final = ("opened", "done")
NUMBERS: Final = (
    "hours", "moments", "loops", "handoffs", "wait_hours", "visit", "today", "decided", "change", "low", "high",
)  # fmt: skip
"""columns of rows that hold times, and numbers; ids and names stand as they are"""
FLAGS: Final = ("spoiled", "outside")
WHENS: Final = {
    "week": phrase("week"), "peak": phrase("peak"), "Monday": phrase("Monday"), "Tuesday": phrase("Tuesday"),
    "Wednesday": phrase("Wednesday"), "Thursday": phrase("Thursday"), "Friday": phrase("Friday"),
    "Saturday": phrase("Saturday"), "Sunday": phrase("Sunday"),
}  # fmt: skip
"""with which the cells of the column `when` begin"""
TIMINGS: Final = {"start and complete": phrase("start and complete"), "complete only": phrase("complete only")}
SCRIPT: Final = (
    phrase("Close"), phrase("Filter"), phrase("{n} rows"), phrase("the first {shown} of {n}"),
    *VALUES.values(), *WHENS.values(),
)  # fmt: skip
"""what the page's script says"""
CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "part": PARTS, "role": ROLES, "rule_name": RULES, "field": FIELDS, "timing": TIMINGS,
    "level": LEVELS, "remedy": REMEDIES,
}  # fmt: skip
"""by the name of the filter"""


def code(kind: str, value: Any) -> Any:
    """A code in the reader's words; what is none stays as it is, underscores apart in a column's name."""
    found = CODES[kind].get(value)
    if found:
        return words(found)
    return str(value).replace("_", " ") if kind == "field" else value


def cell(value: str, column: str) -> str:
    """A cell of rows as the reader writes it; the files keep it as it is."""
    if column in STAMPS and (day := _day(value)):
        return str(spoken(say("{day}{clock}", day=day, clock=value[10:])))
    if column in NUMBERS:
        return str(spoken(amount(value)))
    if column == "when":
        day, space, clock = value.partition(" ")
        return f"{words(WHENS[day])}{space}{clock}"
    return words(VALUES[value]) if column in FLAGS and value in VALUES else str(spoken(value))


def _day(value: str) -> str | None:
    """2026-11-22 stays that in English."""
    try:
        return None if language() == "en" else dated(date.fromisoformat(value[:10]))
    except ValueError:
        return None


def script_words() -> dict[str, str]:
    """What the page's script says, by its English; with them the recorded names that are said otherwise."""
    return {text: words(text) for text in SCRIPT} | recorded_names()


def translated(template: str, **values: Any) -> Markup:
    """Jinja's `trans`: the values are said and escaped, the sentence is the template's own."""
    return Markup(words(template)) % {name: spoken(value) for name, value in values.items()}


def translated_n(one: str, many: str, num: float, **values: Any) -> Markup:
    """The same, chosen by a number."""
    return Markup(words_n(one, many, num)) % {name: spoken(value) for name, value in ({"num": num} | values).items()}
