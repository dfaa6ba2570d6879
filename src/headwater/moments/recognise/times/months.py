"""Month names of five languages, as the English short names that the engine parses."""

from headwater.engine import literal
from headwater.moments.recognise.words import word_set

ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONG = word_set("january february march april may june july august september october november december")

_NAMES = {
    "jan": "januar janvier enero ene gennaio gen januari janv",
    "feb": "februar février fevrier fév févr fevr febrero febbraio februari",
    "mar": "märz maerz mär mrz mars marzo maart mrt",
    "apr": "avril avr abril abr aprile",
    "may": "mai mayo maggio mag mei",
    "jun": "juni juin junio giugno giu",
    "jul": "juli juillet juil julio luglio lug",
    "aug": "août aout agosto ago augustus",
    "sep": "september sept septembre septiembre settembre set",
    "oct": "oktober okt octobre octubre ottobre ott",
    "nov": "november novembre noviembre",
    "dec": "dezember dez décembre decembre déc diciembre dic dicembre december",
}
FOREIGN = {word: short for short, words in _NAMES.items() for word in words.split()}


def is_month(word: str) -> bool:
    """Whether the word names a month in one of the languages."""
    return word.lower() in FOREIGN or word.lower() in LONG or word.lower() in ENGLISH


def in_english(sql: str, words: set[str]) -> str:
    """The SQL text with these month words written as English short names; longer words first."""
    for word in sorted((w.lower() for w in words if w.lower() not in ENGLISH), key=len, reverse=True):
        short = FOREIGN.get(word) or word[:3]
        sql = f"replace(lower({sql}), {literal(word)}, {literal(short)})"
    return sql
