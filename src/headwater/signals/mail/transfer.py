"""Transfer encodings: base64 with stray bytes, cut ends and pasted footers; quoted-printable with errors; uuencode."""

import binascii
import re

_PIECE = re.compile(rb"[A-Za-z0-9+/]++={0,2}")
_STRAY = re.compile(rb"[^A-Za-z0-9+/=\s]")
_SOFT = re.compile(rb"=[ \t]++(?=\n)")
_UU = re.compile(
    rb"(?:\A|(?<=\n))begin [0-7]{3,4}(?: ([^\n]{0,255}))?\n((?:[ -`]{1,91}\r?\n)*+)[`\s]{0,3}end[ \t]*(?:\n|\Z)"
)
_UU_CUT = re.compile(rb"(?:\A|(?<=\n))begin [0-7]{3,4}(?: ([^\n]{1,255}))\n((?:M[ -`]{60}\n){2,}+[ -`]{0,62}\n?)\s*\Z")
"""a file in which the message ends"""
_YENC = re.compile(
    rb"(?:\A|(?<=\n))=ybegin [^\n]{0,200}?name=([^\n]{1,255})\n(?:=ypart [^\n]{0,200}\n)?"
    rb"((?:(?!=y(?:end|begin))[^\n]{0,1000}\n)*+)=yend[^\n]*(?:\n|\Z)"
)


def decode(data: bytes, encoding: str) -> bytes:
    """The bytes that were sent; an encoding that nobody knows leaves them as they are."""
    name = encoding.lower().strip("\"' ;")
    if name.startswith("base64") or name in ("b", "x-base64"):
        return base64(data)
    if name.startswith(("quoted-printable", "quoted printable", "quotedprintable")):
        return binascii.a2b_qp(_SOFT.sub(b"=", data) if b"= " in data or b"=\t" in data else data)
    if name in ("x-uuencode", "uuencode", "x-uue", "uue"):
        found = _UU.search(data)
        return uudecode(found[2]) if found else data
    return data


def base64(data: bytes) -> bytes:
    """What can be read; text that is no base64 at all comes back as it is."""
    try:
        return binascii.a2b_base64(data.translate(None, b" \t\r\n"), strict_mode=True) if data.strip() else b""
    except binascii.Error:
        return _damaged(data)


def _damaged(data: bytes) -> bytes:
    """Line by line: stray characters are left out, lines that are plainly prose too, padding ends a piece."""
    lines = [line.strip() for line in data.split(b"\n") if line.strip()]
    good = [line for line in lines if not _prose(line)]
    if not good or _prose(lines[0]):
        return data
    run = _STRAY.sub(b"", b"".join(good)).translate(None, b" \t\r\n")
    return b"".join(_piece(found.group()) for found in _PIECE.finditer(run))


def _prose(line: bytes) -> bool:
    stray = len(_STRAY.findall(line))
    return stray * 5 > len(line) or line.startswith((b"--", b"__")) or line.count(b" ") > max(1, len(line) // 20)


def _piece(piece: bytes) -> bytes:
    letters = piece.rstrip(b"=")
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def uudecode(lines: bytes) -> bytes:
    """The bytes of the lines between begin and end; a line that is damaged gives what it can."""
    return b"".join(_uuline(line) for line in lines.split(b"\n") if line)


def _uuline(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        count = ((line[0] - 32 & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:count])
        except binascii.Error:
            return b""


def files_within(data: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Text without the files that are written in it (uuencode, yEnc), and the files: (name, content)."""
    files: list[tuple[bytes, bytes]] = []
    for mark, pattern, read in (
        (b"begin ", _UU, uudecode),
        (b"begin ", _UU_CUT, uudecode),
        (b"=ybegin ", _YENC, _ydecode),
    ):
        if mark in data:
            files += [(found[1] or b"", read(found[2])) for found in pattern.finditer(data)]
            data = pattern.sub(b"", data)
    return data, files


def _ydecode(lines: bytes) -> bytes:
    """yEnc: every byte is 42 too high, and 64 more behind an equals sign."""
    plain = re.sub(
        rb"=(.)", lambda found: bytes([(found[1][0] - 64) % 256]), lines.translate(None, b"\r\n"), flags=re.DOTALL
    )
    return plain.translate(_Y_TABLE)


_Y_TABLE = bytes((b - 42) % 256 for b in range(256))
