"""HTML cut into tags and text in one pass, whatever it is: linear time, no tree, no recursion."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]{0,40}+)((?:[^<>\"']|\"[^\"]{0,4000}+\"|'[^']{0,4000}+'|[\"'])*+)>")
_BEGIN = re.compile(r"<(?=[a-zA-Z/!?])")
_CUT = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,10}(?:\s[^<>]{0,4000}+)?\Z")  # a tag in which the message ends
_ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]{0,60}+)\s{0,20}=\s{0,20}(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_RAW = {
    name: re.compile(rf"</{name}\b", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea", "noscript", "xml")
}


class Token(NamedTuple):
    """A text (`tag` is ""), an opening tag with its raw attributes, or a closing tag."""

    tag: str
    closing: bool
    text: str


def tokens(html: str) -> Iterator[Token]:
    """Comments, declarations, scripts and styles are left out. A "<" that begins no tag is text."""
    at, size = 0, len(html)
    endless: set[str] = set()  # elements that are never closed from here on
    while at < size:
        begin = _BEGIN.search(html, at)
        if not begin:
            yield Token("", False, html[at:])
            return
        cut = begin.start()
        if cut > at:
            yield Token("", False, html[at:cut])
        at = _declaration(html, cut)
        if at > cut:
            continue
        found = _TAG.match(html, cut)
        if not found and _CUT.match(html, cut):
            return
        if not found:
            yield Token("", False, "<")
            at = cut + 1
            continue
        name = found[2].lower()
        at = found.end()
        if name in _RAW and not found[1] and name not in endless:
            end = _RAW[name].search(html, at)
            if not end:
                endless.add(name)
            at = end.start() if end else (size if name in ("script", "style") else at)
        yield Token(name, bool(found[1]), found[3])


def _declaration(html: str, at: int) -> int:
    """Where a comment or declaration that begins here ends; `at` itself where none begins."""
    if html.startswith("<!--", at):
        end = html.find("-->", at + 4)
        return end + 3 if end >= 0 else len(html)
    if html.startswith(("<!", "<?"), at):
        end = html.find(">", at)
        return end + 1 if end >= 0 else len(html)
    return at


def attributes(raw: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case."""
    if "=" not in raw:
        return {}
    return {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(raw[:20_000])}
