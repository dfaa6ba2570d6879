"""The bytes of a file, unpacked where it is packed, in blocks: memory never holds more than a block or two."""

import zlib
from collections.abc import Iterator
from pathlib import Path

from headwater.moments.readers.raw import Options
from headwater.shared.errors import InputError

BLOCK = 4_000_000
GZIP = b"\x1f\x8b"


def blocks(path: Path, options: Options) -> Iterator[bytes]:
    """The content of a plain or gzipped file; an archive that unpacks without end is stopped."""
    with path.open("rb") as file:
        packed = file.read(2) == GZIP
    return _unpacked(path, options) if packed else _plain(path)


def _plain(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _unpacked(path: Path, options: Options) -> Iterator[bytes]:
    size, unpacked = path.stat().st_size, 0
    machine = zlib.decompressobj(31)
    for block in _plain(path):
        waiting = block
        while waiting:
            out, waiting, machine = _step(path, machine, waiting)
            unpacked += len(out)
            refuse_bomb(path.name, size, unpacked, options)
            if out:
                yield out
    if not machine.eof:
        raise InputError(f"{path.name} ends in the middle of its compressed data; copy or export it again.")


def _step(path: Path, machine: "zlib._Decompress", data: bytes) -> tuple[bytes, bytes, "zlib._Decompress"]:
    """At most one block unpacked; what is left of the data; the machine to go on with."""
    try:
        out = machine.decompress(data, BLOCK)
    except zlib.error as error:
        raise InputError(f"{path.name} has damaged compressed data ({error}); copy or export it again.") from error
    if not machine.eof:
        return out, machine.unconsumed_tail, machine
    rest = machine.unused_data.lstrip(b"\0")
    return out, rest, zlib.decompressobj(31) if rest else machine


def refuse_bomb(name: str, packed: int, unpacked: int, options: Options) -> None:
    """Stop an archive whose content is far larger than any record packs to."""
    swollen = unpacked > options.bomb_bytes and unpacked > packed * options.unpacked_ratio
    if swollen or unpacked > options.unpacked_bytes:
        raise InputError(
            f"{name} ({packed:,} bytes) unpacks to more than {unpacked:,} bytes, which no honest record does; "
            "it was not read further. If it is what it should be, unpack it first and give the unpacked file."
        )
