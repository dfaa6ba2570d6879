# ruff: noqa: E501 -- a pattern is read as one line
"""What the sender newly wrote.

    strip(text, html, subject=…, answers=…, plain=…, notes=…) -> str

The rules, in order, stand in docs/architecture/mail.md. Two promises: a forwarded message stays, and nothing is taken
away where that would leave nothing, unless all of it was marked as quoted in a reply.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from headwater.signals.mail import limits, marks
from headwater.signals.mail.html_text import marked_text
from headwater.signals.mail.limits import Notes
from headwater.signals.mail.quotes import armour, attribution, initials
from headwater.signals.mail.quotes.lines import (
    DISCLAIMER,
    DISCLAIMER_HEAD,
    FORWARD_SUBJECT,
    REPLY_SUBJECT,
    RULE,
    above,
    forward,
    header_block,
    list_footer,
    mobile,
    quoted,
    separator,
    signature,
)  # fmt: skip

_MARKS = {marks.QUOTE, marks.ATTRIBUTION, marks.FORWARD, marks.SIGNATURE}
_WRAP = 66  # a quoted line of this length may have been wrapped, its rest unmarked


@dataclass(slots=True)
class _Reading:
    """The lines, what is kept of them, and what was seen."""

    lines: list[str]
    forward: bool
    answers: bool
    kept: list[str] = field(default_factory=list)
    at: int = 0
    found: bool = False  # any quote or forward
    guessed: bool = False  # the end was cut without marks
    signing: bool = False


def strip(text: str, html: str | None, *, subject: str, answers: bool, plain: bool, notes: Notes) -> str:
    """`plain`: the text was sent as plain text, so the HTML is looked at only where the text shows no quote."""
    if len(text) > limits.STRIPPED:
        notes.say(f"Quotes were looked for in the first {limits.STRIPPED} characters only")
    forwards = FORWARD_SUBJECT.match(subject) is not None
    replies = answers or REPLY_SUBJECT.match(subject) is not None
    marked = html is not None and marks.hinted(html)
    reading = _read(marked_text(html) if marked and html and not plain else text, forwards, replies)
    if plain and marked and html and not reading.found:
        other = _read(marked_text(html), forwards, replies)
        reading = other if other.found and _says_the_same(other, text) else reading
    new = _tidy(reading)
    if new or (replies and not forwards and reading.found and not reading.guessed):
        return new
    return new if _only_signature(text) else text.strip("\n")


def _says_the_same(other: _Reading, text: str) -> bool:
    """Whether what the HTML newly says begins in the plain text too; otherwise they are two texts, and none is lost."""
    begins = re.sub(r"[\W_]+", "", "".join(other.kept))[:40]
    return begins in re.sub(r"[\W_]+", "", text[: limits.STRIPPED])


def _read(text: str, forward: bool, answers: bool) -> _Reading:
    lines = initials.plain(text[: limits.STRIPPED].split("\n"))
    reading = _Reading(armour.without(lines) if armour.BEGIN in text else lines, forward, answers)
    while reading.at < len(reading.lines) and _step(reading):
        pass
    return reading


def _step(r: _Reading) -> bool:
    """Read one line or more; False where the rest is not the sender's."""
    line = r.lines[r.at]
    for is_such, read in _KINDS:
        if is_such(line):
            return read(r)
    if block := header_block(r.lines, r.at, answers=r.answers or r.forward):
        return _original(r, block)
    count, sure = attribution.find(r.lines, r.at)
    if count:
        r.kept += [before] if (before := attribution.own_before(line)) else []
        return _attributed(r, count, sure)
    _own(r, line)
    return True


def _above(r: _Reading) -> bool:
    """ "Reply above this line": what stands below is ours."""
    r.found = True
    return not any(kept.strip() for kept in r.kept) and _skip(r, 1)


def _own(r: _Reading, line: str) -> None:
    if signature(r.lines, r.at) or list_footer(r.lines, r.at):
        r.signing = True
    elif not r.signing and not mobile(line):
        r.kept.append(line)
    r.at += 1


def _skip(r: _Reading, count: int) -> bool:
    r.at += count
    return True


def _mark(r: _Reading) -> bool:
    mark = r.lines[r.at]
    r.at += 1
    following = next((line for line in r.lines[r.at : r.at + 4] if line.strip() and line not in _MARKS), "")
    if mark == marks.SIGNATURE:
        r.signing = True
        return True
    if mark == marks.FORWARD or forward(following):
        return _forwarded(r)
    if mark == marks.QUOTE:
        if r.forward:
            return _forwarded(r)
        r.found = True
        return False
    for count in range(1, 6):  # an attribution in any language, down to its quote
        if attribution.quoted_next(r.lines, r.at + count - 1):
            return _attributed(r, count - 1, False)
    return True


def _forwarded(r: _Reading) -> bool:
    """A forwarded message is what the sender wants read; it stays as it is."""
    r.kept += [line for line in r.lines[r.at :] if line not in _MARKS]
    r.found = True
    return False


def _original(r: _Reading, count: int) -> bool:
    if r.forward:
        return _forwarded(r)
    r.found = True
    after = r.at + count
    if count == 1 and after < len(r.lines):
        after += next(
            (
                header_block(r.lines, i) + i - after
                for i in range(after, min(after + 3, len(r.lines)))
                if r.lines[i].strip()
            ),
            0,
        )
    if attribution.quoted_next(r.lines, after):
        r.at = after
        return True
    r.guessed = True
    return False


def _attributed(r: _Reading, count: int, sure: bool) -> bool:
    r.found = True
    if attribution.quoted_next(r.lines, r.at + count):
        r.at += count
        r.signing = False
        return True
    r.guessed = r.guessed or sure
    r.at += max(count, 1)
    return not sure


def _quote(r: _Reading) -> bool:
    """A run of quoted lines, with the unmarked rest of a wrapped one."""
    if _forward_in_quotes(r):
        return _forwarded(r)
    if not _reply(r):
        r.kept.append(r.lines[r.at])
        return _skip(r, 1)
    r.found, r.signing = True, False
    while r.at < len(r.lines) and quoted(r.lines[r.at]):
        r.at += 1
        if _wrapped_rest(r):
            r.at += 1
    r.kept.append("")
    return True


def _forward_in_quotes(r: _Reading) -> bool:
    """Some programs mark a forwarded message as they mark a quote; its head says which it is."""
    if r.found or (r.answers and not r.forward):
        return False
    bare = [line.lstrip("> \t") for line in r.lines[r.at : r.at + 12] if quoted(line)]
    return forward(bare[0]) or (r.forward and header_block(bare, 0) > 0)


def _reply(r: _Reading) -> bool:
    """One ">" line in a message that answers nothing is the sender's own."""
    return r.answers or r.found or any(quoted(line) for line in r.lines[r.at + 1 : r.at + 3])


def _wrapped_rest(r: _Reading) -> bool:
    """Whether the line that stands between two quoted ones is only the end of the one above."""
    if r.at + 1 >= len(r.lines) or quoted(r.lines[r.at]) or not quoted(r.lines[r.at + 1]):
        return False
    above_it, rest = r.lines[r.at - 1], r.lines[r.at]
    if above_it.count("(") > above_it.count(")") and re.fullmatch(r"\S{1,500}\)", rest):
        return True
    short = 0 < len(rest.strip()) <= 25 and rest[:1].islower()
    return len(above_it) >= _WRAP and short and r.lines[r.at + 1].strip("> \t") != ""


def _tidy(r: _Reading) -> str:
    lines = [line.rstrip() for line in r.kept]
    if not r.forward:
        lines = _without_disclaimer(lines)
    while r.found and lines and (not lines[-1].strip() or RULE.match(lines[-1])):
        lines.pop()
    text = "\n".join(lines).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", text) if r.found or r.signing else text


def _without_disclaimer(lines: list[str]) -> list[str]:
    """The last paragraphs, from the first that is plainly a lawyer's, where text stands before it and little follows."""
    for at in range(max(1, len(lines) - 40), len(lines)):
        if not lines[at - 1].strip("-_*= ") and _legal(lines, at) and any(line.strip() for line in lines[:at]):
            return _without_rule(lines[:at])
    return lines


def _without_rule(lines: list[str]) -> list[str]:
    """The line that was drawn above what is gone goes too."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or RULE.match(lines[end - 1])):
        end -= 1
    return lines[:end]


def _legal(lines: list[str], at: int) -> bool:
    """A paragraph that begins as disclaimers do and is as long as they are, or says by its first words what it is."""
    if not DISCLAIMER.match(lines[at]):
        return False
    end = next((i for i in range(at, len(lines)) if not lines[i].strip()), len(lines))
    return len(" ".join(lines[at:end])) >= 110 or DISCLAIMER_HEAD.match(lines[at]) is not None


def _only_signature(text: str) -> bool:
    return all(mobile(line) for line in text.split("\n")[:5] if line.strip()) and len(text) < 300


_KINDS: tuple[tuple[Callable[[str], object], Callable[[_Reading], bool]], ...] = (
    (_MARKS.__contains__, _mark),
    (forward, _forwarded),
    (quoted, _quote),
    (separator, lambda r: _original(r, 1)),
    (above, _above),
)
"""what a line is by itself, and what is done then"""
