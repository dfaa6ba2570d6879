"""What all shapes share: which texts, numbers and times are taken."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from headwater.desk.service import plain

MOST_WORDS = 100_000
BEGAN = datetime(1970, 1, 1, tzinfo=UTC)
PLACE = r"^([0-9]{1,16}~[0-9]{1,18})?$"

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
_Clean = AfterValidator(plain)
Line = Annotated[str, StringConstraints(max_length=300), _Clean]
SOME = r"[^\s\x85\ufeff]"
"""something but spaces; which letters are spaces, readers of patterns disagree on two"""
Named = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=SOME), _Clean]
Words = Annotated[str, StringConstraints(min_length=1, max_length=MOST_WORDS, pattern=SOME), _Clean]
Text = Annotated[str, StringConstraints(max_length=MOST_WORDS), _Clean]
NO_NUL = r"^[^\x00]*$"
REACHED = r"^(?:[^@\s\x00\x85\ufeff]+@[^@\s\x00\x85\ufeff]+|\+?[0-9][0-9 ()/.\-]{3,30})$"
Reached = Annotated[
    str,
    StringConstraints(max_length=320, pattern=REACHED),
    Field(description="An e-mail address or telephone number.", examples=["ada@example.org", "+49 30 123456"]),
]
Email = Annotated[str, StringConstraints(max_length=320, pattern=r"^[^@\s\x00\x85\ufeff]+@[^@\s\x00\x85\ufeff]+$")]


def _written(given: object) -> object:
    """A number is no time; nor is a day that an offset could shift out of the calendar."""
    written = isinstance(given, str) and re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]", given)
    if written and "0001-01-02" <= str(given)[:10] <= "9999-12-30":
        return given
    raise ValueError("a time with its offset is needed, as 2026-03-02T09:00:00Z")


def _utc(given: datetime) -> datetime:
    """PostgreSQL knows no offset of more than sixteen hours."""
    return given.astimezone(UTC)


Time = Annotated[
    AwareDatetime,
    BeforeValidator(_written),
    AfterValidator(_utc),
    Field(description="With its offset: 2026-03-02T09:00:00Z"),
]


class In(BaseModel):
    """A body; a field that is not known is an error, so that no typing mistake is swallowed."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """An answer, made from our own values."""

    model_config = ConfigDict(from_attributes=True)


class Who(Out):
    """Somebody or something with its name."""

    id: int
    name: str


def cursor(after: tuple[datetime, int] | None) -> str:
    """Where the next page begins, as a text that is given back."""
    return "" if after is None else f"{(after[0] - BEGAN) // timedelta(microseconds=1)}~{after[1]}"


def place(after: str) -> tuple[datetime, int] | None:
    """Where a page begins, out of what `cursor` gave."""
    if not after:
        return None
    at, _, number = after.partition("~")
    return BEGAN + timedelta(microseconds=int(at)), int(number)
