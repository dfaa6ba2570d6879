# ruff: noqa: E501 -- a pattern is read as one line
"""Dates in figures: 2026-03-12, 12.3., 12/03/2026. What may be a price, a number or a version is none."""

import re
from datetime import datetime

from headwater.signals.promises import days as d
from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.domain import When
from headwater.signals.promises.words import WEEKDAYS, Match, Rule, either

_DAY = either([*WEEKDAYS, "mo", "di", "mi", "do", "fr", "sa", "so", "mon", "tue", "wed", "thu", "fri", "sat", "sun"])
_LEAD = re.compile(
    r"(?:\b(?:by|on|before|until|till|til|latest|from|and|or|between|through|for|to|now|visit|service|appt|appointment|slot|delivery|collection|install|"
    r"bis|am|zum|vor|dem|den|ab|spätestens|und|oder|zwischen|der|date|\w*termin|datum|eta):?|"
    + _DAY
    + r"[.,]*)\s{0,2}\(?$"
)
_ISO = re.compile(r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\w-])")
_DOT = re.compile(
    r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})(?:\.\s?(?P<y>20\d\d|\d\d(?!\d| ?uhr|:))|(?P<dot>\.))?(?!\w|[.,:]\d|\s?(?:%|€|\$|£|euro?\b|usd|uhr|kg|gb|cm|mm|pm\b|am\b))"
)
_SLASH = re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>20\d\d|\d\d))?(?![\w/-])")
_AMERICA = re.compile(r"(?:America|US)/")
_EUROPE = re.compile(r"(?:Europe|Africa|Australia|Asia/Kolkata|Pacific/Auckland)")


def _free(match: Match, lead: bool) -> bool:
    """Whether it stands free, and after a word that a date may follow, where that is asked for."""
    before = match.string[max(0, match.start() - 16) : match.start()]
    if before and (before[-1] in "#/-.,:$€£_+=" or before[-1].isalnum()):
        return False
    return not lead or _LEAD.search(before) is not None


def _iso(match: Match, at: datetime, _: Calendar) -> When | None:
    if not _free(match, lead=False):
        return None
    said = int(match["d"]), int(match["m"]), int(match["y"])
    return _when(d.dated(at.date(), *said), d.impossible(*said))


def _dot(match: Match, at: datetime, _: Calendar) -> When | None:
    if not _free(match, lead=not match["y"]) or not (
        match["y"] or match["dot"] or _FIRM.search(match.string, max(0, match.start() - 12), match.start())
    ):
        return None
    said = int(match["d"]), int(match["m"]), int(match["y"]) if match["y"] else None
    return _when(d.dated(at.date(), *said), d.impossible(*said))


_FIRM = re.compile(r"\b(?:bis|am|zum|by|on|until|before|den|dem) $")


def _slash(match: Match, at: datetime, calendar: Calendar) -> When | None:
    alone = not match["y"] and not _TIMED.match(match.string, match.end())
    if not _free(match, lead=alone and not _ends_a_note(match)):
        return None
    zone = str(calendar.zone)
    first = False if _AMERICA.match(zone) else True if _EUROPE.match(zone) else None
    one, two, year = int(match["d"]), int(match["m"]), int(match["y"]) if match["y"] else None
    days = d.slashed(at.date(), one, two, year, first)
    return _when(days, d.impossible(one, two, year) or d.impossible(two, one, year))


def _ends_a_note(match: Match) -> bool:
    """ "Vet to phone with results 18/9." """
    return _STOP.match(match.string, match.end()) is not None and not _NUMBERED.search(
        match.string[max(0, match.start() - 14) : match.start()]
    )


_STOP = re.compile(r"\s*(?:[.,;)!]|$)(?!\d)")
_NUMBERED = re.compile(
    r"(?:[^a-z\s/]|\b(?:part|no|nr|ref|order|invoice|version|room|rm|size|page|score|flat|unit|apt|ticket|po|case|use|shows?|of|is|was|about|lot|batch|model|type|step|phase|item|job|lens|rx|scored|rated|rating))\s{0,2}$"
)
_TIMED = re.compile(r"\s?(?:@|at \d|between \d|from \d|\d{1,2}[:.]\d\d|\d{4}\b|,\s\d{1,2}(?:-|am|pm|[:.]\d\d))")


def _when(days: d.Days | None, impossible: bool) -> When | None:
    """A day that no month has is no date; whoever reads it is told so."""
    return When(days=days) if days else When(vague=True) if impossible else None


RULES = (
    Rule("date in figures", ("#",), _ISO, _iso),
    Rule("date in figures", ("#",), _DOT, _dot),
    Rule("date in figures", ("#",), _SLASH, _slash),
)
