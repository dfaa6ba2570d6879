"""Answers on their way out: let go, taken by a mail server, or known as failed. Only what has left counts."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from headwater.desk.acts.base import Acting, CaseRef
from headwater.desk.acts.giving import give, lost
from headwater.desk.domain import Step
from headwater.desk.errors import NotFoundError
from headwater.desk.incoming import message_key, plain, preview
from headwater.desk.models import Case, Message, OutboxMoment
from headwater.desk.search.port import port
from headwater.desk.search.words import words
from headwater.desk.store.silent import unwanted
from headwater.people.models import User

LEASE = timedelta(minutes=10)
"""a sender that was killed while sending is taken to be gone after this"""


def let_go(message: Message, now: datetime) -> None:
    """Out of our hands, to the mail sender."""
    message.state, message.at, message.hold_until = "queued", now, None


def count(act: Acting, message: Message, key: str | None = None, **said: Any) -> None:
    """The customer has our answer: it counts from now on. `said` is what the moment tells beside."""
    act.step(Step.REPLIED, message=message.pk, key=key, automatic=message.automatic or None, **said)
    if not message.automatic:
        act.case.last_staff_at = act.now
        act.case.answered_while_snoozed = False
        act.case.preview = preview(message.text)
    give(act, message)
    port().extend(act.case.number, words(message.text))


def release_held(*, now: datetime, most: int = 200) -> int:
    """Let the answers go whose time to be undone is over; how many. Each in its own transaction."""
    due = Message.objects.filter(state="held", hold_until__lte=now).order_by("hold_until")
    return sum(_release(pk, now) for pk in list(due.values_list("pk", flat=True)[:most]))


@transaction.atomic
def _release(pk: int, now: datetime) -> bool:
    found = Message.objects.select_for_update().filter(pk=pk, state="held").first()
    if found is None:
        return False
    let_go(found, max(now, found.at))
    found.save(update_fields=["state", "at", "hold_until"])
    return True


@transaction.atomic
def claim_outgoing(*, now: datetime, most: int = 50, mailbox: int | None = None) -> list[Message]:
    """Queued messages for a sender to send; they are `sending` until it says how it went, or its lease is over.
    Nothing to a customer who asked for no contact."""
    rows = Message.objects.select_for_update(skip_locked=True).filter(state__in=["queued", "sending"])
    waiting = rows.filter(~unwanted()).order_by("id")
    if mailbox is not None:
        waiting = waiting.filter(mailbox=mailbox)
    ready = [m for m in waiting[: 4 * most] if m.state == "queued" or (m.hold_until or now) <= now][:most]
    Message.objects.filter(pk__in=[m.pk for m in ready]).update(state="sending", hold_until=now + LEASE)
    return ready


@transaction.atomic
def mark_sent(*, message: Message | int, message_id: str, now: datetime, mailbox: int | None = None) -> None:
    """The mail server has taken it, under this Message-ID: the answer has left, and counts. Whoever has left the team
    since it was written still sent it."""
    act, found = with_case(message, now=now, by=None)
    act.by = found.author
    found.state, found.hold_until, found.message_id, found.at = "sent", None, message_key(message_id), act.now
    found.mailbox_id = mailbox if mailbox is not None else found.mailbox_id
    found.save(update_fields=["state", "hold_until", "message_id", "at", "mailbox"])
    if not _counted(found):
        count(act, found)
    act.save()


def _counted(message: Message) -> bool:
    """Whether the journal has it as sent, and not as failed since. (Older versions counted it when it was queued.)"""
    cases = [n for n in (message.case_id, message.merged_from_id) if n is not None]
    told = OutboxMoment.objects.filter(case_number__in=cases, message=message.pk).order_by("-id")
    newest = told.filter(step__in=[Step.REPLIED, Step.BOUNCED]).values_list("step", flat=True).first()
    return newest == Step.REPLIED


@transaction.atomic
def requeue(*, message: Message | int, until: datetime) -> None:
    """A passing trouble: it is tried again at `until`."""
    found = _locked(message)
    found.state, found.hold_until = "sending", until
    found.save(update_fields=["state", "hold_until"])


@transaction.atomic
def bounced(*, message: Message | int, reason: str, now: datetime, key: str = "") -> Case:
    """The customer never got this message: it failed, the case comes back and says that they cannot be reached. What
    was promised in it is not given."""
    act, found = with_case(message, now=now, by=None)
    if found.state == "failed":
        return act.case
    found.state, found.failed_reason, found.hold_until = "failed", plain(reason), None
    found.save(update_fields=["state", "failed_reason", "hold_until"])
    act.case.unreachable = True
    act.step(Step.BOUNCED, message=found.pk, key=key or None, reason=plain(reason)[:300])
    lost(act, found)
    return act.save()


@transaction.atomic
def reached_again(*, case: CaseRef, by: User | None, now: datetime) -> Case:
    """Somebody found another way to the customer; the warning goes."""
    act = Acting(case, now=now, by=by)
    if act.case.unreachable:
        act.case.unreachable = False
        act.step(Step.REACHABLE)
    return act.save()


def with_case(message: Message | int, *, now: datetime, by: User | None) -> tuple[Acting, Message]:
    """A message and its case, both held, always the case first: two acts never wait for each other.

    Raises NotFoundError.
    """
    pk = message if isinstance(message, int) else message.pk
    case = Message.objects.filter(pk=pk).values_list("case", flat=True).first()
    if case is None:
        raise NotFoundError("There is no such message any more; it was erased, or thrown away as a draft.")
    act, found = Acting(case, now=now, by=by), _locked(pk)
    moved = found.case_id != act.case.number  # a merge was quicker
    return with_case(pk, now=now, by=by) if moved else (act, found)


def _locked(message: Message | int) -> Message:
    pk = message if isinstance(message, int) else message.pk
    found = Message.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise NotFoundError("There is no such message any more; it was erased, or thrown away as a draft.")
    return found
