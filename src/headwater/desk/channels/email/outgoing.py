"""The way out: answers wait in the database until a server has taken them.

Each try is written down before it begins. Whoever holds the mailbox's lock is its only sender, so that a message found
in the middle of a try was left there by a sender that died. It is sent again, as the very same mail under the same
Message-ID: the receiving mail store keeps one of them, and nothing is lost. How often that was so is in `unsure`.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from headwater.desk.channels.email import desk, footers, signing
from headwater.desk.models import AutomaticSend, Delivery, Mailbox, Message
from headwater.desk.store.silent import unwanted

log = logging.getLogger(__name__)
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=2)
PATIENCE = timedelta(days=3)
"""after so long of passing trouble a message has failed"""
A_DAY = 4
"""automatic messages to one address on one day"""
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Answer:
    """What servers said of one message: who was accepted, who refused for good, who for now, with their words."""

    accepted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    said: str = ""


def waiting(*, box: Mailbox, default: bool, now: datetime, most: int) -> list[int]:
    """The messages of a mailbox that are to be sent now, the oldest first, none to who asked for no
    contact. `default`: those of no mailbox too."""
    own = Q(mailbox=box) | Q(mailbox__isnull=True) if default else Q(mailbox=box)
    due = (
        Q(delivery__isnull=True)
        | Q(delivery__stage="trying")
        | Q(delivery__stage="waiting", delivery__next_at__lte=now)
    )
    found = Message.objects.filter(own, due, ~unwanted(), kind="out", state__in=["queued", "sending"])
    return list(found.order_by("id").values_list("pk", flat=True)[:most])


@transaction.atomic
def begin(*, message: int, box: Mailbox, now: datetime) -> Message | None:
    """Write down that a try begins; its Message-ID stands from now on. None where it may not or need not be sent."""
    rows = Message.objects.select_for_update(of=("self",)).select_related("case")
    found = rows.filter(~unwanted(), pk=message).first()
    if found is None or found.state not in ("queued", "sending"):
        return None
    delivery, new = Delivery.objects.get_or_create(message=found, defaults={"stage": "trying", "first_tried_at": now})
    if new and (why := _may_not(found, now)):
        _give_up(found, delivery, why)
        return None
    delivery.unsure += 0 if new or delivery.stage != "trying" else 1
    delivery.stage, delivery.tries, delivery.next_at = "trying", delivery.tries + 1, None
    delivery.save()
    made = signing.message_id(case=found.case_id, message=found.pk, domain=box.address.rpartition("@")[2])
    found.message_id, found.mailbox_id = found.message_id or made, box.pk
    found.state, found.hold_until = "sending", now + LONGEST
    found.save(update_fields=["message_id", "mailbox", "state", "hold_until"])
    footers.prepare(found, now=now)
    return found


def _may_not(message: Message, now: datetime) -> str:
    """Why an automatic message does not leave: it would answer a machine, or be one too many; "" where it may."""
    if not message.automatic:
        return ""
    answers = Message.objects.filter(case=message.case_id, kind="in").exclude(message_id="")
    if message.in_reply_to and answers.filter(message_id=message.in_reply_to, automatic=True).exists():
        return "It would answer an automatic message; machines are not answered."
    ours = set(Mailbox.objects.values_list("address", flat=True))
    for address in (a.lower() for a in message.to):
        if signing.without_tag(address) in ours:
            return "It would go to a mailbox of ours."
        if not _count(address, now):
            return f"{address} was sent {A_DAY} automatic messages today; this one stays here."
    return ""


def _count(address: str, now: datetime) -> bool:
    AutomaticSend.objects.get_or_create(address=address, day=now.date())
    mine = AutomaticSend.objects.filter(address=address, day=now.date(), sent__lt=A_DAY)
    return mine.update(sent=F("sent") + 1) == 1


def _give_up(message: Message, delivery: Delivery, why: str) -> None:
    message.state, message.failed_reason, message.hold_until = "failed", why, None
    message.save(update_fields=["state", "failed_reason", "hold_until"])
    delivery.stage, delivery.answer = "over", why
    delivery.save(update_fields=["stage", "answer"])


def receivers(message: Message) -> list[str]:
    """Those who have not got it yet."""
    done = set(Delivery.objects.values_list("accepted", flat=True).get(message=message))
    return [a for a in dict.fromkeys([*message.to, *message.cc]) if a not in done]


@transaction.atomic
def settle(*, message: Message, answer: Answer, now: datetime) -> str:
    """Write down what the servers said: "sent", "waiting" for another try, or "failed"."""
    delivery = Delivery.objects.select_for_update().get(message=message)
    delivery.accepted = list(dict.fromkeys([*delivery.accepted, *answer.accepted]))
    delivery.answer = answer.said[:2000]
    if answer.later and now - delivery.first_tried_at < PATIENCE:
        delivery.stage, delivery.next_at = "waiting", now + min(FIRST * (1 << min(delivery.tries - 1, 10)), LONGEST)
        delivery.save()
        return "waiting"
    delivery.stage = "over"
    delivery.save()
    lost = {*answer.refused, *answer.later}
    if delivery.accepted and not lost & set(message.to):
        desk.mark_sent(message=message, message_id=message.message_id, now=now)
        return "sent"
    desk.bounced(message=message, reason=_sentence(sorted(lost), answer.said), now=now)
    return "failed"


def _sentence(lost: Sequence[str], said: str) -> str:
    return f"The mail server did not take it for {', '.join(lost) or 'anybody'}: {said}"[:2000]
