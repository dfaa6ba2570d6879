"""Values of the e-mail channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from headwater.desk.incoming import Incoming
from headwater.signals.mail.domain import Mail


class Result(StrEnum):
    """What became of a mail."""

    OPENED = "opened"
    """a new case"""
    JOINED = "joined"
    """a message in a case"""
    COPY = "copy"
    """the same mail by another way: kept raw beside the message that is there, or aside for another team"""
    KNOWN = "known"
    """this very mail from this very mailbox was taken in before"""
    DEAD = "dead"
    """it could not be taken in; it waits among the dead letters with the reason"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail, and where it is now."""

    result: Result
    case: int | None = None
    message: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail as a server handed it over. `recipients` are the envelope's, where it is known."""

    mailbox: int | None
    raw: bytes
    recipients: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A mail that was read, before anything is looked up. `customer` and `name` are whom a new case is opened for;
    `identity` is one for mails that say the same, whatever way they took."""

    arrival: Arrival
    mail: Mail
    incoming: Incoming
    sha256: str
    identity: str
    customer: str
    name: str
    addressed: tuple[str, ...]
