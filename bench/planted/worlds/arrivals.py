"""When cases arrive, how busy it is then, and the clock on the wall for organisations with office hours."""

import numpy as np
from bench.planted.worlds.chance import Chance, Floats
from bench.planted.worlds.plan import Clock

DAY = 86400.0
OFFICE = 9 * 3600.0
OPENS = 8.5 * 3600.0


def arrivals(clock: Clock, chance: Chance) -> Floats:
    """Seconds since the first day, in order; with office hours the seconds are working seconds."""
    source = chance.source("arrivals")
    day = _days(clock, chance, source)
    if clock.office:
        return np.sort((day + source.random(chance.cases)) * OFFICE)
    hour = source.choice(24, size=chance.cases, p=np.array(clock.hour) / sum(clock.hour))
    return np.sort(day * DAY + (hour + source.random(chance.cases)) * 3600.0)


def _days(clock: Clock, chance: Chance, source: np.random.Generator) -> Floats:
    days = np.arange(clock.days)
    weight = np.array(clock.weekday)[days % 7] * (1 + clock.season * np.sin(2 * np.pi * days / 365.0))
    if clock.office:
        weight = 1 + clock.season * np.sin(2 * np.pi * days / 260.0)
    weight = np.maximum(weight, 0.02)
    return source.choice(clock.days, size=chance.cases, p=weight / weight.sum()).astype(float)


def lately(arrived: Floats, hours: float) -> Floats:
    """Cases that arrived in so many hours before each one."""
    before = np.searchsorted(arrived, arrived - hours * 3600.0)
    return (np.arange(len(arrived)) - before).astype(float)


def still_open(arrived: Floats, lasts: Floats) -> Floats:
    """Cases that had arrived before each one and were not done."""
    done = np.searchsorted(np.sort(arrived + lasts), arrived)
    return (np.arange(len(arrived)) - done).astype(float)


def wall(clock: Clock, seconds: Floats) -> Floats:
    """Working seconds to seconds on the wall: Monday to Friday, nine hours a day. Monotone, so order is kept."""
    if not clock.office:
        return seconds
    worked = np.floor(seconds / OFFICE)
    week, day = np.divmod(worked, 5)
    return np.asarray((week * 7 + day) * DAY + OPENS + (seconds - worked * OFFICE))
