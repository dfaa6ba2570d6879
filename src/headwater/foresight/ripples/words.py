"""How ripples are written: waits in the unit that keeps them readable, shares in points, and both with their
intervals."""

import math

from headwater.foresight.ripples.frame import PEAK, WEEK
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.values import ALL
from headwater.shared.words import NARROW, count

UNITS = ((48.0, 24.0, "days"), (2.0, 1.0, "h"), (2 / 60, 1 / 60, "min"), (0.0, 1 / 3600, "s"))


def value(number: float, unit: str) -> str:
    """A level: 4.2 min, 12 %, 36 per week."""
    if math.isnan(number):
        return "–"
    if unit == "h":
        size, name = time_unit(number)
        return f"{digits(number / size)} {name}"
    if unit == "share":
        return f"{digits(100 * number)}{NARROW}%"
    return f"{digits(number)} {unit}"


def pair(before: float, after: float, unit: str) -> str:
    """From what to what, in one unit: 4.2 to 12 min."""
    if unit == "h":
        size, name = time_unit(max(abs(before), abs(after)))
        return f"{digits(before / size)} to {digits(after / size)} {name}"
    if unit == "share":
        return f"{digits(100 * before)}{NARROW}% to {digits(100 * after)}{NARROW}%"
    return f"{digits(before)} to {digits(after)} {unit}"


def change(number: float, interval: tuple[float, float], unit: str, like: float = 0.0) -> tuple[str, str]:
    """A change with its sign, and its interval in the same unit: "+9.1 min", "+7.4 to +11"; `like` is the level
    beside it."""
    largest = max(abs(number), *(abs(end) for end in interval if not math.isnan(end)))
    scale, name = _scale(like or largest, unit)
    low, high = (signed(end / scale) for end in interval)
    return f"{signed(number / scale)}{name}", f"{low} to {high}"


def time_unit(hours: float) -> tuple[float, str]:
    """The unit in which so many hours are read, and its size in hours."""
    return next((size, name) for least, size, name in UNITS if abs(hours) >= least)


def signed(number: float) -> str:
    """With its sign; a minus sign, no hyphen."""
    text = digits(abs(number))
    if not any(c in "123456789" for c in text):
        return "0"
    return f"+{text}" if number > 0 else f"−{text}"


def digits(number: float) -> str:
    """Two significant digits below 100, whole numbers above."""
    if number == 0 or math.isnan(number):
        return "0"
    if abs(number) >= 9.95:
        return count(number).replace("-", "−")
    places = min(2, max(0, 1 - math.floor(math.log10(abs(number)))))
    text = f"{number:.{places}f}".replace("-", "−")
    return text if text.strip("−0.") else "0"


def _scale(size: float, unit: str) -> tuple[float, str]:
    if unit == "h":
        scale, name = time_unit(size)
        return scale, f" {name}"
    return (0.01, " points") if unit == "share" else (1.0, f" {unit}")


def where(ripple: Ripple) -> str:
    """ "At billing on Saturday", "over all"."""
    place = "" if ripple.where == ALL else f"at {ripple.where}"
    time = "" if ripple.when == WEEK else "at the peak" if ripple.when == PEAK else f"on {ripple.when}"
    return f"{place} {time}".strip() or "over all"
