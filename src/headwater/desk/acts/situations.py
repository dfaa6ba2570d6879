"""Types of customers: situations with what is needed in them, on one sheet; a person sees a customer in one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from headwater.desk.acts.base import locked
from headwater.desk.acts.of_customer import CustomerRef, must_know, number_of, tell
from headwater.desk.domain import Step
from headwater.desk.errors import NotAllowedError, NotFoundError, RefusedError
from headwater.desk.incoming import plain
from headwater.desk.models import CustomerType, TypeGiven
from headwater.desk.rules import must_serve
from headwater.desk.worth import word_of_worth
from headwater.people.models import User
from headwater.people.rules import may_lead

WORDS_A_MINUTE: Final = 200
MINUTES: Final = 5
MOST_WORDS: Final = WORDS_A_MINUTE * MINUTES
MOST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """All types on one sheet; `words` are those a new rep reads."""

    types: tuple["TypeLine", ...]
    words: int

    @property
    def minutes(self) -> int:
        """To read it, at 200 words a minute, rounded up."""
        return -(-self.words // WORDS_A_MINUTE)


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A situation: how it is noticed, and what is needed."""

    id: int
    name: str
    situation: str
    needs: tuple[str, ...]


def types_sheet() -> Sheet:
    """What holds now, in the order of their names. One statement."""
    found = CustomerType.objects.filter(retired_at__isnull=True).order_by("name", "id")
    lines = tuple(TypeLine(t.pk, t.name, t.situation, tuple(t.needs.splitlines())) for t in found)
    return Sheet(lines, sum(_words(t.name, t.situation, *t.needs) for t in lines))


def _words(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


@transaction.atomic
def write_type(
    *, name: str, situation: str, needs: str, by: User | None, now: datetime, type_: int | None = None
) -> CustomerType:
    """A new situation, or (with its number) an old one in other words. Raises RefusedError where it ranks people by
    worth, or the sheet would take more than five minutes to read."""
    must_write(by)
    said = [" ".join(plain(text).split()) for text in (name, situation)]
    lines = [" ".join(line.split()) for line in plain(needs).splitlines()]
    kept = "\n".join(line for line in lines if line)
    _check(said[0], said[1], kept)
    other = CustomerType.objects.filter(name__iexact=said[0]).exclude(pk=type_ or 0).first()
    if other is not None and other.retired_at is None:
        raise RefusedError(f"There is a type “{other.name}” already; change that one.")
    row = _row(type_) if type_ else other or CustomerType(made_at=now)
    row.name, row.situation, row.needs, row.by, row.retired_at = said[0], said[1], kept, by, None
    row.save()
    if types_sheet().words > MOST_WORDS:
        raise RefusedError(
            f"The sheet would have more than {MOST_WORDS} words, which nobody reads in {MINUTES} minutes."
        )
    return row


def _check(name: str, situation: str, needs: str) -> None:
    if not (name and situation and needs) or len(name) > MOST_NAME:
        raise RefusedError("A type needs a short name, how the situation is noticed, and what is needed in it.")
    word = word_of_worth(name, name=True) or word_of_worth(situation)
    if word:
        raise RefusedError(
            f"“{word}” says what customers are worth to us. A type is a situation and its needs: who is helped first "
            "follows from what a failure does to the customer, not from what they spend."
        )


def must_write(by: User | None) -> None:
    """Raises NotAllowedError."""
    if by is not None and not may_lead(by):
        raise NotAllowedError("Types are written by who leads a team, and by the owner.")


def _row(type_: int) -> CustomerType:
    found = CustomerType.objects.select_for_update().filter(pk=type_).first()
    if found is None:
        raise NotFoundError("There is no such type; open the sheet again.")
    return found


@transaction.atomic
def retire_type(*, type_: int, by: User | None, now: datetime) -> None:
    """It is on the sheet no more, and nobody is seen in it from now on; that they were is kept."""
    must_write(by)
    row = _row(type_)
    row.retired_at = now
    row.save(update_fields=["retired_at"])
    TypeGiven.objects.filter(type=row, until__isnull=True).update(until=now, until_by=by)


@transaction.atomic
def give_type(*, customer: CustomerRef, type_: int, by: User, now: datetime, case: int | None = None) -> TypeGiven:
    """A person sees a customer in a situation, in one case or in all. No machine does. Raises RefusedError."""
    found = must_know(customer, by=by)
    row = _row(type_)
    if row.retired_at is not None:
        raise RefusedError(f"“{row.name}” is on the sheet no more; choose another.")
    about = locked(case) if case else None
    if about is not None:
        must_serve(by, about.team_id, about.number)
        if about.customer_id != found.pk:
            raise RefusedError(f"Case {about.number} is another customer's.")
    held = TypeGiven.objects.filter(customer=found, type=row, case=about, until__isnull=True).first()
    if held is not None:
        return held
    made = TypeGiven.objects.create(type=row, customer=found, case=about, at=now, by=by)
    tell(found.pk, Step.TYPED, by=by, now=now, case=about, type=row.name)
    return made


@transaction.atomic
def take_type(*, customer: CustomerRef, given: int, by: User, now: datetime) -> None:
    """They are not in it any more. Raises NotFoundError."""
    found = must_know(customer, by=by)
    row = TypeGiven.objects.select_related("type", "case").filter(pk=given, customer=found, until__isnull=True).first()
    if row is None:
        raise NotFoundError(f"Customer {number_of(customer)} is in no such situation; open their page again.")
    row.until, row.until_by = now, by
    row.save(update_fields=["until", "until_by"])
    tell(found.pk, Step.UNTYPED, by=by, now=now, case=row.case, type=row.type.name)
