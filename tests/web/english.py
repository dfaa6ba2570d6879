"""Finds English that was left on a German page: pieces of the catalogues' English, and words that are in no German."""

import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser

from tools import messages

HOLE = re.compile(r"%\(\w+\)s|\{[^{}]*\}|<[^>]+>")
SILENT = ("script", "style", "code", "tspan")
"""no words of ours; the lines of a name in the picture are also its label"""
SAID_IN = ("aria-label", "title", "placeholder", "data-name", "data-text", "data-label")
ENGLISH = frozenset({"the", "of", "is", "are", "were", "with", "which", "that", "because", "its", "not", "and", "from"})


class _Text(HTMLParser):
    """What a reader sees or hears; `lang="en"` and code are meant to be English."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.silent += tag in SILENT
        self.found += [given[name] or "" for name in SAID_IN if name in given]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            self.found.append(" ".join(data.split()))


def seen(page: str) -> list[str]:
    """The texts of a page, each once."""
    parser = _Text()
    parser.feed(page)
    return list(dict.fromkeys(parser.found))


@cache
def pieces() -> frozenset[str]:
    """What stands between the holes of every English text and in no German one; single words only as a whole text."""
    english, german = set(), set()
    for catalogue in messages.CATALOGUES:
        for (_, one, many), said in catalogue.collected().items():
            english |= {part.strip() for text in (one, many) for part in HOLE.split(text.replace("%%", "%"))}
            german |= {part.strip() for text in said for form in text.split("|") for part in HOLE.split(form)}
    same = {part.casefold() for part in german}
    return frozenset(part for part in english if part.casefold() not in same and re.search(r"[^\W\d_]{2,}", part))


def left_in_english(page: str, names: Iterable[str]) -> list[str]:
    """The English on a page, apart from recorded `names`, which are what they are."""
    known = sorted(map(re.escape, filter(None, names)), key=len, reverse=True)
    named = re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)", re.IGNORECASE)
    texts = [named.sub("·", text).strip() for text in seen(page)]
    whole = "".join(f"| {text} |" for text in texts)
    found = [part for part in pieces() if " " in part and f" {part} " in whole]
    return found + [
        text for text in texts if text[:1].lower() + text[1:] in pieces() or text in pieces() or _spoken(text)
    ]


def _spoken(text: str) -> bool:
    """Whether it has two of the words that English cannot do without."""
    return len(ENGLISH & set(re.findall(r"[a-z]+", text.lower()))) > 1
