"""Which encoding a text file has, and its bytes as UTF-8."""

import codecs
from collections.abc import Iterator

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WESTERN = "cp1252"


def recognise(sample: bytes) -> str:
    """By the byte order mark, else by zero bytes (UTF-16), else UTF-8 unless Western bytes outnumber it."""
    for mark, name in MARKS:
        if sample.startswith(mark):
            return name
    even, odd = sample[0:4000:2].count(0), sample[1:4000:2].count(0)
    if max(even, odd) > 0.3 * len(sample[0:4000:2]):
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8" if mostly_utf8(sample) else WESTERN


def mostly_utf8(sample: bytes) -> bool:
    """Whether characters written as UTF-8 outnumber bytes that cannot be UTF-8 (single bad bytes are rejected rows)."""
    if sample.isascii():
        return True
    text = sample.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text if ord(c) > 127) - bad
    return good > bad


def as_utf8(blocks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The same text in UTF-8, without a byte order mark. UTF-8 itself passes unchanged."""
    if encoding in {"utf-8", "utf-8-sig"}:
        yield from _without_mark(blocks)
        return
    decoder = _western if encoding == WESTERN else codecs.getincrementaldecoder(encoding)("replace").decode
    first = True
    for block in blocks:
        text = decoder(block)
        yield (text.removeprefix("\ufeff") if first else text).encode("utf-8", errors="replace")
        first = False


def _western(block: bytes) -> str:
    return codecs.charmap_decode(block, "strict", _WESTERN)[0]


def _without_mark(blocks: Iterator[bytes]) -> Iterator[bytes]:
    first = next(blocks, b"")
    yield first.removeprefix(codecs.BOM_UTF8)
    yield from blocks


# the five bytes that cp1252 leaves undefined are read as in latin-1
_WESTERN = "".join(chr(i) if i in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([i]).decode(WESTERN) for i in range(256))
