# ruff: noqa: E501 -- a pattern is read as one line
"""What a single line is: quoted, a separator, a signature, a label of a header block."""

import re

from headwater.signals.mail.quotes import languages as said

QUOTED = re.compile(r"[ \t]{0,8}(?:[>＞]|&gt;)")
SEPARATOR = re.compile(
    rf"[\s*>]{{0,10}}[-_=*~]{{2,80}}+\s{{0,5}}(?:{said.ORIGINAL})(?:\s|[-_=*~:])*+(?:\S.{{0,200}})?$"
    rf"|[\s*>]{{0,10}}-{{2,80}}+\s{{0,5}}\S.{{1,200}}\s(?:{said.VERBS})\s{{0,3}}-{{2,80}}\s{{0,5}}$",
    re.IGNORECASE,
)
FORWARD = re.compile(
    rf"[\s*]{{0,10}}(?:[-_=*~]{{2,80}}+\s{{0,5}}(?:{said.FORWARD})\b.{{0,80}}|(?:{said.BEGIN_FORWARD}).{{0,40}}|-{{3,20}} forwarded by .{{0,200}})$",
    re.IGNORECASE,
)
RULE = re.compile(r"\s{0,10}(?:[-_=*~—–]{5,200}+|\*\s?\*\s?\*)\s{0,10}$")
MOBILE_START = re.compile(rf"[\W_]{{0,6}}(?:{said.SENT_WORDS})", re.IGNORECASE)
PROGRAM = re.compile(said.PROGRAMS, re.IGNORECASE)
DEVICE = re.compile(said.DEVICES, re.IGNORECASE)
OWN = re.compile(said.OWN, re.IGNORECASE)
MOBILE_END = re.compile(rf"[\W_]{{0,6}}(?:{said.SENT_AFTER}).{{0,12}}$", re.IGNORECASE)
DISCLAIMER = re.compile(rf"[\W_]{{0,6}}{said.DISCLAIMER}", re.IGNORECASE)
ABOVE = re.compile(rf"[\s>#=*-]{{0,20}}(?:{said.REPLY_ABOVE})", re.IGNORECASE)
FORWARD_SUBJECT = re.compile(said.FORWARD_SUBJECT, re.IGNORECASE)
DISCLAIMER_HEAD = re.compile(
    r"[\W_]{0,6}(?:confidentiality notice|legal (?:notice|disclaimer)|disclaimer:?$|please consider the environment|think before you print"
    r"|vertraulichkeitshinweis|avis de confidentialit|aviso (?:legal|de confidencialidad))", re.IGNORECASE
)  # fmt: skip
REPLY_SUBJECT = re.compile(
    r"\s*(?:\[[^\]]{1,40}\]\s*)?(?:re|aw|antw(?:ort)?|sv|vs|odp|ref|res|rif|r|ynt|ang|atb|回复|回覆|返信|답장|הש|رد|отв)\s*(?:\[\d+\])?[:：]",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[\s|]{0,8}[*_]{0,2}([^\W\d_][^:：*\n]{0,24}?)\s{0,3}[*_]{0,2}\s?[:：][*_]{0,2}(?:\s|\s?(?=\S)|$)")

_DRAWN_ONE = set("-_=*~>")
_DRAWN = {a + b for a in "-_=*~>" for b in "-_=*~> "}
_KINDS = {
    label: kind
    for kind, labels in (
        ("from", said.FROM),
        ("date", said.DATE),
        ("to", said.TO),
        ("subject", said.SUBJECT),
        ("cc", said.CC),
    )
    for label in labels.split()
}
_KINDS |= {label: kind for kind, labels in said.LONG_LABELS.items() for label in labels.split(";")}


def separator(line: str) -> bool:
    """The line above an original message."""
    return line.lstrip()[:2] in _DRAWN and SEPARATOR.match(line) is not None


def forward(line: str) -> bool:
    """The line above a forwarded message."""
    if line.lstrip()[:1] not in _DRAWN_ONE and not line.rstrip(" *").endswith((":", "：")):
        return False
    return FORWARD.match(line) is not None


def above(line: str) -> bool:
    """ "Please reply above this line", in the languages that we write."""
    return len(line) < 120 and ABOVE.match(line) is not None


def quoted(line: str) -> bool:
    return QUOTED.match(line) is not None


def mobile(line: str) -> bool:
    """A phone's or mail program's own line, such as "Sent from my iPhone"."""
    line = line.strip()
    if not 5 <= len(line) <= 110 or len(line.split()) > 14:
        return False
    if MOBILE_START.match(line) and not line.endswith("?"):
        return bool(PROGRAM.search(line) or (DEVICE.search(line) and OWN.search(line)))
    return MOBILE_END.match(line) is not None


def label(line: str) -> str | None:
    """The kind of header line that a mail program wrote: from, date, to, cc or subject."""
    found = _LABEL.match(line)
    return _KINDS.get(" ".join(found[1].lower().split())) if found else None


def header_block(lines: list[str], at: int, *, answers: bool = True) -> int:
    """How many lines a block of "From: … Sent: … To: … Subject: …" takes here; 0 where there is none.

    It names its sender, two of date, receiver and subject, and either the subject or an address, so that a customer's
    own "From: Berlin / To: Munich / Date: 3 May" is no such block. In a message that answers nothing it needs a date or an address.
    """
    if label(lines[at]) not in ("from", "date", "subject", "to"):
        return 0
    kinds: set[str] = set()
    last, loose, addressed = at, 0, False
    for i in range(at, min(at + 20, len(lines))):
        kind = label(lines[i])
        if kind and kind not in kinds:
            kinds.add(kind)
            last, loose = i, 0
        else:
            loose += 1
        if loose > (4 if kinds & {"to", "cc"} else 1) or (loose > 1 and not lines[i].strip()):
            break
        addressed = addressed or "@" in lines[i]
    enough = "from" in kinds and len(kinds & {"date", "to", "subject"}) >= 2
    enough = enough and (answers or addressed or "date" in kinds)
    return last - at + 1 if enough and (addressed or "subject" in kinds) else 0


def list_footer(lines: list[str], at: int) -> bool:
    """The line above what a mailing list adds: its name and its page."""
    if not re.fullmatch(r"_{40,80}", lines[at].strip()):
        return False
    after = [line for line in lines[at + 1 : at + 8] if line.strip()]
    return bool(after) and "mailing list" in after[0].lower() and any("://" in line for line in after)


def signature(lines: list[str], at: int) -> bool:
    """ "-- " begins a signature; "--" only where little follows, because people also draw lines."""
    line = lines[at].rstrip("\r")
    if line == "-- ":
        return len(lines) - at < 60
    if line.strip() not in ("--", "—", "–", "- -", "__"):
        return False
    after = 0
    for follows in lines[at + 1 : at + 20]:
        if quoted(follows):
            break
        after += bool(follows.strip())
    return after <= 12 and at > 0
