"""Where a decision is undone, and what a promise needs: one number is turned until today's wait is back, or the
promise kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from headwater.foresight.decisions import names
from headwater.foresight.decisions.demand import Arrivals
from headwater.foresight.decisions.domain import Decision
from headwater.foresight.decisions.rules import Promise
from headwater.foresight.decisions.staffing import week, with_pool
from headwater.foresight.decisions.steps import worked
from headwater.foresight.decisions.words import length, people, percent
from headwater.foresight.decisions.work import HandleTime
from headwater.foresight.domain import Twin
from headwater.foresight.ripples.compute import Pair, sides
from headwater.foresight.ripples.frame import Floats, Frame
from headwater.foresight.ripples.lab import Lab
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.words import where
from headwater.foresight.simulator.domain import Service
from headwater.foresight.simulator.settle import settles
from headwater.foresight.simulator.tally import Tally
from headwater.shared.said import say
from headwater.shared.words import share

TRIES = 7
FARTHEST = 0.6
"""A break-even is looked for up to this share more or fewer cases."""
MOST_PEOPLE = 12


@dataclass(frozen=True)
class BreakEven:
    """Where the decision is undone: `value` of what `lever` names; `how` says whether it was reckoned or simulated."""

    lever: str
    value: float
    sentence: str
    how: str


def handle_time_line(decision: HandleTime, twin: Twin, before: Tally) -> BreakEven | None:
    """Load is as before at r' = 1 - (1 - r)(1 - x): repeats r, a cut of the work by the share x."""
    cut = -decision.share(twin) * _share_of_work(decision, twin.service, before)
    over = before.over.sum()
    if cut <= 0 or not over:
        return None
    now = float(before.repeats.sum() / over)
    then = 1 - (1 - now) * (1 - cut)
    return BreakEven(
        "repeat contacts",
        then,
        say(
            "The cut in work is undone when repeat contacts rise from {now} to more than {then} of cases.",
            now=share(now),
            then=share(then),
        ),
        say("reckoned: load is as before at r' = 1 − (1 − r)(1 − x)"),
    )


def _share_of_work(decision: HandleTime, service: Service, before: Tally) -> float:
    """Which share of the work of its queues the changed steps are."""
    meant = worked(service, decision.what)
    queues = {service.steps[i].station for i in meant}
    work = before.step_work.sum(axis=0)
    whole = sum(work[i] for i, step in enumerate(service.steps) if step.station in queues)
    return float(sum(work[i] for i in meant) / whole) if whole else 0.0


def arrivals_line(
    ripple: Ripple, twin: Twin, decided: Service, lab: Lab, frame: Frame, edges: Floats
) -> BreakEven | None:
    """The change of all arrivals at which the ripple is none; by simulation, halving the span in which it lies."""
    before = lab.few(lab.baseline)
    end = -FARTHEST if ripple.change > 0 else FARTHEST
    rests = end < 0 or settles(Arrivals(end).apply(replace(twin, service=decided))).yes

    def left(by: float) -> float:
        service = Arrivals(by).apply(replace(twin, service=decided)) if by else decided
        if not rests and not settles(service).yes:
            return float("inf")
        pair = Pair(lab.baseline, service, before, lab.few(service))
        found = sides(pair, frame, edges)
        keys = zip(*found.rows.values(), strict=True)
        row = next(
            i for i, k in enumerate(keys) if k == (ripple.measure, ripple.unit, ripple.of, ripple.where, ripple.when)
        )
        return float(found.change[0, row])

    lab.tell(say("The break-even"))
    value = halved(left, end, ripple.change > 0)
    if value is None:
        return None
    by, place = share(abs(value)), where(ripple)
    fewer = say("With {share} fewer cases the mean wait {where} is as it is today.", share=by, where=place)
    more = say("With {share} more cases the gain {where} is used up.", share=by, where=place)
    return BreakEven("arrivals", value, fewer if value < 0 else more, say("simulated"))


def halved(left: Callable[[float], float], end: float, harm: bool) -> float | None:
    """Where `left` crosses zero between 0 and `end`; None where it does not."""
    if (left(end) > 0) == harm:
        return None
    low, high = 0.0, end
    for _ in range(TRIES):
        middle = (low + high) / 2
        if (left(middle) > 0) == harm:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def needs(decisions: Sequence[Decision], decided: Service, lab: Lab) -> Iterator[str]:
    """What keeping each promise needs, in people, by trying."""
    for decision in decisions:
        if isinstance(decision, Promise):
            for station in names.stations(decided, decision.at):
                lab.tell(say("What the promise at {queue} needs", queue=decided.stations[station].name))
                yield _needed(decision, station, decided, lab)


def _needed(promise: Promise, station: int, decided: Service, lab: Lab) -> str:
    name = decided.stations[station].name
    pool = next((p for p, held in enumerate(decided.pools) if station in held.stations), None)
    answer = say(
        "an answer at {queue} within {long}", queue=name, long=length(promise_hours(promise, decided, station))
    )
    now = _kept(lab.few(decided), station)
    if now >= promise.share:
        return say(
            "{answer:upper} is kept for {share} of cases with the people there are.", answer=answer, share=share(now)
        )
    if pool is None:
        return say("{answer:upper} cannot be kept: nobody serves {queue}.", answer=answer, queue=name)
    held = {"answer": answer, "now": share(now), "team": decided.pools[pool].name, "wanted": percent(promise.share)}
    for more in range(1, MOST_PEOPLE + 1):
        kept = _kept(lab.few(_with_more(decided, pool, more)), station)
        if kept >= promise.share:
            return say(
                "{answer:upper} is kept for {now} of cases; keeping it for {wanted} needs {people} more at {team}"
                " whenever it is open ({kept} kept).",
                people=people(more),
                kept=share(kept),
                **held,
            )
    return say(
        "{answer:upper} is kept for {now} of cases; {people} more at {team} whenever it is open are not enough for"
        " {wanted}; longer opening hours or a longer promise may be.",
        people=people(MOST_PEOPLE),
        **held,
    )


def promise_hours(promise: Promise, decided: Service, station: int) -> float:
    """The promise as it stands in the service."""
    held = decided.stations[station].promise
    return held if held is not None else float(str(promise.within))


def _kept(tally: Tally, station: int) -> float:
    came = tally.came[:, station].sum()
    return float(tally.kept[:, station].sum() / came) if came else 1.0


def _with_more(service: Service, pool: int, more: int) -> Service:
    held = service.pools[pool]
    return with_pool(service, pool, replace(held, servers=tuple(n + more if n else 0 for n in week(held, service))))
