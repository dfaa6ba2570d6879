"""How times, spans and numbers are written in the reader's language and time zone."""

from datetime import date, datetime
from functools import cache

from django.utils import timezone
from django.utils.dateformat import format as dated
from django.utils.dates import MONTHS_3
from django.utils.translation import get_language, gettext, ngettext, override
from markupsafe import Markup, escape

_DATE = {"de": "j. M Y", "en": "j M Y"}
_AFTER_DAY = {"de": ".", "en": ""}
_TIME = '<time datetime="{}" title="{}">{}</time>'
"""nothing in it comes from outside"""
_LONG = {"de": "l, j. F Y, H:i", "en": "l j F Y, H:i"}
_UNITS = ((86_400 * 2, 86_400, "day"), (3_600 * 2, 3_600, "hour"), (60, 60, "minute"))


def when(at: datetime | None) -> Markup:
    """A time as short as it stays clear: the hour today, the day this year, else the date; the whole on hover."""
    if at is None:
        return Markup("")
    here = timezone.localtime(at)
    return Markup(_TIME.format(f"{here:%Y-%m-%dT%H:%M%z}", f"{here:%Y-%m-%d %H:%M %Z}", _short(here)))


def stamp(at: datetime | None) -> str:
    """The whole date and time, with the time zone."""
    if at is None:
        return ""
    here = timezone.localtime(at)
    return f"{dated(here, _LONG[_language()])} {here.tzname()}"


def day(at: datetime | None) -> str:
    """The date."""
    return "" if at is None else dated(timezone.localtime(at), _DATE[_language()])


def date_of(day: date | None) -> str:
    """A day that is no moment: a holiday, a first day."""
    return "" if day is None else dated(day, _DATE[_language()])


def _short(here: datetime) -> str:
    today = timezone.localtime()
    if here.date() == today.date():
        return f"{here:%H:%M}"
    language = _language()
    if here.year != today.year:
        return dated(here, _DATE[language])
    return f"{here.day}{_AFTER_DAY[language]} {_months(language)[here.month]}, {here:%H:%M}"


@cache
def _months(language: str) -> dict[int, str]:
    """Short names, asked for once: Django's own formatting costs ten times as much."""
    with override(language):
        return {number: str(name).title() for number, name in MONTHS_3.items()}


def waited(seconds: float) -> str:
    """A span in the unit that keeps it readable: 12 min, 5 h, 3 days."""
    for least, size, unit in _UNITS:
        if seconds >= least:
            n = int(seconds // size)
            return {
                "day": ngettext("%(n)s day", "%(n)s days", n),
                "hour": gettext("%(n)s h"),
                "minute": gettext("%(n)s min"),
            }[unit] % {"n": number(n)}
    return gettext("under a minute")


def number(value: float) -> str:
    """A whole number with the separators of the language."""
    text = f"{value:,.0f}"
    return text.replace(",", ".") if _language() == "de" else text


def size(amount: int) -> str:
    """A file's size."""
    if amount == 0:
        return gettext("empty")
    if amount < 1_000_000:
        return f"{number(max(1, round(amount / 1000)))} kB"
    return f"{number(round(amount / 1_000_000))} MB"


def apart(name: str) -> Markup:
    """A name within a sentence: what it says of its own direction turns nothing around it."""
    return Markup("<bdi>{}</bdi>").format(name)


def paragraphs(text: str) -> Markup:
    """Plain text as it was written: empty lines part paragraphs, lines stay lines."""
    blocks = [block for block in text.strip().split("\n\n") if block.strip()]
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in block.strip().split("\n")))
        for block in blocks
    )


def _language() -> str:
    return "de" if (get_language() or "en").startswith("de") else "en"
