"""A stream of UTF-8 bytes cut into pieces of whole records, with the line each piece begins at."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from headwater.moments.readers.raw import Reject

NEWLINE, QUOTE = 10, 34


@dataclass
class Chunks:
    """Iterating gives (first line, bytes). A line longer than `limit` bytes is skipped and listed in `rejected`."""

    blocks: Iterator[bytes]
    line: int
    limit: int
    rejected: list[Reject] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        held = b""
        for block in self.blocks:
            held += block
            cut = last_record_end(held) or (last_line_end(held) if len(held) > self.limit else 0)
            if cut:
                yield self._count(held[:cut])
                held = held[cut:]
            if len(held) > self.limit and b"\n" not in held:
                held = self._skip_line(held)
        if held:
            yield self._count(held)

    def _count(self, piece: bytes) -> tuple[int, bytes]:
        start = self.line
        self.line += piece.count(b"\n")
        return start, piece

    def _skip_line(self, held: bytes) -> bytes:
        reason = f"the line is longer than {self.limit:,} bytes"
        self.rejected.append(Reject(self.line, None, reason, held[:80].decode("utf-8", errors="replace")))
        self.line += 1
        for block in self.blocks:
            if b"\n" in block:
                return block[block.index(b"\n") + 1 :]
        return b""


def last_line_end(data: bytes) -> int:
    """Just after the last line break."""
    return data.rfind(b"\n") + 1


def last_record_end(data: bytes) -> int:
    """Just after the last line break that is outside quotes (an even number of quotes before it); 0 when none."""
    end = last_line_end(data)
    if not end or QUOTE not in data:
        return end
    array = np.frombuffer(data, dtype=np.uint8)
    quotes, breaks = np.flatnonzero(array == QUOTE), np.flatnonzero(array == NEWLINE)
    outside = breaks[np.searchsorted(quotes, breaks) % 2 == 0]
    return int(outside[-1]) + 1 if outside.size else 0
