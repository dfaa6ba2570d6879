"""How long, and from when, a decision is simulated."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from headwater.foresight.decisions.demand import hour_of
from headwater.foresight.decisions.domain import Decision, apply_all
from headwater.foresight.domain import Twin
from headwater.foresight.simulator.domain import Plan, Service
from headwater.foresight.simulator.run import run
from headwater.foresight.simulator.tally import Tally
from headwater.shared.errors import UsageError
from headwater.shared.said import say
from headwater.shared.words import count, plural

CYCLES, MOST_CYCLES = 4, 26
"""Weeks that count in each run, at least and at most …"""
CASES = 8_000
"""… as many as so many cases take: the fewer come in a week, the more weeks it takes to see rare things, such as a day
on which one of two people is away."""
LONGEST_WARM_UP = 8
WEEK = 168.0
MOST_CASES, TIMES = 1_000_000, 20
"""No run takes more cases, unless today's service brings more than a twentieth of them: nobody would wait for it."""


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
    plan = Plan(length=high - low, warm_up=warm_up, replications=replications, seed=seed, start=low - warm_up)
    _check_amount(plan, twin.service, [apply_all(decisions, twin) for decisions in plans])
    return plan


def _check_amount(plan: Plan, today: Service, decided: Sequence[Service]) -> None:
    """UsageError where more cases would come than can be run."""
    now, most = _cases(today, plan), max(_cases(service, plan) for service in decided)
    if most > max(MOST_CASES, TIMES * now):
        raise UsageError(
            say(
                "About {n} cases would come in the {weeks} that are simulated, where {now} come today; {most} are run "
                "at most. Choose fewer.",
                n=count(most), weeks=plural(round((plan.warm_up + plan.length) / WEEK), "week"), now=count(now),
                most=count(max(MOST_CASES, TIMES * now)),
            )
        )  # fmt: skip


def _cases(service: Service, plan: Plan) -> float:
    """First contacts that a run brings, campaigns and all."""
    steady = sum(k.arrivals.factor * sum(k.arrivals.rates) / len(k.arrivals.rates) for k in service.kinds)
    more = sum((high - low) * rate for k in service.kinds for low, high, rate in k.arrivals.extra)
    return steady * (plan.warm_up + plan.length) + more


def _weeks(pilot: Tally) -> int:
    came = max(int(pilot.cases.sum()), 1)
    return max(CYCLES, min(MOST_CYCLES, round(CYCLES * CASES / came)))


def _warm_up(pilot: Tally, cycle: float) -> int:
    """Cycles until the service is as full as it stays: three times as long as a case takes."""
    ended = int((pilot.over + pilot.gave_up).sum())
    long = float(pilot.case_time.sum()) / ended if ended else 0.0
    return max(1, min(LONGEST_WARM_UP, math.ceil(3 * long / cycle)))
