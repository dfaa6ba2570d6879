"""Times of day as people write them."""

from datetime import datetime, time

from headwater.signals.promises.calendar import LATE, Calendar
from headwater.signals.promises.domain import When
from headwater.signals.promises.words import NUMBERS, Match

PARTS = {
    "morning": (time(8), time(12)), "forenoon": (time(8), time(12)), "afternoon": (time(12), time(18)),
    "evening": (time(17), time(22)), "night": (time(18), LATE), "noon": (time(12), time(13)),
    "lunchtime": (time(12), time(14)), "midday": (time(12), time(13)), "lunch": (time(12), time(13)),
    "teatime": (time(16), time(18)),
    "am": (time(8), time(12)), "pm": (time(12), time(18)), "eve": (time(17), time(22)), "aft": (time(12), time(18)),
    "arvo": (time(12), time(18)), "midnight": (LATE, LATE),
    "sundown": (time(17), time(21)), "sunset": (time(17), time(21)), "dusk": (time(17), time(21)),
    "nightfall": (time(17), time(22)), "dark": (time(17), time(22)),
    "breakfast": (time(7), time(9)), "early": (time(7), time(10)),
}  # fmt: skip
_NOON = 12
_AFTERNOON = 7  # an hour below, without am or pm, is meant after noon


def clock(match: Match, *_: object) -> When | None:
    """Groups `h`, `m`, `half` of the first time, `h2`, `m2`, `half2` of the second; only one: a moment."""
    found = match.groupdict()
    last_half = found.get("half2") or found.get("half") or ""
    first = at_hour(found["h"], found.get("m"), found.get("half") or (last_half if found.get("h2") else ""))
    last = at_hour(found["h2"], found.get("m2"), last_half) if found.get("h2") else first
    if not first or not last:
        return None
    dial = not (found.get("half") or last_half or found.get("h2") or (found.get("m") and len(found["h"]) == 2))
    return When(clock=(min(first, last), max(first, last)), twelve=dial and first.hour < _NOON)


def at_hour(hour: str, minute: str | None, half: str) -> time | None:
    """None where no such time is; without am or pm an hour below 8 is an afternoon's, unless written in full."""
    h, m = NUMBERS.get(hour) or int(hour), int(minute or 0)
    half = half.strip()[:1].replace("o", "").replace("u", "").replace("h", "")
    if half in ("p", "a") and not 1 <= h <= 12:
        return time(int(h), m) if h <= 23 and m <= 59 and half == "p" else None
    if half == "p":
        h = h % 12 + 12
    elif half == "a":
        h %= 12
    elif not half and len(hour) != 2 and 0 < h < _AFTERNOON:
        h += 12
    return time(int(h), m) if h <= 23 and m <= 59 else (LATE if h == 24 and not m else None)


def closing(_: Match, at: datetime, calendar: Calendar) -> When:
    """The end of the business day; of the day itself once that is over."""
    end = calendar.closes(at.date())
    last = end.time() if end > at else LATE
    return When(clock=(last, last), by=True, closes=True)
