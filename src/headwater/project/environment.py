"""What the operator says, read from the environment once: every name begins with HEADWATER_ (docs/deploy.md)."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from headwater.shared.errors import UsageError

SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=268435456; "
    "PRAGMA cache_size=-65536; PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY"
)
"""FULL: what is committed survives a power failure, so that mail is acknowledged only when it is safe."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The operator's settings; `url` is where people reach the server, without a slash at its end."""

    data: Path
    database: str
    url: str
    debug: bool
    mail_from: str
    oidc: dict[str, str]


def read(environ: dict[str, str] | None = None) -> Environment:
    """The settings in `environ` (default: the process's own), each with its default."""
    said = dict(os.environ) if environ is None else environ
    return Environment(
        data=Path(said.get("HEADWATER_DATA") or "headwater-data").absolute(),
        database=said.get("HEADWATER_DATABASE", ""),
        url=(said.get("HEADWATER_URL") or "http://localhost:8000").rstrip("/"),
        debug=said.get("HEADWATER_DEBUG", "") == "1",
        mail_from=said.get("HEADWATER_MAIL_FROM", ""),
        oidc={
            name: said.get(f"HEADWATER_OIDC_{name.upper()}", "")
            for name in ("name", "server", "client_id", "client_secret")
        },
    )


def database(address: str, data: Path) -> dict[str, Any]:
    """Django's description of the database: SQLite in the data folder, or the PostgreSQL of a postgres:// address."""
    return _postgres(address) if address else _sqlite(data / "desk.sqlite3")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
        "CONN_MAX_AGE": None,
    }


def _postgres(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise UsageError(
            "HEADWATER_DATABASE must be empty (SQLite in the data folder) or postgres://user:password@host:port/name."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def host(url: str) -> str:
    """The host of an address, as a browser names it in its requests."""
    return urlsplit(url).hostname or ""
