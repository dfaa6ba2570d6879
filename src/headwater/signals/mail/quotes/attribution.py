# ruff: noqa: E501 -- a pattern is read as one line
"""Lines that say whose words follow: "On Mon, 3 Mar 2025 at 12:00, Jane <jane@…> wrote:"."""

import re

from headwater.signals.mail.quotes import languages as said
from headwater.signals.mail.quotes.lines import quoted

LINES = 5
LENGTH = 500

_END = re.compile(r"[:：]\s{0,3}[*_>]{0,2}\s{0,3}$")
_VERB = re.compile(rf"(?:(?<!\w)(?:{said.VERBS})(?!\w)|写道|寫道|님이|のメール)", re.IGNORECASE)
_LEAD = re.compile(
    rf"[\s*_\-–—>|]{{0,10}}(?:(?:{said.LEADS})(?=[\s,.-])|(?:{said.LEADS})(?=\d)|在|于|於|\d)", re.IGNORECASE
)
_TIME = re.compile(r"(?<!\d)\d{1,2}\s?[:.h時时시]\s?\d{2}(?!\d)")
_DAY = re.compile(r"\b(?:19|20)\d{2}\b|\d{4}年|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_ADDRESS = re.compile(r"[^\s<>]{1,100}@[^\s<>]{2,100}")
_BARE = re.compile(
    r"^\s{0,5}\S{1,40}(?:\s\S{1,40}){0,5}\s(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev)\s?:\s{0,3}$",
    re.IGNORECASE,
)
_QUOTING = re.compile(r"\s{0,5}(?:quoting|citando|zitat von|citat från|citação de)\s", re.IGNORECASE)
_FIRST = re.compile(said.FIRST_PERSON, re.IGNORECASE)
_SECOND = re.compile(said.SECOND_PERSON, re.IGNORECASE)
_NO_VERB = re.compile(
    r"^[\s*_-]{0,6}(?:\d|[^\W\d_]{2,14}[.,]{0,2}\s\d|在).{6,160}(?:[<(\[](?:mailto:)?[^\s<>]{1,100}@[^\s<>]{2,100}[>)\]].{0,20}"
    r"|\b(?:von|by|de|da|van|от) [^\s<>]{1,100}@[^\s<>]{2,100})[:：]\s{0,3}$",
    re.DOTALL,
)
_OWN_BEFORE = re.compile(
    r"^(?![-_*\s]*$)([^@<>]{1,300}?\S)(?:\s|\s{0,3}-{2,}\s{0,3})(?=(?:On|Am|Le|El|Il|Op|Em|Den|Dne|Dnia|W dniu|Vào) (?:[^\W\d_]{2,12}[.,]{0,2} ){0,3}\d)"
)
_OLD_GMAIL = re.compile(r"\s{0,3}\d{4}[/.-]\d{1,2}[/.-]\d{1,2}\s\S.{0,100}<[^\s<>]{1,100}@[^\s<>]{1,100}>\s{0,3}$")


def own_before(line: str) -> str:
    """What the sender wrote on the line on which the attribution begins."""
    found = _OWN_BEFORE.match(line)
    return found[1].rstrip("- ") if found else ""


def find(lines: list[str], at: int) -> tuple[int, bool]:
    """(how many lines the attribution takes here, whether it is sure even where unmarked text follows); (0, False) if none."""
    if quoted(lines[at]) or not _ends(lines, at):
        return int(bool(_OLD_GMAIL.match(lines[at])) and quoted_next(lines, at + 1)), False
    if not (_LEAD.match(lines[at]) or "@" in lines[at] or _VERB.search(lines[at])):
        return 0, False
    joined = ""
    for count in range(1, LINES + 1):
        if at + count > len(lines) or not (line := lines[at + count - 1].strip()) or (count > 1 and quoted(line)):
            return 0, False
        joined = f"{joined} {line}" if joined else line
        if len(joined) > LENGTH:
            return 0, False
        if _END.search(joined):
            return _judge(joined, count, quoted_next(lines, at + count))
    return 0, False


def _ends(lines: list[str], at: int) -> bool:
    """Whether a paragraph that begins here can end as attributions do; asked first, because it costs least."""
    for line in lines[at : at + LINES]:
        bare = line.rstrip(" \t*_>")
        if not bare:
            return False
        if bare[-1] in ":：":
            return True
    return False


def _judge(joined: str, count: int, marked: bool) -> tuple[int, bool]:
    timed, dated, addressed = _TIME.search(joined), _DAY.search(joined), _ADDRESS.search(joined)
    if _NO_VERB.match(joined) and (timed or dated):
        return count, True
    if not _VERB.search(joined):
        return (count, False) if marked and addressed and (timed or dated or _QUOTING.match(joined)) else (0, False)
    own = _FIRST.search(joined) or _SECOND.search(joined)
    if marked:
        return (
            (count, False) if timed or dated or addressed or (count == 1 and _BARE.match(joined)) or own else (0, False)
        )
    sure = bool((addressed and len(joined) < 250) or (timed and (dated or _LEAD.match(joined)))) and not own
    return (count, True) if sure else (0, False)


def quoted_next(lines: list[str], at: int) -> bool:
    """Whether the next line that says something is marked as quoted."""
    for line in lines[at : at + 6]:
        if line.strip():
            return quoted(line)
    return False
