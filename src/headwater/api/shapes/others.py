"""Everything beside cases, in and out."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from headwater.api.hooks.manage import STEPS
from headwater.api.shapes.base import In, Line, Named, Out, Time, Words

URL = r"^https?://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._\-]+)(:[0-9]{1,5})?([/?#][!-~]*)?$"
Url = Annotated[str, Field(max_length=2000, pattern=URL, examples=["https://example.org/headwater"])]
Step = Annotated[str, Field(json_schema_extra={"enum": list(STEPS)})]


class MeOut(Out):
    """Who the key acts as, and what for."""

    id: int
    name: str
    key: str
    team: int | None
    scopes: list[str]
    teams: dict[str, str]


class TeamOut(Out):
    """A team."""

    id: int
    name: str
    time_zone: str


class Teams(Out):
    """Every team."""

    teams: list[TeamOut]


class AddressOut(Out):
    """How somebody is reached: kind is email or phone."""

    kind: str
    value: str


class CustomerCaseOut(Out):
    """A case of theirs that the key's owner may see."""

    number: int
    subject: str
    state: str
    opened_at: datetime


class CustomerOut(Out):
    """A customer."""

    id: int
    name: str
    language: str
    created_at: datetime
    addresses: list[AddressOut]
    cases: list[CustomerCaseOut]


class ErasedOut(Out):
    """What was forgotten; files and the record follow within a minute."""

    customer: int
    cases: list[int]


class MomentIn(In):
    """Something that happened. The same key counts once. A `case` like desk-17 is the desk's own case 17."""

    key: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[!-~]+$")]
    case: Named
    step: Named
    at: Time
    start: Time | None = None
    who: Line | None = None
    team: Line | None = None
    customer: Line | None = None
    channel: Line | None = None
    attributes: Annotated[
        dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9 _-]{0,60}$")], Words | float | bool],
        Field(max_length=40, default_factory=dict, json_schema_extra={"additionalProperties": False}),
    ]


class MomentsIn(In):
    """Up to a thousand moments."""

    moments: Annotated[list[MomentIn], Field(min_length=1, max_length=1000)]


class MomentsOut(Out):
    """How many were new and how many were there already."""

    taken: int
    known: int


class FigureLine(Out):
    """A number of the last answer, with what it means."""

    key: str
    name: str
    text: str
    definition: str
    rule: str
    n: str
    interval: str
    left_out: str
    rows: str


class Figures(Out):
    """Every number of the last answer."""

    made_at: datetime
    figures: list[FigureLine]


class Rows(Out):
    """The rows behind a number; `total` counts them all, `after` is given back to get more, 0 on the last page."""

    columns: list[str]
    rows: list[list[Any]]
    total: int
    after: int


class DeskFigure(Out):
    """A number of the desk; `value` null is "cannot tell". Durations are in seconds."""

    name: str
    unit: str
    value: float | None
    n: int
    definition: str
    interval: tuple[float, float] | None
    left_out: list[tuple[str, int]]
    parts: list[tuple[str, float]]


class DeskFigures(Out):
    """The desk's numbers over the cases that the key's owner may see."""

    since: datetime
    until: datetime
    figures: list[DeskFigure]


class WebhookIn(In):
    """Where to tell which steps; none named is all."""

    url: Url
    steps: Annotated[list[Step], Field(max_length=50, default_factory=list)]


class WebhookChange(In):
    """What is given changes."""

    url: Url | None = None
    steps: Annotated[list[Step], Field(max_length=50)] | None = None
    live: bool | None = None


class WebhookOut(Out):
    """A webhook; `trouble` is why its last message was given up."""

    id: int
    url: str
    steps: list[str]
    live: bool
    made_at: datetime
    trouble: str


class WebhookMade(WebhookOut):
    """A new webhook with its secret, which is shown this once; "" where the call was made before."""

    secret: str


class Webhooks(Out):
    """One's own webhooks."""

    webhooks: list[WebhookOut]


class TryOut(Out):
    """One try; status 0 is no answer."""

    at: datetime
    status: int
    trouble: str


class DeliveryOut(Out):
    """A message to a webhook and its tries."""

    id: int
    moment: int
    step: str
    case: int
    at: datetime
    fate: str
    tries: int
    next_at: datetime | None
    delivered_at: datetime | None
    log: list[TryOut]


class Deliveries(Out):
    """Newest first; `before` is given back to get older ones, 0 on the last page."""

    deliveries: list[DeliveryOut]
    before: int
