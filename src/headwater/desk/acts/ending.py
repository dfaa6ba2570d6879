"""How a case closes, opens again, and sleeps until a day. Nothing here happens by itself except waking."""

from datetime import datetime

from django.db import transaction

from headwater.desk.acts.base import Acting, CaseRef
from headwater.desk.acts.confirming import write_down
from headwater.desk.domain import Ending, State, Step
from headwater.desk.errors import RefusedError
from headwater.desk.models import Case
from headwater.people.models import User


@transaction.atomic
def done(*, case: CaseRef, by: User | None, now: datetime) -> Case:
    """Done as asked. Whether the customer reached the outcome is unknown, and is said to be."""
    act = Acting(case, now=now, by=by)
    act.step(Step.DONE)
    act.case.done_at, act.case.ending = act.now, Ending.UNKNOWN.value
    return act.save()


@transaction.atomic
def end(*, case: CaseRef, reached: bool, by_their_word: bool, by: User | None, now: datetime, wanted: str = "") -> Case:
    """The case ends at the customer's outcome, by their word; or in silence, which is marked as silence.

    `wanted` is the outcome they confirm while the case ends, where none was confirmed before. Raises RefusedError
    where there is none at all, where the customer says that it is not reached, or where they spoke last and nobody
    answered: a customer who waits is not silent.
    """
    act = Acting(case, now=now, by=by)
    if by_their_word and not reached:
        raise RefusedError(
            f"The customer of case {act.case.number} has not reached the outcome, so the case does not end; "
            "go on, or mark it done as asked."
        )
    if by_their_word:
        _must_be_wanted(act, wanted)
    else:
        _must_be_silent(act.case)
    act.step(Step.REACHED if by_their_word else Step.SILENCE)
    act.case.ended_at = act.now
    act.case.done_at = act.case.done_at or act.now
    act.case.ending = (Ending.OUTCOME_REACHED if by_their_word else Ending.SILENCE).value
    if by_their_word:
        act.case.outcome_confirmed_at, act.case.confirmed_by_customer = act.now, True
    return act.save()


def _must_be_wanted(act: Acting, wanted: str) -> None:
    if wanted.strip():
        write_down(act, {"wanted": wanted})
    if not act.case.wanted or act.case.concern_confirmed_at is None:
        raise RefusedError(
            f"What the customer of case {act.case.number} wants to come out of it was never confirmed, so it cannot be "
            "reached; write down the outcome they confirm, or mark the case done as asked."
        )


def _must_be_silent(case: Case) -> None:
    spoke, answered = case.last_customer_at, case.last_staff_at
    if answered is None or (spoke is not None and spoke > answered):
        raise RefusedError(f"The customer of case {case.number} spoke last, so this is not silence; answer them first.")
    if case.unreachable:
        raise RefusedError(
            f"Our last message in case {case.number} did not reach the customer; find another way first."
        )


@transaction.atomic
def reopen(*, case: CaseRef, by: User | None, now: datetime, why: str = "") -> Case:
    """It goes on."""
    act = Acting(case, now=now, by=by)
    act.step(Step.REOPENED, why=why)
    return act.save()


@transaction.atomic
def take_up(*, case: CaseRef, by: User | None, now: datetime) -> Case:
    """Mail that was kept aside is a case after all; its customer has waited since it came."""
    act = Acting(case, now=now, by=by)
    act.take_up(since=act.case.opened_at)
    return act.save()


@transaction.atomic
def snooze(*, case: CaseRef, until: datetime, by: User | None, now: datetime) -> Case:
    """Out of sight until a day; a customer's reply shows, and the date stands until somebody wakes the case."""
    act = Acting(case, now=now, by=by)
    if until <= act.now:
        raise RefusedError(f"Case {act.case.number} can only be snoozed until a time to come.")
    act.step(Step.SNOOZED, until=until.isoformat())
    act.case.snoozed_until, act.case.answered_while_snoozed = until, False
    return act.save()


@transaction.atomic
def wake(*, case: CaseRef, by: User | None, now: datetime) -> Case:
    """End a snooze by hand, or because its day has come."""
    act = Acting(case, now=now, by=by)
    act.step(Step.WOKEN)
    return act.save()


def wake_snoozed(*, now: datetime, most: int = 500) -> int:
    """Wake the cases whose day has come; how many. Each in its own transaction."""
    due = Case.objects.filter(state=State.SNOOZED.value, snoozed_until__lte=now).order_by("snoozed_until")
    return sum(_wake_due(number, now) for number in list(due.values_list("number", flat=True)[:most]))


@transaction.atomic
def _wake_due(number: int, now: datetime) -> bool:
    act = Acting(number, now=now, by=None)
    until = act.case.snoozed_until
    if act.case.state != State.SNOOZED.value or until is None or until > now:
        return False
    act.step(Step.WOKEN)
    act.save()
    return True
