# ruff: noqa: E501 -- a letter stands on one line
"""Messages inside other formats: signed as a whole (S/MIME), packed by Outlook (winmail.dat)."""

import struct
from base64 import encodebytes

from tests.signals.mail.odd.writing import Odd, many, odd

P7M = "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Disposition: attachment; filename=smime.p7m\nContent-Transfer-Encoding: base64"
INNER = b'Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGr\xc3\xbc\xc3\x9fe\r\n--in\r\nContent-Type: application/pdf; name="bill.pdf"\r\n\r\nPDF\r\n--in--\r\n'
SEALED = ("smime.p7m", "application/pkcs7-mime", False)
BILL = ("bill.pdf", "application/pdf", False)


def value(tag: int, *inside: bytes, sized: bool = True) -> bytes:
    """A value of BER."""
    body = b"".join(inside)
    return bytes([tag, 0x82]) + struct.pack(">H", len(body)) + body if sized else bytes([tag, 0x80]) + body + b"\0\0"


def signed(content: bytes, *, sized: bool = True, kind: str = "2a864886f70d010702") -> bytes:
    said = value(0x30, value(6, bytes.fromhex("2a864886f70d010701")), value(0xA0, content, sized=sized), sized=sized)
    data = value(0x30, value(2, b"\1"), value(0x31), said, value(0x31), sized=sized)
    return value(0x30, value(6, bytes.fromhex(kind)), value(0xA0, data, sized=sized), sized=sized)


def sealed(name: str, data: bytes, /, **said: object) -> Odd:
    return odd(name, P7M, encodebytes(data), **said)


def attribute(level: int, number: int, content: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)


def properties(*each: tuple[int, int, bytes]) -> bytes:
    """MAPI properties of one value each: (name, kind, content)."""
    out = struct.pack("<I", len(each))
    for name, kind, content in each:
        counted = kind in (0x1E, 0x1F, 0x102, 0xD)
        out += (
            struct.pack("<HH", kind, name)
            + (struct.pack("<II", 1, len(content)) if counted else b"")
            + content
            + b"\0" * (-len(content) % 4)
        )
    return out


TNEF = "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Disposition: attachment; filename=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
WINMAIL = ("winmail.dat", "application/ms-tnef", False)
HEAD = bytes.fromhex("789f3e220100") + attribute(1, 0x69007, struct.pack("<II", 1252, 0))
FILE = (
    attribute(2, 0x69002, b"\0" * 14)
    + attribute(2, 0x18010, b"BILL~1.PDF\0")
    + attribute(2, 0x6800F, b"PDF!")
    + attribute(
        2,
        0x69005,
        properties(
            (0x0E20, 3, b"\4\0\0\0"),
            (0x3707, 0x1F, "Grüße.pdf\0".encode("utf-16-le")),
            (0x370E, 0x1E, b"application/pdf\0"),
        ),
    )
)
PACKED = (
    HEAD
    + attribute(
        1,
        0x69003,
        properties(
            (0x1000, 0x1F, "Grüße aus Köln\0".encode("utf-16-le")), (0x1013, 0x102, b"<p>Gr\xfc\xdfe aus K\xf6ln</p>")
        ),
    )
    + FILE
)
OPENED = ("Grüße.pdf", "application/pdf", False)


def winmail(data: bytes, text: str = "") -> tuple[str, str]:
    return many(f"Content-Type: text/plain\n\n{text}", TNEF + encodebytes(data).decode())


# fmt: off
LETTERS = [
    sealed("signed as a whole", signed(value(4, INNER)), text="Grüße", files=[BILL, SEALED], notes=()),
    sealed("signed as a whole, in pieces without lengths", signed(value(0x24, value(4, INNER[:50]), value(4, INNER[50:]), sized=False), sized=False), text="Grüße", files=[BILL, SEALED], notes=()),
    sealed("signed as a whole, cut off", signed(value(4, INNER))[:60], text="", files=[SEALED]),
    sealed("signed, nothing inside", value(0x30, value(6, bytes.fromhex("2a864886f70d010702")), value(0xA0)), text="", files=[SEALED]),
    odd("enveloped data", P7M.replace("signed-data", "enveloped-data"), encodebytes(signed(value(4, INNER), kind="2a864886f70d010703")), text="", files=[SEALED], notes=("The message is encrypted and cannot be read here",)),
    odd("certificates only", P7M.replace("signed-data", "certs-only"), encodebytes(signed(b"")), text="", files=[SEALED], notes=()),
    sealed("nested without an end", b"\x24\x80" * 5000, text="", files=[SEALED]),
    sealed("very many empty values", signed(b"\x04\x00" * 20_000), text="", files=[SEALED]),
    odd("winmail.dat beside a text", *winmail(PACKED, "Hello"), text="Hello", html=None, files=[OPENED, WINMAIL]),
    odd("winmail.dat alone says the text", *winmail(PACKED), text="Grüße aus Köln", html="<p>Grüße aus Köln</p>", files=[OPENED, WINMAIL]),
    odd("winmail.dat cut off", *winmail(PACKED[:-40], "Hello"), text="Hello", files=[("BILL~1.PDF", "application/octet-stream", False), WINMAIL]),
    odd("winmail.dat that is none", *winmail(b"abc", "Hello"), text="Hello", files=[WINMAIL]),
    odd("winmail.dat of lies", *winmail(HEAD + attribute(1, 0x69003, struct.pack("<IHHI", 9, 0x1E, 0x1000, 0xFFFFFFFF) + b"x"), "Hello"), text="Hello", files=[WINMAIL]),
    odd("winmail.dat with a property of many values", *winmail(HEAD + attribute(1, 0x69003, struct.pack("<IHHIII", 2, 0x101E, 0x8001 - 0x7000, 1, 4, 0) + struct.pack("<HHII", 0x1E, 0x1000, 1, 6) + b"Hello\0\0\0")), text="Hello", files=[WINMAIL]),
    odd("winmail.dat with a named property", *winmail(HEAD + attribute(1, 0x69003, struct.pack("<IHH16sII", 2, 3, 0x8001, b"\0" * 16, 0, 7) + b"\1\0\0\0" + struct.pack("<HHII", 0x1E, 0x1000, 1, 6) + b"Hello\0\0\0")), text="Hello", files=[WINMAIL]),
]
