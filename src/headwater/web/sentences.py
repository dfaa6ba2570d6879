"""Errors are written in English where they are raised; here they come into the reader's language.

What the library says (`headwater.shared.said`) knows its German itself. Errors are no such sentences: each `raise` with
an f-string is a pattern: its fixed words are the msgid (context "error"), its holes are numbered. `tools/messages.py`
finds the patterns in the parts below, so a new sentence without German fails a test.
"""

import re
from functools import cache

from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext
from markupsafe import Markup, escape

from headwater.shared.refusals import NUMBER, recognised
from headwater.shared.said import Said, amount, in_language, speaking, spoken, words
from headwater.web.error_patterns import PATTERNS

AT_THE_TERMINAL = re.compile(r"\((?=[^()]*--(?:spoiled|timezone|customer-value)\b)[^()]*\)")
"""how a sentence says, in brackets, where the command line sets what the browser sets on a page"""

CHOSEN_THERE = re.compile(
    r"(?:with|mit) --(?:dates day-first \w+ --dates month-first \([^()]*\)|dates|reject-share|"
    r"(?:case|step|at|start|who|team|customer|channel)(?: COLUMN| SPALTE)?)(?=[ .,])"
)
"""how a sentence says which option of the command line chooses what the page of an import lets choose"""


def below(sentence: str) -> Markup:
    """The sentence on the page of an import, where its choice is a field; a plain text is made safe."""
    return Markup(CHOSEN_THERE.sub(lambda _: gettext("below"), escape(sentence)))


def with_its_page(sentence: str, *, owner: bool) -> Markup:
    """The sentence, pointing to the page of the organisation where it would point to the command line."""
    return in_place(escape(sentence), way(owner=owner))


def in_place(text: str, way: str) -> Markup:
    """The same for HTML that is safe already; `way` is safe too."""
    return Markup(AT_THE_TERMINAL.sub(lambda _: f"({way})", text))


def way(*, owner: bool) -> Markup:
    """A link for the owner; to others it says who can."""
    if not owner:
        return escape(gettext("the owner sets it under Settings → Organisation"))
    return Markup('<a href="{}">{}</a>').format(reverse("web:organisation"), gettext("Settings → Organisation"))


def in_words(sentence: str) -> str:
    """The sentence in the reader's language; one that is not known stays English."""
    language = (get_language() or "en")[:2]
    if language != "de":
        return str(sentence)
    if isinstance(known := recognised(sentence), Said):
        return in_language(known, language)
    for pattern, shape in _shapes():
        if (found := shape.fullmatch(sentence)) is not None:
            with speaking(language):
                holes = {name: _hole(part) for name, part in found.groupdict().items()}
            return pgettext("error", pattern) % holes if holes else pgettext("error", pattern)
    return sentence


def _hole(part: str) -> str:
    """What fills a sentence: a number as the language writes it, a phrase of the library, or a name."""
    return str(spoken(amount(part))) if NUMBER.fullmatch(part) else words(part)


@cache
def _shapes() -> list[tuple[str, re.Pattern[str]]]:
    return [(pattern, shape(pattern)) for pattern in sorted(PATTERNS, key=len, reverse=True)]


def shape(pattern: str) -> re.Pattern[str]:
    """What sentences made from this pattern look like."""
    parts = re.split(r"%\((\w+)\)s", pattern)
    fixed = [re.escape(part) for part in parts[::2]]
    named = [f"(?P<{name}>.*?)" for name in parts[1::2]] + [""]
    return re.compile("".join(a + b for a, b in zip(fixed, named, strict=True)), re.DOTALL)
