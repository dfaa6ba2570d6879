"""How numbers are written for people: one place, so that two screens never disagree."""

import math
import re
import textwrap
from collections.abc import Sequence

from headwater.shared.said import Said, amount, phrase, say, say_n, spoken

Interval = tuple[float, float]

NARROW = "\u2009"
EN_DASH = "–"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_STEPS = ((50.0, 1), (200.0, 5), (2_000.0, 10), (20_000.0, 100), (200_000.0, 1_000))
_UNITS = (
    (phrase("{n} weeks"), 604_800.0), (phrase("{n} days"), 86_400.0), (phrase("{n} h"), 3_600.0),
    (phrase("{n} min"), 60.0), (phrase("{n} s"), 1.0),
)  # fmt: skip


def count(value: float) -> str:
    """A whole number with thousands separators: 4,240."""
    return amount(f"{value:,.0f}")


def plural(value: float, one: str, many: str | None = None) -> str:
    """ "1 case", "4,240 cases"."""
    return say_n(value, f"{{n}} {one}", f"{{n}} {many or one + 's'}", n=count(value))


def share(value: float) -> str:
    """A share as per cent; under ten per cent with one decimal."""
    if math.isnan(value):
        return say("not known")
    digits = 0 if value >= 0.0995 and not 0.995 <= value < 1 else 1
    return amount(f"{100 * value:.{digits}f}{NARROW}%")


def rounding(interval: Interval) -> int:
    """To what an estimate is rounded: no finer than its interval can carry."""
    width = interval[1] - interval[0]
    return next((step for limit, step in _STEPS if width < limit), 10_000)


def estimate(value: float, interval: Interval) -> str:
    """An estimate, rounded as its interval allows: 410."""
    return count(to_step(value, rounding(interval)))


def span(interval: Interval, joint: str = EN_DASH) -> str:
    """An interval, rounded like its estimate: 230–590, or 230 to 590. A minus sign never meets a dash."""
    step = rounding(interval)
    ends = [to_step(end, step) for end in interval]
    low, high = (amount(count(end).replace("-", "−")) for end in ends)
    if joint == EN_DASH and ends[0] >= 0:
        return amount(f"{low}{EN_DASH}{high}")
    return say("{low} to {high}", low=low, high=high)


def to_step(value: float, step: int) -> float:
    """Rounded to a multiple of `step`; halves go away from zero, zero is never negative."""
    return math.copysign(math.floor(abs(value) / step + 0.5) * step, value) + 0.0


def share_span(low: float, high: float) -> str:
    """An interval of shares: 24–39 %."""
    digits = 0 if high >= 0.0995 else 1
    return amount(f"{100 * low:.{digits}f}{EN_DASH}{100 * high:.{digits}f}{NARROW}%")


def duration(seconds: float | None) -> str:
    """A time span in the unit that keeps it readable: 26 h, 3.5 days."""
    if seconds is None or math.isnan(seconds):
        return say("not recorded")
    for unit, size in _UNITS:
        if abs(seconds) >= 2 * size or size == 1:
            n = seconds / size
            return say(unit, n=amount(f"{n:,.{0 if abs(n) >= 10 else 1}f}".removesuffix(".0")))
    raise AssertionError("the seconds catch everything")


def wrapped(text: str, width: int = 80) -> str:
    """A paragraph in lines of at most `width` columns; what it is indented by, its further lines are too."""
    text = spoken(text)
    indent = " " * (len(text) - len(text.lstrip(" ")))
    return "\n".join(textwrap.wrap(text, width, subsequent_indent=indent, break_on_hyphens=False))


def upper_first(text: str) -> str:
    """The sentence's first letter, large; the rest is left as it stands."""
    return say("{text:upper}", text=text)


def printable(text: str) -> str:
    """The text without control characters (tabs and line ends stay): a recorded name cannot steer who shows it."""
    return _CONTROL.sub("", text)


def slug(text: str) -> str:
    """A name that can stand in a file name or a fragment."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "x"


def listing(names: Sequence[str], most: int = 6) -> str:
    """ "a, b and c"; a long list is cut, and says how much it left out."""
    shown = names[:most]
    if len(names) > most:
        return say("{names} and {n} more", names=joined(", ", shown), n=len(names) - most)
    if len(shown) < 2:
        return shown[0] if shown else ""
    return say("{names} and {last}", names=joined(", ", shown[:-1]), last=shown[-1])


def joined(glue: str, parts: Sequence[str]) -> Said:
    """The parts one after the other, each still able to be said in another language."""
    return say(glue.join(f"{{p{i}}}" for i in range(len(parts))), **{f"p{i}": part for i, part in enumerate(parts)})
