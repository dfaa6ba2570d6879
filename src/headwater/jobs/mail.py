"""The mail process: watches mailboxes, sends what waits, and listens where the operator says so; each on its own."""

import asyncio
import logging
import os
import signal
import ssl
import threading
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import connections
from django.utils import timezone

from headwater.desk.channels.email import service as email
from headwater.desk.channels.email.listening import Address, Listener
from headwater.shared.errors import UsageError

ROLES = ("fetch", "send", "listen")
LOOK_S = 1.0
QUIET_S = 5.0
LONGEST_S = 300.0
"""seconds between two tries where a server cannot be reached, at most"""
log = logging.getLogger(__name__)


class Patience:
    """Who failed waits, twice as long each time, without holding up the others."""

    def __init__(self) -> None:
        self.until: dict[int, float] = {}
        self.wait: dict[int, float] = {}

    def may(self, who: int) -> bool:
        return time.monotonic() >= self.until.get(who, 0.0)

    def try_to(self, who: int, act: Callable[[], object]) -> None:
        """Do it; trouble is written down and makes the next try later."""
        try:
            act()
        except Exception:  # a server can fail in any way; no mailbox may end another's mail
            log.exception("Mailbox %s is in trouble", who)
            self.wait[who] = min(max(self.wait.get(who, 0.0) * 2, QUIET_S), LONGEST_S)
            self.until[who] = time.monotonic() + self.wait[who]
        else:
            self.wait.pop(who, None)


def send_loop(stop: threading.Event, clock: Callable[[], datetime]) -> None:
    """Send what waits, every second."""
    patience = Patience()
    while not stop.is_set():
        patience.try_to(0, lambda: _send(patience, clock))
        connections.close_all()
        stop.wait(LOOK_S)


def _send(patience: Patience, clock: Callable[[], datetime]) -> None:
    email.release(now=clock())
    for box, default in email.senders():
        if patience.may(box.pk):
            patience.try_to(box.pk, partial(email.send, box=box, default=default, clock=clock))


def fetch_loop(stop: threading.Event, clock: Callable[[], datetime]) -> None:
    """Watch each live mailbox in a thread of its own; mailboxes come and go while this runs."""
    patience, watched = Patience(), dict[int, threading.Thread]()
    while not stop.is_set():
        patience.try_to(0, lambda: _start_watches(patience, watched, stop, clock))
        connections.close_all()
        stop.wait(QUIET_S)
    for thread in watched.values():
        thread.join(15)


def _start_watches(
    patience: Patience, watched: dict[int, threading.Thread], stop: threading.Event, clock: Callable[[], datetime]
) -> None:
    for box in email.live():
        if box.imap_host and patience.may(box.pk) and not (box.pk in watched and watched[box.pk].is_alive()):
            watched[box.pk] = threading.Thread(target=_watch, args=(patience, box.pk, stop, clock), daemon=True)
            watched[box.pk].start()


def _watch(patience: Patience, box: int, stop: threading.Event, clock: Callable[[], datetime]) -> None:
    patience.try_to(box, lambda: email.watch(mailbox=box, clock=clock, stop=stop))
    connections.close_all()


def addresses(environ: dict[str, str]) -> list[Address]:
    """Where to listen, from HEADWATER_LISTEN_LMTP and HEADWATER_LISTEN_SMTP, each host:port. UsageError."""
    found = []
    for protocol, name in (("lmtp", "HEADWATER_LISTEN_LMTP"), ("smtp", "HEADWATER_LISTEN_SMTP")):
        if said := environ.get(name, ""):
            host, _, port = said.rpartition(":")
            if not host or not port.isdigit():
                raise UsageError(f"{name} must be host:port, such as 127.0.0.1:2424.")
            found.append(Address(protocol, host.strip("[]"), int(port)))
    return found


def certificate(environ: dict[str, str]) -> ssl.SSLContext | None:
    """The certificate for STARTTLS, from HEADWATER_LISTEN_CERTIFICATE (a file with certificate and key)."""
    if not (path := environ.get("HEADWATER_LISTEN_CERTIFICATE", "")):
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    return context


def listen_loop(stop: threading.Event, clock: Callable[[], datetime]) -> None:
    """Listen until told to stop, where the operator says where."""
    environ = dict(os.environ)
    if where := addresses(environ):
        asyncio.run(_listen(Listener(where, clock=clock, certificate=certificate(environ)), stop))


async def _listen(listener: Listener, stop: threading.Event) -> None:
    serving = asyncio.create_task(listener.serve())
    while not stop.is_set() and not serving.done():
        await asyncio.sleep(0.2)
    serving.cancel()
    if not stop.is_set():
        await serving


LOOPS = {"fetch": fetch_loop, "send": send_loop, "listen": listen_loop}


def main(roles: list[str]) -> None:
    """The process: all roles, or those named; ends on SIGTERM and SIGINT, or when one of its threads has died."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threads = [
        threading.Thread(target=LOOPS[role], args=(stop, timezone.now), name=role, daemon=True)
        for role in roles or ROLES
        if role != "listen" or addresses(dict(os.environ))
    ]
    for thread in threads:
        thread.start()
    while not stop.wait(0.5):
        if not all(thread.is_alive() for thread in threads):
            raise SystemExit(1)
    for thread in threads:
        thread.join(15)
