"""Words as they are searched: small letters without accents. Both databases get words, never text, so they agree."""

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

MOST_WORDS = 20_000
MOST_LETTERS = 200_000
"""a case's different words that are searched; a mail of 50 MB is kept whole all the same"""
LONGEST = 64
Word = tuple[str, ...]
"""one word in each way it is written: rucksendung, ruecksendung"""
_WORD = re.compile(r"[^\W_]+")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
_ASCII = re.compile(r"[a-z0-9]+")
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "æ": "ae", "œ": "oe"})
"""letters that Unicode does not take apart into one without an accent"""
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe"})


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every one of `words`, and a word beginning with each of `begins`."""

    words: tuple[Word, ...]
    begins: tuple[Word, ...] = ()
    parts: bool = False
    """a beginning may stand within a longer word too: where `parts.parts` says that one of its parts begins"""

    def __bool__(self) -> bool:
        return bool(self.words or self.begins)

    def in_parts(self) -> "Query":
        """The same, found in longer words as well; one or two letters are no part of a word."""
        short = tuple(word for word in self.words if len(word[0]) < 3)
        return Query(short, (*(word for word in self.words if word not in short), *self.begins), parts=True)


def words(*texts: str) -> list[str]:
    """The different words of some texts, in their order; scripts without spaces give pairs of letters."""
    found: dict[str, None] = {}
    for text in texts:
        found.update(dict.fromkeys(form for word in _split(text) for form in word))
        if len(found) > MOST_WORDS:
            break
    return few(found)


def few(found: Collection[str]) -> list[str]:
    """As many as one case may have."""
    letters = itertools.accumulate(map(len, found))
    return [
        word
        for word, so_far in zip(itertools.islice(found, MOST_WORDS), letters, strict=False)
        if so_far <= MOST_LETTERS
    ]


def query(text: str) -> Query:
    """What a person typed: words, and `refu*` for a beginning."""
    whole: list[Word] = []
    begins: list[Word] = []
    for part in text[:400].split():
        found = list(_split(part))
        if part.endswith("*") and found:
            begins.append(found.pop())
        whole += found
    return Query(tuple(dict.fromkeys(whole))[:12], tuple(dict.fromkeys(begins))[:4])


def _split(text: str) -> Iterator[Word]:
    if text.isascii():
        return ((word[:LONGEST],) for word in _ASCII.findall(text.lower()))
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return (word for run in _WORD.findall(_joined(small)) for piece in _pieces(run) for word in _forms(piece))


def _joined(small: str) -> str:
    """Without the accents that no letter took in: they would cut words."""
    return small if small.isascii() else "".join(c for c in small if not unicodedata.combining(c))


def _forms(word: str) -> list[Word]:
    """The word without accents, and as it is written where there are no umlauts."""
    plain, two = _flat(word), _flat(word.translate(_TWO_LETTERS))
    return [tuple(dict.fromkeys((plain[:LONGEST], two[:LONGEST])))] if plain else []


def _flat(word: str) -> str:
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    return "".join(c for c in apart if not unicodedata.combining(c))


def _pieces(word: str) -> Iterable[str]:
    if not _EAST.search(word):
        return [word]
    return (p for run in re.split(f"({_EAST.pattern})", word) for p in _pairs(run))


def _pairs(run: str) -> list[str]:
    if not _EAST.fullmatch(run):
        return [run] if run else []
    return [run[i : i + 2] for i in range(max(1, len(run) - 1))]
