"""Mail handed over by LMTP or SMTP. "250" is said only after the mail is committed; until then the sender keeps it.

Deliveries that arrive together share a commit: the writer takes what has come in within a few milliseconds.
"""

import asyncio
import logging
import ssl
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import Error, close_old_connections

from headwater.desk.channels.email import mailboxes, signing
from headwater.desk.channels.email.domain import Arrival, Outcome
from headwater.desk.channels.email.ingest import ingest_many

log = logging.getLogger(__name__)
logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd would write down every address
LARGEST = 64 * 1024 * 1024
"""bytes of a mail; a larger one is refused while it is announced"""
TOGETHER, WAIT_S = 64, 0.005
FRESH_S = 1.0
WAITING = 256
"""mails that wait for the writer; further senders are told to come back"""
TAKEN, LATER = "250 Taken and kept", "451 Cannot be kept now; try again later"
UNKNOWN, BUSY = "550 5.1.1 No mailbox here has this address", "451 4.3.2 Busy; try again later"
Clock = Callable[[], datetime]
Item = tuple[list[Arrival], "asyncio.Future[list[Outcome] | None]"]


class _Limits:
    """A line of a mail may be as long as the mail: what others let pass must not be lost here."""

    line_length_limit = LARGEST


class Lmtp(_Limits, LMTP):
    """A mail server hands mails over and asks for an answer for each receiver."""


class Smtp(_Limits, SMTP):
    """A mail server, or the world."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen."""

    protocol: str
    host: str
    port: int


class Listener:
    """Serves until `close`. The database is used from one thread of its own."""

    def __init__(self, addresses: list[Address], *, clock: Clock, certificate: ssl.SSLContext | None = None) -> None:
        self.addresses = addresses
        self.clock = clock
        self.certificate = certificate
        self.queue: asyncio.Queue[Item] = asyncio.Queue(WAITING)
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="mail-in")
        self.known: dict[str, int] = {}
        self.asked = float("-inf")

    async def serve(self, ready: Callable[[], None] = lambda: None) -> None:
        """Listen until cancelled; what was taken is answered."""
        loop = asyncio.get_running_loop()
        servers = [await loop.create_server(self._protocol(a), a.host, a.port) for a in self.addresses]
        writer = loop.create_task(self._write())
        ready()
        try:
            await asyncio.gather(writer, *(server.serve_forever() for server in servers))
        finally:
            for server in servers:
                server.close()
            writer.cancel()

    def _protocol(self, address: Address) -> Callable[[], SMTP]:
        kind = Lmtp if address.protocol == "lmtp" else Smtp
        handler = Handler(self, each=address.protocol == "lmtp")
        return lambda: kind(
            handler, data_size_limit=LARGEST, enable_SMTPUTF8=True, ident="Headwater", tls_context=self.certificate,
            timeout=120,
        )  # fmt: skip

    async def do(self, what: Callable[..., object], *given: object) -> object:
        """Run in the thread that has the database."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, what, *given)

    async def mailbox(self, address: str) -> int | None:
        """The live mailbox that takes mail for an address, as it was a second ago at most. Raises Django's Error."""
        now = asyncio.get_running_loop().time()
        if now - self.asked > FRESH_S:
            self.known = await self._live()
            self.asked = now
        return self.known.get(address.strip().lower()) or self.known.get(signing.without_tag(address))

    async def _live(self) -> dict[str, int]:
        found = await self.do(lambda: {box.address: box.pk for box in mailboxes.live()})
        assert isinstance(found, dict)
        return found

    async def take(self, arrivals: list[Arrival]) -> list[Outcome] | None:
        """What became of the mails, committed; None where they could not be kept now."""
        future: asyncio.Future[list[Outcome] | None] = asyncio.get_running_loop().create_future()
        self.queue.put_nowait((arrivals, future))
        return await future

    async def _write(self) -> None:
        while True:
            items = [await self.queue.get()]
            await asyncio.sleep(WAIT_S)
            while len(items) < TOGETHER and not self.queue.empty():
                items.append(self.queue.get_nowait())
            results = await self.do(self._commit, [arrivals for arrivals, _ in items])
            assert isinstance(results, list)
            for (_, future), result in zip(items, results, strict=True):
                if not future.done():
                    future.set_result(result)

    def _commit(self, lots: list[list[Arrival]]) -> list[list[Outcome] | None]:
        """All lots in one transaction; where that fails, each in its own, so that none waits for another's trouble."""
        close_old_connections()
        whole = self._try([arrival for lot in lots for arrival in lot])
        if whole is None:
            return [self._try(lot) if len(lots) > 1 else None for lot in lots]
        rest = iter(whole)
        return [[next(rest) for _ in lot] for lot in lots]

    def _try(self, arrivals: list[Arrival]) -> list[Outcome] | None:
        try:
            return ingest_many(arrivals=arrivals, now=self.clock())
        except (Error, OSError, MemoryError):
            log.exception("%s mails could not be kept now; their senders keep them", len(arrivals))
            close_old_connections()
            return None


class Handler:
    """What is said to a sender. `each`: by LMTP each receiver gets an answer of its own."""

    def __init__(self, listener: Listener, *, each: bool) -> None:
        self.listener = listener
        self.each = each

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only what a mailbox of ours takes."""
        try:
            box = await self.listener.mailbox(address)
        except Error:
            log.exception("The mailboxes could not be asked")
            return LATER
        if box is None:
            return UNKNOWN
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        """The mail, for all its receivers."""
        try:
            boxes = [(address, await self.listener.mailbox(address)) for address in envelope.rcpt_tos]
            outcomes = await self.listener.take(_lots(envelope, boxes))
        except asyncio.QueueFull:
            return self._all(BUSY, envelope)
        except Error:
            log.exception("The mailboxes could not be asked")
            return self._all(LATER, envelope)
        return self._all(LATER if outcomes is None else TAKEN, envelope)

    def _all(self, said: str, envelope: Envelope) -> str:
        return "\r\n".join([said] * (len(envelope.rcpt_tos) if self.each else 1))


def _lots(envelope: Envelope, found: Sequence[tuple[str, int | None]]) -> list[Arrival]:
    """One arrival a mailbox. As the last server we write down from whom and for whom it came (RFC 5321, 4.4). A mailbox
    that was stopped since takes nothing any more, but what was promised to it is kept."""
    content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
    boxes: dict[int | None, list[str]] = {}
    for address, box in found:
        boxes.setdefault(box, []).append(address)
    return [Arrival(box, _head(envelope.mail_from or "", to) + content, to) for box, to in boxes.items()]


def _head(sender: str, to: list[str]) -> bytes:
    lines = [f"Return-Path: <{sender}>", *(f"Delivered-To: {address}" for address in to)]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")
