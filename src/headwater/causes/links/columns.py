"""What each recorded column is taken for: case mix, a condition that can break, a sign, the outcome, or bookkeeping."""

from dataclasses import dataclass

import numpy as np

from headwater.causes import lexicon
from headwater.causes.facts import Facts, Floats, Ints, codes, real
from headwater.causes.links.candidate import OPENING, PHASES
from headwater.moments.domain import Attribute
from headwater.shared.said import phrase, say

PERSON_STEMS = "by agent user employee person clerk owner assignee rep handler mitarbeiter bearbeiter resource analyst"
ROUTING_STEMS = (
    "queue warteschlange desk counter group gruppe team skill line office site branch filiale assigned level"
)
FEW = 20
MANY_LEVELS = 0.5
"""A text column whose values are new in more than this share of the cases names cases, not conditions."""

SAID: dict[lexicon.Meaning, str] = {
    "mix": phrase("mix"), "link": phrase("link"), "sign": phrase("sign"), "outcome": phrase("outcome"),
    "bookkeeping": phrase("bookkeeping"), "unknown": phrase("unknown"),
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A recorded column as the search sees it. `value` has one entry per case: the first recorded value."""

    name: str
    meaning: lexicon.Meaning
    reason: str
    number: Floats
    """the values of a numeric column, NaN where missing; empty otherwise"""
    code: Ints
    levels: tuple[str, ...]
    numeric: bool
    place: float
    step: str | None
    routing: bool

    @property
    def recorded(self) -> float:
        """Share of cases with a value."""
        return float((self.code >= 0).mean()) if len(self.code) else 0.0


def read_columns(facts: Facts, *, used: set[str], mix: set[str], links: set[str]) -> list[Column]:
    """Every attribute with what it is taken for. `used` are the columns that define spoiled, in any capitals."""
    spelled = {name.lower() for name in used}
    used = {name for name in facts.attributes if name.lower() in spelled}
    return [_column(facts, name, used, mix, links) for name in facts.attributes]


def said(column: Column) -> str:
    """What it is taken for and why, in a sentence part."""
    return say("{meaning}: {reason}", meaning=say(SAID[column.meaning]), reason=column.reason)


def _column(facts: Facts, name: str, used: set[str], mix: set[str], links: set[str]) -> Column:
    value, step = facts.first_value(name)
    code, levels = codes(value)
    attribute = facts.attribute(name)
    numeric = attribute.kind == "number" and len(levels) > 2
    meaning, reason = _meaning(name, code, levels, numeric, used, mix, links, attribute)
    if meaning in ("link", "unknown") and len(set(levels) & set(facts.steps)) > 0.6 * len(levels):
        meaning, reason = "bookkeeping", say("its values are the steps themselves")
    place, at_step = OPENING, None
    if not attribute.opening and (step >= 0).any():
        most = int(np.bincount(step[step >= 0]).argmax())
        place, at_step = float(np.median(facts.step_rank[step[step >= 0]])), facts.steps[most]
    routing = lexicon.matches(name, ROUTING_STEMS) is not None
    number = real(value) if numeric else np.zeros(0)
    return Column(
        name, meaning, reason, number, code, tuple(levels), numeric, place + PHASES["condition"], at_step, routing
    )


def _meaning(
    name: str,
    code: Ints,
    levels: list[str],
    numeric: bool,
    used: set[str],
    mix: set[str],
    links: set[str],
    attribute: Attribute,
) -> tuple[lexicon.Meaning, str]:
    recorded = int((code >= 0).sum())
    last = lexicon.words(name)[-1:]
    people = bool(last) and lexicon.matches(last[0], PERSON_STEMS) is not None and len(levels) > 3
    names_cases = not numeric and len(levels) > max(MANY_LEVELS * recorded, FEW)
    rules: tuple[tuple[bool, lexicon.Meaning, str], ...] = (
        (name in used, "outcome", say("it is part of the definition of spoiled")),
        (name in mix, "mix", say("set by hand")),
        (name in links, "link", say("set by hand")),
        (attribute.kind == "time", "bookkeeping", say("it holds times, which the moments already carry")),
        (not recorded, "bookkeeping", say("it is empty")),
        (names_cases, "bookkeeping", say("nearly every case has its own")),
        (people, "bookkeeping", say("it names people, who are never ranked as links")),
        (len(levels) == 1 and recorded == len(code), "bookkeeping", _one_value(attribute)),
    )
    for applies, kind, why in rules:
        if applies:
            return kind, why
    meaning, reason = lexicon.meaning(name)
    if meaning == "mix" and len(levels) == 2 and not lexicon.of_customer(name):
        return "unknown", say("a yes or no that may have happened to the case")
    if meaning == "bookkeeping" and len(levels) <= FEW:
        return "unknown", say("its name says bookkeeping, but it has few values, which may be conditions")
    return meaning, reason


def _one_value(attribute: Attribute) -> str:
    """What may be said of a column whose first value is the same in every case."""
    if attribute.level == "case":
        return say("it has one value only")
    return (
        say("it has one value only when the case opens")
        if attribute.opening
        else say("its first value is always the same")
    )
