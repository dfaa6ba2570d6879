"""What a customer takes along from their own page: all that is kept about them (GDPR art. 15 and 20), without what
would show somebody else (art. 15 (4)); what is left out is said, and why."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.forms.models import model_to_dict

from headwater.desk.acts.due import promises_of_customer
from headwater.desk.acts.person import PersonExport, in_record
from headwater.desk.inferring import Guess, guesses
from headwater.desk.models import (
    Attachment,
    Case,
    CaseTag,
    Customer,
    CustomerLink,
    FollowUp,
    Message,
    OutboxMoment,
    RawMail,
    Rhythm,
    Treatment,
    TypeGiven,
)
from headwater.desk.promise import PromiseLine
from headwater.desk.store import files, story
from headwater.desk.store import theirs as own
from headwater.people.service import record

CASE = (
    "number", "subject", "channel", "state", "opened_at", "changed_at", "done_at", "ended_at", "own_words", "concern",
    "wanted", "predicted", "promised", "our_aim", "kind_asked", "kind_confirmed", "outcome_confirmed_at",
    "confirmed_by_customer", "ending", "language",
)  # fmt: skip
RECORD = ("case", "step", "at", "channel")
LEFT_OUT = {
    "names of people who work here": "Their names are data of theirs; their teams are named instead.",
    "notes that hold data of others": "They hold an address or a number that is not yours, or stand in a case that was "
    "put together with somebody else's; ask us, and a person looks through them.",
    "words of promises that we wrote down in a note": "Only that something was promised, and its date, is told.",
    "messages of others": "What others wrote in your cases is theirs.",
    "the log of who looked": "Your page shows it by role.",
}
SOMETHING = "We promised something for you"
"""where the words of a promise are those of a note"""
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_NUMBER = re.compile(r"\+?\d[\d ()/-]{6,}\d")


@transaction.atomic
def own_export(*, customer: Customer, now: datetime) -> PersonExport:
    """Everything kept about them. The audit log says that they took it."""
    record(act="own page: exported", now=now, by=None, customer_id=customer.pk)
    theirs = frozenset(a.value for a in own.addresses(customer.pk))
    cases = list(Case.objects.filter(customer=customer).select_related("merged_into").order_by("number"))
    said = own.said(customer.pk, cases, theirs, most=None)
    notes, withheld = _notes(cases, theirs)
    data = {
        "made_at": now,
        "name": customer.name,
        "language": customer.language,
        "known_since": customer.created_at,
        "addresses": sorted(theirs),
        "cases": [{name: getattr(case, name) for name in CASE} for case in cases],
        "messages": [_message(one) for one in said],
        "notes": notes,
        "promises": [_promise(p) for p in promises_of_customer(customer=customer) if p.given_at],
        "preferences": [_preference(p) for p in story.preferences(customer.pk)],
        "inferred": [_guess(g) for g in _guesses(customer, theirs)],
        "situations": [{"name": t.name, "case": t.case, "at": t.at} for t in story.types(customer.pk, None)],
        **_rows(customer, cases),
        "record": [{n: row.get(n) for n in RECORD} for row in in_record(customer.pk, [c.number for c in cases], None)],
        "left_out": {**LEFT_OUT, "notes left out": withheld},
    }
    return PersonExport(data, tuple(_files(said)))


def _message(said: own.Said) -> dict[str, Any]:
    return {
        "case": said.case, "at": said.at, "from": "us" if said.ours else "you", "channel": said.channel,
        "text": said.text, "files": list(said.files),
    }  # fmt: skip


def _notes(cases: list[Case], theirs: frozenset[str]) -> tuple[list[dict[str, Any]], int]:
    """Notes about them, and how many are held back because they hold somebody else's data."""
    where = [c.number for c in cases if c.merged_into_id is None]
    shared = set(_shared(where))
    rows = Message.objects.filter(case__in=where, kind="note", merged_from__isnull=True).order_by("at", "id")
    notes = [(m, m.case_id in shared or _of_others(m.text, theirs)) for m in rows]
    shown = [{"case": m.case_id, "at": m.at, "text": m.text} for m, held in notes if not held]
    return shown, sum(held for _, held in notes)


def _shared(cases: Iterable[int]) -> Iterable[int | None]:
    """Cases of theirs into which somebody else's was merged."""
    rows = Case.objects.filter(merged_into__in=list(cases)).exclude(customer=models.F("merged_into__customer"))
    return rows.values_list("merged_into", flat=True)


def _of_others(text: str, theirs: frozenset[str]) -> bool:
    numbers = {"".join(c for c in n if c.isdigit()) for n in _NUMBER.findall(text)}
    own_numbers = {"".join(c for c in a if c.isdigit()) for a in theirs if "@" not in a}
    return bool({a.lower().rstrip(".") for a in _ADDRESS.findall(text)} - theirs or numbers - own_numbers)


def _promise(line: PromiseLine) -> dict[str, Any]:
    names = (
        "what", "own_words", "due_from", "due_to", "vague", "state", "case", "made_at", "asked_to_move_to",
        "settled_at", "link", "agreed_how",
    )  # fmt: skip
    shown = own.as_theirs(line)
    told = {name: getattr(shown, name) for name in names} | {"team": line.team_name}
    return told | {"what": shown.what or SOMETHING}


def _preference(line: story.PreferenceLine) -> dict[str, Any]:
    return {"kind": line.kind, "value": line.value, "said_at": line.said_at, "until": line.until}


def _guess(guess: Guess) -> dict[str, Any]:
    return {"kind": guess.kind, "value": guess.value, "messages": guess.n, "of": guess.of, "newest": guess.newest}


def _guesses(customer: Customer, theirs: frozenset[str]) -> tuple[Guess, ...]:
    return guesses(story.said(customer.pk, None, theirs), zone="UTC")


def _rows(customer: Customer, cases: list[Case]) -> dict[str, Any]:
    """What is kept in tables of their own, without the people who wrote it."""
    numbers = [c.number for c in cases]
    moments = OutboxMoment.objects.filter(case_number__in=numbers).order_by("id")
    links = CustomerLink.objects.filter(customer=customer).order_by("id")
    return {
        "story": list(moments.values("case_number", "step", "at", "channel")),
        "tags": list(CaseTag.objects.filter(case__in=numbers).values("case_id", "tag__name", "at")),
        "treated_differently": [_without_people(t) for t in Treatment.objects.filter(customer=customer)],
        "rhythm": [_without_people(r) for r in Rhythm.objects.filter(customer=customer)],
        "situations_before": list(
            TypeGiven.objects.filter(customer=customer, until__isnull=False).values("type__name", "at", "until")
        ),
        "asked_whether_you_got_there": list(
            FollowUp.objects.filter(case__in=numbers).values("case_id", "asked_at", "answered_at", "reached")
        ),
        "links": list(links.values("purpose", "address", "made_at", "expires_at", "used_at")),
    }


def _without_people(row: models.Model) -> dict[str, Any]:
    people = {f.name for f in row._meta.concrete_fields if f.related_model is not None}
    return {name: value for name, value in model_to_dict(row).items() if name not in people}


def _files(said: list[own.Said]) -> Iterable[tuple[str, bytes]]:
    ids = [one.id for one in said]
    for file in Attachment.objects.filter(message__in=ids).order_by("id"):
        yield f"attachments/{file.pk}-{Path(file.name).name}", files.read(file.sha256)
    for raw in RawMail.objects.filter(as_message__in=[one.id for one in said if not one.ours]).order_by("id"):
        yield f"raw/{raw.pk}.eml", bytes(raw.data)
