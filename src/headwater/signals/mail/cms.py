"""S/MIME: the message inside one that is signed as a whole (RFC 5652, section 5). Nothing is verified or decrypted."""

from dataclasses import dataclass

DEPTH = 20
VALUES = 100_000  # that are looked at
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_SEQUENCE, _CONSTRUCTED = 0x30, 0x20


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
    reader = _Reader(data)
    try:
        info = reader.inside(reader.value(0, len(data), 0), 0)
        if data[info[0].start : info[0].stop] != _SIGNED_DATA:
            return None
        signed = reader.inside(reader.inside(info[1], 1)[0], 2)
        said = reader.inside(next(v for v in signed[1:] if v.tag == _SEQUENCE), 3)
        return reader.octets(reader.inside(said[1], 4)[0], 5)
    except (_UnreadableError, IndexError, StopIteration):
        return None


class _Reader:
    """Reads values of BER (X.690), at most so many and so deep."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.left = VALUES

    def octets(self, value: _Value, depth: int) -> bytes:
        """The bytes, also where they were sent in pieces."""
        if not value.tag & _CONSTRUCTED:
            return self.data[value.start : value.stop]
        return b"".join(self.octets(piece, depth + 1) for piece in self.inside(value, depth))

    def inside(self, value: _Value, depth: int) -> list[_Value]:
        """The values that this one holds."""
        out, at = list[_Value](), value.start
        while at < value.stop:
            out.append(self.value(at, value.stop, depth))
            at = out[-1].after
        return out

    def value(self, at: int, end: int, depth: int) -> _Value:
        """The value that begins here; its length stands before it, or two zeros end it."""
        self.left -= 1
        if self.left < 0 or depth > DEPTH or at + 2 > end:
            raise _UnreadableError
        tag, size = self.data[at], self.data[at + 1]
        start = at + 2
        if size == 0x80:
            return self._unsized(tag, start, end, depth)
        if size > 0x80:
            more = size & 0x7F
            size = int.from_bytes(self.data[start : start + more], "big")
            start += more
        if start + size > end:
            raise _UnreadableError
        return _Value(tag, start, start + size, start + size)

    def _unsized(self, tag: int, start: int, end: int, depth: int) -> _Value:
        at = start
        while self.data[at : at + 2] != b"\0\0":
            at = self.value(at, end, depth + 1).after
        return _Value(tag, start, at, at + 2)
