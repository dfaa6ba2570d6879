"""Fetching one zip from the network and taking its one CSV out of it, with a limit on everything."""

import urllib.request
import zipfile
import zlib
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import IO, Protocol
from urllib.error import HTTPError, URLError

from headwater.shared.errors import InputError

MOST_FETCHED = 64 << 20
MOST_UNPACKED = 512 << 20
MOST_PACKING = 200
"""A CSV packs ten to thirty times; a zip bomb a thousand times."""
SECONDS = 30.0
PIECE = 1 << 18
Arrived = Callable[[int, int | None], None]
"""Told of the bytes that have come and, where known, of all that will."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def fetch(address: str, to: Path, *, arrived: Arrived, what_to_do: str, seconds: float = SECONDS) -> None:
    """The file at an address. Raises InputError in one sentence, ending with `what_to_do`."""
    try:
        with urllib.request.urlopen(address, timeout=seconds) as answer, to.open("wb") as sink:
            said = answer.headers.get("Content-Length")
            whole = int(said) if said and said.isdigit() else None
            got = _pour(answer, sink, MOST_FETCHED, f"{address} is larger than {MOST_FETCHED >> 20} MB", arrived, whole)
    except HTTPError as error:
        raise InputError(f"{address} answered {error.code} {error.reason}; {what_to_do}.") from error
    except (URLError, TimeoutError, HTTPException, ConnectionError) as error:
        reason = getattr(error, "reason", None) or str(error) or type(error).__name__
        raise InputError(f"{address} could not be reached ({reason}); {what_to_do}.") from error
    if whole is not None and got != whole:
        raise InputError(f"{address} broke off after {got:,} of {whole:,} bytes; try again, or {what_to_do}.")


def unpack(packed: Path, to: Path, *, address: str) -> None:
    """The one CSV of a zip. Raises InputError; `to` may then hold a part of it."""
    try:
        with zipfile.ZipFile(packed) as box:
            member = _only_csv(box, address)
            with box.open(member) as source, to.open("wb") as sink:
                _pour(source, sink, member.file_size, f"The zip at {address} holds more than it says")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"What {address} sent is not a whole zip file ({error}); try again later.") from error


def _only_csv(box: zipfile.ZipFile, address: str) -> zipfile.ZipInfo:
    found = [m for m in box.infolist() if m.filename.lower().endswith(".csv") and not m.filename.startswith("__MACOSX")]
    if len(found) != 1:
        raise InputError(f"The zip at {address} holds {len(found)} CSV files where one was expected; it has changed.")
    member = found[0]
    if member.file_size > MOST_UNPACKED or member.file_size > MOST_PACKING * max(member.compress_size, 1):
        raise InputError(
            f"The zip at {address} would unpack to {member.file_size:,} bytes from {member.compress_size:,}; "
            "that is no incident log, and it was left packed."
        )
    return member


def _pour(
    source: _Readable,
    sink: IO[bytes],
    most: int,
    too_big: str,
    arrived: Arrived | None = None,
    whole: int | None = None,
) -> int:
    got = 0
    while piece := source.read(PIECE):
        got += len(piece)
        if got > most:
            raise InputError(f"{too_big}; it was not kept.")
        sink.write(piece)
        if arrived:
            arrived(got, whole)
    return got
