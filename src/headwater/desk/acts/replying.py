"""Answers to the customer: held for a moment so that they can be undone, then sent, then known as sent or failed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from headwater.desk.acts.base import Acting, CaseRef
from headwater.desk.acts.conversation import attach_all
from headwater.desk.domain import Step
from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.incoming import Upload, message_key, plain, preview
from headwater.desk.models import Case, Message
from headwater.desk.search.port import port
from headwater.desk.search.words import words
from headwater.desk.store import customers, files
from headwater.people.models import User

HOLD_S = 10
LEASE = timedelta(minutes=10)
"""a sender that was killed while sending is taken to be gone after this"""


@transaction.atomic
def reply(
    *,
    case: CaseRef,
    text: str,
    by: User | None,
    now: datetime,
    hold_seconds: int = HOLD_S,
    to: Sequence[str] | None = None,
    cc: Sequence[str] = (),
    html_safe: str = "",
    uploads: Sequence[Upload] = (),
    automatic: bool = False,
    key: str = "",
) -> Message:
    """An answer, held for `hold_seconds`; it counts as sent (and as a moment) when it leaves, not before.

    Without `to` it goes to whoever wrote last, else to the customer's e-mail address; with no address at all it was
    said by telephone or in person, and counts as told. Raises RefusedError for a file that mail servers refuse.
    """
    for upload in uploads:
        files.check(upload)
    act = Acting(case, now=now, by=by)
    message = _draft(act, text, to, cc, html_safe, automatic)
    message.state, message.hold_until = "held", act.now + timedelta(seconds=hold_seconds)
    if hold_seconds <= 0:
        _let_go(message, act.now)
    message.save()
    attach_all(message, uploads)
    if hold_seconds <= 0:
        _tell(act, message, key or None)
    act.save()
    return message


def _draft(
    act: Acting, text: str, to: Sequence[str] | None, cc: Sequence[str], html_safe: str, automatic: bool
) -> Message:
    last = Message.objects.filter(case=act.case, kind="in", automatic=False).order_by("-at", "-id").first()
    default = (last.sender_address if last else "") or customers.email_of(act.case.customer_id)
    goes_to = list(to) if to is not None else [default] if "@" in default else []
    return Message(
        case=act.case,
        kind="out",
        author=act.by,
        at=act.now,
        text=plain(text),
        stripped=plain(text),
        html_safe=html_safe,
        channel="email" if goes_to else act.case.channel,
        automatic=automatic,
        state="draft",
        to=goes_to,
        cc=list(cc),
        in_reply_to=last.message_id if last else "",
        mailbox_id=last.mailbox_id if last else None,
    )


def _let_go(message: Message, now: datetime) -> None:
    """Out of our hands: to the mail sender where there is an address, else it was told."""
    message.state = "queued" if message.to else "sent"
    message.at, message.hold_until = now, None


def _tell(act: Acting, message: Message, key: str | None = None) -> None:
    """The answer counts from now on."""
    act.step(Step.REPLIED, message=message.pk, key=key, automatic=message.automatic or None)
    if not message.automatic:
        act.case.last_staff_at = act.now
        act.case.answered_while_snoozed = False
        act.case.preview = preview(message.text)
    port().extend(act.case.number, words(message.text))


@transaction.atomic
def undo_send(*, message: Message | int, by: User | None, now: datetime) -> Message:
    """Take a held answer back; its text is kept as a draft. Raises RefusedError once it has left."""
    found = _locked(message)
    act = Acting(found.case_id, now=now, by=by)
    if found.state != "held":
        raise RefusedError(f"This answer in case {found.case_id} has left already; write another to correct it.")
    found.state, found.hold_until = "draft", None
    found.save(update_fields=["state", "hold_until"])
    act.save()
    return found


@transaction.atomic
def send_draft(*, message: Message | int, text: str, by: User | None, now: datetime) -> Message:
    """Send a draft, held again for a moment."""
    found = _locked(message)
    act = Acting(found.case_id, now=now, by=by)
    if found.state != "draft":
        raise RefusedError(f"This answer in case {found.case_id} is no draft; write another.")
    found.text = found.stripped = plain(text)
    found.state, found.hold_until = "held", act.now + timedelta(seconds=HOLD_S)
    found.save(update_fields=["text", "stripped", "state", "hold_until"])
    act.save()
    return found


@transaction.atomic
def discard_draft(*, message: Message | int, by: User | None, now: datetime) -> None:
    """Throw a draft away on purpose."""
    found = _locked(message)
    Acting(found.case_id, now=now, by=by)
    if found.state != "draft":
        raise RefusedError(f"This answer in case {found.case_id} is no draft, so it stays.")
    found.delete()


def release_held(*, now: datetime, most: int = 200) -> int:
    """Let the answers go whose time to be undone is over; how many. Each in its own transaction."""
    due = Message.objects.filter(state="held", hold_until__lte=now).order_by("hold_until")
    return sum(_release(pk, now) for pk in list(due.values_list("pk", flat=True)[:most]))


@transaction.atomic
def _release(pk: int, now: datetime) -> bool:
    found = Message.objects.filter(pk=pk).first()
    if found is None:
        return False
    act = _by_author(found, now)
    found = _locked(pk)
    if found.state != "held":
        return False
    _let_go(found, act.now)
    found.save(update_fields=["state", "at", "hold_until"])
    _tell(act, found)
    act.save()
    return True


def _by_author(message: Message, now: datetime) -> Acting:
    """The right to answer was checked when it was written; who has left the team since still sent it."""
    act = Acting(message.case_id, now=now, by=None)
    act.by = message.author
    return act


@transaction.atomic
def claim_outgoing(*, now: datetime, most: int = 50, mailbox: int | None = None) -> list[Message]:
    """Queued messages for a sender to send; they are `sending` until it says how it went, or its lease is over."""
    waiting = Message.objects.select_for_update(skip_locked=True).filter(state__in=["queued", "sending"]).order_by("id")
    if mailbox is not None:
        waiting = waiting.filter(mailbox=mailbox)
    ready = [m for m in waiting[: 4 * most] if m.state == "queued" or (m.hold_until or now) <= now][:most]
    Message.objects.filter(pk__in=[m.pk for m in ready]).update(state="sending", hold_until=now + LEASE)
    return ready


@transaction.atomic
def mark_sent(*, message: Message | int, message_id: str, now: datetime, mailbox: int | None = None) -> None:
    """The mail server has taken it, under this Message-ID."""
    found = _locked(message)
    found.state, found.hold_until, found.message_id, found.at = "sent", None, message_key(message_id), now
    found.mailbox_id = mailbox if mailbox is not None else found.mailbox_id
    found.save(update_fields=["state", "hold_until", "message_id", "at", "mailbox"])


@transaction.atomic
def requeue(*, message: Message | int, until: datetime) -> None:
    """A passing trouble: it is tried again at `until`."""
    found = _locked(message)
    found.state, found.hold_until = "sending", until
    found.save(update_fields=["state", "hold_until"])


@transaction.atomic
def bounced(*, message: Message | int, reason: str, now: datetime, key: str = "") -> Case:
    """The customer never got this message: it failed, the case comes back and says that they cannot be reached."""
    pk = message if isinstance(message, int) else message.pk
    found = Message.objects.filter(pk=pk).first()
    if found is None:
        raise NotFoundError("There is no such message any more; it was erased.")
    act = Acting(found.case_id, now=now, by=None)
    found = _locked(pk)
    if found.state == "failed":
        return act.case
    found.state, found.failed_reason, found.hold_until = "failed", plain(reason), None
    found.save(update_fields=["state", "failed_reason", "hold_until"])
    act.case.unreachable = True
    act.step(Step.BOUNCED, message=found.pk, key=key or None, reason=plain(reason)[:300])
    return act.save()


@transaction.atomic
def reached_again(*, case: CaseRef, by: User | None, now: datetime) -> Case:
    """Somebody found another way to the customer; the warning goes."""
    act = Acting(case, now=now, by=by)
    act.case.unreachable = False
    return act.save()


def _locked(message: Message | int) -> Message:
    pk = message if isinstance(message, int) else message.pk
    found = Message.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise NotFoundError("There is no such message; it may have been erased.")
    return found
