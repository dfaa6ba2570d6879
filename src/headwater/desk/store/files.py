"""Attachments in the data folder, by their hash: written and synced before the transaction that names them."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.incoming import Upload

MOST_BYTES = 25 * 1024 * 1024
REFUSED_TYPES = frozenset({"exe", "com", "scr", "bat", "cmd", "msi", "jar", "vbs", "ps1", "hta", "lnk", "dll"})


def folder() -> Path:
    """Where attachments lie."""
    return Path(settings.DATA) / "attachments"


def path_of(sha256: str) -> Path:
    """Where one attachment lies."""
    return folder() / sha256[:2] / sha256


def check(upload: Upload) -> None:
    """What staff send is limited in size and kind; what customers send is kept whatever it is. Raises RefusedError."""
    ending = upload.name.rsplit(".", 1)[-1].lower() if "." in upload.name else ""
    if ending in REFUSED_TYPES:
        raise RefusedError(f"{upload.name} is a program, which mail servers refuse; send it as a link or another kind.")
    if len(upload.data) > MOST_BYTES:
        raise RefusedError(f"{upload.name} is larger than {MOST_BYTES // 2**20} MB; send a link to it instead.")


def keep(data: bytes) -> str:
    """Write the bytes once; their SHA-256. When this returns they survive a power failure."""
    name = hashlib.sha256(data).hexdigest()
    path = path_of(name)
    if path.exists():
        return name
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.parent / f".{secrets.token_hex(8)}"
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    _sync(path.parent)
    return name


def read(sha256: str) -> bytes:
    """The bytes of an attachment. Raises NotFoundError."""
    try:
        return path_of(sha256).read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(f"The attachment {sha256} is not in {folder()}; restore it from a backup.") from error


def drop(hashes: Iterable[str]) -> None:
    """Delete attachments that nothing names any more."""
    for name in hashes:
        path_of(name).unlink(missing_ok=True)


def _sync(at: Path) -> None:
    handle = os.open(at, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
