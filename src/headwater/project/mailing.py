"""What `headwater mail` does with the server's own mailboxes; each function opens the data folder first."""

import os
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from headwater.project.serving.start import needs
from headwater.shared.errors import InputError


def connect(*, data: Path, address: str, name: str, imap: str, smtp: str, user: str, password: str, plus: bool) -> str:
    """Connect a mailbox, or change the one with this address; servers as `tls://host:port`. Its next step."""
    email = _email(data)
    known = next((box.id for box in email.shown() if box.address == address.strip().lower()), None)
    box = email.connect(
        mailbox=known,
        name=name,
        address=address,
        imap=_server(email, imap, 993, user, password),
        smtp=_server(email, smtp, 465, user, password),
        plus_addresses=plus,
        by=None,
        now=datetime.now(UTC),
    )
    return (
        f"{box.address} is connected. It goes live with its exposure sheet, and then: headwater mail live {box.address}"
    )


def live(*, data: Path, address: str, on: bool) -> str:
    """Let a mailbox be read and sent from, or stop it."""
    email = _email(data)
    box = next((box.id for box in email.shown() if box.address == address.strip().lower()), None)
    if box is None:
        raise InputError(f"The mailbox {address} is not connected.")
    email.set_live(mailbox=box, live=on, by=None, now=datetime.now(UTC))
    return f"{address} is {'live' if on else 'stopped'}."


def fetch(*, data: Path) -> list[str]:
    """Read every live mailbox now."""
    email = _email(data)
    boxes = [box for box in email.live() if box.imap_host]
    return [f"{box.address}: {email.fetch(mailbox=box.pk, clock=_clock)} mails taken in" for box in boxes]


def send(*, data: Path) -> str:
    """Send what waits now."""
    return f"{_email(data).send_all(clock=_clock)} mails sent"


def retry(*, data: Path) -> list[str]:
    """Try the dead letters again."""
    outcomes = _email(data).retry_all(by=None, now=datetime.now(UTC))
    left = [f"still dead: {o.reason}" for o in outcomes if o.result == "dead"]
    return [f"{len(outcomes) - len(left)} of {len(outcomes)} dead letters taken in", *left]


def _clock() -> datetime:
    return datetime.now(UTC)


def _email(data: Path) -> Any:
    """The channel, with Django set up on a data folder that is there."""
    needs(os.environ)
    if not (data / "secret").exists():
        raise InputError(f"{data} is no server's folder; start the server once: headwater serve --data {data}")
    os.environ["HEADWATER_DATA"] = str(data.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.project.settings")
    import_module("django").setup()
    return import_module("headwater.desk.channels.email.service")


def _server(email: Any, said: str, port: int, user: str, password: str) -> Any:
    """`tls://host:port`; without a scheme tls, without a port the usual one."""
    if not said:
        return None
    scheme, _, rest = said.rpartition("://")
    host, _, given = rest.partition(":")
    if given and not given.isdigit():
        raise InputError(f"“{said}” is no server; write host, host:port or starttls://host:port.")
    return email.Server(host, int(given) if given else port, scheme or "tls", user, password)
