# ruff: noqa: E501 -- a pattern is read as one line
"""Who promises, to whom, and what it waits for, in the words of the text."""

import re

from headwater.signals.promises.domain import Governor

_NAME = re.compile(
    r"((?:[Oo]ne of (?:our|my) |[Oo]ur |[Mm]y |[Tt]he |[Aa]n? |[Uu]nser[e]? |[Mm]ein[e]? |[Dd]er |[Dd]ie |[Ee]in[e]? )[\w-]+(?: [A-Z][\w-]+)?|(?:Herr|Frau|Mr\.?|Mrs\.?|Ms\.?) [A-Z][\w-]+|[A-Z][\w-]+)\s{1,3}$"
)
_PERSON = re.compile(
    r"(?i)colleague|technician|engineer|manager|team|driver|courier|specialist|expert|department|supervisor|agent|plumber|fitter|accountant|kolleg|techniker|monteur|mitarbeiter|abteilung|fahrer|spediteur|chef|leiter|fachmann|berater|herr |frau |\bmrs?\b|\bms\b|workshop|werkstatt|supplier|lieferant|dhl|ups\b|dpd|gls|hermes|carrier|buchhaltung|kundendienst|handwerker"
)
_NAMED = re.compile(r"(?:Mr|Mrs|Ms|Dr|Herr|Frau)\b")
_TO = re.compile(
    r"\b(?:call|tell|inform|ring|phone|promise|e-?mail|write|contact|update)\s((?:Mr|Mrs|Ms|Dr)\.?\s[A-Z]\w+|your (?:husband|wife|colleague|mother|father|son|daughter|boss|team|partner))|\b(?:rufe|informiere|kontaktiere|schreibe)\s((?:Herrn|Frau)\s[A-ZÄÖÜ]\w+)"
)
_STOP = re.compile(r"[,;.!?\n]")


def who(text: str, governor: Governor, start: int) -> str:
    """ "I", "we", or a person as named just before the promise."""
    if governor.who:
        return governor.who
    found = _NAME.search(text, max(start, governor.start - 40), governor.start)
    return found[1] if found and (_PERSON.search(found[1]) or _NAMED.match(found[1])) else "we"


def to_whom(said: str) -> str:
    """The customer, unless somebody else is named."""
    found = _TO.search(said)
    return (found[1] or found[2]) if found else "customer"


def clause_end(text: str, start: int, end: int) -> int:
    """Where the clause that runs at `start` ends, at `end` the latest."""
    stop = _STOP.search(text, start, end)
    return stop.start() if stop else end
