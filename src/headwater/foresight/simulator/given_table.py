"""A table of a service file: read by any of the names people use; a name that means nothing is an error, not
ignored.
"""

import difflib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from headwater.foresight.simulator.domain import NOTHING, Law
from headwater.foresight.simulator.given_law import law
from headwater.shared.errors import UsageError

SHORTEST, LONGEST = 1e-6, 1e9
"""of a slot"""


@dataclass
class Table:
    """One table; `where` is how it is named in a sentence."""

    values: Mapping[str, Any]
    where: str
    asked: set[str] = field(default_factory=set)

    def get(self, *names: str, default: Any = None) -> Any:
        """The value under the first of these names that is there."""
        self.asked.update(names)
        return next((self.values[name] for name in names if name in self.values), default)

    def number(self, *names: str, default: float = 0.0, most: float = math.inf) -> float:
        """A number from 0 to `most`."""
        given = self.get(*names, default=default)
        if isinstance(given, bool) or not isinstance(given, (int, float)) or not 0 <= given <= most:
            upto = f" from 0 to {most:g}" if most < math.inf else " that is not negative"
            raise UsageError(f"{names[0]} of {self.where} is {given!r}; give a number{upto}.")
        return float(given)

    def law(self, *names: str, default: Law = NOTHING) -> Law:
        """A law of how long."""
        given = self.get(*names)
        return default if given is None else law(given, f"{names[0]} of {self.where}")

    def done(self) -> None:
        """UsageError for a name that was never asked for."""
        for name in self.values:
            if name not in self.asked:
                near = difflib.get_close_matches(name, sorted(self.asked), 1)
                hint = f"did you mean {near[0]}?" if near else f"what is read there: {', '.join(sorted(self.asked))}."
                raise UsageError(f"{self.where} has {name!r}, which means nothing here; {hint}")


def tables(given: Any, where: str) -> list[tuple[str, Mapping[str, Any]]]:
    """`[[station]]` with names, or `[station.NAME]`: (name, table) in order."""
    if given is None:
        return []
    if isinstance(given, Mapping):
        found = [(str(name), part if isinstance(part, Mapping) else {"rate": part}) for name, part in given.items()]
    elif isinstance(given, list) and all(isinstance(part, Mapping) for part in given):
        found = [(str(part.get("name", f"{where} {n}")), part) for n, part in enumerate(given, 1)]
    else:
        raise UsageError(f"{where} is no table; write [[{where}]] with a name, or [{where}.NAME].")
    names = [name for name, _ in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError(f"Two tables under {where} are named {twice!r}; give each its own name.")
    return found


@dataclass(frozen=True)
class Times:
    """Values one after the other, each for `slot`, again and again; one value is for always."""

    values: tuple[float, ...]
    slot: Fraction | None = None


def times(given: Any, slot: Any, where: str, what: str) -> Times:
    """A number, or a list with the length of its slots."""
    listed = given if isinstance(given, list) else [given]
    for value in listed:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < math.inf:
            raise UsageError(f"{what} of {where} has {value!r}; each must be a number that is not negative.")
    if not listed:
        raise UsageError(f"{what} of {where} is empty; give at least one number.")
    values = tuple(float(v) for v in listed)
    if len(set(values)) == 1:
        return Times(values[:1])
    if isinstance(slot, bool) or not isinstance(slot, (int, float)) or not SHORTEST <= slot <= LONGEST:
        lasts = f"say how long each of its {len(values)} values lasts, {SHORTEST:g} to {LONGEST:g}: slot = …"
        raise UsageError(f"{what} of {where} varies; {lasts}")
    return Times(values, Fraction(slot).limit_denominator(10**6))


def shared_slots(all_times: list[Times]) -> tuple[float, int]:
    """The longest slot that fits into all, and how many of it until all begin anew; endless where nothing varies."""
    varying = [t for t in all_times if t.slot is not None]
    if not varying:
        return 1e18, 1
    slots = [t.slot for t in varying if t.slot is not None]
    periods = [slot * len(t.values) for slot, t in zip(slots, varying, strict=True)]
    slot, period = _gcd(slots + periods), _lcm(periods)
    if period / slot > 200_000:
        raise UsageError(
            "The schedules have lengths that fit together only after 200,000 slots; give them a common slot."
        )
    return float(slot), int(period / slot)


def _gcd(all_of: list[Fraction]) -> Fraction:
    below = math.lcm(*(f.denominator for f in all_of))
    return Fraction(math.gcd(*(int(f * below) for f in all_of)), below)


def _lcm(all_of: list[Fraction]) -> Fraction:
    below = math.lcm(*(f.denominator for f in all_of))
    return Fraction(math.lcm(*(int(f * below) for f in all_of)), below)


def spread(given: Times, slot: float, slots: int) -> tuple[float, ...]:
    """The values on the shared slots."""
    if given.slot is None:
        return given.values
    each = max(round(float(given.slot) / slot), 1)
    return tuple(given.values[n // each % len(given.values)] for n in range(slots))
