"""What is inferred of a customer from what they wrote, always with its source; and what they did, by stated rules."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from headwater.signals.language import language_of

LEAST: Final = 3
LEAST_HOURS: Final = 5
MOST_READ: Final = 50
SHARE: Final = 2 / 3
BLOCK: Final = 3
"""hours that are looked at together"""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """Something they wrote or told us: their words, shortened where they are many."""

    message: int
    case: int
    at: datetime
    channel: str
    text: str


@dataclass(frozen=True, slots=True)
class Guess:
    """Inferred, never said: `n` of `of` messages say so, the newest of them at `newest`."""

    kind: str
    value: str
    n: int
    of: int
    newest: datetime


def guesses(said: Sequence[SaidLine], *, zone: str) -> tuple[Guess, ...]:
    """Language, hours (in `zone`) and channel, each only where two of three messages agree (hours: half of them)."""
    read = said[:MOST_READ]
    found = (
        _most("language", [(code, s.at) for s in read if (code := language_of(s.text))]),
        _hours(read, zone),
        _most("channel", [(s.channel, s.at) for s in read if s.channel]),
    )
    return tuple(guess for guess in found if guess is not None)


def _most(kind: str, each: Sequence[tuple[str, datetime]]) -> Guess | None:
    if len(each) < LEAST:
        return None
    value, n = max(Counter(value for value, _ in each).items(), key=lambda one: (one[1], one[0]))
    if n < SHARE * len(each):
        return None
    return Guess(kind, value, n, len(each), max(at for one, at in each if one == value))


def _hours(said: Sequence[SaidLine], zone: str) -> Guess | None:
    """The three hours in which most of it was written, where that is at least half."""
    if len(said) < LEAST_HOURS:
        return None
    clock = [(s.at.astimezone(ZoneInfo(zone)).hour, s.at) for s in said]
    counted = [(sum((hour - begin) % 24 < BLOCK for hour, _ in clock), -begin) for begin in range(24)]
    n, begin = max(counted)
    if 2 * n < len(said):
        return None
    newest = max(at for hour, at in clock if (hour + begin) % 24 < BLOCK)
    return Guess("hours", f"{-begin:02d}:00-{(BLOCK - begin) % 24:02d}:00 {zone}", n, len(said), newest)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case of theirs. `opens`: the reader may see it; `ending` as the case has it."""

    number: int
    subject: str
    state: str
    ending: str
    opened_at: datetime
    closed_at: datetime | None
    opens: bool


@dataclass(frozen=True, slots=True)
class ActLine:
    """A dated act of theirs: "came back", "left" or "thanked"."""

    at: datetime
    what: str
    case: int


_THANKS = re.compile(
    r"\b(thank you|thanks|thx|danke(schön|sehr)?|vielen dank|herzlichen dank|besten dank)\b", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(no thanks|nein,? danke|(thank you|thanks|danke|dank) (very much )?(so much )?(in advance|im voraus|vorab))\b",
    re.IGNORECASE,
)


def acts(cases: Sequence[CaseLine], said: Sequence[SaidLine], answered: Mapping[int, datetime]) -> tuple[ActLine, ...]:
    """What they did, the newest first; `answered` is when each case had its first answer of ours.

    Came back: opened a case after an earlier one was closed. Left: a case ended in their silence, and nothing came from
    them since. Thanked: said so after an answer of ours; thanks in advance are none.
    """
    found = [*_came_back(cases), *_left(cases, said), *_thanked(said, answered)]
    return tuple(sorted(found, key=lambda act: (act.at, act.what), reverse=True))


def _came_back(cases: Iterable[CaseLine]) -> list[ActLine]:
    each = list(cases)
    closed = min((c.closed_at for c in each if c.closed_at), default=None)
    return [ActLine(c.opened_at, "came back", c.number) for c in each if closed and c.opened_at > closed]


def _left(cases: Iterable[CaseLine], said: Iterable[SaidLine]) -> list[ActLine]:
    newest = max((s.at for s in said), default=None)
    silent = [(c.closed_at, c.number) for c in cases if c.ending == "silence" and c.closed_at]
    return [ActLine(at, "left", number) for at, number in silent if newest is None or newest < at]


def _thanked(said: Iterable[SaidLine], answered: Mapping[int, datetime]) -> list[ActLine]:
    return [
        ActLine(s.at, "thanked", s.case)
        for s in said
        if s.case in answered and s.at > answered[s.case] and _THANKS.search(s.text) and not _AHEAD.search(s.text)
    ]
