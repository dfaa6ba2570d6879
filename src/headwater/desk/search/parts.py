"""Where a part of a word may begin: the later part of a compound (regenjacke: jacke), later digits of a number.

No dictionary is asked. An ending counts as a part where it has four letters at least, begins as words begin, and leaves
three before it; of a number, where it begins with a digit.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from headwater.desk.search.words import few

_ONSET = r"[aeiouy]|[a-z][aeiouy]|[bcfgkp][lr]|[dtvw]r|s[a-z]|[cpt]h|kn|gn|pf|tw|zw"
_PART = re.compile(rf"(?<=[a-z]{{3}})(?=[a-z]{{4}})(?={_ONSET})")
_NUMBER = re.compile(r"(?<=.)(?=[0-9][a-z0-9]{3})")
LONGEST = 24
"""longer ones are addresses of pages and keys of machines"""


def parts(words: Iterable[str]) -> list[str]:
    """The different endings of these words that are parts."""
    return few(dict.fromkeys(part for word in words for part in _parts(word)))


@lru_cache(8192)
def _parts(word: str) -> tuple[str, ...]:
    if not 4 < len(word) <= LONGEST or not word.isascii():
        return ()
    if word.isalpha():
        return tuple(word[m.start() :] for m in _PART.finditer(word)) if len(word) > 6 else ()
    return tuple(word[m.start() :] for m in _NUMBER.finditer(word))
