"""One customer, for who serves them or looks after their privacy."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from headwater.desk.errors import NotFoundError
from headwater.desk.models import Address, Case, Customer
from headwater.desk.store.customers import find
from headwater.people.models import User
from headwater.people.rules import may_erase
from headwater.people.service import visible_teams

SHOWN = 100


@dataclass(frozen=True, slots=True)
class CustomerCase:
    """A case of theirs that the reader may see."""

    number: int
    subject: str
    state: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """Who they are, how they are reached, and their newest cases, as far as the reader may see them."""

    id: int
    name: str
    language: str
    created_at: datetime
    addresses: tuple[tuple[str, str], ...]
    cases: tuple[CustomerCase, ...]


def customer_page(*, user: User, customer: int) -> CustomerPage:
    """Three statements. Who sees none of their cases, and does not look after privacy, is not told that they exist.

    Raises NotFoundError.
    """
    found = Customer.objects.filter(pk=customer).first()
    cases = _cases(user, customer) if found else ()
    if found is None or not (cases or may_erase(user)):
        raise NotFoundError(f"There is no customer {customer} that you may see; check the number.")
    addresses = Address.objects.filter(customer=customer).order_by("id").values_list("kind", "value")
    return CustomerPage(found.pk, found.name, found.language, found.created_at, tuple(addresses), cases)


def customer_with(*, user: User, address: str) -> CustomerPage:
    """The customer who has this e-mail address or telephone number. Raises NotFoundError."""
    found = find(address)
    if found is None:
        raise NotFoundError("No customer that you may see has this address; check how it is written.")
    try:
        return customer_page(user=user, customer=found.pk)
    except NotFoundError:
        raise NotFoundError("No customer that you may see has this address; check how it is written.") from None


def _cases(user: User, customer: int) -> tuple[CustomerCase, ...]:
    teams = visible_teams(user)
    mine = Case.objects.filter(customer=customer)
    if teams is not None:
        mine = mine.filter(Q(team__in=teams) | Q(team__isnull=True)) if teams else mine.none()
    rows = mine.order_by("-number").values_list("number", "subject", "state", "opened_at")[:SHOWN]
    return tuple(CustomerCase(*row) for row in rows)
