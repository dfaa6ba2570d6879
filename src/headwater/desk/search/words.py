"""Words as they are searched: small letters without accents. Both databases get words, never text, so they agree."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MOST_WORDS = 20_000
"""a case's different words that are searched; a mail of 50 MB is kept whole all the same"""
LONGEST = 64
_WORD = re.compile(r"[^\W_]+")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
_ASCII = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every one of `words`, and a word beginning with each of `begins`."""

    words: tuple[str, ...]
    begins: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.begins)


def words(*texts: str) -> list[str]:
    """The different words of some texts, in their order; scripts without spaces give pairs of letters."""
    found: dict[str, None] = {}
    for text in texts:
        found.update(dict.fromkeys(_split(text)))
        if len(found) > MOST_WORDS:
            break
    return list(found)[:MOST_WORDS]


def query(text: str) -> Query:
    """What a person typed: words, and `refu*` for a beginning."""
    whole: list[str] = []
    begins: list[str] = []
    for part in text[:400].split():
        found = _split(part)
        if part.endswith("*") and found:
            begins.append(found.pop())
        whole += found
    return Query(tuple(dict.fromkeys(whole))[:12], tuple(dict.fromkeys(begins))[:4])


def _split(text: str) -> list[str]:
    if text.isascii():
        return [word[:LONGEST] for word in _ASCII.findall(text.lower())]
    flat = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return [piece[:LONGEST] for word in _WORD.findall(flat.replace("ß", "ss")) for piece in _pieces(word)]


def _pieces(word: str) -> Iterable[str]:
    if not _EAST.search(word):
        return [word]
    return (p for run in re.split(f"({_EAST.pattern})", word) for p in _pairs(run))


def _pairs(run: str) -> list[str]:
    if not _EAST.fullmatch(run):
        return [run] if run else []
    return [run[i : i + 2] for i in range(max(1, len(run) - 1))]
