"""Two customers are found to be one, or not to be; nothing is lost either way."""

from datetime import datetime

from django.db import models, transaction

from headwater.desk.acts.of_customer import CustomerRef, must_know, number_of, tell
from headwater.desk.domain import Step
from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.incoming import plain
from headwater.desk.models import Address, Case, Customer, CustomerMerge, Message, Rhythm
from headwater.desk.sameness import STRONG, Known, signs
from headwater.people.models import User
from headwater.people.service import record

APART = (Customer, CustomerMerge, Rhythm)
"""what tells of a customer and does not move: who they are merged with, and what is counted anew"""


class WeakEvidenceError(RefusedError):
    """Little speaks for two customers being one; `found` are the signs that do."""

    def __init__(self, into: Customer, gone: Customer, found: tuple[str, ...]) -> None:
        few = f"Only one sign ({found[0]}) says" if found else "Nothing but this request says"
        super().__init__(
            f"{few} that {gone} (customer {gone.pk}) and {into} (customer {into.pk}) are one. Merged, whoever answers "
            "one sees what the other wrote; say that this is meant, and how it is known."
        )
        self.into, self.gone, self.found = into, gone, found


@transaction.atomic
def merge_customers(
    *, into: CustomerRef, gone: CustomerRef, by: User | None, now: datetime, why: str = "", sure: bool = False
) -> CustomerMerge:
    """Everything of `gone` is that of `into` from now on: cases, addresses, preferences, promises, types. It can be
    undone. Where the evidence is weak, WeakEvidenceError unless `sure`, which needs a `why`."""
    to, old = (must_know(one, by=by) for one in (into, gone))
    if to.pk == old.pk:
        raise RefusedError(f"Customer {number_of(gone)} is customer {to.pk} already; choose another.")
    locked = {c.pk: c for c in Customer.objects.select_for_update().filter(pk__in=[to.pk, old.pk]).order_by("pk")}
    to, old = locked[to.pk], locked[old.pk]
    found = signs(_known(to), _known(old))
    strong = len(found) >= STRONG
    if not strong and not sure:
        raise WeakEvidenceError(to, old, found)
    if not strong and not why.strip():
        raise RefusedError("Write down how it is known that the two are one.")
    return _join(to, old, by, now, plain(why).strip(), strong)


def _join(to: Customer, old: Customer, by: User | None, now: datetime, why: str, strong: bool) -> CustomerMerge:
    for customer in (to, old):
        tell(customer.pk, Step.CUSTOMERS_JOINED, by=by, now=now, into=to.pk, gone=old.pk)
    moved = {}
    for model, name in _theirs():
        rows = model._default_manager.filter(**{name: old.pk})
        if ids := list(rows.order_by("pk").values_list("pk", flat=True)):
            moved[_key(model, name)] = ids
            rows.update(**{name: to.pk})
    old.merged_into = to
    old.save(update_fields=["merged_into"])
    record(act="customers merged", what=f"customer {old.pk} into {to.pk}", now=now, by=by, customer_id=to.pk)
    return CustomerMerge.objects.create(into=to, gone=old, why=why, strong=strong, moved=moved, at=now, by=by)


def _theirs() -> list[tuple[type[models.Model], str]]:
    """Every table that says whose its rows are, and in which column: also those that are added later."""
    found = [
        (relation.related_model, relation.field.name)
        for relation in Customer._meta.related_objects
        if isinstance(relation.related_model, type) and not issubclass(relation.related_model, APART)
    ]
    return sorted(found, key=lambda one: _key(*one))


def _key(model: type[models.Model], name: str) -> str:
    return f"{model._meta.label_lower}.{name}"


def _known(customer: Customer) -> Known:
    addresses = Address.objects.filter(customer=customer).values_list("kind", "value")
    wrote = Message.objects.filter(case__customer=customer, kind="in", automatic=False).exclude(sender_address="")
    senders = frozenset(wrote.order_by().values_list("sender_address", flat=True).distinct())
    return Known(customer.name, tuple(addresses), senders)


@transaction.atomic
def unmerge_customers(*, gone: CustomerRef, by: User | None, now: datetime) -> Customer:
    """Undo it: what `gone` brought along is theirs again, and so are cases opened since from their addresses, and what
    was made since in their cases. What was said of the two as one stays where it was said. Raises NotFoundError."""
    merge = CustomerMerge.objects.select_for_update().filter(gone=number_of(gone), undone_at__isnull=True).first()
    if merge is None:
        raise NotFoundError(f"Customer {number_of(gone)} is not merged, so there is nothing to undo.")
    root, old = must_know(merge.into_id, by=by), Customer.objects.select_for_update().get(pk=merge.gone_id)
    for model, name in _theirs():
        ids = merge.moved.get(_key(model, name), [])
        model._default_manager.filter(pk__in=ids, **{name: root.pk}).update(**{name: old.pk})
    _made_since(merge, root)
    _forget_above(merge)
    old.merged_into = None
    old.save(update_fields=["merged_into"])
    merge.undone_at, merge.undone_by = now, by
    merge.save(update_fields=["undone_at", "undone_by"])
    for customer in (root, old):
        tell(customer.pk, Step.CUSTOMERS_PARTED, by=by, now=now, into=root.pk, gone=old.pk)
    record(act="customer merge undone", what=f"customer {old.pk}", now=now, by=by, customer_id=root.pk)
    return old


def _made_since(merge: CustomerMerge, root: Customer) -> None:
    """What was made since the merge in cases that go back goes back with them; what stood there before stays whose it
    was. A preference says of nobody but the customer, so it stays."""
    back = Case.objects.filter(pk__in=merge.moved.get(CASES, []), customer=merge.gone_id)
    cases = [*back.values_list("pk", flat=True), *_opened_since(merge, root)]
    for model, name in _theirs() if cases else []:
        fields = {f.name for f in model._meta.get_fields()}
        rows = model._default_manager.filter(**{name: root.pk})
        if model is Case:
            rows = rows.filter(pk__in=cases)
        elif "case" in fields:
            made = "made_at" if "made_at" in fields else "at"
            rows = rows.filter(**{"case__in": cases, f"{made}__gte": merge.at})
        else:
            continue
        ids = list(rows.values_list("pk", flat=True))
        model._default_manager.filter(pk__in=ids).update(**{name: merge.gone_id})
        merge.moved[_key(model, name)] = [*merge.moved.get(_key(model, name), []), *ids]


def _opened_since(merge: CustomerMerge, root: Customer) -> list[int]:
    """Cases that `gone` opened after the merge, by the address that wrote first."""
    theirs = set(Address.objects.filter(customer=merge.gone_id).values_list("value", flat=True))
    since = Case.objects.filter(customer=root, opened_at__gte=merge.at).exclude(pk__in=merge.moved.get(CASES, []))
    first: dict[int, str] = {}
    said = Message.objects.filter(case__in=since, kind="in", automatic=False).order_by("-at", "-id")
    first.update(said.values_list("case", "sender_address"))
    return [case for case, address in first.items() if address in theirs]


def _forget_above(merge: CustomerMerge) -> None:
    """Where `into` was merged itself since, that merge does not claim these rows any more."""
    above = CustomerMerge.objects.filter(gone=merge.into_id, undone_at__isnull=True).first()
    while above is not None:
        above.moved = {
            key: [pk for pk in ids if pk not in set(merge.moved.get(key, []))] for key, ids in above.moved.items()
        }
        above.save(update_fields=["moved"])
        above = CustomerMerge.objects.filter(gone=above.into_id, undone_at__isnull=True).first()


CASES = "desk.case.customer"
