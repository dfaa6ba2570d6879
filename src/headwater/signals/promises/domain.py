"""What is found: a promise with its place in the text, and when it falls due."""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True)
class Due:
    """The earliest and the latest moment at which the promise is kept as it was said; both aware."""

    earliest: datetime
    latest: datetime


@dataclass(frozen=True)
class Suggestion:
    """One promise as it may have been meant; a person confirms it. `text` is `text[span[0]:span[1]]` of what was read.

    `who` is "I", "we" or a name as said. `vague`: no date was said, `due` is the organisation's default, or a guess
    at "a few days". `condition` is what it waits for, as said. `rule` names the pattern that found the time.
    """

    span: tuple[int, int]
    text: str
    who: str
    what: str
    to_whom: str
    due: Due
    vague: bool
    rule: str
    language: str
    condition: str = ""


@dataclass(frozen=True)
class When:
    """What a phrase says of time: days, times of day or moments, each a range; with nothing of it, it is vague."""

    days: tuple[date, date] | None = None
    clock: tuple[time, time] | None = None
    moments: tuple[datetime, datetime] | None = None
    vague: bool = False
    by: bool = False  # a deadline, whatever stands before it
    next_day: bool = False  # a time of day without a day means tomorrow's
    closes: bool = False  # the end of business of its day
    twelve: bool = False  # of a dial of twelve hours: "at 8", "halb acht"


@dataclass(frozen=True)
class Phrase:
    """A phrase of time in the text, with what stands before it: "by", "before", "on" or "not" (none of a promise)."""

    start: int
    end: int
    rule: str
    when: When
    before: str = "on"


@dataclass(frozen=True)
class Governor:
    """Words that decide what a time belongs to.

    kind: "promise"; "weak", a promise only where nothing else decides; "other", something that is none; "condition";
    "mood", which asks or wishes and so decides over what follows in its clause. `strong`: a promise without any time.
    """

    start: int
    end: int
    kind: str
    who: str = "we"
    strong: bool = False


@dataclass(frozen=True)
class Bound:
    """A promise and its time; without one where none was said."""

    governor: Governor
    phrase: Phrase | None
    condition: Governor | None = None
