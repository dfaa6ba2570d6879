"""What pages show, as values: no table, no text of the page. Times are aware, UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from headwater.desk.promise import PromiseLine
from headwater.desk.query import Query
from headwater.desk.wishes import Wish


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something with its name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Here:
    """Who is reading or writing just now."""

    user: Named
    doing: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A case in a list. `not_out`: an answer of ours waits to leave for longer than it should. `named`: an unread note
    names the reader (in their list of mentions only)."""

    number: int
    subject: str
    preview: str
    customer: Named
    team: Named | None
    holder: Named | None
    channel: str
    state: str
    ending: str
    opened_at: datetime
    changed_at: datetime
    last_customer_at: datetime | None
    last_staff_at: datetime | None
    snoozed_until: datetime | None
    answered_while_snoozed: bool
    unreachable: bool
    promised: str
    language: str
    tags: tuple[str, ...] = ()
    here: tuple[Here, ...] = ()
    not_out: bool = False
    named: bool = False

    @property
    def customer_waits(self) -> bool:
        """The customer spoke last."""
        spoke = self.last_customer_at
        return spoke is not None and (self.last_staff_at is None or spoke > self.last_staff_at)


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A list to choose. `count` stops at `MOST_COUNTED`, is of the unread of the list of mentions, and None where
    nothing is counted."""

    key: str
    name: str
    query: Query
    team: int | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of a list. `older` is the cursor of the next page, "" on the last."""

    view: ViewLink
    rows: tuple[InboxRow, ...]
    older: str
    views: tuple[ViewLink, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """An attachment."""

    id: int
    name: str
    type: str
    size: int
    sha256: str
    inline: bool
    content_id: str


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message in, out, or an internal note. `merged_from` is the number of the case it came with; `not_out` says that
    it should have left by now and has not."""

    id: int
    kind: str
    state: str
    at: datetime
    written_at: datetime | None
    author: Named | None
    sender_name: str
    sender_address: str
    subject: str
    text: str
    stripped: str
    html_safe: str
    automatic: bool
    channel: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    hold_until: datetime | None
    failed_reason: str
    message_id: str
    merged_from: int | None
    forged: bool = False
    files: tuple[FileLine, ...] = ()
    not_out: bool = False


@dataclass(frozen=True, slots=True)
class Receiver:
    """An address that an answer can go to: one of the customer's, or (with a name) of somebody else who wrote."""

    address: str
    name: str
    customers: bool


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One act, as the journal has it."""

    at: datetime
    step: str
    who: Named | None
    team: Named | None
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HeldLine:
    """Who held it from when to when; nobody is queue time."""

    team: Named | None
    holder: Named | None
    since: datetime
    until: datetime | None
    seconds: float


@dataclass(frozen=True, slots=True)
class OtherCase:
    """A case that has to do with this one: `why` is merged, split off, split from, same customer, or a reason."""

    number: int
    subject: str
    state: str
    why: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with all that its page shows. `earlier` says that older messages were left out; `mentions` are the
    reader's unread ones in it, `place` is its newest act's place in the journal; `sends`: some mailbox sends mail.

    `against_mail` and `against_call` are the kinds of the customer's `wishes` that a contact would go against just now;
    `types` are the situations somebody saw them in."""

    row: InboxRow
    own_words: str
    concern: str
    wanted: str
    predicted: str
    promised: str
    our_aim: str
    kind_asked: str
    kind_confirmed: str
    concern_confirmed_at: datetime | None
    outcome_confirmed_at: datetime | None
    confirmed_by_customer: bool
    done_at: datetime | None
    ended_at: datetime | None
    merged_into: int | None
    addresses: tuple[tuple[str, str], ...]
    messages: tuple[MessageLine, ...]
    earlier: bool
    story: tuple[StoryLine, ...]
    held: tuple[HeldLine, ...]
    others: tuple[OtherCase, ...]
    may_serve: bool
    mentions: tuple[int, ...] = ()
    place: int = 0
    team_s: float = 0.0
    queue_s: float = 0.0
    sends: bool = False
    promises: tuple[PromiseLine, ...] = ()
    wishes: tuple[Wish, ...] = ()
    against_mail: tuple[str, ...] = ()
    against_call: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    def stranger(self, message: MessageLine) -> bool:
        """Whether it came by mail from an address that is not known as this customer's."""
        sender = message.sender_address.casefold()
        wrote = message.kind == "in" and message.author is None and "@" in sender and not message.automatic
        return wrote and ("email", sender) not in self.addresses

    @property
    def receivers(self) -> tuple[Receiver, ...]:
        """Who can be answered: the customer at the address they wrote from last, their others, others who wrote."""
        wrote: dict[str, str] = {}
        for m in reversed(self.messages):
            if m.kind == "in" and not m.automatic:
                wrote.setdefault(m.sender_address, m.sender_name)
        newest = list(wrote)
        theirs = [value for kind, value in self.addresses if kind == "email"]
        own = sorted(theirs, key=lambda a: newest.index(a) if a in wrote else len(newest))
        others = [a for a in newest if "@" in a and a not in theirs]
        return (
            *(Receiver(a, self.row.customer.name, customers=True) for a in own),
            *(Receiver(a, wrote[a], customers=False) for a in others),
        )


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Cases found: the best of the newest matches first. `older` is the cursor to the matches before these."""

    words: tuple[str, ...]
    rows: tuple[InboxRow, ...]
    older: str = ""
    in_parts: bool = False
    """some hold only parts of the words"""


@dataclass(frozen=True, slots=True)
class HiddenNeed:
    """A kind of request, how often its confirmed need was written down, how often it was another, and which."""

    kind: str
    confirmed: int
    other: int
    instead: tuple[tuple[str, int], ...] = field(default=())
