"""A service from a frame: every number with weights of the cases, so that days drawn anew give a service of their own."""

from dataclasses import replace

import numpy as np

from headwater.foresight.calibrate.coming import arrivals, clockwork
from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.laws import by_code, empirical, patience
from headwater.foresight.calibrate.returns import chance
from headwater.foresight.calibrate.routes import states
from headwater.foresight.calibrate.spoiling import spoiling
from headwater.foresight.calibrate.visits import Bools, Floats, Ints
from headwater.foresight.simulator.domain import NOTHING, Arrivals, Kind, Law, Pool, Service, Station, Step

LEAST_OF_KIND = 80
DIFFERS = 4.0
"""A kind has work times of its own where its mean differs by so many standard errors."""
LEAST_DELAYS = 20


def fit(frame: Frame, weights: Floats) -> Service:
    """The service that the weighted cases show."""
    rows = weights[frame.visits.case]
    delays = _delays(frame, rows)
    return Service(
        stations=_stations(frame, rows),
        pools=_pools(frame),
        steps=_steps(frame, rows),
        states=states(frame.visits, frame.routes, weights, delays, frame.tokens),
        kinds=_kinds(frame, weights),
        slot=frame.duty.slot,
        slots=frame.duty.slots,
    )


def _stations(frame: Frame, rows: Floats) -> tuple[Station, ...]:
    team = frame.tokens.team_of(frame.tokens.token)
    left = frame.visits.left
    found = []
    for t, name in enumerate(frame.tokens.teams):
        mine = np.flatnonzero(team == t)
        waits = np.where(left[mine], frame.visits.start[mine] - frame.visits.ready[mine], frame.wait[mine])
        law = patience(waits, left[mine], rows[mine]) if left[mine].any() else None
        found.append(Station(name) if law is None else Station(name, law))
    return tuple(found)


def _pools(frame: Frame) -> tuple[Pool, ...]:
    closed = [tuple((d * 24.0, d * 24.0 + 24.0, 0.0)[:2] for d in days) for days in frame.duty.days_off]
    return tuple(
        Pool(name, tuple(map(int, frame.duty.servers[t])), (t,), pauses=frame.duty.pauses[t], closed=closed[t])
        for t, name in enumerate(frame.tokens.teams)
    )


def _steps(frame: Frame, rows: Floats) -> tuple[Step, ...]:
    done = ~frame.visits.left
    found = []
    for token, mine in enumerate(by_code(frame.tokens.token, frame.tokens.n)):
        mine = mine[done[mine]]
        team = frame.tokens.team[token]
        own = _work_of(frame, mine, rows)
        law = empirical(frame.work[mine], rows[mine])
        found.append(Step(frame.tokens.names[token], team if team >= 0 else None, law, own))
    return tuple(found)


def _work_of(frame: Frame, mine: Ints, rows: Floats) -> tuple[tuple[int, Law], ...]:
    """The kinds whose work takes clearly longer or shorter than that of all."""
    if len(frame.kinds.names) < 2 or not len(mine):
        return ()
    kind, work = frame.kinds.code[frame.visits.case[mine]], frame.work[mine]
    mean, found = float(work.mean()), []
    for k in range(len(frame.kinds.names)):
        own = work[kind == k]
        if len(own) < LEAST_OF_KIND or len(own) == len(work):
            continue
        error = float(own.std()) / np.sqrt(len(own))
        if abs(own.mean() - mean) > DIFFERS * max(error, 1e-12) and rows[mine][kind == k].sum() > 0:
            found.append((k, empirical(own, rows[mine][kind == k])))
    return tuple(found)


def _delays(frame: Frame, rows: Floats) -> dict[tuple[int, int], Law]:
    """Waits that are nobody's queue, between one token and the next: with one time a step, all that is not work."""
    if frame.visits.worked:
        return {}
    return between(frame, rows, frame.wait)


def between(frame: Frame, rows: Floats, delay: Floats) -> dict[tuple[int, int], Law]:
    """The law of a delay for each pair of tokens; thin pairs have that of the token they lead to."""
    n, token = frame.tokens.n, frame.tokens.token
    follows = (
        np.append(False, np.diff(frame.visits.case) == 0) & ~frame.visits.left & (frame.tokens.team_of(token) >= 0)
    )
    before = np.append(0, token[:-1])
    code = np.where(follows, before * n + token, n * n)
    pairs, at = np.unique(code, return_inverse=True)
    groups = by_code(at, len(pairs))
    of_token = {t: empirical(delay[m][follows[m]], rows[m][follows[m]]) for t, m in enumerate(by_code(token, n))}
    found = {}
    for pair, mine in zip(pairs.tolist(), groups, strict=True):
        if pair == n * n:
            continue
        here, there = divmod(pair, n)
        thin = rows[mine].sum() < LEAST_DELAYS
        law = of_token[there] if thin else empirical(delay[mine], rows[mine])
        if law != NOTHING:
            found[here, there] = law
    return found


def _kinds(frame: Frame, weights: Floats) -> tuple[Kind, ...]:
    kind, count = frame.kinds.code, len(frame.kinds.names)
    fresh = weights * (1 - frame.returns.further)
    came = arrivals(frame.coming, frame.duty, kind, count, fresh)
    if count == 1 and not frame.returns.horizon:
        gaps = clockwork(frame.visits, came[0].rates, frame.duty)
        if gaps.shape == "fixed":
            came = [Arrivals(came[0].rates, gaps)]
    return tuple(_kind(frame, weights, k, name, came[k]) for k, name in enumerate(frame.kinds.names))


def _kind(frame: Frame, weights: Floats, k: int, name: str, came: Arrivals) -> Kind:
    mine, gone = frame.kinds.code == k, frame.returns.gone
    first = frame.routes.state[frame.visits.first]
    of = np.bincount(first, weights * mine)
    starts = tuple((float(of[s] / of.sum()), int(s)) for s in np.flatnonzero(of)) if of.sum() else _any(first, mine)
    repeat, repeat_after, _ = chance(frame.returns, mine & ~gone, weights)
    retry, retry_after, _ = chance(frame.returns, mine & gone, weights)
    plain = Kind(name, came, starts, retry=retry, retry_after=retry_after, repeat=repeat, repeat_after=repeat_after)
    return replace(plain, **spoiling(frame, weights, mine))


def _any(first: Ints, mine: Bools) -> tuple[tuple[float, int], ...]:
    of = np.bincount(first[mine])
    return tuple((float(of[s] / of.sum()), int(s)) for s in np.flatnonzero(of))
