"""Promises in an answer: the customer has them when the answer has left, and never where it was taken back."""

from headwater.desk.acts.base import Acting
from headwater.desk.domain import Step
from headwater.desk.models import Message, Promise
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


def withdraw_unsent(act: Acting, message: Message) -> None:
    """The answer was taken back before it left: nobody was promised, or asked for, anything."""
    mine = Promise.objects.filter(message=message, given_at__isnull=True, state=PromiseState.OPEN.value)
    mine.update(state=PromiseState.WITHDRAWN.value, settled_at=act.now)
    asked = Promise.objects.filter(case=act.case, asked_in=message)
    asked.update(asked_to_move_to=None, asked_why="", asked_in=None)
