"""Somebody was treated better or worse than others: written down with its reason. Whoever leads sees where none is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from headwater.desk.acts.base import CaseRef, locked, number
from headwater.desk.acts.of_customer import tell
from headwater.desk.domain import Step
from headwater.desk.errors import NotAllowedError, NotFoundError, RefusedError
from headwater.desk.incoming import plain
from headwater.desk.models import Treatment
from headwater.desk.rules import may_serve_case, must_serve
from headwater.desk.worth import word_of_worth, words_of
from headwater.people.models import User
from headwater.people.rules import is_owner, is_privacy, may_lead, roles_of

HOW: Final = ("better", "worse", "exception")
SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class TreatmentLine:
    """`lacks` is "" where the reason holds, else "reason" (none was given) or the word of worth that it rests on."""

    id: int
    how: str
    what: str
    reason: str
    at: datetime
    by: str
    reason_by: str
    case: int
    customer: int
    lacks: str


@transaction.atomic
def treat(*, case: CaseRef, how: str, what: str, reason: str, by: User, now: datetime) -> Treatment:
    """The customer of a case was treated better or worse than others, or by an exception. The reason can follow; until
    then it stands on the fairness list. Raises RefusedError."""
    found = locked(number(case))
    must_serve(by, found.team_id, found.number)
    if how not in HOW:
        raise RefusedError(f"Choose one of {', '.join(HOW)}.")
    if not (said := plain(what).strip()):
        raise RefusedError("Write down what was done differently.")
    why = words_of(plain(reason))
    made = Treatment.objects.create(
        customer_id=found.customer_id, case=found, how=how, what=said, reason=why, at=now, by=by,
        reason_at=now if why else None, reason_by=by if why else None,
    )  # fmt: skip
    tell(found.customer_id, Step.TREATED, by=by, now=now, case=found, how=how, with_reason=bool(why) or None)
    return made


@transaction.atomic
def give_reason(*, treatment: int, reason: str, by: User, now: datetime) -> Treatment:
    """Say why; a reason that was there is replaced only where it rests on what somebody is worth."""
    found = Treatment.objects.select_for_update().select_related("case").filter(pk=treatment).first()
    if found is None or not (is_privacy(by) or may_serve_case(by, found.case.team_id)):
        raise NotFoundError("There is no such treatment that you may see.")
    if not (why := words_of(plain(reason))):
        raise RefusedError("A reason needs words; write some.")
    if not lacks(found.reason):
        raise RefusedError("This treatment has its reason; write a note in the case to add to it.")
    found.reason, found.reason_at, found.reason_by = why, now, by
    found.save(update_fields=["reason", "reason_at", "reason_by"])
    tell(found.customer_id, Step.REASONED, by=by, now=now, case=found.case)
    return found


def lacks(reason: str) -> str:
    """What is wrong with a reason: "reason" where there is none, a word of worth where it rests on one, else ""."""
    return word_of_worth(reason) if words_of(reason) else "reason"


def fairness(*, user: User) -> tuple[TreatmentLine, ...]:
    """Treatments whose reason is missing or rests on worth, the newest first: those in the cases of the teams that
    somebody leads, all for the owner and for privacy. Two statements. Raises NotAllowedError."""
    if not (may_lead(user) or is_privacy(user)):
        raise NotAllowedError("The fairness list is for who leads a team, the owner, and who looks after privacy.")
    rows = Treatment.objects.select_related("by", "reason_by")
    if not (is_owner(user) or is_privacy(user)):
        led = [team for team in roles_of(user) if may_lead(user, team)]
        rows = rows.filter(Q(case__team__in=led) | Q(case__team__isnull=True))
    lines = (line_of(row) for row in rows.order_by("-id").iterator())
    found = (line for line in lines if line.lacks)
    return tuple(line for line, _ in zip(found, range(SHOWN), strict=False))


def line_of(row: Treatment) -> TreatmentLine:
    """As pages show it."""
    return TreatmentLine(
        row.pk, row.how, row.what, row.reason, row.at, row.by.name if row.by else "",
        row.reason_by.name if row.reason_by else "", row.case_id, row.customer_id, lacks(row.reason),
    )  # fmt: skip
