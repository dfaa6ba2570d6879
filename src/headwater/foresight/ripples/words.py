"""How ripples are written: waits in the unit that keeps them readable, shares in points, and both with their
intervals."""

import math
from dataclasses import dataclass

from headwater.foresight.decisions import when
from headwater.foresight.ripples.frame import PEAK, WEEK
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.values import ALL
from headwater.shared.said import amount, phrase, say
from headwater.shared.words import NARROW

SIZES = (
    (48.0, 24.0, phrase("{n} days"), phrase("days")), (2.0, 1.0, phrase("{n} h"), phrase("hours")),
    (2 / 60, 1 / 60, phrase("{n} min"), phrase("minutes")), (0.0, 1 / 3600, phrase("{n} s"), phrase("seconds")),
)  # fmt: skip
UNITS = {
    "per week": phrase("{n} per week"), "h per week": phrase("{n} h per week"), "per case": phrase("{n} per case"),
}  # fmt: skip
MEASURES = {
    "waiting": phrase("waiting"), "abandonment": phrase("abandonment"),
    "silent abandonment": phrase("silent abandonment"), "promises kept": phrase("promises kept"),
    "contacts": phrase("contacts"), "occupancy": phrase("occupancy"), "overtime": phrase("overtime"),
    "staff hours": phrase("staff hours"), "case waiting": phrase("case waiting"), "case time": phrase("case time"),
    "giving up": phrase("giving up"), "repeat contacts": phrase("repeat contacts"),
    "failure demand": phrase("failure demand"), "spoiled cases": phrase("spoiled cases"),
    "hand-offs": phrase("hand-offs"), "cases": phrase("cases"), "step waiting": phrase("step waiting"),
    "work": phrase("work"), "visits": phrase("visits"),
}  # fmt: skip
MOST_PLACES = 2
FINEST = 3
"""places, where fewer would make another change of it"""


@dataclass(frozen=True)
class Scale:
    """In which unit and with how many places a level, another and the change between them are written, so that the
    first and the change come to the second as they stand there."""

    size: float
    unit: str
    """a template of one level"""
    of_change: str
    places: int

    def number(self, value: float) -> str:
        """A level without its unit."""
        return "–" if math.isnan(value) else _written(self._rounded(value), self.places)

    def level(self, value: float) -> str:
        """A level: 4.2 min, 12 %, 36 per week."""
        return say(self.unit, n=self.number(value))

    def pair(self, before: float, after: float) -> str:
        """From what to what: 4.2 to 13.3 min."""
        return say(self.unit, n=say("{before} to {after}", before=self.number(before), after=self.number(after)))

    def arrow(self, before: float, after: float) -> str:
        """The same for a narrow column: 4.2 → 13.3 min."""
        return say(self.unit, n=say("{before} → {after}", before=self.number(before), after=self.number(after)))

    def span(self, ends: tuple[float, float]) -> str:
        """An interval of a level: 3.9–4.6."""
        return say("{low}–{high}", low=self.number(ends[0]), high=self.number(ends[1]))

    def signed(self, value: float) -> str:
        """A part of a change with its sign, without its unit."""
        return _signed(self._rounded(value), self.places)

    def part(self, value: float) -> str:
        """The same with its unit."""
        return say(self.of_change, n=self.signed(value))

    def moved(self, before: float, after: float) -> str:
        """The change between two levels as they are written, without its unit."""
        return _signed(self._rounded(after) - self._rounded(before), self.places)

    def change(self, before: float, after: float) -> str:
        """The same with its unit: +9.1 min."""
        return say(self.of_change, n=self.moved(before, after))

    def ends(self, interval: tuple[float, float]) -> str:
        """An interval of a change: +7.4 to +10.9."""
        low, high = map(self.signed, interval)
        return say("{low} to {high}", low=low, high=high)

    def _rounded(self, value: float) -> float:
        return round(value / self.size, self.places)


def scale(*rows: Ripple) -> Scale:
    """One scale for rows of the same measure that stand beside each other."""
    levels = [abs(level) for row in rows for level in (row.baseline, row.decided) if not math.isnan(level)]
    unit, largest = rows[0].unit, max(levels, default=0.0)
    size, template = next((size, text) for least, size, text, _ in SIZES if largest >= least)
    if unit == "share":
        return Scale(0.01, f"{{n}}{NARROW}%", phrase("{n} points"), _places(0.01, levels, rows))
    if unit != "h":
        return Scale(1.0, UNITS[unit], UNITS[unit], _places(1.0, levels, rows))
    return Scale(size, template, template, _places(size, levels, rows))


def _places(size: float, levels: list[float], rows: tuple[Ripple, ...]) -> int:
    """Two digits of the smaller level (a third of the larger at least) and one of the change, but no more than three of
    the larger; more only where rounding would make another change of it."""
    largest = max(levels, default=0.0)
    smaller = max(min(levels, default=0.0), largest / 3)
    changes = [abs(row.change) for row in rows if not math.isnan(row.change)]
    fine = max(places(smaller / size), *(places(change / size, 1) for change in changes), 0)
    least = min(fine, places(largest / size, 3))
    return next((p for p in range(least, FINEST) if all(_adds_up(row, size, p) for row in rows)), FINEST)


def _adds_up(row: Ripple, size: float, places_: int) -> bool:
    """Whether the difference of the rounded levels is the change: rounded, or but for a twentieth of it."""
    if math.isnan(row.change):
        return True
    moved = round(row.decided / size, places_) - round(row.baseline / size, places_)
    wrong = abs(moved - row.change / size)
    return wrong <= max(0.501 * 10.0**-places_, abs(row.change / size) / 20)


def places(number: float, digits_: int = 2) -> int:
    """How many places show so many digits of a number: none of a large one, never more than two."""
    if abs(number) < 1e-12:
        return 0
    return min(MOST_PLACES, max(0, digits_ - 1 - math.floor(math.log10(abs(number) * (1 + 0.5 * 10**-digits_)))))


def changed(ripple: Ripple) -> tuple[str, str]:
    """The change with its sign and unit, and its interval: "+9.1 min", "+7.4 to +10.9"."""
    found = scale(ripple)
    return found.change(ripple.baseline, ripple.decided), found.ends(ripple.interval)


def time_unit(hours: float) -> tuple[float, str]:
    """The size in hours of the unit in which so many hours are read, and the name of the unit."""
    return next((size, name) for least, size, _, name in SIZES if abs(hours) >= least)


def signed(number: float) -> str:
    """With its sign and two digits; a minus sign, no hyphen."""
    return _signed(number, places(number))


def digits(number: float) -> str:
    """Two significant digits below 100, whole numbers above."""
    return "0" if math.isnan(number) else _written(number, places(number))


def _signed(number: float, places_: int) -> str:
    text = _written(abs(number), places_)
    if text == "0":
        return text
    return amount(f"+{text}" if number > 0 else f"−{text}")


def _written(number: float, places_: int) -> str:
    text = f"{number:,.{places_}f}".replace("-", "−")
    return amount(text) if text.strip("−0.") else "0"


def measure(ripple: Ripple) -> str:
    """What a measure is called in a narrow column: waiting p90."""
    base, _, quantile = ripple.measure.partition(" p")
    return say("{measure} p{n}", measure=say(MEASURES[base]), n=quantile) if quantile else say(MEASURES[base])


def place(ripple: Ripple) -> str:
    """ "At billing"; empty where it is over all."""
    return "" if ripple.where == ALL else say("at {team}", team=ripple.where)


def where(ripple: Ripple) -> str:
    """ "At billing on Saturday", "over all"."""
    at = place(ripple)
    time = "" if ripple.when in (WEEK, PEAK) else when.at(ripple.when)
    time = say("at the peak") if ripple.when == PEAK else time
    return say("{at} {time}", at=at, time=time) if at and time else at or time or say("over all")
