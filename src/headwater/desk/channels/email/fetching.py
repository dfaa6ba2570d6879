"""Mail is fetched by IMAP without changing anything on the server. The place reached moves only after the commit."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from imapclient import IMAPClient

from headwater.desk.channels.email import mailboxes
from headwater.desk.channels.email.alone import alone
from headwater.desk.channels.email.clearly import clearly
from headwater.desk.channels.email.connection import imap
from headwater.desk.channels.email.domain import Arrival, Outcome
from headwater.desk.channels.email.ingest import bury, ingest_many
from headwater.desk.models import Mailbox

log = logging.getLogger(__name__)
AT_ONCE = 50
"""mails in one commit"""
BYTES_AT_ONCE = 32 * 1024 * 1024
LARGEST = 150 * 1024 * 1024
"""bytes; of a larger mail the header is kept as a dead letter, the mail stays on the server"""
SIZE, BODY = b"RFC822.SIZE", b"BODY[]"
Clock = Callable[[], datetime]


def fetch(*, mailbox: int, clock: Clock) -> int:
    """Take in what is new in a mailbox; how many mails. 0 too where another process is at it. Raises InputError."""
    box = Mailbox.objects.get(pk=mailbox)
    with alone(f"fetch-{box.pk}") as free:
        if not free or not box.imap_host:
            return 0
        try:
            with imap(box) as client:
                taken = fetch_new(box, client, clock)
        except (OSError, IMAPClient.Error) as error:
            clear = clearly(error, host=box.imap_host, port=box.imap_port, user=box.imap_user)
            mailboxes.trouble(mailbox=box.pk, said=str(clear))
            raise clear from error
        mailboxes.trouble(mailbox=box.pk, said="")
        return taken


def fetch_new(box: Mailbox, client: IMAPClient, clock: Clock) -> int:
    """Take in what is new, over a connection that is open."""
    _open(box, client, clock())
    uids = sorted(uid for uid in client.search(["UID", f"{box.last_uid + 1}:*"]) if uid > box.last_uid)
    taken = 0
    for batch in _batches(client, uids):
        taken += len(_take(box, client, batch, clock()))
    Mailbox.objects.filter(pk=box.pk).update(last_fetched_at=clock())
    return taken


def _open(box: Mailbox, client: IMAPClient, now: datetime) -> None:
    """EXAMINE: the server marks nothing as seen. Another UIDVALIDITY means other numbers: all is looked at again, and
    what is known is not taken twice."""
    state = client.select_folder(box.imap_folder, readonly=True)
    validity = int(state[b"UIDVALIDITY"])
    if box.uid_validity != validity:
        if box.uid_validity is not None:
            log.warning("The numbers of %s are new since %s; all mails are looked at again", box.address, now)
        box.uid_validity, box.last_uid = validity, 0
        box.save(update_fields=["uid_validity", "last_uid"])


def _batches(client: IMAPClient, uids: Sequence[int]) -> list[list[tuple[int, int]]]:
    """Numbers with sizes, so many that they fit in memory together; a mail that is gone by now is left out."""
    batches: list[list[tuple[int, int]]] = [[]]
    room = BYTES_AT_ONCE
    for begin in range(0, len(uids), 1000):
        part = uids[begin : begin + 1000]
        sizes = client.fetch(part, [SIZE])
        for uid in (u for u in part if u in sizes):
            size = int(sizes[uid][SIZE])
            if batches[-1] and (len(batches[-1]) >= AT_ONCE or size > room):
                batches.append([])
                room = BYTES_AT_ONCE
            batches[-1].append((uid, size))
            room -= size
    return [batch for batch in batches if batch]


def _take(box: Mailbox, client: IMAPClient, batch: list[tuple[int, int]], now: datetime) -> list[Outcome]:
    """Mails and the place reached, in one commit."""
    fitting = [uid for uid, size in batch if size <= LARGEST]
    raws = client.fetch(fitting, ["BODY.PEEK[]"]) if fitting else {}
    arrivals = [Arrival(box.pk, raws[uid][BODY] or b"") for uid in fitting if BODY in raws.get(uid, {})]
    with transaction.atomic():
        outcomes = ingest_many(arrivals=arrivals, now=now)
        outcomes += [_too_large(box, client, uid, size, now) for uid, size in batch if size > LARGEST]
        box.last_uid = batch[-1][0]
        Mailbox.objects.filter(pk=box.pk, uid_validity=box.uid_validity).update(last_uid=box.last_uid)
    return outcomes


def _too_large(box: Mailbox, client: IMAPClient, uid: int, size: int, now: datetime) -> Outcome:
    header = client.fetch([uid], ["BODY.PEEK[HEADER]<0.100000>"])[uid]
    raw = next((value for key, value in header.items() if key.startswith(b"BODY")), b"") or b""
    said = f"The mail has {size // 2**20} MB, more than {LARGEST // 2**20}; only its header was fetched, the mail"
    return bury(Arrival(box.pk, raw), ValueError(f"{said} stays in {box.imap_folder} as number {uid}."), now=now)
