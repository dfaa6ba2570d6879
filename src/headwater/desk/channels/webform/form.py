"""What the form sends, checked; a machine that fills every field is thanked and forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from headwater.desk.acts.opening import open_case
from headwater.desk.incoming import Incoming
from headwater.desk.models import Case
from headwater.shared.errors import InputError

CHANNEL = "webform"
TRAP = "website"
"""a field that people do not see; who fills it is a machine"""
MOST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote into the form."""

    name: str
    address: str
    words: str
    wanted: str
    subject: str
    machine: bool


def read(given: Mapping[str, str]) -> Said:
    """The form's fields. Raises InputError where nobody could be answered."""
    clean = {name: given.get(name, "").strip() for name in ("name", "address", "words", "wanted", "subject")}
    said = Said(**clean, machine=bool(given.get(TRAP, "").strip()))
    if not said.words:
        raise InputError("Tell us what happened, in your own words.")
    if "@" not in said.address or " " in said.address:
        raise InputError("An e-mail address is needed, so that we can answer.")
    if len(said.words) > MOST_WORDS:
        raise InputError("This is longer than the form takes; send it by e-mail instead.")
    return said


def open_from(said: Said, *, now: datetime, language: str, key: str) -> Case:
    """Open the customer's case; the same `key` (one per shown form) opens it once."""
    words = said.words if not said.wanted else f"{said.words}\n\n{said.wanted}"
    incoming = Incoming(
        text=words, sender_name=said.name, sender_address=said.address, channel=CHANNEL, language=language
    )
    return open_case(
        channel=CHANNEL,
        customer_name=said.name,
        address=said.address,
        words=words,
        subject=said.subject[:200],
        now=now,
        key=f"webform:{key}",
        incoming=incoming,
    )
