"""Forgetting one customer. The rows go in one transaction; files, record and free pages follow, also after a crash."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q

from headwater.desk.acts.exporting import record_folder
from headwater.desk.acts.joining import unmerge
from headwater.desk.acts.person import must_be_allowed, one_with, themselves
from headwater.desk.acts.reindex import reindex
from headwater.desk.contract import case_key, customer_key
from headwater.desk.incoming import normalised
from headwater.desk.models import (
    Address,
    Attachment,
    AutomaticSend,
    Case,
    Customer,
    CustomerLink,
    CustomerMerge,
    DeadLetter,
    Erasure,
    LinkAsked,
    Message,
    OutboxMoment,
    Preference,
    Promise,
    RawMail,
    Treatment,
)
from headwater.desk.search.port import port
from headwater.desk.store import files, reported, scrub
from headwater.moments.service import erase
from headwater.people.models import User
from headwater.people.service import record
from headwater.shared.mentions import mention

SHOWN = 20
GONE = "[erased]"
LEAST_ADDRESS = 3
CASE_TEXTS = ("subject", "own_words", "concern", "wanted", "predicted", "promised", "our_aim", "preview")
TOLD = ((Preference, ("value",)), (Treatment, ("what", "reason")), (CustomerMerge, ("why",)))
"""what people write about customers, who may name another there"""
PROMISE_TEXTS = ("what", "own_words", "why", "agreed_how", "asked_why")
MESSAGE_TEXTS = ("text", "stripped", "html_safe", "subject", "failed_reason")


@dataclass(frozen=True, slots=True)
class Erased:
    """That somebody was erased; nothing of who they were."""

    customer: int
    cases: int
    at: datetime
    by: str
    finished_at: datetime | None


def erasures(*, user: User) -> list[Erased]:
    """The latest ones. Raises NotAllowedError."""
    must_be_allowed(user)
    rows = Erasure.objects.select_related("by").order_by("-id")[:SHOWN]
    return [Erased(r.customer, len(r.cases), r.at, r.by.name if r.by else "", r.finished_at) for r in rows]


@transaction.atomic
def erase_customer(*, customer: int, by: User | None, now: datetime, by_name: bool = False) -> Erasure:
    """Delete a customer with their cases, messages, files and raw mail, and blank their addresses elsewhere. In the
    record they are known by number and addresses; `by_name` also deletes what imported files tell of their name alone,
    which may be a namesake's.

    `by` None is the customer on their own page. `finish_erasures` must run afterwards, in no transaction. Raises
    NotFoundError.
    """
    if by is not None:
        must_be_allowed(by)
    themselves(customer)
    known = one_with(customer)
    _take_apart(customer, now)
    numbers = list(Case.objects.filter(customer=customer).values_list("number", flat=True))
    addresses = list(Address.objects.filter(customer=customer).exclude(value="").values_list("value", flat=True))
    hashes = sorted(set(Attachment.objects.filter(message__case__in=numbers).values_list("sha256", flat=True)))
    _delete(customer, numbers, addresses)
    for address in addresses:
        _blank(address)
    record(act="customer erased", what=f"{len(numbers)} cases", now=now, by=by, customer_id=customer)
    return Erasure.objects.create(
        customer=customer, cases=numbers, files=hashes, at=now, by=by,
        keys=[*addresses, *(customer_key(n) for n, _ in known), *(name for _, name in known if by_name)],
    )  # fmt: skip


def _take_apart(customer: int, now: datetime) -> None:
    """Others' cases come out of theirs, and theirs out of others', so that only theirs are deleted."""
    for case in Case.objects.filter(merged_into__isnull=False).select_related("merged_into").order_by("-number"):
        assert case.merged_into is not None
        if (case.customer_id == customer) != (case.merged_into.customer_id == customer):
            unmerge(case=case.number, by=None, now=now)


def _delete(customer: int, numbers: list[int], addresses: list[str]) -> None:
    port().remove(numbers)
    RawMail.objects.filter(as_message__case__in=numbers).delete()
    OutboxMoment.objects.filter(case_number__in=numbers).delete()
    reported.forget_words(numbers, GONE)
    Case.objects.filter(number__in=numbers).update(merged_into=None)
    Case.objects.filter(number__in=numbers).delete()
    Customer.objects.filter(pk=customer).delete()
    AutomaticSend.objects.filter(address__in=addresses).delete()
    CustomerLink.objects.filter(address__in=addresses).delete()
    LinkAsked.objects.filter(address__in=addresses).delete()
    dead = [d.pk for d in DeadLetter.objects.only("raw").iterator() if _holds(bytes(d.raw), addresses)]
    loose = RawMail.objects.filter(as_message__isnull=True).only("data").iterator()
    DeadLetter.objects.filter(pk__in=dead).delete()
    RawMail.objects.filter(pk__in=[r.pk for r in loose if _holds(bytes(r.data), addresses)]).delete()


def _holds(raw: bytes, words: list[str]) -> bool:
    low = raw.lower()
    near = [word for word in words if word.encode() in low]
    return any(mention(word).search(raw.decode("utf-8", "replace")) for word in near)


def _blank(address: str) -> None:
    """Where others' cases hold the address: quoted, copied, or written from it. Such raw mail goes."""
    touched = _blank_messages(address) | _blank_cases(address)
    for promise in Promise.objects.filter(_holding((*PROMISE_TEXTS, "broken_by"), address)):
        for name in PROMISE_TEXTS:
            setattr(promise, name, without(getattr(promise, name), address))
        promise.broken_by = _throughout(promise.broken_by, address)
        promise.save()
    for model, names in TOLD:
        for row in model._default_manager.filter(_holding(names, address)):
            for name in names:
                setattr(row, name, without(getattr(row, name), address))
            row.save(update_fields=names)
    reported.blank(address, without)
    for moment in OutboxMoment.objects.filter(attributes__icontains=address):
        moment.attributes = _throughout(moment.attributes, address)
        moment.save(update_fields=["attributes"])
    for case in Case.objects.filter(number__in=touched):
        reindex(case)


def _blank_messages(address: str) -> set[int]:
    """The cases whose messages named the address."""
    near = Message.objects.filter(_holding((*MESSAGE_TEXTS, "sender_address", "to", "cc"), address))
    found = [m for m in near if _named(m, MESSAGE_TEXTS, address) or address in _reached(m)]
    for message in found:
        RawMail.objects.filter(as_message=message).delete()
        if _bare(message.sender_address) == address:
            message.sender_address, message.sender_name = "", GONE
        for name in MESSAGE_TEXTS:
            setattr(message, name, without(getattr(message, name), address))
        message.to, message.cc = ([a for a in many if _bare(a) != address] for many in (message.to, message.cc))
        message.save()
    return {message.case_id for message in found}


def _blank_cases(address: str) -> set[int]:
    found = [c for c in Case.objects.filter(_holding(CASE_TEXTS, address)) if _named(c, CASE_TEXTS, address)]
    for case in found:
        for name in CASE_TEXTS:
            setattr(case, name, without(getattr(case, name), address))
        case.save()
    return {case.number for case in found}


def _named(row: Model, names: Iterable[str], address: str) -> bool:
    """Whether a text of the row holds the address itself: the database finds parts of others' as well."""
    return any(mention(address).search(getattr(row, name)) for name in names)


def _reached(message: Message) -> list[str]:
    return [_bare(a) for a in (message.sender_address, *message.to, *message.cc)]


def _bare(address: str) -> str:
    return normalised(parseaddr(address)[1] or address)[1]


def _throughout(value: Any, word: str) -> Any:
    """A JSON value with a word blanked wherever it stands by itself."""
    if isinstance(value, dict):
        return {key: _throughout(part, word) for key, part in value.items()}
    if isinstance(value, list):
        return [_throughout(part, word) for part in value]
    return without(value, word) if isinstance(value, str) else value


def _holding(names: Iterable[str], word: str) -> Q:
    return reduce(or_, (Q(**{f"{name}__icontains": word}) for name in names))


def without(text: str, word: str) -> str:
    """A text with a word blanked where it stands by itself, in letters large or small."""
    return mention(word).sub(GONE, text)


def finish_erasures(*, now: datetime, folder: Path | None = None) -> int:
    """Clean files, record, findings and the database's free pages after erasures; how many were finished.

    Runs in no transaction, and again from the start where it was killed.
    """
    open_still = list(Erasure.objects.filter(finished_at__isnull=True).order_by("id"))
    for erasure in open_still:
        _drop_files(erasure)
        erase(
            folder or record_folder(),
            cases=[case_key(n) for n in erasure.cases],
            customers=erasure.keys,
            words=[key for key in erasure.keys if _is_address(key)],
        )
        erasure.keys = []
        erasure.save(update_fields=["keys"])
    if open_still:
        scrub.findings(Path(settings.DATA) / "findings")
        port().scrub()
        scrub.database()
        Erasure.objects.filter(pk__in=[e.pk for e in open_still]).update(finished_at=now)
    return len(open_still)


def _is_address(key: str) -> bool:
    kind, value = normalised(key)
    return value == key and len(key) >= LEAST_ADDRESS and (kind == "email" or key.removeprefix("+").isdecimal())


def _drop_files(erasure: Erasure) -> None:
    used = set(Attachment.objects.filter(sha256__in=erasure.files).values_list("sha256", flat=True))
    files.drop(set(erasure.files) - used)
