"""What customers can say about how they want to be served, and whether a contact goes against it: pure values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from headwater.desk.errors import RefusedError
from headwater.signals.language import language_of

KINDS: Final = ("channel", "hours", "language", "payment", "no_calls", "no_contact")
YES_ONLY: Final = ("no_calls", "no_contact")
CHANNELS: Final = ("email", "phone")
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
YES: Final = "yes"
MOST: Final = 200
NAMES: Final[dict[str, int]] = {
    name: day
    for day, names in enumerate((
        "mon monday mo montag", "tue tues tuesday di dienstag", "wed wednesday mi mittwoch",
        "thu thur thurs thursday do donnerstag", "fri friday fr freitag", "sat saturday sa samstag sonnabend",
        "sun sunday so sonntag",
    ))
    for name in names.split()
}  # fmt: skip
"""days as they are said in English and German"""
_HOURS = re.compile(
    r"(?:([^\W\d_][^\W\d_,.&–\s-]*(?:[\s,.&–-]+[^\W\d_]+)*)[.,:]?\s+)??"
    r"(\d{1,2})(?:[:.]?(\d{2}))?(?:\s*uhr)?\s*(?:[-–]|bis|to)\s*(\d{1,2})(?:[:.]?(\d{2}))?(?:\s*uhr)?"
    r"(?:\s+([A-Za-z_]+(?:/[\w+-]+)*))?",
    re.IGNORECASE,
)
_CODE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody said about one kind."""

    kind: str
    value: str


def normal(kind: str, value: str, *, zone: str = "UTC") -> str:
    """A wish as it is kept. Hours become "mon,tue 09:00-12:00 Europe/Berlin"; `zone` is for those that name none.

    Raises RefusedError where it cannot be kept to.
    """
    said = " ".join(value.split())
    if kind not in KINDS:
        raise RefusedError(f"There is no preference “{kind}”; choose one of {', '.join(KINDS)}.")
    if kind in YES_ONLY:
        return YES
    if kind == "channel" and said not in CHANNELS:
        raise RefusedError("Choose e-mail or phone as the channel.")
    if kind == "language" and not _CODE.fullmatch(said):
        raise RefusedError("A language is a short code, such as en or de.")
    if kind == "hours":
        return str(hours_of(said, zone=zone))
    if not said or len(said) > MOST:
        raise RefusedError(f"Write the preference down in at most {MOST} letters.")
    return said


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody may be contacted, in their own zone; past midnight where `until` is before `since`."""

    days: tuple[int, ...]
    since: time
    until: time
    zone: str

    def __str__(self) -> str:
        days = ",".join(DAYS[day] for day in self.days) + " " if len(self.days) < len(DAYS) else ""
        return f"{days}{self.since:%H:%M}-{self.until:%H:%M} {self.zone}"

    def holds(self, at: datetime) -> bool:
        """Whether this is a time at which they may be contacted."""
        here = at.astimezone(ZoneInfo(self.zone))
        clock, night = here.time(), self.until <= self.since
        today = clock >= self.since and (night or clock < self.until)
        over = night and clock < self.until
        return (here.weekday() in self.days and today) or ((here.weekday() - 1) % 7 in self.days and over)


def hours_of(said: str, *, zone: str = "UTC") -> Hours:
    """Hours out of "9-12", "mon,fri 17:00-20:00", "Mo-Fr 9 bis 17 Uhr" or what `str(Hours)` writes.

    Raises RefusedError.
    """
    wrong = RefusedError("Hours are written as 9:00-12:00, with days before them if not all: mon,fri 9-12.")
    if (found := _HOURS.fullmatch(said.strip())) is None:
        raise wrong
    days, h1, m1, h2, m2, named = found.groups()
    try:
        since, until = time(int(h1), int(m1 or 0)), _end(int(h2), int(m2 or 0))
        return Hours(_days(days), since, until, ZoneInfo(named or zone).key)
    except (ValueError, KeyError) as error:
        raise wrong from error


def _end(hour: int, minute: int) -> time:
    return time(0, 0) if (hour, minute) == (24, 0) else time(hour, minute)


def _days(said: str | None) -> tuple[int, ...]:
    flat = re.sub(r"\s*(?:[-–]|\bbis\b|\bto\b)\s*", "-", (said or "").casefold())
    parts = re.sub(r"[,.&]|\b(?:und|and|von|from)\b", " ", flat).split()
    if not parts:
        return tuple(range(len(DAYS)))
    return tuple(sorted({day for part in parts for day in _span(*part.partition("-")[::2])}))


def _span(first: str, last: str) -> Iterable[int]:
    """From one day to another, over the week's end where need be; without another, the one."""
    begin = _day(first)
    return ((begin + n) % len(DAYS) for n in range((_day(last or first) - begin) % len(DAYS) + 1))


def _day(name: str) -> int:
    """ "Montags" is Monday, too. Raises KeyError."""
    return NAMES[name if name in NAMES else name.removesuffix("s")]


def against(wishes: Iterable[Wish], *, channel: str, at: datetime, text: str = "") -> tuple[str, ...]:
    """The kinds of wishes that a contact by this channel, at this time, in this text goes against."""
    return tuple(sorted({wish.kind for wish in wishes if _is_against(wish, channel, at, text)}))


def _is_against(wish: Wish, channel: str, at: datetime, text: str) -> bool:
    if wish.kind == "no_contact":
        return True
    if wish.kind == "no_calls":
        return channel == "phone"
    if wish.kind == "channel":
        return channel in CHANNELS and channel != wish.value
    if wish.kind == "hours":
        return not hours_of(wish.value).holds(at)
    if wish.kind == "language":
        written = language_of(text)
        return written not in ("", wish.value)
    return False
