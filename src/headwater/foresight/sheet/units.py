"""Values as a sheet writes them: waits with their unit ("5 min", "same day"), shares in per cent."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from headwater.foresight.calibrate.visits import Bools
from headwater.foresight.calibrate.weekly import HOURS
from headwater.foresight.decisions import when
from headwater.foresight.decisions.values import written
from headwater.foresight.decisions.words import hours
from headwater.foresight.sheet.domain import Measure
from headwater.shared.errors import UsageError
from headwater.shared.said import say
from headwater.shared.words import duration, share

_SAME_DAY = {"same day": 8.0, "the same day": 8.0, "next day": 24.0, "at once": 0.0}
"""A promise of the same day is one of eight hours: the working day that is left is never longer."""
_SHARE = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*%\s*")


def read_value(measure: Measure, text: object) -> float:
    """Hours or a share from what a person wrote; UsageError where it is neither."""
    return read_length(text) if measure == "wait" else read_share(text)


def read_length(text: object) -> float:
    """Hours from "5 min", "same day"."""
    if isinstance(text, str) and text.strip().lower() in _SAME_DAY:
        return _SAME_DAY[text.strip().lower()]
    if isinstance(text, str):
        return hours(text)
    raise UsageError(
        say(
            "{text} is no length of time; write a number with its unit: 90 s, 6 min, 4 h or 2 days.", text=written(text)
        )
    )


def read_share(text: object) -> float:
    """A share from "25 %" or 0.25."""
    found = _SHARE.fullmatch(text) if isinstance(text, str) else None
    value = float(found[1].replace(",", ".")) / 100 if found else text
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise UsageError(
            say("{text} is no share; write per cent such as 25 %, or a number from 0 to 1.", text=written(text))
        )
    return float(value)


def hours_of(text: str) -> Bools:
    """The hours of the week that are meant; all for an empty text."""
    meant = np.zeros(HOURS, dtype=bool)
    for days, low, high in when.read(text) if text.strip() else ():
        for day in days:
            meant[(24 * day + np.arange(int(low), int(np.ceil(high)))) % HOURS] = True
    return meant if meant.any() else ~meant


def is_zone(name: str) -> bool:
    """Whether there is a time zone of this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def write_value(measure: Measure, value: float, digits: int = 4) -> str:
    """The same for a file: enough digits to be read back, in the unit that people say."""
    if measure != "wait":
        return f"{100 * value:.{digits}g} %"
    size, unit = next((s, u) for s, u in ((24.0, "days"), (1.0, "h"), (1 / 60, "min"), (0.0, "s")) if value >= 2 * s)
    return f"{value / (size or 1 / 3600):.{digits}g} {unit}"


def said(measure: Measure, value: float) -> str:
    """The same for people."""
    return duration(value * 3600) if measure == "wait" else share(value)
