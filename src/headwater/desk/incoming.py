"""What comes in by any channel: a message with all that is known of it, and files. Pure values."""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

MOST_ID = 500
PREVIEW = 160


@dataclass(frozen=True, slots=True)
class Upload:
    """A file with its bytes, as somebody sent it; the name and type are the sender's claim."""

    name: str
    type: str
    data: bytes
    inline: bool = False
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message from outside. `stripped` is what is new in it; `automatic` says that no person wrote it,
    `forged` that our mail server doubts the sender's address.

    `written_at` is the sender's clock. `raw` is the mail as it came, kept under `raw_id` (default: its Message-ID).
    """

    text: str
    stripped: str = ""
    html_safe: str = ""
    subject: str = ""
    sender_name: str = ""
    sender_address: str = ""
    channel: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    written_at: datetime | None = None
    automatic: bool = False
    forged: bool = False
    language: str = ""
    mailbox: int | None = None
    uploads: tuple[Upload, ...] = field(default=())
    raw: bytes | None = None
    raw_id: str = ""


def plain(text: str) -> str:
    """Text that every database takes: no NUL, no half surrogate."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def message_key(message_id: str) -> str:
    """A Message-ID as it is looked up, without angle brackets; one longer than the column stands as its hash."""
    clean = plain(message_id).strip().removeprefix("<").removesuffix(">")
    if len(clean) <= MOST_ID:
        return clean
    return "sha256:" + hashlib.sha256(clean.encode()).hexdigest()


def preview(text: str) -> str:
    """The first words, for a list."""
    return " ".join(plain(text[: 8 * PREVIEW]).split())[:PREVIEW]


def normalised(address: str) -> tuple[str, str]:
    """Kind and value under which an address is known: ("email", "ada@example.org") or ("phone", "+4930123")."""
    clean = unicodedata.normalize("NFKC", plain(address)).strip().casefold()
    if "@" in clean:
        return "email", clean[:320]
    digits = "".join(c for c in clean if c.isdigit())
    return "phone", (("+" if clean.startswith("+") else "") + digits)[:320]
