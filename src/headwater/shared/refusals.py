"""Refusals that were raised as plain English, known again by their fixed words: so they can be said in German, too.

`tools/messages.py` finds what is raised with an f-string in the parts that read records and look for causes; each is a
template here, and a sentence of the catalogue.
"""

import re
from functools import cache

from headwater.shared.refusal_templates import TEMPLATES
from headwater.shared.said import Said, amount, phrase, say

NUMBER = re.compile(r"\d[\d,]*(\.\d+)?%?")
BARRED = {
    FileNotFoundError: phrase("there is no such file or folder"), IsADirectoryError: phrase("it is a folder"),
    NotADirectoryError: phrase("it is a file, not a folder"), FileExistsError: phrase("there is such a file already"),
    PermissionError: phrase("the system does not allow it"),
}  # fmt: skip
_HOLE = re.compile(r"\{(p\d+)\}")


def recognised(sentence: str) -> str:
    """The same sentence, as one that can be said in another language where it is known."""
    if isinstance(sentence, Said):
        return sentence
    for template, shape in _shapes():
        if (found := shape.fullmatch(sentence)) is not None:
            return say(template, **{name: _part(text) for name, text in found.groupdict().items()})
    return sentence


def barred(error: OSError) -> str:
    """What the system does not let us do with a file."""
    return say(BARRED.get(type(error), "")) or error.strerror or str(error)


def _part(text: str) -> str:
    """What fills a sentence: a number, a phrase of the library, or a name."""
    if NUMBER.fullmatch(text):
        return amount(text)
    return text if set("{}|") & set(text) else say(text)


@cache
def _shapes() -> list[tuple[str, re.Pattern[str]]]:
    return [(template, _shape(template)) for template in sorted(TEMPLATES, key=len, reverse=True)]


def _shape(template: str) -> re.Pattern[str]:
    """What sentences made from this template look like."""
    parts = _HOLE.split(template)
    fixed = [re.escape(part.replace("{{", "{").replace("}}", "}")) for part in parts[::2]]
    named = [f"(?P<{name}>.*?)" for name in parts[1::2]] + [""]
    return re.compile("".join(a + b for a, b in zip(fixed, named, strict=True)), re.DOTALL)
