"""One process at a time: a lock that its holder's death frees at once."""

import fcntl
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether nobody else does this now, on any machine that shares the database; held to the end of the block."""
    with (_postgres if connection.vendor == "postgresql" else _file)(name) as held:
        yield held


@contextmanager
def _file(name: str) -> Iterator[bool]:
    folder = Path(settings.DATA) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _locked(handle)
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _postgres(name: str) -> Iterator[bool]:
    """A session's lock: PostgreSQL frees it when the connection is gone."""
    key = [0x686C, zlib.crc32(name.encode()) - 2**31]
    held = _ask("SELECT pg_try_advisory_lock(%s, %s)", key)
    try:
        yield held
    finally:
        if held:
            _ask("SELECT pg_advisory_unlock(%s, %s)", key)


def _ask(statement: str, key: list[int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, key)
        return bool(cursor.fetchone()[0])
