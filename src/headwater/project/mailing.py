"""What `headwater mail` does with the server's own mailboxes; each function opens the data folder first."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from headwater.project.serving.start import needs
from headwater.shared.errors import InputError


def connect(
    *, data: Path, address: str, name: str, imap: str, smtp: str, user: str, password: str, plus: bool, from_now: bool
) -> str:
    """Connect a mailbox, or change of the one with this address what is said; servers as `tls://host:port`. Both are
    tried; InputError where one of them cannot be used. Answers with the next step."""
    email = _email(data)
    known = _known(email, address)
    box = email.connect(
        mailbox=known.id if known else None,
        name=name or (known.name if known else ""),
        address=address,
        team=known.team if known else None,
        imap=_server(email, imap, 993, user, password) or (known.imap if known else None),
        smtp=_server(email, smtp, 465, user, password) or (known.smtp if known else None),
        folder=known.folder if known else "INBOX",
        plus_addresses=plus or bool(known and known.plus_addresses),
        by=None,
        now=_clock(),
    )
    return _tried(box.address, email.try_out(mailbox=box.pk, by=None, from_now=from_now))


def _tried(address: str, tried: Any) -> str:
    if tried.trouble:
        raise InputError(f"{address} is kept, but cannot be used yet: {' '.join(tried.trouble)}")
    works = ([f"{tried.mails} mails wait there"] if tried.mails is not None else []) + ["it sends"] * tried.sends
    said = f"{address} is connected{': ' if works else ''}{', '.join(works)}."
    return f"{said} It goes live with its exposure sheet (the page Channels), and then: headwater mail live {address}"


def live(*, data: Path, address: str, on: bool) -> str:
    """Let a mailbox be read and sent from, or stop it."""
    email = _email(data)
    box = _known(email, address)
    if box is None:
        there = ", ".join(one.address for one in email.shown()) or "none"
        raise InputError(f"The mailbox {address} is not connected; connected are: {there}.")
    email.set_live(mailbox=box.id, live=on, by=None, now=_clock())
    return f"{box.address} is {'live' if on else 'stopped'}."


def _known(email: Any, address: str) -> Any:
    return next((box for box in email.shown() if box.address == address.strip().lower()), None)


def fetch(*, data: Path) -> Iterator[str]:
    """Read every live mailbox now; InputError at the end where one could not be read, after the others were."""
    email = _email(data)
    boxes = [box for box in email.live() if box.imap_host]
    yield from _each(boxes, lambda box: f"{email.fetch(mailbox=box.pk, clock=_clock)} mails taken in")


def send(*, data: Path) -> Iterator[str]:
    """Send what waits now; InputError as `fetch`."""
    email = _email(data)
    email.release(now=_clock())
    default = {box.pk: default for box, default in email.senders()}
    yield from _each(
        [box for box, _ in email.senders()],
        lambda box: f"{email.send(box=box, default=default[box.pk], clock=_clock)} mails sent",
    )


def _each(boxes: list[Any], act: Callable[[Any], str]) -> Iterator[str]:
    """A line for each mailbox; one that fails does not stop the others."""
    troubles = []
    if not boxes:
        yield "No mailbox is live."
    for box in boxes:
        try:
            yield f"{box.address}: {act(box)}"
        except InputError as error:
            troubles.append(f"{box.address}: {error}")
    if troubles:
        raise InputError(" ".join(troubles))


def retry(*, data: Path) -> list[str]:
    """Try the dead letters again."""
    outcomes = _email(data).retry_all(by=None, now=_clock())
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
