# ruff: noqa: E501 -- a pattern is read as one line
"""The whole clause that a promise stands in: never a fragment, never more than its sentence."""

import re

LONGEST = 300  # characters of what is promised
_AHEAD = 12  # characters, to see who speaks after an "and"
_SUBJECT = r"(?:i|we|you|he|she|it|they|ich|wir|er|es)\b"
_PARTS = re.compile(
    rf"[,;:]\s|(?<=\d)\.\s(?={_SUBJECT}|(?:sie|if|please|bitte)\b)|\s-\s|\s(?=(?:and|but|so|or|und|aber|oder|sondern)\s{_SUBJECT})|(?:(?<=\n)|^)[^\n]{{0,40}}\n"
)
_BELONGS = re.compile(
    r"(?:once|as soon as|when|if|unless|until|that|what|whether|which|so that|because|before|after|latest|at the latest|including|sobald|wenn|falls|sofern|dass|was|ob|damit|weil|bevor|nachdem|um|spätestens|inklusive)\b"
)
_OPENS = re.compile(r"(?:[\s*•–-]|(?:and|but|so|or|then|und|aber|oder|sondern|denn)\s)*")
_STARTS = re.compile(
    rf"(?:{_SUBJECT}|that|this|the|a|an|our|my|your|his|her|their|one|some\w*|all|each|every|any\w*|no|these|those|sie|du|ihr\w*|uns\w*|mein\w*|dein\w*|euer|eur\w*|der|die|das|den|dem|des|ein\w*|dies\w*|jemand|man|alle\w*|at|by|in|on|within|from|for|to|after|before|until|as|am|an|bis|im|ab|auf|aus|bei|binnen|durch|für|gegen|innerhalb|innert|mit|nach|per|spätestens|über|um|unter|von|vor|zu\w*|zwischen|(?:mon|tues|wednes|thurs|fri|satur|sun)day\w*|(?:mon|diens|donners|frei|sams|sonn)tag\w*|mittwoch\w*|next|this|tomorrow|today|tonight|first|heute|morgen|nächste\w*|kommende\w*|diese\w*|dann|danach|dort|hier|sofort|gleich|umgehend|expect|please|now|right)(?!\w)|[\d£$€]"
)


_LEANS = re.compile(r"dass\s|\w+(?:en|e|t)\s(?:wir|ich|sie|er|es)\b")  # on the clause before it
_CLOSED = re.compile(r"[\s,;:!?-]+$|(?<!\w\.\w)\.[\s,;:.!?-]*$")


def clause(text: str, low: str, sentence: tuple[int, int], span: tuple[int, int]) -> str:
    """The clause around `span`, in one line."""
    begin, end = _begin(low, sentence[0], span[0]), _end(low, span[1], sentence[1])
    return short(_CLOSED.sub("", " ".join(text[begin:end].split())))


def _begin(low: str, first: int, start: int) -> int:
    """After the last mark before it; one more back where a verb would stand there without what it speaks of."""
    found = (mark.end() for mark in _PARTS.finditer(low, first, start + _AHEAD))
    marks = [first, *(end for end in found if end <= start)]
    begin = _opened(low, marks.pop(), start)
    while marks and (_LEANS.match(low, begin) or (begin == start and not _STARTS.match(low, start))):
        begin = _opened(low, marks.pop(), start)
    return begin


def _opened(low: str, begin: int, start: int) -> int:
    found = _OPENS.match(low, begin, start)
    return found.end() if found else begin


def _end(low: str, end: int, last: int) -> int:
    """Before the next mark, unless what follows belongs to it."""
    marks = _PARTS.finditer(low, end, last)
    return next((mark.start() for mark in marks if not _BELONGS.match(low, mark.end())), last)


def short(line: str) -> str:
    """At most `LONGEST` characters, cut between words."""
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
