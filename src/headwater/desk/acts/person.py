"""Everything about one customer: given to them, or forgotten. In the database, in files, in the record."""

import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.forms.models import model_to_dict

from headwater.desk.acts.exporting import record_folder
from headwater.desk.contract import case_key, customer_key
from headwater.desk.errors import NotAllowedError, NotFoundError, RefusedError
from headwater.desk.models import (
    Address,
    Attachment,
    Case,
    CaseTag,
    Customer,
    CustomerLink,
    FollowUp,
    Message,
    OutboxMoment,
    Promise,
    RawMail,
)
from headwater.desk.store import files
from headwater.desk.store.reported import reported
from headwater.moments.service import about
from headwater.people.models import User
from headwater.people.rules import may_erase
from headwater.people.service import record

LINK = ("purpose", "address", "case", "message", "made_at", "expires_at", "used_at")
"""of a link, without what its token is made from"""


@dataclass(frozen=True)
class PersonExport:
    """What is kept about a customer: `data` as JSON, and the files that go with it by name."""

    data: dict[str, Any]
    files: tuple[tuple[str, bytes], ...]

    def zip(self) -> bytes:
        """All of it in one file: data.json, attachments/, raw/."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("data.json", json.dumps(self.data, indent=2, default=str, ensure_ascii=False))
            for name, content in self.files:
                archive.writestr(name, content)
        return target.getvalue()


@dataclass(frozen=True, slots=True)
class Held:
    """How much is kept about a customer, and where. `by_name` moments of imported files have nothing of theirs but the
    name, which may be a namesake's."""

    cases: int
    messages: int
    files: int
    file_bytes: int
    raw_mails: int
    in_record: int
    by_name: int


def held(*, customer: int, by: User, folder: Path | None = None) -> Held:
    """What an export would hold and an erasure would remove. Raises NotAllowedError."""
    must_be_allowed(by)
    numbers = list(Case.objects.filter(customer=customer).values_list("number", flat=True))
    messages = [m.pk for m in messages_of(numbers)]
    files_ = Attachment.objects.filter(message__in=messages).aggregate(n=models.Count("id"), size=models.Sum("size"))
    raw = RawMail.objects.filter(as_message__in=messages).count()
    theirs = in_record(customer, numbers, folder)
    known = {row["case"] for row in theirs}
    named = about(folder or record_folder(), customers=[name for _, name in one_with(customer) if name.strip()])
    by_name = sum(row["case"] not in known for row in named)
    return Held(len(numbers), len(messages), files_["n"], files_["size"] or 0, raw, len(theirs), by_name)


def in_record(customer: int, numbers: Iterable[int], folder: Path | None) -> list[dict[str, Any]]:
    """Moments of the record that are about them, by their cases, number or addresses: a name may be a namesake's."""
    addresses = list(Address.objects.filter(customer=customer).values_list("value", flat=True))
    return about(
        folder or record_folder(),
        cases=[case_key(n) for n in numbers],
        customers=[*(customer_key(number) for number, _ in one_with(customer)), *addresses],
        words=addresses,
    )


def one_with(customer: int) -> list[tuple[int, str]]:
    """Number and name of a customer, and of all who were merged into them."""
    own = Customer.objects.filter(pk=customer).values_list("pk", "name")
    merged = Customer.objects.filter(merged_into=customer).values_list("pk", flat=True)
    return [*own, *(line for number in list(merged) for line in one_with(number))]


def must_be_allowed(by: User) -> None:
    """Raises NotAllowedError."""
    if not may_erase(by):
        raise NotAllowedError("Only the owner, or who looks after privacy, can export or erase a customer.")


@transaction.atomic
def export_person(*, customer: int, by: User, now: datetime, folder: Path | None = None) -> PersonExport:
    """Everything kept about one customer. The audit log says that it was read. Raises NotFoundError."""
    must_be_allowed(by)
    person = themselves(customer)
    record(act="customer exported", now=now, by=by, customer_id=customer)
    cases = list(Case.objects.filter(customer=customer).order_by("number"))
    numbers = [c.number for c in cases]
    addresses = list(Address.objects.filter(customer=customer).order_by("id"))
    messages = messages_of(numbers)
    data = {
        "customer": model_to_dict(person) | {"created_at": person.created_at},
        "addresses": [model_to_dict(a) for a in addresses],
        "cases": [_plain(c) for c in cases],
        "messages": [_plain(m) for m in messages],
        "tags": list(CaseTag.objects.filter(case__in=numbers).values("case_id", "tag__name", "at")),
        "promises": [_plain(p) for p in Promise.objects.filter(customer=customer).order_by("id")],
        **_known(customer),
        "links": list(CustomerLink.objects.filter(customer=customer).order_by("id").values(*LINK)),
        "follow_ups": [_plain(f) for f in FollowUp.objects.filter(case__in=numbers).order_by("case")],
        "moments": list(OutboxMoment.objects.filter(case_number__in=numbers).order_by("id").values()),
        "reported": reported(numbers),
        "record": in_record(customer, numbers, folder),
    }
    return PersonExport(data, tuple(_files(messages)))


def themselves(customer: int) -> Customer:
    """The customer, who is nobody else by now. Raises NotFoundError, RefusedError."""
    person = Customer.objects.filter(pk=customer).first()
    if person is None:
        raise NotFoundError(f"There is no customer {customer}.")
    if person.merged_into_id is not None:
        raise RefusedError(
            f"Customer {customer} is merged into customer {person.merged_into_id}; choose that one, or undo the merge."
        )
    return person


ALREADY = (Address, Case, Promise)
"""named of their own in an export"""


def _known(customer: int) -> dict[str, list[dict[str, Any]]]:
    """Every other table that says whose its rows are, by the name by which it is known of a customer."""
    found: dict[str, list[dict[str, Any]]] = {}
    for relation in Customer._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if isinstance(model, type) and model not in ALREADY:
            rows = model._default_manager.filter(**{name: customer}).order_by("pk")
            found[str(relation.related_name or model._meta.model_name)] = [_plain(row) for row in rows]
    return found


def messages_of(cases: Iterable[int]) -> list[Message]:
    """The messages of these cases, also those that a merge has taken elsewhere."""
    mine = models.Q(case__in=list(cases), merged_from__isnull=True) | models.Q(merged_from__in=list(cases))
    return list(Message.objects.filter(mine).order_by("id"))


def _plain(row: models.Model) -> dict[str, Any]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}


def _files(messages: list[Message]) -> Iterable[tuple[str, bytes]]:
    ids = [m.pk for m in messages]
    for f in Attachment.objects.filter(message__in=ids).order_by("id"):
        yield f"attachments/{f.pk}-{Path(f.name).name}", files.read(f.sha256)
    for raw in RawMail.objects.filter(as_message__in=ids).order_by("id"):
        yield f"raw/{raw.pk}.eml", bytes(raw.data)
