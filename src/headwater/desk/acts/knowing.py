"""What a customer says about themselves is written down with its date; how they are reached is added and moved."""

from datetime import datetime
from typing import Any

from django.db import transaction

from headwater.desk import wishes
from headwater.desk.acts.of_customer import CustomerRef, must_know, tell
from headwater.desk.acts.silencing import silence
from headwater.desk.acts.wishing import NO_CONTACT
from headwater.desk.domain import Step
from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.incoming import normalised, plain
from headwater.desk.models import Address, Customer, Preference
from headwater.desk.store.customers import find
from headwater.people.models import User
from headwater.people.service import record


@transaction.atomic
def set_preference(
    *, customer: CustomerRef, kind: str, value: str, said_at: datetime, by: User | None, now: datetime
) -> Preference:
    """What they said about one kind, and when; what they said before is kept as such. `by` wrote it down; None is the
    customer on their own page. Raises RefusedError for what cannot be kept to, or lies ahead."""
    found = must_know(customer, by=by)
    if said_at > now:
        raise RefusedError("A preference was said already; choose a day that is not ahead.")
    text = wishes.normal(kind, plain(value), zone=by.time_zone if by else "UTC")
    open_ones = list(Preference.objects.select_for_update().filter(customer=found, kind=kind, until__isnull=True))
    newest = max(open_ones, key=_said, default=None)
    if newest is not None and newest.value == text and newest.said_at == said_at:
        return newest
    if newest is not None and newest.said_at > said_at:
        raise RefusedError(f"They said something newer on {newest.said_at:%Y-%m-%d}; older words do not replace it.")
    Preference.objects.filter(pk__in=[one.pk for one in open_ones]).update(until=now, until_by=by)
    made = Preference.objects.create(customer=found, kind=kind, value=text, said_at=said_at, by=by, written_at=now)
    tell(found.pk, Step.PREFERRED, by=by, now=now, kind=kind)
    if kind == NO_CONTACT:
        silence(customer=found.pk, now=now)
    return made


def _said(preference: Preference) -> tuple[datetime, int]:
    return preference.said_at, preference.pk


@transaction.atomic
def withdraw_preference(*, customer: CustomerRef, kind: str, by: User | None, now: datetime) -> None:
    """They do not wish it any more; that they did stays in the history. Raises NotFoundError."""
    found = must_know(customer, by=by)
    gone = Preference.objects.filter(customer=found, kind=kind, until__isnull=True).update(until=now, until_by=by)
    if not gone:
        raise NotFoundError("There is no such preference to withdraw; open the customer's page again.")
    tell(found.pk, Step.UNPREFERRED, by=by, now=now, kind=kind)


class OtherCustomersAddressError(RefusedError):
    """The address is another customer's, whom the person may see: `other`."""

    def __init__(self, other: Customer) -> None:
        super().__init__(f"This address is {other}'s (customer {other.pk}). Move it here, or merge the two.")
        self.other = other


@transaction.atomic
def add_address(*, customer: CustomerRef, address: str, by: User | None, now: datetime, move: bool = False) -> Address:
    """One more address of theirs. Another customer's is moved only with `move`, else OtherCustomersAddressError; one of
    somebody whom the person may not see is not moved at all."""
    found = must_know(customer, by=by)
    kind, value = normalised(address)
    if len(value) < (5 if kind == "phone" else 3) or (kind == "email" and value.startswith("@")):
        raise RefusedError("An e-mail address or a telephone number is needed.")
    other = find(address)
    if other is None:
        made = Address.objects.create(customer=found, kind=kind, value=value)
        _told(found, made, Step.ADDRESSED, by, now)
        return made
    known = Address.objects.select_for_update().get(kind=kind, value=value)
    return known if other.pk == found.pk else _moved(known, found, other, by, now, move)


def _moved(known: Address, to: Customer, other: Customer, by: User | None, now: datetime, move: bool) -> Address:
    try:
        must_know(other, by=by)
    except (NotFoundError, RefusedError) as error:
        raise RefusedError(
            "This address is that of a customer of another team; ask who looks after privacy."
        ) from error
    if not move:
        raise OtherCustomersAddressError(other)
    known.moved_from, known.moved_at = other, now
    return _given(known, to, other, by, now)


def _given(known: Address, to: Customer, other: Customer, by: User | None, now: datetime) -> Address:
    known.customer = to
    known.save(update_fields=["customer", "moved_from", "moved_at"])
    _told(other, known, Step.READDRESSED, by, now, to=to.pk)
    _told(to, known, Step.READDRESSED, by, now, since=other.pk)
    return known


@transaction.atomic
def move_address_back(*, customer: CustomerRef, address: int, by: User | None, now: datetime) -> Address:
    """Undo a move to this customer: it is theirs again who had it before. Raises NotFoundError, NotAllowedError."""
    here = must_know(customer, by=by)
    known = Address.objects.select_for_update().filter(pk=address, customer=here).first()
    before = known.moved_from if known else None
    if known is None or before is None or before.pk == here.pk:
        raise NotFoundError("This address was not moved, or whose it was is erased; open the customer's page again.")
    to = must_know(before, by=by)
    known.moved_from, known.moved_at = None, None
    return _given(known, to, here, by, now)


def _told(customer: Customer, address: Address, step: Step, by: User | None, now: datetime, **said: Any) -> None:
    tell(customer.pk, step, by=by, now=now, kind=address.kind, **said)
    record(act=step.value.lower(), what=f"address {address.pk}", now=now, by=by, customer_id=customer.pk)
