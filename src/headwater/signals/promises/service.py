"""Promises in a text, as suggestions for a person to confirm.

suggest(text, at=…, calendar=Calendar(…)) -> list[Suggestion]
"""

import re
from datetime import datetime
from typing import Any

from headwater.signals.promises import naming
from headwater.signals.promises import text as texts
from headwater.signals.promises.binding import bind
from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.clauses import clause
from headwater.signals.promises.days import Days
from headwater.signals.promises.domain import Bound, Governor, Phrase, Suggestion, When
from headwater.signals.promises.due import Default, due
from headwater.signals.promises.governors import PROMISING, governors
from headwater.signals.promises.language import language as language_of
from headwater.signals.promises.relative import anchored
from headwater.signals.promises.times import NAMES, TIMES, WORD, Words, phrases

LANGUAGES = ("en", "de")
DEFAULT = 2  # business days for a promise without a date
_TAG = re.compile(
    r"(?:,|-|\.)?\s(?:ok|okay|alright|right|deal|ja|in ordnung|einverstanden|gut|oder|fine|yes|good|passt das"
    r"|is that ok(?:ay)?|does that work(?: for you)?|sounds? good|if that's ok(?:ay)?|recht so|geht das)\s?\?$"
)


def suggest(
    text: str,
    *,
    at: datetime,
    calendar: Calendar,
    language: str | None = None,
    default: Default = DEFAULT,
    without_quotes: bool = False,
) -> list[Suggestion]:
    """The promises in what was written at `at` (aware), in their order; `default`: what a vague one is given,
    a timedelta or a count of business days. `language` None: each sentence's own.

    `without_quotes` leaves out what is quoted from an earlier message; lines that begin with > always are left out."""
    at = at.astimezone(calendar.zone)
    low = texts.even(texts.own(text) if without_quotes else text)
    words = [(word[0], word.start()) for word in WORD.finditer(low)]
    known = {word for word, _ in words}
    if PROMISING.isdisjoint(known) and TIMES.isdisjoint(known) and "ll" not in low and "'s" not in low:
        return []
    main, mixed = (language, False) if language else language_of(known)
    return _Reader(text, low, words, at, calendar, default, main, mixed).read()


_CLAUSES = re.compile(
    r"[,;:(-]\s|\n|\s(?:if|when|once|after|wenn|falls|sobald)\s"
)  # a sentence of several may have one without a verb


class _Reader:
    """One text being read."""

    def __init__(
        self,
        text: str,
        low: str,
        words: Words,
        at: datetime,
        calendar: Calendar,
        default: Default,
        main: str,
        mixed: bool,
    ) -> None:
        self.text, self.low, self.words, self.at, self.calendar, self.default = text, low, words, at, calendar, default
        self.main, self.mixed = main, mixed
        self.said: Days | None = None

    def read(self) -> list[Suggestion]:
        """Sentence by sentence."""
        found: list[Suggestion] = []
        first, count = 0, len(self.words)
        for start, end, asks in texts.sentences(self.text, self.low, english=self.main == "en" and not self.mixed):
            last = first
            while last < count and self.words[last][1] < end:
                last += 1
            if last > first and not (asks and not _TAG.search(self.low, start, end)):
                found += self._sentence(self.words[first:last], start, end)
            first = last
        return found

    def _sentence(self, words: Words, start: int, end: int) -> list[Suggestion]:
        language = language_of({word for word, _ in words}, self.main)[0] if self.mixed else self.main
        deciding = governors(self.low, words, start, end, language)
        if not any(one.kind in ("promise", "weak", "record") for one in deciding) and (
            (deciding and not _CLAUSES.search(self.low, start, end))
            or not any(word in NAMES or word[0].isdecimal() for word, _ in words)
        ):
            return []
        times = phrases(self.low, words, end, language, self.at, self.calendar)
        waits = any(one.kind == "condition" for one in deciding)
        times, self.said = anchored(times, self.low, None if waits else self.said, self.calendar)
        made = [self._made(one, start, end, language) for one in bind(self.low, start, end, deciding, times, language)]
        return [one for one in made if one]

    def _made(self, bound: Bound, start: int, end: int, language: str) -> Suggestion | None:
        phrase = bound.phrase or _NO_TIME
        when = due(phrase, self.at, self.calendar, self.default)
        if when is None:
            return None
        span = self._span(bound, end)
        said = self.text[slice(*span)]
        return Suggestion(
            span=span,
            text=said,
            who=naming.who(self.text, bound.governor, start),
            what=clause(self.text, self.low, (start, end), span),
            to_whom=naming.to_whom(said),
            due=when,
            vague=phrase.when.vague,
            rule="condition" if bound.condition and phrase is _NO_TIME else phrase.rule,
            language=language,
            condition=self._waits_for(bound.condition, end) if bound.condition else "",
        )

    def _span(self, bound: Bound, end: int) -> tuple[int, int]:
        begin, last = bound.governor.start, bound.governor.end
        if bound.phrase:
            begin, last = min(begin, bound.phrase.start), max(last, bound.phrase.end)
        else:
            last = naming.clause_end(self.low, last, end)
        said = self.text[begin:last].rstrip()
        last = begin + len(said) - (said.endswith(".") and not said[-2:-1].isdigit())
        said = self.text[begin:last]
        return begin + len(said) - len(said.lstrip()), last - len(said) + len(said.rstrip())

    def _waits_for(self, condition: Governor, end: int) -> str:
        return " ".join(self.text[condition.start : naming.clause_end(self.low, condition.end, end)].split())


_NO_TIME = Phrase(0, 0, "no time said", When(vague=True))


def as_json(one: Suggestion) -> dict[str, Any]:
    """As `headwater promises --json` prints it."""
    return {
        "span": list(one.span),
        "text": one.text,
        "who": one.who,
        "what": one.what,
        "to_whom": one.to_whom,
        "due": {"earliest": one.due.earliest.isoformat(), "latest": one.due.latest.isoformat()},
        "vague": one.vague,
        "rule": one.rule,
        "language": one.language,
        "condition": one.condition,
    }
