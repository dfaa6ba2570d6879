# ruff: noqa: E501 -- a pattern is read as one line
"""Phrases of time in a text: each found, read with what stands before it, and those that belong together made one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from headwater.signals.promises import numeric, times_de, times_en
from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.days import hull
from headwater.signals.promises.domain import Phrase, When
from headwater.signals.promises.words import SHORT_DAYS, Rule, by_first

Words = Sequence[tuple[str, int]]
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
_FIRST: dict[str, dict[str, tuple[Rule, ...]]] = {
    "en": by_first([*numeric.RULES, *times_en.RULES]),
    "de": by_first([*numeric.RULES, *times_de.RULES, *times_en.RULES[-2:-1]]),
}
_EVERYWHERE = frozenset(
    [
        "a",
        "an",
        "the",
        "die",
        "der",
        "den",
        "at",
        "to",
        "me",
        "us",
        "mir",
        "uns",
        "so",
        "that",
        "same",
        "over",
        "with",
        "off",
        "upon",
        "early",
        "good",
        "new",
        "one",
        "and",
    ]
)
TIMES = frozenset(["#", *_FIRST["en"], *_FIRST["de"]]) - _EVERYWHERE
"""Without one of these words, or a word that promises, no text holds a promise."""
_UNITS = "bis by uhr kw tag tage tagen woche wochen stunde stunden monat monate minuten day days week weeks hour hours minutes month months"
NAMES = {
    word for word in TIMES if len(word) > 3 and word not in ("gleich", "dass", "nach", "noch", "with", "from", "that")
}
NAMES |= {*_UNITS.split(), *SHORT_DAYS} - {"so", "do", "mi", "sa"}
"""Words that say a time of themselves."""
_BY = {
    "by",
    "until",
    "till",
    "til",
    "'til",
    "latest",
    "than",
    "through",
    "bis",
    "spätestens",
    "längstens",
    "within",
    "innerhalb",
}
_BEFORE = {"before", "vor", "bevor", "ahead", "prior"}
_NOT = {"of", "from", "since", "last", "past", "previous", "dated", "every", "each", "as", "vom", "von", "seit", "letzten",
        "letzte", "letzter", "letztem", "letztes", "vergangenen", "vergangene", "vergangener", "vorigen", "vorige", "voriger",
        "jeden", "jede", "jeder", "jedem", "gestern", "yesterday", "alle"}  # fmt: skip
_AFTER = {"after", "nach"}
_OVER = {"the", "der", "dem", "den", "zum", "zur", "about", "around", "ca", "circa", "etwa", "roughly", "approximately", "on",
         "at", "am", "um", "gegen", "to", "later", "in", "no", "noch", "this", "say", "latest", "ungefähr", "sometime", "early", "late", "ab",
         "voraussichtlich", "somewhere", "im", "das", "die", "per", "for", "für", "auf"}  # fmt: skip
_JOIN = re.compile(
    r"[\s,(/:-]{0,3}(?:(?:at|on|by|in|the|or|and|to|um|am|gegen|ab|bis|oder|und|den|dem|der|zum|zur|zwischen|between|around|about|no later"
    r"|than|spätestens|latest|before|vor|possibly|even|maybe|until|from|von|im|noch|nach|after|cet|cest|est|edt|pst|pdt|gmt|utc|bst|mez|mesz|uhr|ca|zur|jedoch|but|aber|allerspätestens|einschließlich|at the very|kommenden|also|d\.h|i\.e|this|same day|the same day|eastern|central|pacific|uk time|local time|your time|ihrer zeit|et|pt)[\s.,]{1,3}){0,4}\(?"
)
_RANGE = re.compile(r"\b(?:or|and|to|oder|und|bis|between|zwischen)\b|[/-]")
_LATEST = re.compile(r",? ?\(?(?:at the (?:very |absolute )?latest|at latest|latest|spätestens)\b")
_AGO = re.compile(
    r"\s(?:every|each) (?:day|night|week|morning|month|evening|weekday)\b|'(?!s)|'s\b(?! (?:run|post|van|delivery|release|update|batch|round|tour|courier|collection|payroll|payment run|shipment|lorry|train|slot|visit|mail|newsletter|dispatch)\b)|\s(?:of|in) (?:each|every|the) (?:month|week|year)|\s(?:jeden|eines jeden|des) (?:monats|jahres)\b|\s(?:ago|earlier|before last)\b|-(?:feira|ticket)"
)
_WIDEST = 28  # characters between two phrases that are one


def phrases(low: str, words: Words, stop: int, language: str, at: datetime, calendar: Calendar) -> list[Phrase]:
    """All of a sentence with these words, in order; `at` in the calendar's zone."""
    return joined(low, found(low, words, stop, language, at, calendar))


def found(low: str, words: Words, stop: int, language: str, at: datetime, calendar: Calendar) -> list[Phrase]:
    """Each phrase by itself."""
    first, all_of, end = _FIRST[language], [], 0
    for n, (word, place) in enumerate(words):
        rules = first.get(word) or (first["#"] if word[0].isdecimal() else None)
        if word.endswith("'s"):
            rules = first.get(word[:-2])  # of "tonight's post"
        if rules and place >= end:
            phrase = _phrase(low, words, n, stop, rules, at, calendar)
            if phrase:
                all_of.append(phrase)
                end = phrase.end
    return all_of


def _phrase(
    low: str, words: Words, n: int, stop: int, rules: tuple[Rule, ...], at: datetime, calendar: Calendar
) -> Phrase | None:
    start = words[n][1]
    for one in rules:
        match = one.pattern.match(low, start, stop)
        when = match and one.read(match, at, calendar)
        if match and when:
            begin, before = _before(low, words, n)
            if _AGO.match(low, match.end()):
                before = "not"
            if one.name in _COUNTED and _ANCHOR.match(low, match.end()):
                when = When(vague=True)
            late = _LATEST.match(low, match.end())
            end = late.end() if late else match.end()
            name = NO_SUCH_DAY if when.vague and one.name in _DATES else one.name
            return Phrase(begin, end, name, when, "by" if late and before == "on" else before)
    return None


NO_SUCH_DAY = "no such day"
_DATES = ("date", "date in figures")
_COUNTED = ("within", "in", "up to", "business days")
_ANCHOR = re.compile(
    r"\s(?:(?:of|after|from|once|following)\s(?!today|now|tomorrow|this (?:mail|message|e-mail))|(?:nach|ab|seit)\s(?!heute|jetzt|morgen|dem \d|\d))"
)  # counted from something whose day is not said
_KINDS = {
    **dict.fromkeys(_AFTER, "after"),
    **dict.fromkeys(_NOT, "not"),
    **dict.fromkeys(_BEFORE, "before"),
    **dict.fromkeys(_BY, "by"),
}


_AHEAD = re.compile(
    r"\b(?:(?:before|ahead of|prior to|in time for)\s(?:your|the|our|his|her|their)\s[a-z-]{1,20}(?:\son)?|vor\s(?:ihre[mr]|de[mr]|deine[mr]|unsere[mr]|eure[mr])\s[a-zäöüß-]{1,25}(?:\sam)?)\s$"
)


_BY_EVENT = re.compile(
    r"\b(?:bis )?zu[mr]? (?:(?:ihre[mr]|deine[mr]|unsere[mr]|eure[mr]) )?(?!termin|ende|anfang)[a-zäöüß-]{4,25} am $"
)
_PART_OF = re.compile(r"(?:(?:on|for|in) )?(?:the )?(?:morning|afternoon|evening|nights?|day|week) of (?:the )?$")
_END_OF = re.compile(r"\b(?:(?:by|before|until)\s)?(?:the\s)?(?:end|close)\sof\s$")
_FIRST_OF = re.compile(r"\b(?:top|front|head|first|(?:in|over|during) the course) of $")
_B4 = re.compile(r"\bb4\s(?:the\s)?$")
_LEADING = (
    (_AHEAD, "before"),
    (_BY_EVENT, "by"),
    (_END_OF, "by"),
    (_B4, "before"),
    (_PART_OF, "on"),
    (_FIRST_OF, "on"),
)


def _before(low: str, words: Words, n: int) -> tuple[int, str]:
    """Where the words before it begin that belong to it, and what they make of it."""
    own, begin = words[n]
    if own in _BY or own in _BEFORE:
        return begin, "by"
    for pattern, kind in _LEADING:
        led = pattern.search(low, max(0, begin - 50), begin)
        if led:
            return led.start(), kind
    for word, place in reversed(words[max(0, n - 5) : n]):
        if low[place + len(word) : begin].strip(" \n.(" if word == "ca" else " \n("):
            break
        if word in _KINDS:
            return place, _KINDS[word]
        if word not in _OVER:
            break
        begin = place
    return begin, "on"


def joined(low: str, all_of: list[Phrase]) -> list[Phrase]:
    """ "Friday, 13 March, at 3 pm" is one time."""
    made: list[Phrase] = []
    for phrase in all_of:
        one = _join(low, made[-1], phrase) if made else None
        if one:
            made[-1] = one
        else:
            made.append(phrase)
    return made


_COUNTED_ON = ("from a day said before", "the day after")


def _join(low: str, a: Phrase, b: Phrase) -> Phrase | None:
    """None where they are two."""
    core = _core(low, b)
    if core - a.end > _WIDEST or "not" in (a.before, b.before) or not _JOIN.fullmatch(low, a.end, max(a.end, core)):
        return None
    if b.rule in _COUNTED_ON:
        return None
    if a.rule == "repeated":
        return replace(a, end=b.end)
    when = _both(a.when, b.when, bool(_RANGE.search(low, a.end, max(a.end, core))))
    if when is None:
        return None
    before = _stricter(a, b)
    rule = b.rule if a.when.vague or (when == b.when) else a.rule
    return Phrase(min(a.start, b.start), b.end, rule, when, before)


def _core(low: str, b: Phrase) -> int:
    """Where the phrase itself begins, without the words before it."""
    return b.start if low[b.start : b.end].split(None, 1)[0] in ("between", "zwischen") else _skip(low, b)


_LEADS = _BY | _BEFORE | _AFTER | _OVER


def _skip(low: str, b: Phrase) -> int:
    for word in WORD.finditer(low, b.start, b.end):
        if word[0] not in _LEADS:
            return word.start()
    return b.start


def _stricter(a: Phrase, b: Phrase) -> str:
    for kind in ("by", "before", "after"):
        if kind in (a.before, b.before):
            return kind
    return "on"


def _both(a: When, b: When, ranged: bool) -> When | None:
    """What the two say together; None where they are two times."""
    if a.vague or b.vague:
        return _one_vague(a, b)
    if a.days and b.days:
        days = hull([a.days, b.days]) if ranged else b.days if _inside(b, a) or not _inside(a, b) else a.days
        return replace(b, days=days, clock=b.clock or a.clock, by=a.by or b.by)
    if a.clock and b.clock and not ranged and not (a.days and b.days) and (one := _narrower(a, b)):
        return one
    if a.clock and b.clock and ranged:
        return replace(a, clock=(min(a.clock[0], b.clock[0]), max(a.clock[1], b.clock[1])))
    return _timed(a, b)


def _timed(a: When, b: When) -> When | None:
    """A day and the hour of it; the end of business is that of the day."""
    dated, other = (a, b) if a.days else (b, a)
    if not (dated.days and other.clock):
        return None
    if other.closes and not dated.clock:
        return replace(dated, by=True)
    clock = other.clock if other is b or not dated.clock else dated.clock
    return replace(dated, clock=clock, by=a.by or b.by)


def _narrower(a: When, b: When) -> When | None:
    """ "By 11 this morning", "12 Uhr mittags": the time of day that lies in the other."""
    for one, other in ((a, b), (b, a)):
        if one.clock and other.clock and other.clock[0] <= one.clock[0] <= one.clock[1] <= other.clock[1]:
            return replace(one, days=one.days or other.days, by=a.by or b.by)
    return None


def _one_vague(a: When, b: When) -> When | None:
    """ "As soon as possible, by Friday at the latest" is by Friday."""
    if a.vague and b.vague:
        return a
    vague, other = (a, b) if a.vague else (b, a)
    return None if vague.days else other


def _inside(a: When, b: When) -> bool:
    return bool(a.days and b.days and b.days[0] <= a.days[0] and a.days[1] <= b.days[1])
