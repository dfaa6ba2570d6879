"""ISO-2022-JP as it is really sent: with Windows' own characters (NEC row 13, IBM kanji) and half-width kana.

The two-byte codes are moved to Shift_JIS and read as cp932; the move is the standard one (JIS X 0208:1997, annex 1).
"""

import re
from collections.abc import Callable

_RUN = re.compile(rb"\x1b(\$[@B]|\$\(D|\([BJI])|([^\x1b]++)|\x1b")
_PAIR = re.compile(rb"([\x21-\x7e]{2})|[^\x21-\x7e]+|.")


def iso_2022_jp(data: bytes) -> str:
    """Text of ISO-2022-JP bytes; a code that means nothing becomes U+FFFD, raw 8-bit bytes are read as cp932."""
    out: list[str] = []
    mode = b"(B"
    for found in _RUN.finditer(data):
        if found[1]:
            mode = found[1]
        elif found[2]:
            out.append(_run(found[2], mode))
    return "".join(out)


def _run(run: bytes, mode: bytes) -> str:
    if mode in (b"$B", b"$@"):
        lines = run.split(b"\n")  # a line end returns to ASCII
        return "\n".join(
            [_pairs(lines[0], _shifted, "cp932"), *(line.decode("cp932", "replace") for line in lines[1:])]
        )
    if mode == b"(I":
        return bytes(b | 0x80 if 0x21 <= b <= 0x5F else b for b in run).decode("cp932", "replace")
    if mode == b"$(D":
        return _pairs(run, lambda row, cell: bytes((0x8F, row | 0x80, cell | 0x80)), "euc_jp")
    return run.decode("cp932", "replace")


def _pairs(run: bytes, coded: Callable[[int, int], bytes], charset: str) -> str:
    """Each code of two bytes in a charset that has it; what is no such code is read byte by byte."""
    return "".join(
        coded(*found[1]).decode(charset, "replace") if found[1] else found[0].decode("cp932", "replace")
        for found in _PAIR.finditer(run)
    )


def _shifted(row: int, cell: int) -> bytes:
    high = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
    if row % 2:
        return bytes((high, cell + (0x20 if cell > 0x5F else 0x1F)))
    return bytes((high, cell + 0x7E))
