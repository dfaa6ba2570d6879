"""One customer, for who serves them or looks after their privacy."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from headwater.desk.acts.of_customer import now_called
from headwater.desk.acts.person import must_be_allowed
from headwater.desk.errors import NotFoundError
from headwater.desk.incoming import normalised
from headwater.desk.models import Address, Case, Customer
from headwater.desk.store.customers import find
from headwater.people.models import User
from headwater.people.rules import may_erase
from headwater.people.service import visible_teams
from headwater.shared.whole import whole

SHOWN = 100
FOUND = 20
LONGEST = 320
"""letters that are looked for; no address has more"""


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
    """Four statements. Who sees none of their cases, and does not look after privacy, is not told that they exist. One
    who was merged is told as who they are now.

    Raises NotFoundError.
    """
    found = Customer.objects.filter(pk=now_called(customer)).first()
    cases = _cases(user, found.pk) if found else ()
    if found is None or not (cases or may_erase(user)):
        raise NotFoundError(f"There is no customer {customer} that you may see; check the number.")
    addresses = Address.objects.filter(customer=found).order_by("id").values_list("kind", "value")
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


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """A customer in a list."""

    id: int
    name: str
    addresses: tuple[str, ...]
    cases: int


def customers_named(*, user: User, words: str) -> list[CustomerLine]:
    """Customers by a part of their name, an address or their number, for who looks after privacy; the first 20.

    Raises NotAllowedError.
    """
    must_be_allowed(user)
    said = words.strip()[:LONGEST]
    kind, value = normalised(said)
    known = (
        Q(name__icontains=said) | Q(merged_here__name__icontains=said) | Q(addresses__kind=kind, addresses__value=value)
    )
    if (number := whole(said)) is not None:
        known |= Q(pk=number)
    themselves = Customer.objects.filter(known, merged_into__isnull=True)
    numbers = list(themselves.values_list("pk", flat=True).distinct().order_by("pk")[:FOUND])
    found = Customer.objects.filter(pk__in=numbers if said else []).prefetch_related("addresses").order_by("pk")
    counted = found.annotate(n=Count("cases"))
    return [CustomerLine(c.pk, c.name, tuple(a.value for a in c.addresses.all()), c.n) for c in counted]


def _cases(user: User, customer: int) -> tuple[CustomerCase, ...]:
    teams = visible_teams(user)
    mine = Case.objects.filter(customer=customer)
    if teams is not None:
        mine = mine.filter(Q(team__in=teams) | Q(team__isnull=True)) if teams else mine.none()
    rows = mine.order_by("-number").values_list("number", "subject", "state", "opened_at")[:SHOWN]
    return tuple(CustomerCase(*row) for row in rows)
