"""Which case a mail belongs to. The first that says so counts; nobody joins a case by quoting its number.

1. an address it was sent to, signed by us   2. In-Reply-To, then References newest first, signed by us
3. the same ids, as those of messages we know   4. the case's number in the subject, where the sender takes part in it.
"""

import re
from dataclasses import dataclass

from headwater.desk.channels.email import desk, signing
from headwater.desk.channels.email.domain import Read
from headwater.desk.channels.email.memory import Memory
from headwater.desk.channels.email.reading import answered_ids
from headwater.desk.models import Case

_NUMBER = re.compile(r"\[#(\d{1,15})\]")
STRANGER = "Its subject names this case, but its sender takes no part in it."


@dataclass(frozen=True, slots=True)
class Place:
    """The case to join; without one a new case opens, perhaps noted as related to another."""

    case: Case | None = None
    related: Case | None = None
    why: str = ""


def place(read: Read, memory: Memory) -> Place:
    """Where the mail belongs."""
    found = _signed_address(read) or _answered(read, memory)
    return Place(found) if found else _by_subject(read)


def _signed_address(read: Read) -> Case | None:
    numbers = (signing.case_of_address(address) for address in read.addressed)
    return next((case for n in numbers if n is not None and (case := desk.case_by_number(n))), None)


def _answered(read: Read, memory: Memory) -> Case | None:
    ids = answered_ids(read)
    signed = (signing.case_of_message_id(one) for one in ids)
    found = next((case for n in signed if n is not None and (case := desk.case_by_number(n))), None)
    return found or (desk.case_for_references(ids) if memory.knows_any(ids) else None) or _returned(read)


def _returned(read: Read) -> Case | None:
    """A notice of delay or a receipt that names our message only in what it returns of it."""
    made = signing.signed_within(read.arrival.raw) if read.incoming.automatic else []
    return next((case for n in made if (case := desk.case_by_number(n))), None)


def _by_subject(read: Read) -> Place:
    tag = _NUMBER.search(read.mail.subject or "")
    case = desk.case_by_number(int(tag[1])) if tag else None
    if case is None:
        return Place()
    sender = read.incoming.sender_address
    if sender and not read.incoming.automatic and desk.takes_part(case, sender):
        return Place(case)
    return Place(related=case, why=STRANGER)
