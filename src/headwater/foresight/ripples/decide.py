"""From a twin and decisions to a result: checked, run until it is precise enough, and put side by side with today."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from headwater.foresight.calibrate.telling import apart
from headwater.foresight.decisions.domain import Decision
from headwater.foresight.decisions.outside import outside
from headwater.foresight.domain import Twin
from headwater.foresight.ripples.compute import (
    EDGES,
    Pair,
    Sides,
    Spread,
    few,
    monte_carlo,
    on_today,
    others,
    sides,
    table,
)
from headwater.foresight.ripples.frame import PEAK, WEEK, Frame, named
from headwater.foresight.ripples.horizon import horizon
from headwater.foresight.ripples.lab import BATCH, Lab, Tell, check_settles, promised, silent
from headwater.foresight.ripples.result import Result
from headwater.foresight.ripples.strange import strange
from headwater.foresight.ripples.table import Ripples
from headwater.foresight.simulator.domain import Service
from headwater.shared.errors import InputError, UsageError
from headwater.shared.said import phrase, say
from headwater.shared.words import joined, plural, share

PRECISION = 0.05
"""Runs are added until the Monte Carlo half-width of the change of the mean wait, over all and at the peak, is below
this
share of the larger of the two waits."""
TODAY, DECIDED = phrase("The service as it is recorded"), phrase("The service with this decision")
MOST = 4
"""batches at most"""
AHEAD = timedelta(days=3653)


@dataclass(frozen=True)
class Asked:
    """How it is to be answered: `today` is passed in; `force` answers outside the record, with a warning that stays."""

    today: date
    force: bool = False
    seed: int = 1
    jobs: int = 1
    replications: int = BATCH
    precision: float = PRECISION
    cost_per_hour: tuple[float, float] | None = None
    tell: Tell = silent


def prepared(decisions: Sequence[Decision], twin: Twin, asked: Asked) -> tuple[Service, tuple[str, ...]]:
    """The decided service and why it lies outside the record.

    UsageError for a decision that cannot be; InputError where it lies outside the record or does not settle.
    """
    if not decisions:
        raise UsageError(say('No decision is given; name one like "staff:billing -2 on Saturday".'))
    check_days((day for decision in decisions for day in decision.dates()), asked.today)
    decided = _changed(decisions, twin)
    why = outside(decisions, twin, decided)
    if why and not asked.force:
        raise InputError(
            say(
                "This lies outside the record: {why}. Choose less, or add --force (force=True) to be answered by the"
                " model alone, with a warning that stays.",
                why=joined("; ", why),
            )
        )
    if not asked.force:
        _check_reproduced(twin, decided)
    check_settles(twin.service, TODAY)
    check_settles(decided, DECIDED)
    return decided, why


def _changed(decisions: Sequence[Decision], twin: Twin) -> Service:
    """The service with all the changes; UsageError where one of them changes nothing."""
    service = twin.service
    for decision in decisions:
        then = decision.apply(replace(twin, service=service))
        if then == service:
            raise UsageError(
                say(
                    "{decision} changes nothing: the service is like that already, or has nothing there to change.",
                    decision=_quoted(decision),
                )
            )
        service = then
    if service == twin.service:
        raise UsageError(say("The changes undo each other: together they change nothing."))
    return service


def _check_reproduced(twin: Twin, decided: Service) -> None:
    """InputError where the decision touches a queue of which the twin knows nothing: it is far off as it is."""
    touched = touches(twin.service, decided)
    far = [queue for queue in dict.fromkeys(a.where for a in twin.astray if a.far) if queue in touched]
    if far:
        raise InputError(
            say(
                "This decision touches {queue}, where the twin does not reproduce even today's waiting: {apart}. Choose"
                " another place, calibrate on a record that shows it, or add --force (force=True) to be answered all"
                " the same, with a warning that stays.",
                queue=far[0],
                apart=apart(twin, far[0]),
            )
        )


def touches(now: Service, then: Service) -> set[str]:
    """The queues whose people, work, rules or customers are others then; all of them where cases come, or go on,
    otherwise."""
    if (now.kinds, now.states, len(now.stations)) != (then.kinds, then.states, len(then.stations)):
        return {station.name for station in now.stations}
    before = {*now.pools}
    found = {then.stations[q].name for pool in then.pools if pool not in before for q in pool.stations}
    found |= {s.name for s in now.stations if s not in then.stations}
    steps = {s.station for s in (*now.steps, *then.steps) if s not in now.steps or s not in then.steps}
    return found | {now.stations[q].name for q in steps if q is not None}


def _quoted(decision: Decision) -> str:
    return say("“{sentence}”", sentence=decision.sentence)


def check_days(days: Iterable[date | None], today: date) -> None:
    """UsageError where one of them is over, or so far ahead that nothing can be said of it."""
    named = [day for day in days if day is not None]
    far = [day for day in named if day > today + AHEAD]
    if far:
        raise UsageError(
            say(
                "{day} lies more than ten years ahead (today is {today}); give a day that is nearer.",
                day=far[0], today=today,
            )
        )  # fmt: skip
    past = [day for day in named if day < today]
    if past:
        raise UsageError(
            say("{day} lies in the past (today is {today}); give a day from today on.", day=past[0], today=today)
        )


def laboratory(plans: Sequence[Sequence[Decision]], twin: Twin, asked: Asked) -> Lab:
    """Where it is run: the same for all that is compared."""
    asked.tell(say("How full the service is"))
    plan = horizon(plans, twin, today=asked.today, replications=asked.replications, seed=asked.seed)
    return Lab(twin.service, plan, asked.jobs, asked.tell)


def answer(name: str, decisions: Sequence[Decision], twin: Twin, asked: Asked, lab: Lab | None = None) -> Result:
    """What the decisions do; `lab` where the baseline is run already."""
    decided, why = prepared(decisions, twin, asked)
    lab = lab or laboratory([decisions], twin, asked)
    twin, lab = _promised(twin, decided, lab)
    frame = replace(lab.frame(), named=named(decisions, lab.baseline))
    check_settles(lab.baseline, TODAY, lab.tally(lab.baseline))
    check_settles(decided, DECIDED, lab.tally(decided))
    main, levels, batches = _precise(decided, lab, frame, asked)
    spreads = _spreads(main, twin, decisions, lab, frame)
    ripples = _with_doubt(main, levels, twin, decided, lab, frame, spreads)
    runs = batches * lab.plan.replications
    return Result(
        name, tuple(decisions), twin, decided, ripples, frame, lab, runs,
        warnings=why, notes=tuple(_notes(main, asked, runs, spreads[0])), cost_per_hour=asked.cost_per_hour,
    )  # fmt: skip


def _promised(twin: Twin, decided: Service, lab: Lab) -> tuple[Twin, Lab]:
    """Where something new is promised, today is measured by the same promise."""
    service = promised(twin.service, decided)
    if service is twin.service:
        return twin, lab
    return replace(twin, service=service), replace(lab, baseline=service)


def _precise(decided: Service, lab: Lab, frame: Frame, asked: Asked) -> tuple[Sides, Sides, int]:
    """The change from as many runs as it needs, the levels that are shown beside it, and the batches."""
    first: Sides | None = None
    for batches in range(1, MOST + 1):
        lab.tell(say("{pairs} of runs", pairs=plural(batches * lab.plan.replications, "pair")))
        pair = Pair(lab.baseline, decided, lab.tallies(lab.baseline, batches), lab.tallies(decided, batches))
        found = sides(pair, frame, EDGES)
        first = found if first is None else first
        if _reached(found) <= asked.precision:
            break
    return found, found if first is None else on_today(first, found), batches


def _reached(found: Sides) -> float:
    """The worse of the week's and the peak's half-width of the mean wait, as a share of that wait."""
    keys = list(zip(*found.rows.values(), strict=True))
    at = [
        i for i, (m, _, _, where, when) in enumerate(keys) if m == "waiting" and where == "all" and when in (WEEK, PEAK)
    ]
    half = monte_carlo(found.change[:, at])
    level = np.fmax(found.before[0, at], found.after[0, at])
    shares = np.divide(half, level, out=np.zeros_like(half), where=level > 1 / 3600)
    return float(np.nan_to_num(shares).max())


def _spreads(main: Sides, twin: Twin, decisions: Sequence[Decision], lab: Lab, frame: Frame) -> tuple[Spread, Spread]:
    """What days drawn anew and other structures say."""
    structures = [alternative.service for alternative in twin.alternatives]
    days, other = (others(s, twin, decisions, lab, frame, EDGES, main) for s in (twin.resampled, structures))
    return days, other


def _with_doubt(
    main: Sides,
    levels: Sides,
    twin: Twin,
    decided: Service,
    lab: Lab,
    frame: Frame,
    spreads: tuple[Spread, Spread],
) -> Ripples:
    small = few(lab, decided, frame, EDGES)
    mark = strange(main.rows, twin, decided, lab.tally(decided), frame)
    return table(main, levels, small, *spreads, mark)


def _notes(main: Sides, asked: Asked, runs: int, days: Spread) -> Iterator[str]:
    reached = _reached(main)
    if reached > asked.precision:
        yield say(
            "After {pairs} of runs the change of the mean wait is known to {reached} of it, less well than the"
            " {wanted} asked for.",
            pairs=plural(runs, "pair"),
            reached=share(reached),
            wanted=share(asked.precision),
        )
    if days.unfit:
        unfit = plural(days.unfit, "twin")
        yield say("In {twins} of days drawn anew the decision cannot be made; they are left out.", twins=unfit)
    if not len(days.after):
        yield say(
            "The twin has no resampled days: the intervals hold chance in the runs alone, not how sure the record is."
        )
