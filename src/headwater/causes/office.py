"""Waits in open time: where the organisation keeps office hours, a night is nobody's delay.

Without this a wait that ran over a closing would look like a second, long way of waiting, and the learned standard
would part the days from the nights instead of the prompt from the late.
"""

import numpy as np

from headwater.causes.facts import Facts, Floats
from headwater.chain.busy import learn_calendar
from headwater.chain.calendar import Calendar, slots
from headwater.chain.waiting import open_until
from headwater.shared.clock import from_seconds

KEPT = 0.99
"""Share of the moments that must fall into the open hours: then a closed hour is one in which nobody works."""
MOST_OPEN = 140
"""Hours of a week from which a service counts as always open."""


def open_waits(facts: Facts) -> Floats | None:
    """Open seconds waited before each moment; None where the record shows no office hours that are kept."""
    m = facts.moments
    if not len(m.done):
        return None
    calendar = learn_calendar(facts.record, "UTC")
    if calendar.always_open or calendar.weekly_hours > MOST_OPEN:
        return None
    begun = m.started - np.nan_to_num(m.wait)
    time = slots(calendar, from_seconds(float(begun.min())), from_seconds(float(m.started.max())))
    ...
