"""What a message says, as plain values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """A name, an address, or both; what the header does not give is None."""

    name: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is not shown as the body. `size` is in decoded bytes; `inline` parts are shown inside the body."""

    name: str | None
    type: str
    size: int
    inline: bool
    content_id: str | None
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """One message. What the sender did not give is None (or empty where a list is meant); nothing is made up.

    `from_` is None without a From header. Message ids stand without angle brackets. `date` has an offset; a zone that
    the sender did not name counts as UTC. `text` is the whole body, `stripped_text` what the sender newly wrote.
    `automatic`: no person wrote this message to us. `failed`: it says that a message of ours could not be delivered;
    `bounce_of` is that message's id, where it can be known. `notes` say what was cut, guessed or unreadable.
    """

    from_: tuple[Address, ...] | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str | None
    date: datetime | None
    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    text: str
    stripped_text: str
    html: str | None
    attachments: tuple[Attachment, ...]
    automatic: bool
    failed: bool
    failed_recipients: tuple[str, ...]
    bounce_of: str | None
    notes: tuple[str, ...]
    authentication: tuple[str, ...] = ()
    """what servers on the way say of the sender, the last first; `authentication.forged` reads it"""
