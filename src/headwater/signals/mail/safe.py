# ruff: noqa: E501 -- a pattern is read as one line
"""HTML of a stranger that can be shown: no scripts, no forms, no styles, nothing loaded from outside."""

import re
from dataclasses import dataclass

import nh3

from headwater.signals.mail.html_text import text_of

SIZE = 1_000_000  # characters; what is longer is shown as text
TAGS_OPEN = 2_000  # elements open at once; what is deeper is shown as text

_TAG = re.compile(
    r"<(/?)(div|span|table|tr|td|tbody|blockquote|b|i|u|font|p|a|ul|ol|li|center|em|strong)\b", re.IGNORECASE
)
_REMOTE = re.compile(r"<img\b[^<>]{0,2000}?\bsrc\s{0,5}=\s{0,5}[\"']?\s{0,5}(?:https?:)?//", re.IGNORECASE)
_TAGS = {
    "a", "abbr", "address", "b", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "div",
    "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "width", "height"}, "td": {"colspan", "rowspan", "align", "valign"},
    "th": {"colspan", "rowspan", "align", "valign"}, "ol": {"start"}, "*": {"dir", "lang"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Safe:
    """`html` loads nothing but cid: images; `remote_images` of the sender's were left out."""

    html: str
    remote_images: int


def safe_html(html: str) -> Safe:
    """The HTML as it can be shown in a page of ours. Too large or too deep a document is shown as its text."""
    if len(html) > SIZE or _depth(html) > TAGS_OPEN:
        return Safe(f"<pre>{nh3.clean_text(text_of(html[:SIZE]))}</pre>", len(_REMOTE.findall(html[:SIZE])))
    clean = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style", "title", "template", "object", "iframe", "noscript", "svg", "math"},
        attributes=_ATTRIBUTES,
        attribute_filter=_filter,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        link_rel="noopener noreferrer nofollow",
    )
    return Safe(clean, len(_REMOTE.findall(html)))


def _filter(tag: str, name: str, value: str) -> str | None:
    """An image may only come with the message, a link may not point into our own page."""
    if tag == "img" and name == "src":
        return value if value.strip().lower().startswith("cid:") else None
    if tag == "a" and name == "href":
        return value if re.match(r"\s*(?:https?|mailto|tel):", value, re.IGNORECASE) else None
    return value


def _depth(html: str) -> int:
    depth = most = 0
    for found in _TAG.finditer(html):
        depth = max(0, depth - 1) if found[1] else depth + 1
        most = max(most, depth)
    return most
