"""winmail.dat: the files and the text that Outlook packs into it (Microsoft's open specification MS-OXTNEF).

Formatted text (compressed RTF) is not read. Every length is checked against the bytes that are there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from headwater.signals.mail.charsets import decode

TYPES = {"application/ms-tnef", "application/vnd.ms-tnef"}
FILES = 500
_BEGIN = bytes.fromhex("789f3e22")
_BODY, _CODEPAGE, _PROPERTIES = 0x2800C, 0x69007, 0x69003
_NEW, _TITLE, _DATA, _FILE_PROPERTIES = 0x69002, 0x18010, 0x6800F, 0x69005
_TEXT, _HTML, _LONG_NAME, _SHORT_NAME, _TYPE, _CONTENT = 0x1000, 0x1013, 0x3707, 0x3704, 0x370E, 0x3701
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_UNICODE, _MANY = 0x1F, 0x1000


@dataclass(slots=True)
class File:
    """A packed file; `type` where Outlook names it."""

    name: str = ""
    type: str = ""
    content: bytes = b""


@dataclass(slots=True)
class Packed:
    """What was packed. `text` is empty where only formatted text was sent."""

    text: str = ""
    html: str = ""
    files: list[File] = field(default_factory=list)


def read(data: bytes) -> Packed:
    """What can be read, up to where the bytes end or stop making sense."""
    packed, charset = Packed(), "cp1252"
    for attribute, value in _attributes(data):
        if attribute == _CODEPAGE:
            charset = f"cp{int.from_bytes(value[:4], 'little')}"
        elif attribute == _BODY:
            packed.text = packed.text or _string(value, charset)
        elif attribute == _PROPERTIES:
            _message(packed, value, charset)
        elif attribute == _NEW and len(packed.files) < FILES:
            packed.files.append(File())
        elif packed.files:
            _file(packed.files[-1], attribute, value, charset)
    packed.files = [file for file in packed.files if file.name or file.content]
    return packed


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6 if data.startswith(_BEGIN) else len(data)
    while at + 9 <= len(data):
        attribute, size = _number(data, at + 1), _number(data, at + 5)
        if at + 9 + size > len(data):
            return
        yield attribute, data[at + 9 : at + 9 + size]
        at += size + 11


def _message(packed: Packed, value: bytes, charset: str) -> None:
    for name, kind, content in _properties(value):
        if name == _TEXT:
            packed.text = _string(content, "utf-16-le" if kind == _UNICODE else charset)
        elif name == _HTML:
            packed.html = _string(content, charset)


def _file(file: File, attribute: int, value: bytes, charset: str) -> None:
    if attribute == _TITLE:
        file.name = file.name or _string(value, charset)
    elif attribute == _DATA:
        file.content = value
    elif attribute == _FILE_PROPERTIES:
        for name, kind, content in _properties(value):
            said = "utf-16-le" if kind == _UNICODE else charset
            if name == _LONG_NAME or (name == _SHORT_NAME and not file.name):
                file.name = _string(content, said) or file.name
            elif name == _TYPE:
                file.type = _string(content, said)
            elif name == _CONTENT:
                file.content = file.content or content[16:]  # behind the id of its interface


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(name, kind, value) of each property; of several values the first."""
    at, count = 4, _number(data, 0)
    while count and at + 4 <= len(data):
        count -= 1
        kind, name = int.from_bytes(data[at : at + 2], "little"), int.from_bytes(data[at + 2 : at + 4], "little")
        at = _behind_name(data, at + 4) if name >= 0x8000 else at + 4
        fixed = _FIXED.get(kind & ~_MANY)
        values = 1
        if kind & _MANY or fixed is None:
            values, at = _number(data, at), at + 4
        first: bytes | None = None
        for _ in range(values):
            size, at = (fixed, at) if fixed else (_number(data, at), at + 4)
            if at + size > len(data):
                return
            first, at = (data[at : at + size] if first is None else first), at + size + -size % 4
        yield name, kind & ~_MANY, first or b""


def _behind_name(data: bytes, at: int) -> int:
    """A property of a program's own has an id, and a number or a name."""
    if _number(data, at + 16) == 0:
        return at + 24
    size = _number(data, at + 20)
    return at + 24 + size + -size % 4


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _string(value: bytes, charset: str) -> str:
    return (
        decode(value, charset).split("\0")[0].strip()
        if charset == "utf-16-le"
        else decode(value.split(b"\0")[0], charset).strip()
    )
