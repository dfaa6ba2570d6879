"""Header text: unfolded, its encoded words (RFC 2047) read, also where they are broken, quoted or cut mid-letter."""

import binascii
import re

from headwater.signals.mail.charsets import decode
from headwater.signals.mail.transfer import base64

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?((?:[^?]|\?(?!=)){0,1500}+)(?:\?=|\Z)")
_FOLD = re.compile(r"[ \t\r]*+\n[ \t\r\n]*+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ufeff]")
_BIDI = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def unfold(raw: bytes, hint: str | None = None) -> str:
    """The field's characters on one line; 8-bit bytes are UTF-8, else in the body's charset, else guessed."""
    text = raw.decode("ascii") if raw.isascii() and b"\x1b" not in raw else decode(raw, None, hint)
    return _CONTROL.sub(" ", _FOLD.sub(" ", text.strip()).replace("\t", " ")).strip()


def words(text: str) -> str:
    """Text with its encoded words read, also where a program encoded them twice."""
    once = _once(text)
    return _once(once) if _WORD.fullmatch(once) else once


def _once(text: str) -> str:
    """Neighbours of one charset are joined as bytes before they are read."""
    if "=?" not in text:
        return text
    out: list[str] = []
    pending: list[tuple[str, bytes]] = []
    at = 0
    for found in _WORD.finditer(text):
        between = text[at : found.start()]
        if between.strip() or (between and not pending):
            out += [_read(pending), between]
            pending = []
        pending.append((found[1].split("*")[0], _bytes(found[2], found[3])))
        at = found.end()
    out += [_read(pending), text[at:]]
    return _CONTROL.sub(" ", "".join(out))


def header(raw: bytes | None, hint: str | None = None) -> str | None:
    """A field that people read, such as the subject; None where it is missing."""
    if raw is None:
        return None
    text = words(unfold(raw, hint))
    return re.sub(r"[ \t\n]+", " ", _BIDI.sub("", text)).strip()


def _bytes(kind: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if kind in "bB":
        return base64(data)
    return binascii.a2b_qp(data.replace(b"\n", b""), header=True)


def _read(pending: list[tuple[str, bytes]]) -> str:
    out: list[str] = []
    i = 0
    while i < len(pending):
        label, data = pending[i]
        i += 1
        while i < len(pending) and pending[i][0].lower() == label.lower():
            data += pending[i][1]
            i += 1
        out.append(decode(data, label))
    return "".join(out)
