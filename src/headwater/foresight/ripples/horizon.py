"""How long, and from when, a decision is simulated."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from headwater.foresight.decisions.demand import hour_of
from headwater.foresight.decisions.domain import Decision, apply_all
from headwater.foresight.domain import Twin
from headwater.foresight.simulator.domain import Plan
from headwater.foresight.simulator.run import run
from headwater.foresight.simulator.tally import Tally

CYCLES, MOST_CYCLES = 4, 26
"""Weeks that count in each run, at least and at most …"""
CASES = 8_000
"""… as many as so many cases take: the fewer come in a week, the more weeks it takes to see rare things, such as a day
on which one of two people is away."""
LONGEST_WARM_UP = 8


def horizon(plans: Sequence[Sequence[Decision]], twin: Twin, *, today: date, replications: int, seed: int) -> Plan:
    """Whole cycles from the next Monday on; with dated decisions, from the Monday before the first to the Sunday
    after the last."""
    cycle = twin.service.slot * twin.service.slots
    pilot = run(twin.service, Plan(length=CYCLES * cycle, warm_up=0.0, replications=1, seed=seed))
    warm_up = cycle * _warm_up(pilot, cycle)
    spans = [span for plan in plans for kind in apply_all(plan, twin).kinds for span in kind.arrivals.extra]
    if spans:
        low = cycle * math.floor(min(s[0] for s in spans) / cycle)
        high = cycle * math.ceil(max(s[1] for s in spans) / cycle)
    else:
        low = cycle * math.ceil(hour_of(today + timedelta(days=1), twin) / cycle)
        high = low + cycle * _weeks(pilot)
    return Plan(length=high - low, warm_up=warm_up, replications=replications, seed=seed, start=low - warm_up)


def _weeks(pilot: Tally) -> int:
    came = max(int(pilot.cases.sum()), 1)
    return max(CYCLES, min(MOST_CYCLES, round(CYCLES * CASES / came)))


def _warm_up(pilot: Tally, cycle: float) -> int:
    """Cycles until the service is as full as it stays: three times as long as a case takes."""
    ended = int((pilot.over + pilot.gave_up).sum())
    long = float(pilot.case_time.sum()) / ended if ended else 0.0
    return max(1, min(LONGEST_WARM_UP, math.ceil(3 * long / cycle)))
