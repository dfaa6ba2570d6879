"""The server's key: made at the first start, kept in the data folder, readable by its owner only."""

import os
import secrets
from pathlib import Path

from headwater.shared.errors import InputError


def read(data: Path) -> str:
    """The key, or "" before the first start (Django then refuses to sign anything)."""
    try:
        return (data / "secret").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def make(data: Path) -> None:
    """Make the data folder and its key where they are missing; of two at once one wins."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = data / "secret"
    if path.exists():
        return
    draft = data / f".secret-{secrets.token_hex(8)}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise InputError(f"Cannot write the server's key {path}: {error.strerror}.") from error
    finally:
        draft.unlink()
