"""How long, and from when, a decision is simulated."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from headwater.foresight.decisions.demand import hour_of
from headwater.foresight.decisions.domain import Decision, apply_all
from headwater.foresight.domain import Twin
from headwater.foresight.simulator.domain import Plan, Service
from headwater.foresight.simulator.run import run

CYCLES = 4
"""Weeks that count in each run."""
LONGEST_WARM_UP = 8


def horizon(plans: Sequence[Sequence[Decision]], twin: Twin, *, today: date, replications: int, seed: int) -> Plan:
    """Whole cycles from the next Monday on; with dated decisions, from the Monday before the first to the Sunday
    after the last."""
    cycle = twin.service.slot * twin.service.slots
    warm_up = cycle * _warm_up(twin.service, cycle, seed)
    spans = [span for plan in plans for kind in apply_all(plan, twin).kinds for span in kind.arrivals.extra]
    if spans:
        low = cycle * math.floor(min(s[0] for s in spans) / cycle)
        high = cycle * math.ceil(max(s[1] for s in spans) / cycle)
    else:
        low = cycle * math.ceil(hour_of(today + timedelta(days=1), twin) / cycle)
        high = low + CYCLES * cycle
    return Plan(length=high - low, warm_up=warm_up, replications=replications, seed=seed, start=low - warm_up)


def _warm_up(service: Service, cycle: float, seed: int) -> int:
    """Cycles until the service is as full as it stays: three times as long as a case takes."""
    pilot = run(service, Plan(length=CYCLES * cycle, warm_up=0.0, replications=1, seed=seed))
    ended = int((pilot.over + pilot.gave_up).sum())
    long = float(pilot.case_time.sum()) / ended if ended else 0.0
    return max(1, min(LONGEST_WARM_UP, math.ceil(3 * long / cycle)))
