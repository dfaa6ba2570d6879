# ruff: noqa: E501 -- a pattern is read as one line
"""The text made even for the patterns, character by character, so that places in it stay places in the original."""

import re

from headwater.signals.mail.limits import Notes
from headwater.signals.mail.quotes.service import strip

_EVEN = {ord(a): b for a, b in zip("’‘`´–—‑−\u00a0\u202f\u2009\t\r", "''''----     ", strict=True)}
_ODD = re.compile(f"[{''.join(map(chr, _EVEN))}]")
_LINE = re.compile(r"(?m)^[ \t]{0,8}[>|].*$")
_SAID = re.compile('"[^"\n]{1,300}"|„[^“”"\n]{1,300}[“”"]|“[^”\n]{1,300}”|«[^»\n]{1,300}»|»[^«\n]{1,300}«')
_END = re.compile(
    r"(?<=[^\W\d_])[.](?=\s)|(?<=[\d%)\]€$'\"])[.](?=\s{1,3}[A-ZÄÖÜ])|[!?…;]|\n[ \t]{0,8}\n|\n[ \t]{0,4}(?=[-*•]\s)|[:](?=\s*\n)|\n(?=(?:[A-Z][\w.]{1,15} ?){1,3}:\s|\[?\d{1,2}:\d\d)"
)
_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|nr|no|ca|bzw|z\.\s?b|d\.\s?h|u\.\s?a|e\.g|i\.e|approx|max|min|inkl|incl|evtl|ggf|tel|str"
    r"|a\.m|p\.m|jan|feb|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dez|dec|mo|di|mi|do|fr|sa|so|hr|fa|usw|etc|kd|kdn|kol|koll|cust|tmrw|vorm|nachm|abt|inkl|bzgl|wg|lt|re|[bcdfghjklmnpqrstuvwxyz]|std|tgl|spät|vorauss?)"
    r"|(?<!\w)\d{1,2})$"
)
_MARK = frozenset("„“«»")
LONGEST = 900  # characters of one sentence; a longer one is read in pieces


def even(text: str) -> str:
    """Lower case, straight apostrophes and dashes, quoted lines and passages blank; as long as the text."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if not low.isascii() and _ODD.search(low):
        low = low.translate(_EVEN)
    if ">" in low or "|" in low:
        low = _LINE.sub(_blank, low)
    if '"' in low or not (low.isascii() or _MARK.isdisjoint(low)):
        low = _SAID.sub(_blank, low)
    return low.replace("\t", " ").replace("\r", " ")


def _blank(match: re.Match[str]) -> str:
    return (
        "." * min(1, len(match[0])) + " " * (len(match[0]) - 1)
        if match[0].lstrip()[:1] in ">|"
        else "_" * len(match[0])
    )


def own(text: str) -> str:
    """The text with what is quoted from an earlier message blank, by the rules of signals.mail; as long as the text."""
    kept = strip(text, None, subject="Re:", answers=True, plain=True, notes=Notes()).split("\n")
    lines, at = text.split("\n"), 0
    for n, line in enumerate(lines):
        if at < len(kept) and line.rstrip() == kept[at].rstrip():
            at += 1
        elif line.strip():
            lines[n] = " " * len(line)
    return "\n".join(lines)


_ITEM = re.compile(r"(?:^|\n)\s*\d{1,2}$")  # the number of a list …
_INDENT = 40  # … no further in than so many characters


_BEGINS = re.compile(
    r"\.\s(?:am|die|das|wir|ich|sie|bitte|danach|dann|bis|es|ihre?|unsere?|er|falls|sollte|vielen|mit)\s"
)


def _goes_on(low: str, dot: int, english: bool) -> bool:
    """Whether the dot is an abbreviation's; in German also an ordinal's: "am 3. August"."""
    short = _SHORT.search(low, max(0, dot - 8), dot)
    if short is None or not short[0].isdecimal():
        return short is not None
    return not (english or _BEGINS.match(low, dot)) or _ITEM.search(low, max(0, dot - _INDENT), dot) is not None


def sentences(text: str, low: str, *, english: bool = False) -> list[tuple[int, int, bool]]:
    """Where each sentence begins and ends, and whether it asks."""
    found: list[tuple[int, int, bool]] = []
    begin = 0
    for match in _END.finditer(text):
        if match[0] == "." and _goes_on(low, match.start(), english):
            continue
        begin = _add(found, begin, match.end(), match[0] == "?")
    _add(found, begin, len(text), False)
    return found


def _add(found: list[tuple[int, int, bool]], begin: int, end: int, asks: bool) -> int:
    while end - begin > LONGEST:
        found.append((begin, begin + LONGEST, asks))
        begin += LONGEST
    if end > begin:
        found.append((begin, end, asks))
    return end
