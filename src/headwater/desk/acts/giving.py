"""Promises in an answer: the customer has them when the answer has left, and never where it was taken back."""

from datetime import datetime

from headwater.desk.acts.base import Acting
from headwater.desk.acts.reminding import notice
from headwater.desk.domain import Step
from headwater.desk.models import Message, OutboxMoment, Promise
from headwater.desk.promise import PromiseState, remind_at

OUT = ("sent", "told")
"""states of a message that the customer has"""


def has_left(message: Message | None) -> bool:
    """Whether what it says was said: an answer that left, or a note about what was promised by phone."""
    return message is None or message.kind != "out" or message.state in OUT


def give(act: Acting, message: Message) -> None:
    """The answer has left: what it promises is promised, and becomes due."""
    for promise in Promise.objects.filter(message=message, given_at__isnull=True, state=PromiseState.OPEN.value):
        given(act, promise)


def given(act: Acting, promise: Promise) -> None:
    """The customer has this promise from now on."""
    promise.given_at, promise.remind_at = act.now, remind_at(act.now, promise.due_to)
    promise.save()
    act.step(
        Step.PROMISED, message=promise.message_id, promise=promise.pk, what=promise.what,
        due_to=promise.due_to.isoformat(), vague=promise.vague or None,
    )  # fmt: skip


def lost(act: Acting, message: Message) -> None:
    """The answer did not arrive: what stands in it open was not promised to anybody yet, and whoever wrote it is told.
    What the customer agreed to since, they have."""
    mine = Promise.objects.filter(message=message, state=PromiseState.OPEN.value, follows__isnull=True)
    for promise in mine.select_related("by_user").order_by("id"):
        promise.given_at, promise.remind_at = None, None
        promise.save(update_fields=["given_at", "remind_at"])
        notice(promise, act.case, act.now)
        act.step(Step.PROMISE_LOST, message=message.pk, promise=promise.pk, what=promise.what)


def withdraw_unsent(act: Acting, message: Message) -> None:
    """The answer was taken back before it left: nobody was promised, or asked for, anything."""
    mine = Promise.objects.filter(message=message, given_at__isnull=True, state=PromiseState.OPEN.value)
    mine.update(state=PromiseState.WITHDRAWN.value, settled_at=act.now)
    for promise in Promise.objects.filter(case=act.case, asked_in=message):
        _ask_as_before(promise, message)


def _ask_as_before(promise: Promise, unsent: Message) -> None:
    """The date that the customer was asked for before this answer stands again, where they have not refused it."""
    steps = [Step.PROMISE_ASKED, Step.PROMISE_UNMOVED]
    rows = OutboxMoment.objects.filter(case_number=promise.case_id, step__in=steps, attributes__promise=promise.pk)
    known = {m.pk: m for m in Message.objects.filter(pk__in=rows.exclude(message=None).values("message"))}
    said = (m for m in rows.order_by("-id") if m.message is None or _was_said(known.get(m.message), unsent))
    last = next(said, None)
    stands = last is not None and last.step == Step.PROMISE_ASKED and promise.state == PromiseState.OPEN
    asked = last.attributes if last is not None and stands else {}
    promise.asked_to_move_to = datetime.fromisoformat(asked["due_to"]) if asked else None
    promise.asked_why = asked.get("why") or ""
    promise.asked_in = known.get(last.message) if asked and last is not None and last.message else None
    promise.save(update_fields=["asked_to_move_to", "asked_why", "asked_in"])


def _was_said(message: Message | None, unsent: Message) -> bool:
    return message is not None and message.pk != unsent.pk and has_left(message)
