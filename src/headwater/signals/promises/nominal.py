# ruff: noqa: E501 -- a pattern is read as one line
"""Promises without a verb, as notes and short messages have them: "Plumber booked Monday", "Bericht bis Freitag"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from headwater.signals.promises.acts import ACT, ACTING, LISTS, PLANNED
from headwater.signals.promises.domain import Governor, Phrase

_LASTS = re.compile(r"takes?|dauer|lasts?")
_VERB = re.compile(
    r"(?<!ge)\b(?!\w*ge\w+t\s)\w{2,}(?:t|ann|ief|am|ab|ing|ielt|tand|ag|ahm|of|og|ieb|arb|uhr|ang|ieg|ies)\s*$"
)  # one that ends what stands before the time
_NOUN = re.compile(r"\b(?:per|der|die|das|den|dem|zur?|zum|mit|in|im|am|an|auf|bei|ihre?|durch|von|vom)\s\w+\s*$")
_LONGEST = 110  # characters of such a clause beside its time
_NEAR = 34  # characters between a day and the time of day that belongs to it
_MARK = re.compile(
    r"[,;:(!?\n]|\.(?=\s)|\s-\s|\s(?:and|und|but|aber)\s|\s(?=(?:if|when|once|as soon as|sobald|wenn|falls|sofern|nachdem)\s)"
)
_NAMED = re.compile(
    r"\b(?:vereinbart|ausgemacht|zugesagt|booked|arranged|agreed|promised|scheduled):\s$|(?:termin|datum|date|slot|appointment|time|window|eta|zeitfenster)(?: (?:is )?(?:geschoben|verschoben|geändert|moved|changed|confirmed|bestätigt))?:\s(?:now |jetzt |nun )?$"
)


def _any(*names: str, more: Sequence[str] = ()) -> re.Pattern[str]:
    words = [word for name in names for word in LISTS[name]]
    return re.compile(rf"(?<![\w'-])(?:{'|'.join((*words, *more))})(?![\w'])")


_TO_DO = re.compile(rf"(?<!\w)(?:{'|'.join(LISTS['de.verb'])})(?!\w)")
_WHOM = re.compile(
    r"^\s*(?:kund(?:e|in|en)|kd\.?|mieter(?:in)?|pat(?:ient|ientin|\.)?|gast|anrufer(?:in)?|eltern)\s"
)  # "Kunde zurückrufen"
_ORDER = re.compile(rf"\s*{ACT}\b")
_AGENT = re.compile(rf"\s*((?:[\w.'/&-]+\s){{1,4}})to\s(?:{ACT}|reach|be)\b")  # "GM to speak with guest"
_DONE = re.compile(
    r"(?<!\w)(?!required|requested|needed|wanted|expected|asked|received|missed|called|ordered|returned|cancell?ed|charged|limited|closed|opened|ended|started|happened|arrived|finished|expired)(?:[a-z]{3,}ed|sent|built|cut|rebuilt|made|put|paid|done)(?: (?:out|back|off|up|over|in|on|to you|for you|by (?:us|hand|courier|post)|free of charge))?\s*$"
)
_AHEAD = re.compile(
    r"(?:by|within|in (?:\d|a\b|an\b|one|two|three|four|five|the next)|before|tomorrow|next|the following|first thing|later today|tonight|no later)\b"
)


_OURS = {
    "en": _any(
        "en.thing", "en.ending", "en.who", "en.state", more=(f"to (?:be [a-z]+|{ACT})", "being [a-z]+ed", ACTING)
    ),
    "de": _any("de.thing", "de.ending", "de.who", "de.state", "de.verb"),
}
_NEVER = {name: _any(f"{name}.theirs", f"{name}.never", f"{name}.finite") for name in ("en", "de")}


def nominal(
    low: str, start: int, end: int, all_of: Sequence[Governor], phrase: Phrase, language: str
) -> Governor | None:
    """The words of the clause around a time, where it has no verb and tells something that we do or bring."""
    begin, stop = _clause(low, start, end, phrase)
    if language == "en" and _AGENT.match(low[begin : phrase.start]):
        stop = phrase.end  # what follows tells what for: "Nurse to call her on Friday to see how she's getting on"
    inside = phrase.start, phrase.end
    if any(
        begin <= one.start < stop
        and not inside[0] <= one.start < inside[1]
        and not _names_it(low, one)
        and one.kind != "record"
        for one in all_of
    ):
        return None
    left, right = low[begin : phrase.start], low[phrase.end : stop]
    if len(left) + len(right) > _LONGEST or _LASTS.match(low, phrase.start):
        return None
    planned = PLANNED.search(low, start, begin) is not None and _ORDER.match(left) is not None
    if not (planned or _tells(low, left, right, phrase, language)) and not (
        _NAMED.search(low, start, phrase.start) and not _NEVER[language].search(f"{left} {right}")
    ):
        return None
    first = begin + len(left) - len(left.lstrip())
    return Governor(first, phrase.start if first < phrase.start else stop, "promise", "")


def _tells(low: str, left: str, right: str, phrase: Phrase, language: str) -> bool:
    """Whether the clause around the time tells something of ours, and nothing else."""
    agent, done = (_AGENT.match(left), _done(low, left, phrase)) if language == "en" else (None, None)
    rest = agent[1] if agent else left[: done.start()] if done else left
    if language == "de" and _TO_DO.search(f"{left} {right}"):
        rest = _WHOM.sub(" ", rest)
    if _NEVER[language].search(f"{rest} {right}") or (language == "de" and _ends_in_a_verb(left)):
        return False
    return bool(done or _OURS[language].search(left) or _OURS[language].search(right))


def _ends_in_a_verb(left: str) -> bool:
    return bool(
        _VERB.search(left) and not _NOUN.search(left) and not _OURS["de"].fullmatch(left.rsplit(maxsplit=1)[-1])
    )


def _done(low: str, left: str, phrase: Phrase) -> re.Match[str] | None:
    """What is to be done by then: "mailed out the following Monday"."""
    return _DONE.search(left) if _AHEAD.match(low, phrase.start) else None


def _names_it(low: str, one: Governor) -> bool:
    """What reads like an order tells here what somebody is to do: "Nurse to call her", "dropping one off"."""
    return one.kind == "imperative" and low.endswith((" to ", " to"), 0, one.start)


def _clause(low: str, start: int, end: int, phrase: Phrase) -> tuple[int, int]:
    """From the mark before to the mark after; across a colon with nothing between it and the time."""
    begin = start
    for mark in _MARK.finditer(low, start, phrase.start):
        if low[mark.end() : phrase.start].strip() or mark[0] not in ":,":
            begin = mark.end()
    after = _MARK.search(low, phrase.end, end)
    return begin, after.start() if after else end


def of_the_day(before: Phrase, phrase: Phrase) -> Phrase | None:
    """A time of day that stands near the day it belongs to: "Friday, 23 April, arrival 1-5 pm"."""
    first, then = before.when, phrase.when
    if before.before == "not" or not first.days or first.clock or then.days or not then.clock:
        return None
    if not 0 <= phrase.start - before.end <= _NEAR:
        return None
    return replace(phrase, start=before.start, when=replace(first, clock=then.clock))
