"""Steps that are handed in together at set times: nothing is begun in the span in which it became ready."""

import numpy as np

from headwater.foresight.calibrate.duty import Duty
from headwater.foresight.calibrate.laws import by_code
from headwater.foresight.calibrate.teams import Tokens
from headwater.foresight.calibrate.visits import Floats, Ints, Visits

PERIODS = (168.0, 24.0, 12.0, 8.0, 6.0, 4.0, 3.0, 2.0, 1.0)
RELEASED = 0.98
LEAST = 30
EARLY = 10
"""Visits that were ready in the first half of a span: they alone can show that they were kept."""
PROMPT = 0.25
"""What follows the release takes at most this share of the span, in open time; else the wait may be a queue's."""


def batches(visits: Visits, tokens: Tokens, team: Ints, duty: Duty) -> tuple[float, ...]:
    """For each token the hours between two releases, 0 where it is not batched."""
    return tuple(
        _period(visits, team, duty, mine[(team[mine] >= 0) & ~visits.left[mine]]) if visits.worked else 0.0
        for mine in by_code(tokens.token, tokens.n)
    )


def _period(visits: Visits, team: Ints, duty: Duty, mine: Ints) -> float:
    """The longest that fits."""
    if len(mine) < LEAST:
        return 0.0
    ready, start = visits.ready[mine], visits.start[mine]
    return next((h for h in PERIODS if _fits(h, ready, start, team[mine], duty)), 0.0)


def _fits(hours: float, ready: Floats, start: Floats, team: Ints, duty: Duty) -> bool:
    release = (np.floor(ready / hours) + 1) * hours
    if (start >= release - 1e-3).mean() < RELEASED:
        return False
    kept = duty.worked(team, ready, np.minimum(release, start))
    rest = duty.worked(team, np.minimum(release, start), start)
    early = kept > min(hours, 8.0) / 2
    return int(early.sum()) >= EARLY and float(np.median(rest)) <= PROMPT * min(hours, 8.0)
