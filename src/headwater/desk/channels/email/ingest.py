"""Taking mails in: each becomes a message in a case, or a dead letter with its reason, in one transaction."""

import hashlib
import logging
import zlib
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from headwater.desk.acts.own_links import end_quoted
from headwater.desk.channels.email import desk
from headwater.desk.channels.email.belonging import place
from headwater.desk.channels.email.copies import keep_copy
from headwater.desk.channels.email.domain import Arrival, Outcome, Read, Result
from headwater.desk.channels.email.failures import note_failure
from headwater.desk.channels.email.memory import Memory, copy_of, key_of, recall
from headwater.desk.channels.email.opening import opened_by
from headwater.desk.channels.email.reading import read
from headwater.desk.incoming import message_key
from headwater.desk.models import DeadLetter, Mailbox, Message, OutboxMoment, RawMail
from headwater.desk.own_page import tokens_in, without_footer

log = logging.getLogger(__name__)
PASSING = (OperationalError, InterfaceError, OSError, MemoryError)
"""trouble of ours, not of the mail: nothing is written and the mail is tried again"""


def ingest(*, mailbox: int | None, raw: bytes, now: datetime, recipients: Sequence[str] = ()) -> Outcome:
    """Take one mail in. When this returns, it is committed. Raises PASSING errors; the mail is then not taken."""
    return ingest_many(arrivals=[Arrival(mailbox, raw, recipients)], now=now)[0]


def ingest_many(*, arrivals: Sequence[Arrival], now: datetime) -> list[Outcome]:
    """Take mails in with one commit for all; an outcome for each, in order. Raises as `ingest`, then for all."""
    boxes = _boxes()
    ours = frozenset(address.lower() for address, _ in boxes.values())
    mails = [_read(arrival, ours) for arrival in arrivals]
    with transaction.atomic():
        for identity in sorted({mail.identity for mail in mails if isinstance(mail, Read)}):
            _alone(identity)
        memory = recall([mail for mail in mails if isinstance(mail, Read)])
        return [_take(arrival, mail, boxes, memory, now) for arrival, mail in zip(arrivals, mails, strict=True)]


def _boxes() -> dict[int, tuple[str, int | None]]:
    return {pk: (address, team) for pk, address, team in Mailbox.objects.values_list("pk", "address", "team")}


def _read(arrival: Arrival, ours: frozenset[str]) -> Read | Exception:
    try:
        return read(arrival, ours=ours, servers=settings.MAIL_AUTHSERV)
    except PASSING:
        raise
    except Exception as error:  # whatever a mail does to us, it is kept
        log.exception("A mail could not be read")
        return error


def _take(
    arrival: Arrival,
    mail: Read | Exception,
    boxes: dict[int, tuple[str, int | None]],
    memory: Memory,
    now: datetime,
) -> Outcome:
    if isinstance(mail, Exception):
        return bury(arrival, mail, now=now)
    team = boxes[arrival.mailbox][1] if arrival.mailbox in boxes else None
    try:
        with transaction.atomic():
            outcome = _take_in(mail, team, memory, now)
    except PASSING:
        raise
    except Exception as error:  # whatever a mail does to us, it is kept
        log.exception("A mail could not be taken in")
        return bury(arrival, error, now=now)
    memory.add(mail)
    return outcome


def _take_in(mail: Read, team: int | None, memory: Memory, now: datetime) -> Outcome:
    end_quoted(tokens_in(mail.mail.text, mail.mail.html or ""), now=now)
    if copy_of(mail) in memory.raws:
        return _known(mail)
    twin = _twin(mail, memory)
    if twin is not None:
        return keep_copy(mail, twin, team=team, now=now)
    outcome = _place(mail, team, memory, now)
    note_failure(mail, now=now)
    log.debug("Mail %s: %s, case %s", mail.sha256[:12], outcome.result.value, outcome.case)
    return outcome


def _place(mail: Read, team: int | None, memory: Memory, now: datetime) -> Outcome:
    where = place(mail, memory)
    if where.case is not None:
        message = desk.receive(case=where.case, incoming=mail.incoming, now=now, key=key_of(mail))
        return Outcome(Result.JOINED, message.case_id, message.pk)
    case = opened_by(mail, team, key=key_of(mail), now=now)
    if where.related is not None:
        desk.relate(case=case, other=where.related, why=where.why)
    return Outcome(Result.OPENED, case.number)


def _known(mail: Read) -> Outcome:
    box, message_id, sha256 = copy_of(mail)
    same = RawMail.objects.filter(mailbox=box, message_id=message_id, sha256=sha256)
    found = same.values_list("as_message__case", "as_message").first()
    return Outcome(Result.KNOWN, *(found or (None, None)))


def _twin(mail: Read, memory: Memory) -> Message | None:
    """The same mail, come by another way (the journal remembers it, also where the raw mail is no longer kept); or our
    own, come back to us. An id alone proves nothing: who has seen ours could send other words under it."""
    if key_of(mail) in memory.keys:
        known = OutboxMoment.objects.filter(key=key_of(mail)).values_list("message", flat=True).first()
        return Message.objects.filter(pk=known or 0).first()
    message_id = message_key(mail.incoming.message_id)
    if not memory.ids.get(message_id, False):
        return None
    sent = Message.objects.filter(message_id=message_id, kind="out").order_by("-id")[:5]
    said = " ".join(without_footer(mail.incoming.text.replace("\x00", "")).split())
    return next((one for one in sent if " ".join(one.text.split()) == said), None)


def _alone(identity: str) -> None:
    """Of two that take in copies of one mail at once, one waits. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [0x6877, zlib.crc32(identity.encode()) - 2**31])


def bury(arrival: Arrival, error: BaseException, *, now: datetime) -> Outcome:
    """Keep a mail that could not be taken in among the dead letters, once."""
    reason = f"{type(error).__name__}: {error}"[:2000].replace("\x00", "")
    sha256 = hashlib.sha256(arrival.raw).hexdigest()
    there = DeadLetter.objects.filter(sha256=sha256, mailbox=arrival.mailbox, resolved_at__isnull=True)
    if not there.exists():
        DeadLetter.objects.create(
            mailbox_id=arrival.mailbox, reason=reason, raw=arrival.raw, sha256=sha256, at=now, last_tried_at=now
        )
    return Outcome(Result.DEAD, reason=reason)
