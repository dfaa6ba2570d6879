"""What the owner sets of the customer's own page; why each question of a form is asked, and who answers for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from headwater.desk import own_page
from headwater.desk.errors import NotAllowedError, RefusedError
from headwater.desk.models import FormQuestion
from headwater.desk.own_page import Settings
from headwater.people.models import User
from headwater.people.rules import may_manage_organisation, may_see_audit
from headwater.people.service import record

MOST_DAYS = 60
MOST_WORDS = 500


def own_settings() -> Settings:
    """What holds now."""
    return own_page.read()


@transaction.atomic
def set_own_settings(*, given: Settings, by: User, now: datetime) -> None:
    """Let it hold from now on. Raises NotAllowedError, RefusedError."""
    if not may_manage_organisation(by):
        raise NotAllowedError("Only the owner decides what is sent to customers by itself.")
    if not 1 <= given.follow_up_days <= MOST_DAYS:
        raise RefusedError(f"Choose from 1 to {MOST_DAYS} days after which customers are asked.")
    own_page.write(given)
    told = f"link in answers: {given.link_in_answers}, follow-up: {given.follow_up}, {given.follow_up_days} days"
    record(act="own page set", what=told, now=now, by=by)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a question is asked and what its answer is for; `owner` answers for that, or the organisation's owners."""

    form: str
    name: str
    reason: str
    use: str
    owner: str
    owner_id: int | None

    @property
    def missing(self) -> bool:
        """Nobody has said why it is asked, or what for."""
        return not (self.reason and self.use)


def reasons(*, questions: list[tuple[str, str]], user: User) -> list[Reason]:
    """Every question with its reason, those without one first. Two statements. Raises NotAllowedError."""
    if not may_see_audit(user):
        raise NotAllowedError("Only the owner, or who looks after privacy, sees why each question is asked.")
    known = {(q.form, q.name): q for q in FormQuestion.objects.select_related("owner")}
    owners = User.objects.filter(is_owner=True, is_active=True).order_by("name").values_list("name", flat=True)
    otherwise = ", ".join(owners)
    found = [_reason(form, name, known.get((form, name)), otherwise) for form, name in questions]
    return sorted(found, key=lambda one: not one.missing)


def _reason(form: str, name: str, found: FormQuestion | None, otherwise: str) -> Reason:
    if found is None:
        return Reason(form, name, "", "", otherwise, None)
    owner = found.owner if found.owner and found.owner.is_active else None
    return Reason(form, name, found.reason, found.use, owner.name if owner else otherwise, owner.pk if owner else None)


@transaction.atomic
def set_reason(*, form: str, name: str, reason: str, use: str, owner: int | None, by: User, now: datetime) -> None:
    """Write down why a question is asked. An empty reason or use flags it. Raises NotAllowedError, RefusedError."""
    if not may_see_audit(by):
        raise NotAllowedError("Only the owner, or who looks after privacy, says why a question is asked.")
    if max(len(reason), len(use)) > MOST_WORDS:
        raise RefusedError(f"Say it in at most {MOST_WORDS} letters.")
    answers = User.objects.filter(pk=owner, is_active=True).first() if owner else None
    FormQuestion.objects.update_or_create(
        form=form, name=name, defaults={"reason": reason.strip(), "use": use.strip(), "owner": answers, "at": now}
    )
    record(act="reason of a question set", what=f"{form} {name}", now=now, by=by)
