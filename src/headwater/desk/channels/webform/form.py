"""What the form sends, checked; a machine that fills every field is thanked and forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from headwater.desk.acts.opening import open_case
from headwater.desk.incoming import Incoming, normalised
from headwater.desk.models import Case
from headwater.shared.errors import InputError

CHANNEL = "webform"
TRAP = "website"
"""a field that people do not see; who fills it is a machine"""
MOST_WORDS = 20_000
AGAIN = timedelta(hours=1)


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


def open_from(said: Said, *, now: datetime, language: str) -> Case:
    """Open the customer's case. The same words from the same address within `AGAIN` open it once: whoever goes back in
    the browser and sends once more sees another form with the words in it."""
    incoming = Incoming(
        text=said.words, sender_name=said.name, sender_address=said.address, channel=CHANNEL, language=language
    )
    key, before = _keys(said, now)
    return open_case(
        channel=CHANNEL,
        customer_name=said.name,
        address=said.address,
        words=said.words,
        wanted=said.wanted,
        subject=said.subject[:200],
        now=now,
        key=key,
        earlier_keys=[before],
        incoming=incoming,
    )


def _keys(said: Said, now: datetime) -> list[str]:
    """What was said, in this hour and in the one before."""
    told = "\0".join((*normalised(said.address), said.words, said.wanted))
    digest = sha256(told.encode("utf-8", "replace")).hexdigest()[:32]
    hour = int(now.timestamp()) // int(AGAIN.total_seconds())
    return [f"{CHANNEL}:{digest}:{h}" for h in (hour, hour - 1)]
