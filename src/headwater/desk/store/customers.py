"""Customers and their addresses."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from headwater.desk.incoming import normalised, plain
from headwater.desk.models import Address, Customer


def find(address: str) -> Customer | None:
    """The customer who has this address."""
    kind, value = normalised(address)
    found = Address.objects.select_related("customer").filter(kind=kind, value=value).first() if value else None
    return found.customer if found else None


def find_or_make(*, name: str, address: str, now: datetime) -> Customer:
    """The customer who has this address; a new one where nobody has it, or where none was given."""
    kind, value = normalised(address)
    if not value:
        return Customer.objects.create(name=plain(name), created_at=now)
    known = find(address)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            made = Customer.objects.create(name=plain(name), created_at=now)
            Address.objects.create(customer=made, kind=kind, value=value)
    except IntegrityError:
        known = find(address)
        if known is None:
            raise
        return known
    return made


def owners(emails: Iterable[str]) -> set[int]:
    """Whose these e-mail addresses are, as far as they are known."""
    values = [normalised(one)[1] for one in emails]
    return set(Address.objects.filter(kind="email", value__in=values).values_list("customer", flat=True))


def emails_of(customer: int) -> list[str]:
    """The customer's e-mail addresses, the oldest first."""
    found = Address.objects.filter(customer=customer, kind="email").order_by("id")
    return list(found.values_list("value", flat=True))
