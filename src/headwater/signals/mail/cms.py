"""S/MIME: the message inside one that is signed as a whole (RFC 5652, section 5). Nothing is verified or decrypted."""

from dataclasses import dataclass

DEPTH = 20
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_CONTEXT, _OCTETS, _SEQUENCE = 0xA0, 0x04, 0x30
_CONSTRUCTED = 0x20


class _UnreadableError(ValueError):
    """Not what it should be."""


@dataclass(frozen=True, slots=True)
class _Value:
    """data[start:stop] is the content, the next value begins at `after`."""

    tag: int
    start: int
    stop: int
    after: int


def signed_content(data: bytes) -> bytes | None:
    """The signed message; None where it is encrypted, stands beside its signature or cannot be read."""
    try:
        info = _inside(data, _value(data, 0, len(data), 0), 0)
        if data[info[0].start : info[0].stop] != _SIGNED_DATA:
            return None
        signed = _inside(data, _inside(data, info[1], 1)[0], 2)
        said = _inside(data, _inside(data, next(v for v in signed[1:] if v.tag == _SEQUENCE), 3)[1], 4)[0]
        return _octets(data, said, 5)
    except (_UnreadableError, IndexError, StopIteration):
        return None


def _octets(data: bytes, value: _Value, depth: int) -> bytes:
    """The bytes, also where they were sent in pieces."""
    if not value.tag & _CONSTRUCTED:
        return data[value.start : value.stop]
    return b"".join(_octets(data, piece, depth + 1) for piece in _inside(data, value, depth))


def _inside(data: bytes, value: _Value, depth: int) -> list[_Value]:
    out, at = list[_Value](), value.start
    while at < value.stop:
        out.append(_value(data, at, value.stop, depth))
        at = out[-1].after
    return out


def _value(data: bytes, at: int, end: int, depth: int) -> _Value:
    """The value that begins here; its length stands before it, or two zeros end it."""
    if depth > DEPTH or at + 2 > end:
        raise _UnreadableError
    tag, size = data[at], data[at + 1]
    start = at + 2
    if size == 0x80:
        return _unsized(data, tag, start, end, depth)
    if size > 0x80:
        more = size & 0x7F
        size = int.from_bytes(data[start : start + more], "big")
        start += more
    if start + size > end:
        raise _UnreadableError
    return _Value(tag, start, start + size, start + size)


def _unsized(data: bytes, tag: int, start: int, end: int, depth: int) -> _Value:
    at = start
    while data[at : at + 2] != b"\0\0":
        at = _value(data, at, end, depth + 1).after
    return _Value(tag, start, at, at + 2)
