# ruff: noqa: E501 -- a pattern is read as one line
"""HTML as a person reads it: paragraphs, lists, table rows on lines; quotes as "> "; nothing that is hidden."""

import re
from html import unescape

from headwater.signals.mail import limits, marks
from headwater.signals.mail.html_tokens import Token, attributes, tokens
from headwater.signals.mail.marks import unmarked

_SPACE = re.compile(r"[ \t\n\r\f]+")
_ZERO = re.compile("[\u200b\u034f\u00ad\ufeff\u2060\ue0f0-\ue0f3]")
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)",
    re.IGNORECASE,
)
_BLOCKS = {
    "div", "section", "article", "header", "footer", "main", "nav", "aside", "address", "center", "form", "fieldset", "figure",
    "table", "tr", "tbody", "thead", "tfoot", "caption", "li", "dt", "dd", "body", "html", "hr", "legend", "details", "summary",
}  # fmt: skip
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "blockquote"}
_VOID = {"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "wbr", "source", "embed", "param"}
_UNSEEN = {"head", "script", "style", "title", "template", "noframes", "object", "xml"}


class _Page:
    """The lines written so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes: list[bool] = []  # open blockquotes: cited?
        self.depth = 0  # of the cited ones
        self.gap = False
        self.pre = 0
        self.hidden: list[str] = []  # open elements since the hidden one

    def say(self, text: str) -> None:
        if self.pre:
            first, *rest = text.replace("\r", "").split("\n")
            self._append(first)
            for line in rest:
                self.break_line()
                self._append(line)
        else:
            text = _SPACE.sub(" ", text)
            self._append(text.lstrip(" ") if not self.line or self.line[-1].endswith(" ") else text)

    def _append(self, text: str) -> None:
        if text:
            self.line.append(text)

    def break_line(self) -> None:
        """<br>: ends the line; on an empty line it makes an empty one."""
        if not self._flush():
            self.lines.append(self._prefix().rstrip())

    def block(self, *, spaced: bool = False) -> None:
        self._flush()
        self.gap = self.gap or spaced

    def mark(self, mark: str) -> None:
        self._flush()
        self.lines.append(mark)

    def _prefix(self) -> str:
        return "> " * min(self.depth, 20)

    def _flush(self) -> bool:
        text = "".join(self.line).replace("\xa0", " ")
        self.line.clear()
        if not text.strip():
            return False
        prefix = self._prefix()
        if self.gap and self.lines and self.lines[-1].strip("> ") and self.lines[-1] not in _MARKS:
            self.lines.append(prefix.rstrip())
        self.gap = False
        self.lines.append(prefix + text.rstrip())
        return True


_MARKS = {marks.QUOTE, marks.ATTRIBUTION, marks.FORWARD, marks.SIGNATURE}


def text_of(html: str) -> str:
    """What a person reads."""
    return unmarked(marked_text(html))


def marked_text(html: str) -> str:
    """The same, with the marks of quotes and signatures (see `marks`)."""
    page = _Page()
    for token in tokens(html[: limits.HTML]):
        if not token.tag:
            if not page.hidden:
                text = unescape(token.text) if "&" in token.text else token.text
                page.say(_ZERO.sub("", text) if not text.isascii() else text)
        elif not _hide(page, token):
            _tag(page, token)
    page.block()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(page.lines)).strip("\n")


def _hide(page: _Page, token: Token) -> bool:
    """Follow the elements inside a hidden one until it closes."""
    if page.hidden:
        if token.closing and token.tag in page.hidden[-50:]:
            while page.hidden.pop() != token.tag:
                pass
        elif token.tag == "body":  # a head that was never closed
            page.hidden.clear()
        elif not token.closing and token.tag not in _VOID and len(page.hidden) < 10_000:
            page.hidden.append(token.tag)
        return True
    if token.closing or token.tag in _VOID:
        return False
    if token.tag in _UNSEEN or ("style" in token.text and _HIDDEN.search(attributes(token.text).get("style", ""))):
        page.hidden.append(token.tag)
        return True
    return False


def _tag(page: _Page, token: Token) -> None:
    name = token.tag
    if not token.closing and ("class" in token.text or "id" in token.text or "style" in token.text):
        mark = marks.of(name, attributes(token.text))
        if mark:
            page.mark(mark)
    if name == "br":
        page.break_line()
    elif name in ("td", "th"):
        if token.closing:
            page.say(" ")
    elif name in _SPACED:
        page.block(spaced=True)
        _spaced(page, token)
    elif name in _BLOCKS:
        page.block()
        if not token.closing and name == "li":
            page.say("- ")


def _spaced(page: _Page, token: Token) -> None:
    if token.tag == "pre":
        page.pre = max(0, page.pre + (-1 if token.closing else 1))
    elif token.tag == "blockquote":
        if not token.closing:
            page.quotes.append(marks.cited(attributes(token.text)))
            page.depth += page.quotes[-1]
        elif page.quotes:
            page.depth -= page.quotes.pop()
