"""What the operator says, read from the environment once: every name begins with HEADWATER_ (docs/deploy.md)."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from headwater.shared.errors import UsageError

PREPARED = {"server_side_binding": True, "prepare_threshold": 5}
"""PostgreSQL plans a statement that comes often once: planning costs more than most of ours take"""
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=268435456; "
    "PRAGMA cache_size=-65536; PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY"
)
"""FULL: what is committed survives a power failure, so that mail is acknowledged only when it is safe."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The operator's settings; `url` is where people reach the server, without a slash at its end;
    `proxies` how many trusted proxies stand before it and add to X-Forwarded-For."""

    data: Path
    database: str
    url: str
    debug: bool
    mail_from: str
    smtp: str
    proxies: int
    oidc: dict[str, str]
    webhook_hosts: frozenset[str]
    mail_authserv: frozenset[str]


def read(environ: dict[str, str] | None = None) -> Environment:
    """The settings in `environ` (default: the process's own), each with its default."""
    said = dict(os.environ) if environ is None else environ
    return Environment(
        data=Path(said.get("HEADWATER_DATA") or "headwater-data").absolute(),
        database=said.get("HEADWATER_DATABASE", ""),
        url=(said.get("HEADWATER_URL") or "http://localhost:8000").rstrip("/"),
        debug=said.get("HEADWATER_DEBUG", "") == "1",
        mail_from=said.get("HEADWATER_MAIL_FROM", ""),
        proxies=int(said.get("HEADWATER_PROXIES") or 0),
        smtp=said.get("HEADWATER_SMTP", ""),
        oidc={
            name: said.get(f"HEADWATER_OIDC_{name.upper()}", "")
            for name in ("name", "server", "client_id", "client_secret")
        },
        webhook_hosts=frozenset(said.get("HEADWATER_WEBHOOK_HOSTS", "").replace(",", " ").split()),
        mail_authserv=frozenset(said.get("HEADWATER_MAIL_AUTHSERV", "").lower().replace(",", " ").split()),
    )


def database(address: str, data: Path) -> dict[str, Any]:
    """Django's description of the database: SQLite in the data folder, or the PostgreSQL of a postgres:// address."""
    return _postgres(address) if address else _sqlite(data / "desk.sqlite3")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "headwater.project.sqlite",
        "NAME": path,
        "TEST": {"NAME": path.with_name("test.sqlite3")},  # a file: a database in memory knows no waiting for a lock
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
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if "prepare_threshold" in options:
        given = options["prepare_threshold"]
        options["prepare_threshold"] = int(given) if given.isdecimal() else None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {**PREPARED, **options},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def host(url: str) -> str:
    """The host of an address, as a browser names it in its requests."""
    return urlsplit(url).hostname or ""


def mail(address: str) -> dict[str, Any]:
    """Django's settings for the server's own mail, from smtp://user:password@host:port or smtps://…; "" sends none."""
    parts = urlsplit(address)
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise UsageError("HEADWATER_SMTP must be empty (no mail) or smtp://user:password@host:port, or smtps://….")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
    }


def single_sign_on(said: dict[str, str]) -> list[dict[str, Any]]:
    """The organisation's own sign-in by OpenID Connect, where HEADWATER_OIDC_SERVER names one."""
    if not said["server"]:
        return []
    if not said["client_id"] or not said["client_secret"]:
        raise UsageError("HEADWATER_OIDC_SERVER also needs HEADWATER_OIDC_CLIENT_ID and HEADWATER_OIDC_CLIENT_SECRET.")
    return [
        {
            "provider_id": "sso",
            "name": said["name"] or "Single sign-on",
            "client_id": said["client_id"],
            "secret": said["client_secret"],
            "settings": {"server_url": said["server"]},
        }
    ]
