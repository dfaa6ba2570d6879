"""The shape of a written time ("99.99.9999 99:99") as a format that the engine can parse."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

Family = Literal["iso", "year first", "compact", "numbers", "month name", "name first"]

_DATES: tuple[tuple[Family, str], ...] = (
    ("iso", r"9999(?P<s>[-/])9{1,2}(?P=s)9{1,2}"),
    ("year first", r"9999\.9{1,2}\.9{1,2}"),
    ("compact", r"99999999"),
    ("numbers", r"9{1,2}(?P<s2>[-/.])9{1,2}(?P=s2)(?P<y>9999|99)"),
    (
        "month name",
        r"(?P<w>[A-Za-z]{3},? )?9{1,2}(?P<s3>[-/ ]|\. )(?P<m>[^\W\d_]{3,})(?P<d3>\.?)(?P<s4>[-/ ])(?P<y3>9999|99)",
    ),
    ("name first", r"(?P<w2>[A-Za-z]{3},? )?(?P<m2>[^\W\d_]{3,})(?P<d4>\.?) 9{1,2}(?P<c>,?) 9999"),
)
_CLOCK = (
    r"(?P<sep>T|,? | ?- |:)"
    r"(?:(?P<h>9{1,2})(?P<hs>[:.])99(?:(?P<ss>[:.])99(?:(?P<fs>[.,])9{1,9})?)?(?P<p> ?[AaPp][Mm])?|(?P<k>999999|9999))"
)
CLOCK_END = r"((?::\d\d|T\d{4,6})(?:[.,]\d+)?(?: ?[AaPp][Mm])?)"
ZONE = CLOCK_END + r" ?(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)$"
"""A clock's end and then what fixes its zone, as the engine and Python both read it."""


@dataclass(frozen=True)
class Shape:
    """`format` parses the text after its zone is taken off; `{a}` and `{b}` stand for the two ambiguous numbers."""

    family: Family
    format: str
    zoned: bool
    clock: bool
    short_year: bool = False

    @property
    def ambiguous(self) -> bool:
        """Whether day and month could be either way round."""
        return self.family == "numbers"


def shape_of(text: str) -> Shape | None:
    """The shape of a text in which every digit is written 9; None when it is no time."""
    zone = re.search(ZONE.replace(r"\d", "9"), text)
    local = text[: zone.end(1)] if zone else text
    for family, pattern in _DATES:
        match = re.fullmatch(f"{pattern}(?:{_CLOCK})?", local)
        if match:
            return _shape(family, defaultdict(lambda: None, match.groupdict()), zone is not None)
    return None


def _shape(family: Family, g: dict[str, str | None], zoned: bool) -> Shape:
    short = "99" in {g["y"], g["y3"]}
    return Shape(family, _date(family, g, short) + _clock(g), zoned, g["sep"] is not None, short)


def _date(family: Family, g: dict[str, str | None], short: bool) -> str:
    year = "%y" if short else "%Y"
    if family == "iso":
        return "{y}{s}%m{s}%d".format(y="%Y", s=g["s"])
    if family == "numbers":
        return f"{{a}}{g['s2']}{{b}}{g['s2']}{year}"
    if family == "month name":
        return f"{_weekday(g['w'])}%d{g['s3']}{_month(g['m'])}{g['d3']}{g['s4']}{year}"
    if family == "name first":
        return f"{_weekday(g['w2'])}{_month(g['m2'])}{g['d4']} %d{g['c']} %Y"
    return "%Y.%m.%d" if family == "year first" else "%Y%m%d"


def _weekday(found: str | None) -> str:
    return found.replace(found.rstrip(", "), "%a") if found else ""


def _month(found: str | None) -> str:
    return "%b" if len(found or "") == 3 else "%B"


def _clock(g: dict[str, str | None]) -> str:
    if g["sep"] is None:
        return ""
    if g["k"]:
        return g["sep"] + ("%H%M%S" if len(g["k"]) == 6 else "%H%M")
    hour = "%I" if g["p"] else "%H"
    seconds = f"{g['ss']}%S" if g["ss"] else ""
    fraction = f"{g['fs']}%f" if g["fs"] else ""
    half = (" %p" if g["p"].startswith(" ") else "%p") if g["p"] else ""
    return f"{g['sep']}{hour}{g['hs']}%M{seconds}{fraction}{half}"
