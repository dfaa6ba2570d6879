"""Answers to the customer: written, held for a moment so that they can be undone, kept as drafts, or told by phone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, When

from headwater.desk.acts.addressing import chosen
from headwater.desk.acts.base import Acting, CaseRef
from headwater.desk.acts.conversation import attach_all
from headwater.desk.acts.giving import withdraw_unsent
from headwater.desk.acts.leaving import count, let_go, with_case
from headwater.desk.acts.promising import say
from headwater.desk.acts.saved_replies import note_use
from headwater.desk.acts.wishing import wished
from headwater.desk.domain import Step
from headwater.desk.errors import RefusedError
from headwater.desk.incoming import Upload, plain
from headwater.desk.models import Message
from headwater.desk.promise import Word
from headwater.desk.store import customers, files
from headwater.people.models import User

HOLD_S = 10


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
    promises: Sequence[Word] = (),
    saved: Sequence[int] = (),
) -> Message:
    """An answer by e-mail, held for `hold_seconds`; it counts (and is a moment "Reply sent") when a mail server has
    taken it, not before; and so do the `promises` in it. `saved` are the saved replies that it began with.

    Without `to` it goes to the case's customer, to the address that they wrote from last. Raises RefusedError where
    there is no address, where one cannot be written to, and for a file that mail servers refuse.
    """
    for upload in uploads:
        files.check(upload)
    act = Acting(case, now=now, by=by)
    message = _draft(act, text, to, cc, html_safe, automatic)
    _hold(message, act, hold_seconds)
    message.save()
    note_use(message, saved, by)
    attach_all(message, uploads)
    say(act, message, promises)
    said = {"automatic": True} if automatic else wished(act, channel="email", text=message.text)
    act.step(Step.WRITTEN, message=message.pk, **said)
    act.save()
    return message


def _hold(message: Message, act: Acting, seconds: int) -> None:
    message.state, message.hold_until = "held", act.now + timedelta(seconds=seconds)
    if seconds <= 0:
        let_go(message, act.now)


def _draft(
    act: Acting, text: str, to: Sequence[str] | None, cc: Sequence[str], html_safe: str, automatic: bool
) -> Message:
    theirs = customers.emails_of(act.case.customer_id)
    last = _newest_of(act, to or theirs)
    goes_to = list(to) if to is not None else _theirs(last, theirs)
    if to is None and not goes_to:
        raise RefusedError(
            f"No e-mail address of the customer of case {act.case.number} is known; choose another address, or tell "
            "them by phone and write down what you told them."
        )
    goes_to, copies = chosen(act.case, goes_to, cc, theirs=theirs)
    return Message(
        case=act.case,
        kind="out",
        author=act.by,
        at=act.now,
        text=plain(text),
        stripped=plain(text),
        html_safe=html_safe,
        channel="email",
        automatic=automatic,
        state="draft",
        to=goes_to,
        cc=copies,
        in_reply_to=last.message_id if last else "",
        mailbox_id=last.mailbox_id if last else None,
    )


def _newest_of(act: Acting, senders: Sequence[str]) -> Message | None:
    """What is answered: the newest message of one of these, else the newest of anybody."""
    known = Message.objects.filter(case=act.case, kind="in", automatic=False)
    return known.order_by(Case(When(sender_address__in=senders, then=0), default=1), "-at", "-id").first()


def _theirs(last: Message | None, emails: Sequence[str]) -> list[str]:
    """The customer's own address: nobody else's, whoever wrote last."""
    if last is not None and last.sender_address in emails:
        return [last.sender_address]
    return list(emails[:1])


@transaction.atomic
def told(*, case: CaseRef, text: str, by: User | None, now: datetime, promises: Sequence[Word] = ()) -> Message:
    """What somebody told the customer by phone or in person: an answer that has arrived already."""
    act = Acting(case, now=now, by=by)
    words = plain(text)
    message = Message.objects.create(
        case=act.case, kind="out", author=act.by, at=act.now, text=words, stripped=words, channel="phone", state="told"
    )
    say(act, message, promises)
    count(act, message, **wished(act, channel="phone", text=words))
    act.save()
    return message


@transaction.atomic
def undo_send(*, message: Message | int, by: User | None, now: datetime) -> Message:
    """Take a held answer and its promises back; its text is kept as a draft. Raises RefusedError once it has left."""
    act, found = with_case(message, now=now, by=by)
    if found.state != "held":
        raise RefusedError(f"This answer in case {found.case_id} has left already; write another to correct it.")
    found.state, found.hold_until = "draft", None
    found.save(update_fields=["state", "hold_until"])
    withdraw_unsent(act, found)
    act.step(Step.UNDONE, message=found.pk)
    act.save()
    return found


@transaction.atomic
def send_draft(
    *, message: Message | int, text: str, by: User | None, now: datetime, promises: Sequence[Word] = ()
) -> Message:
    """Send a draft, held again for a moment."""
    act, found = with_case(message, now=now, by=by)
    if found.state != "draft":
        raise RefusedError(f"This answer in case {found.case_id} is no draft; write another.")
    found.text = found.stripped = plain(text)
    _hold(found, act, HOLD_S)
    found.save(update_fields=["text", "stripped", "state", "hold_until"])
    say(act, found, promises)
    act.step(Step.WRITTEN, message=found.pk, **wished(act, channel="email", text=found.text))
    act.save()
    return found


@transaction.atomic
def discard_draft(*, message: Message | int, by: User | None, now: datetime) -> None:
    """Throw a draft away on purpose."""
    act, found = with_case(message, now=now, by=by)
    if found.state != "draft":
        raise RefusedError(f"This answer in case {found.case_id} is no draft, so it stays.")
    act.step(Step.DISCARDED, message=found.pk)
    found.delete()
    act.save(touch=False)
