"""Waits in open time: where the organisation keeps office hours, a night is nobody's delay.

Counted by the clock, a wait that ran over a closing looks like a second, long way of waiting, and a learned standard
would part the nights from the days instead of the late from the prompt.
"""

from datetime import UTC, datetime

import numpy as np

from headwater.causes.facts import Facts, Floats, Ints
from headwater.chain.busy import learn_calendar
from headwater.chain.calendar import slots
from headwater.chain.waiting import is_open, open_until

KEPT = 0.99
"""Share of the moments that must fall into the open hours: then nobody works in a closed one."""
MOST_OPEN = 140
"""Hours of the week from which a service counts as always open."""
ENOUGH = 1_000
"""Moments from which the hours of a week can be learned."""


def open_waits(facts: Facts) -> Floats | None:
    """Open seconds waited before each moment; None where the record shows no office hours that are kept."""
    m = facts.moments
    if len(m.done) < ENOUGH:
        return None
    calendar = learn_calendar(facts.record, "UTC")
    ended = _micros(m.started)
    begun = _micros(m.started - np.nan_to_num(m.wait))
    time = slots(calendar, _moment(begun.min()), _moment(ended.max()))
    if calendar.weekly_hours > MOST_OPEN or is_open(time, ended).mean() < KEPT:
        return None
    waited = (open_until(time, ended) - open_until(time, begun)) / 1e6
    result: Floats = np.where(np.isnan(m.wait), np.nan, np.maximum(waited, 0.0))
    return result


def _micros(seconds: Floats) -> Ints:
    result: Ints = np.round(seconds * 1e6).astype(np.int64)
    return result


def _moment(micros: np.int64) -> datetime:
    return datetime.fromtimestamp(int(micros) / 1e6, UTC).replace(tzinfo=None)
