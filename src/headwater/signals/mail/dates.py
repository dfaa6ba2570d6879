# ruff: noqa: E501 -- a pattern is read as one line
"""The Date field: RFC 5322, its obsolete forms, and what senders write instead."""

import re
from datetime import UTC, datetime, timedelta, timezone

from headwater.signals.mail.limits import Notes

_TIME = re.compile(
    r"(?<![\d:+-])(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d{1,9})?)?(?![\d:])\s{0,3}([ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\s{0,5}(?:(?:GMT|UTC|UT)\s?)?(?:([+-])\s?(\d{1,2}):?(\d{2})?(?!\d)|(Z)\b)|\s{0,5}\(?([A-Za-z]{1,5})\b",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.)?[ /.-]{1,3}(?:de |of )?([^\W\d_]{3,12})\.?[ ,/.-]{1,3}(?:de )?(\d{2,4})(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    r"([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? |, ?)(?:[\d:]{4,8} (?:[A-Z+\d-]{1,6} )?)?(\d{4})(?!\d)",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T|(?!\d))")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_SIGNS = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_SECONDS = re.compile(r"\d{9,10}(?:\.\d{1,6})?")
_DATE = re.compile(rf"{_ISO.pattern}|{_DAY_MONTH.pattern}|{_NUMERIC.pattern}", re.IGNORECASE)  # its dots are no time
_COMMENT = re.compile(r"\([^()]{0,200}\)")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen janv sty tam oca янв ιαν", "feb fev fév févr febr lut hel şub фев φεβ",
            "mar mär mrz mrt mars maa мар μαρ", "apr abr avr kwi huh nis апр απρ",
            "may mai maj mag mei tou май мая μαΐ μαι", "jun juin giu cze kes haz июн ιουν",
            "jul juil lug lip hei tem июл ιουλ", "aug ago aoû août sie elo ağu авг αυγ",
            "sep set sept wrz syy eyl сен σεπ", "oct okt ott out paź paz lok eki окт οκτ",
            "nov lis marr kas ноя νοε", "dec dez dic déc gru jou ara дек δεκ",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420,
    "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "AST": -240, "ADT": -180, "NST": -210,
    "NDT": -150, "CET": 60, "MET": 60, "MEZ": 60, "CEST": 120, "MEST": 120, "MESZ": 120, "WEST": 60, "BST": 60, "EET": 120,
    "EEST": 180, "MSK": 180, "MSD": 240, "JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "AEST": 600, "AEDT": 660,
    "NZST": 720, "NZDT": 780, "SAST": 120, "BRT": -180, "BRST": -120, "ART": -180,
}  # fmt: skip


def parse(text: str, notes: Notes) -> datetime | None:
    """The moment with its offset; None where the field names none. No zone, or one nobody knows, counts as UTC."""
    text = text[:300]
    bare = re.sub(r" ?: ?", ":", " ".join(_COMMENT.sub(" ", text).split()))
    if _SECONDS.fullmatch(bare):  # since 1970, as programs count
        return datetime.fromtimestamp(int(bare.partition(".")[0]), UTC)
    bare = _SIGNS.sub(r"\1-\2-\3 ", bare)
    time = _TIME.search(_DATE.sub(_blank, bare))
    day = _day(bare)
    if day is None or time is None:
        notes.say("The Date field names no moment")
        return None
    hour, minute, second = int(time[1]), int(time[2]), min(int(time[3] or 0), 59)
    if time[4]:
        hour = hour % 12 + (12 if time[4].lower().startswith("p") else 0)
    late = timedelta(days=int((hour, minute) == (24, 0)))
    try:
        at = datetime(*day, 0 if late else hour, minute, second, tzinfo=_zone(bare[time.end() :], text, notes))
        return at + late
    except (ValueError, OverflowError):
        notes.say("The Date field names no moment")
        return None


def _blank(found: re.Match[str]) -> str:
    """A date is hidden from the search for the time; "12 CET 2017" is none."""
    return found.group() if found[5] and not _month(found[5]) else " " * len(found.group())


def _day(text: str) -> tuple[int, int, int] | None:
    if found := _ISO.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    for found in _DAY_MONTH.finditer(text):
        if month := _month(found[2]):
            return _year(found[3]), month, int(found[1])
    for found in _MONTH_DAY.finditer(text):
        if month := _month(found[1]):
            return _year(found[3]), month, int(found[2])
    month_day = re.search(r"([A-Za-z]{3}) {1,2}(\d{1,2}) .*?(\d{4})", text)
    if month_day and (month := _month(month_day[1])):
        return _year(month_day[3]), month, int(month_day[2])
    return _numeric(text)


def _numeric(text: str) -> tuple[int, int, int] | None:
    """Only where one of the two numbers cannot be a month; a date that can be read two ways is not guessed."""
    found = _NUMERIC.search(text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def _month(name: str) -> int | None:
    low = name.lower()
    return next((_MONTHS[low[:n]] for n in (4, 3) if low[:n] in _MONTHS), None)


def _year(text: str) -> int:
    """RFC 5322, 4.3: two digits are 2000 to 2049 or 1950 to 1999, three digits count from 1900."""
    year = int(text)
    if len(text) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(text) == 3 else year


def _zone(rest: str, whole: str, notes: Notes) -> timezone:
    found = _ZONE.match(rest)
    if found and found[1]:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        if minutes <= 24 * 60 - 1 and int(found[3] or 0) < 60:
            return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))
    elif found and (found[4] or (found[5] or "").upper() in _ZONES):
        return timezone(timedelta(minutes=_ZONES.get((found[5] or "Z").upper(), 0)))
    comment = re.search(r"\(([A-Z]{2,5})\)", whole)
    if comment and comment[1] in _ZONES:
        return timezone(timedelta(minutes=_ZONES[comment[1]]))
    if offset := re.search(r"\((?:GMT|UTC) ?([+-])(\d{1,2}):?(\d{2})?\)", whole):
        minutes = min(int(offset[2]), 23) * 60 + int(offset[3] or 0) % 60
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    notes.say("The Date field names no known time zone; UTC was taken")
    return UTC
