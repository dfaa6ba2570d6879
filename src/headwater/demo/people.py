"""Who works when: each team's roster of early and late shifts, and who takes a piece of work."""

import numpy as np

from headwater.demo.hours import DAY, FEWER_FROM, SATURDAY, weekday
from headwater.demo.luck import Floats, Ints
from headwater.demo.names import PART_TIMERS, STAFF

PEOPLE: tuple[str, ...] = tuple(name for team in STAFF for name in team) + PART_TIMERS
FIRST_OF = np.cumsum([0, *(len(team) for team in STAFF)])
SPREAD = 0.06
"""People differ by this much in the log odds of a spoiled case: next to nothing."""
WEEKDAY_STAFF, SATURDAY_STAFF = 3, 5


def floor_staff(day: int, *, kept: bool) -> int:
    """How many serve at the counter; `kept` is the world in which the part-timers stay."""
    if (day + 3) % 7 != SATURDAY:
        return WEEKDAY_STAFF
    return SATURDAY_STAFF if kept or day < FEWER_FROM else SATURDAY_STAFF - len(PART_TIMERS)


def on_duty(team: Ints, t: Floats, turn: Floats) -> Ints:
    """The person of the team who takes the work at `t`: the one whose turn it is among those on shift.

    Each has two days off a week and changes between early and late; `turn` (0 to 1) is the case's own, so that
    one person keeps a case through a shift.
    """
    sizes = np.array([len(members) for members in STAFF])[team]
    shift = 2 * weekday(t) + (t % DAY >= 13.5 * 3600)
    present = np.maximum(np.ceil(0.6 * sizes), 1)
    found: Ints = FIRST_OF[team] + (np.floor(turn * present).astype(np.int64) + shift * 3) % sizes
    return _part_timers(found, team, t, turn)


def _part_timers(person: Ints, team: Ints, t: Floats, turn: Floats) -> Ints:
    """Two of the five at the counter on Saturdays until the summer's end."""
    theirs = (team == 0) & (weekday(t) == SATURDAY) & (t < FEWER_FROM * DAY) & (turn > 0.6)
    found: Ints = np.where(theirs, FIRST_OF[-1] + (turn > 0.8), person)
    return found
