"""Cases in and out."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from headwater.api.shapes.base import Email, Id, In, Line, Named, Out, Reached, Text, Time, Who, Words


class CaseRow(Out):
    """A case in a list. `customer_waits` says that the customer spoke last."""

    number: int
    subject: str
    preview: str
    customer: Who
    team: Who | None
    holder: Who | None
    channel: str
    state: str
    ending: str
    opened_at: datetime
    changed_at: datetime
    last_customer_at: datetime | None
    last_staff_at: datetime | None
    snoozed_until: datetime | None
    unreachable: bool
    customer_waits: bool
    language: str
    tags: list[str]


class CaseList(Out):
    """A page of cases. `after` is given back to get the next page, "" on the last."""

    cases: list[CaseRow]
    after: str


class FileOut(Out):
    """A file that came with a message."""

    id: int
    name: str
    type: str
    size: int
    sha256: str


class MessageOut(Out):
    """A message in, out, or a note. `text` is all of it, `stripped` what is new in it."""

    id: int
    kind: str
    state: str
    at: datetime
    author: Who | None
    sender_name: str
    sender_address: str
    subject: str
    text: str
    stripped: str
    automatic: bool
    channel: str
    to: list[str]
    cc: list[str]
    hold_until: datetime | None
    failed_reason: str
    not_out: bool
    files: list[FileOut]


class StepOut(Out):
    """One act, as the journal has it."""

    at: datetime
    step: str
    who: Who | None
    team: Who | None
    said: dict[str, Any]


class HeldOut(Out):
    """Who held the case from when to when; nobody is queue time."""

    team: Who | None
    holder: Who | None
    since: datetime
    until: datetime | None
    seconds: float


class CaseOut(Out):
    """A case with its newest messages; `earlier` says that older ones are left out (ask with `before`)."""

    row: CaseRow
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
    messages: list[MessageOut]
    earlier: bool
    story: list[StepOut]
    held: list[HeldOut]
    may_serve: bool


class CaseNow(Out):
    """A case as it stands after an act."""

    number: int
    subject: str
    state: str
    ending: str
    channel: str
    customer: int = Field(validation_alias="customer_id")
    team: int | None = Field(validation_alias="team_id")
    holder: int | None = Field(validation_alias="holder_id")
    opened_at: datetime
    changed_at: datetime
    snoozed_until: datetime | None
    concern: str
    wanted: str
    predicted: str
    promised: str
    our_aim: str
    kind_asked: str
    kind_confirmed: str


class MessageNow(Out):
    """A message as it stands after an act."""

    id: int
    case: int = Field(validation_alias="case_id")
    kind: str
    state: str
    at: datetime
    hold_until: datetime | None
    text: str
    to: list[str]
    cc: list[str]


class CaseIn(In):
    """A new case: the customer's own words and how they are reached."""

    words: Words
    address: Reached
    name: Line = ""
    subject: Line = ""
    team: Id | None = None
    kind_asked: Annotated[str, Field(max_length=120)] = ""
    language: Annotated[str, Field(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]{2,6})?)?$")] = ""


class SaidIn(In):
    """Another message of the customer."""

    words: Words
    address: Reached
    name: Line = ""


class ConfirmIn(In):
    """What was confirmed with the customer; what is left out stays as it is."""

    concern: Text | None = None
    wanted: Text | None = None
    predicted: Text | None = None
    promised: Text | None = None
    our_aim: Text | None = None
    kind_asked: Line | None = None
    kind_confirmed: Line | None = None


class AssignIn(In):
    """Who holds it from now on; null is nobody."""

    holder: Id | None


class HandOverIn(In):
    """Which team and person have it from now on, and the story that travels with it."""

    team: Id | None
    holder: Id | None = None
    story: Text = ""


class ReplyIn(In):
    """An answer; it leaves after `hold_seconds`. Without `to` it goes to the case's customer, whoever wrote last; `to`
    and `cc` together are 20 addresses at most, and none of them a mailbox of the desk."""

    text: Words
    hold_seconds: Annotated[int, Field(ge=0, le=3600)] = 10
    to: Annotated[list[Email], Field(max_length=20)] | None = None
    cc: Annotated[list[Email], Field(max_length=20, default_factory=list)]


class ToldIn(In):
    """What the customer was told."""

    text: Words


class NoteIn(In):
    """A note inside; `mentions` are ids of people who can see the case."""

    text: Words
    mentions: Annotated[list[Id], Field(max_length=50, default_factory=list)]


class EndIn(In):
    """By the customer's word that the outcome is reached, or in silence (`by_their_word` false). `wanted` is the
    outcome they confirm with it, where none was confirmed before."""

    reached: bool
    by_their_word: bool
    wanted: Text = ""


class WhyIn(In):
    """Why it goes on."""

    why: Line = ""


class SnoozeIn(In):
    """Out of sight until then."""

    until: Time


class TagIn(In):
    """A tag."""

    name: Named


class MergeIn(In):
    """The case that the messages go to. `other_customer`: it is another customer's, and that is meant."""

    into: Id
    other_customer: bool = False


class SplitIn(In):
    """The messages that become a case of their own."""

    messages: Annotated[list[Id], Field(min_length=1, max_length=500)]
    subject: Line = ""
