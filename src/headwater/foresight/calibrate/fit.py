"""A service from a frame: every number with weights of the cases, so that days drawn anew give a service of their
own."""

from dataclasses import replace
from typing import Any

import numpy as np

from headwater.foresight.calibrate import again, spoiling
from headwater.foresight.calibrate.batches import Heap
from headwater.foresight.calibrate.coming import FIXED, struck
from headwater.foresight.calibrate.crews import members, name_of
from headwater.foresight.calibrate.delays import delays
from headwater.foresight.calibrate.effects import Effects, patience_of
from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.laws import by_code, empirical
from headwater.foresight.calibrate.rates import arrivals
from headwater.foresight.calibrate.readings import Moved
from headwater.foresight.calibrate.routes import states
from headwater.foresight.calibrate.visits import Bools, Floats, Ints
from headwater.foresight.simulator.domain import NEVER, Arrivals, Kind, Law, Pool, Service, Station, Step

LEAST_OF_KIND = 80
DIFFERS = 4.0
"""A kind has work times of its own where its mean differs by so many standard errors."""


def fit(frame: Frame, effects: Effects, weights: Floats, random: np.random.Generator | None = None) -> Service:
    """The service that the weighted contacts show; `effects` says which effects the whole record supports. `random`
    draws
    how often people are away anew, from as many days as were seen."""
    rows = weights[frame.visits.contact]
    return Service(
        stations=tuple(_station(frame, effects, t, rows) for t in range(len(frame.tokens.teams))),
        pools=tuple(_pool(frame, effects, t, random) for t in sorted(set(frame.crew))),
        steps=tuple(
            _step(frame, token, mine[~frame.visits.left[mine]], rows)
            for token, mine in enumerate(by_code(frame.tokens.token, frame.tokens.n))
        ),
        states=states(frame.visits, frame.routes, weights, delays(frame, rows)),
        kinds=_kinds(frame, effects, weights),
        slot=frame.duty.slot,
        slots=frame.duty.slots,
    )


def _station(frame: Frame, effects: Effects, t: int, rows: Floats) -> Station:
    law = effects.patience[t].law
    if law != NEVER:
        law = patience_of(frame, t, rows, law.shape).law
    order, rush = effects.priority[t].of_kinds, effects.rush[t]
    pressed = rush.knots(rows) if rush else ()
    return Station(frame.tokens.teams[t], law, priority_of=order, rush=pressed, **_silent(frame, t, rows))


def _silent(frame: Frame, t: int, rows: Floats) -> dict[str, Any]:
    """The share of those who gave up that left without a word, and the time of a person that it took to notice."""
    visits = frame.visits
    gone, silent = (np.flatnonzero(which & (frame.team == t)) for which in (visits.left, visits.silent))
    if not rows[silent].sum():
        return {}
    took = (visits.end - visits.start)[silent]
    return {"silent": float(rows[silent].sum() / rows[gone].sum()), "silent_work": empirical(took, rows[silent])}


def _pool(frame: Frame, effects: Effects, t: int, random: np.random.Generator | None) -> Pool:
    duty = frame.duty
    closed = tuple((d * 24.0, d * 24.0 + 24.0) for d in duty.days_off[t])
    first = tuple(duty.first[t].tolist()) if duty.first[t].any() else ()
    absent = duty.absent[t]
    if random is not None and duty.due[t]:
        away = absent * duty.due[t]
        absent = round(float(random.beta(away + 0.5, duty.due[t] - away + 0.5)), 4)
    servers = tuple(duty.servers[t].tolist())
    order = effects.queues[t]
    queues = tuple(q for _, q in sorted(zip(order.level, members(frame.crew, t), strict=True)))
    return Pool(
        name_of(frame.crew, t, frame.tokens.teams), servers, queues, shared=order.off, pauses=duty.pauses[t],
        closed=closed, absent=absent, first=first,
    )  # fmt: skip


def _step(frame: Frame, token: int, mine: Ints, rows: Floats) -> Step:
    team = frame.tokens.team[token]
    law = empirical(frame.work[mine], rows[mine])
    if not rows[mine].sum():
        law = empirical(frame.work[mine])
    own = _work_of(frame, mine, rows)
    heap = frame.batches[token] or Heap()
    return Step(
        frame.tokens.names[token], team if team >= 0 else None, law, own,
        batch_every=heap.every, batch_from=heap.at, batch_of=heap.of,
    )  # fmt: skip


def _work_of(frame: Frame, mine: Ints, rows: Floats) -> tuple[tuple[int, Law], ...]:
    """The kinds whose work takes clearly longer or shorter than that of all."""
    if len(frame.kinds.names) < 2 or not len(mine):
        return ()
    kind, work = frame.kind[frame.visits.contact[mine]], frame.work[mine]
    mean, found = float(work.mean()), []
    for k in range(len(frame.kinds.names)):
        own, weights = work[kind == k], rows[mine][kind == k]
        if len(own) < LEAST_OF_KIND or len(own) == len(work) or not weights.sum():
            continue
        error = max(float(own.std()) / np.sqrt(len(own)), 1e-12)
        if abs(own.mean() - mean) > DIFFERS * error:
            found.append((k, empirical(own, weights)))
    return tuple(found)


def _kinds(frame: Frame, effects: Effects, weights: Floats) -> tuple[Kind, ...]:
    names = frame.kinds.names
    came = arrivals(frame.coming, frame.duty, frame.kind, len(names), weights, frame.returns.fresh, effects.trend)
    if effects.clock:
        came = [Arrivals(struck(a.rates, frame.duty.slot), FIXED) for a in came]
    return tuple(_kind(frame, effects, weights, k, came[k]) for k in range(len(names)))


def _kind(frame: Frame, effects: Effects, weights: Floats, k: int, came: Arrivals) -> Kind:
    mine, gone = frame.kind == k, frame.visits.left[frame.visits.last]
    found, visits, duty = frame.returns, frame.visits, frame.duty
    plain = Kind(
        frame.kinds.names[k], came, _starts(frame, mine, weights),
        retry=again.chance(found, mine & gone, weights),
        retry_after=again.delay(found, visits, duty, mine & gone, weights), retry_anew=True,
        repeat_after=again.delay(found, visits, duty, mine & ~gone, weights), within=effects.within,
    )  # fmt: skip
    repeats = again.further(frame, again.refitted(frame, effects.again, weights), weights, mine & ~gone)
    spoils = spoiling.spoiling(frame, spoiling.refitted(frame, effects.spoils, weights), weights, k)
    fields: dict[str, Any] = {**repeats, **spoils}
    return replace(plain, **fields)


def with_slopes(frame: Frame, service: Service, moved: Moved, spoilt: spoiling.Spoils) -> Service:
    """The service with other slopes of repeats (on wait and haste) and of spoiled cases, at the record's shares."""
    gone, ones = frame.visits.left[frame.visits.last], np.ones(frame.visits.contacts)
    kinds = []
    for k, kind in enumerate(service.kinds):
        repeats = again.further(frame, moved, ones, (frame.kind == k) & ~gone)
        fields: dict[str, Any] = {**repeats, **spoiling.spoiling(frame, spoilt, ones, k)}
        kinds.append(replace(kind, **fields))
    return replace(service, kinds=tuple(kinds))


def _starts(frame: Frame, mine: Bools, weights: Floats) -> tuple[tuple[float, int], ...]:
    first = frame.routes.state[frame.visits.first]
    used = weights * mine
    of = np.bincount(first, used if used.sum() else mine.astype(np.float64))
    return tuple((float(of[s] / of.sum()), int(s)) for s in np.flatnonzero(of))
