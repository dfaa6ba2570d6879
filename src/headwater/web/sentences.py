"""Errors are written in English where they are raised; here they come into the reader's language.

Each `raise` with an f-string is a pattern: its fixed words are the msgid (context "error"), its holes are numbered.
`tools/messages.py` finds the patterns in the parts below, so a new sentence without German fails a test.
"""

import re
from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language, pgettext

from headwater.web.error_patterns import PATTERNS


def in_words(sentence: str) -> str:
    """The sentence in the reader's language; one that is not known stays English."""
    if not (get_language() or "en").startswith("de"):
        return sentence
    for pattern, shape in _shapes():
        if (found := shape.fullmatch(sentence)) is not None:
            holes: Mapping[str, str] = found.groupdict()
            return pgettext("error", pattern) % holes if holes else pgettext("error", pattern)
    return sentence


@cache
def _shapes() -> list[tuple[str, re.Pattern[str]]]:
    return [(pattern, shape(pattern)) for pattern in sorted(PATTERNS, key=len, reverse=True)]


def shape(pattern: str) -> re.Pattern[str]:
    """What sentences made from this pattern look like."""
    parts = re.split(r"%\((\w+)\)s", pattern)
    fixed = [re.escape(part) for part in parts[::2]]
    named = [f"(?P<{name}>.*?)" for name in parts[1::2]] + [""]
    return re.compile("".join(a + b for a, b in zip(fixed, named, strict=True)), re.DOTALL)
