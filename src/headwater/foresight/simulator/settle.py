"""Whether a service can come to rest: the traffic equations before a run, growth in it after.

Work that arrives for each server of a pool must stay below 1 where those who wait do not give up for good; loops,
retries and repeats multiply it. Where several pools share stations, the least of the highest loads over all ways of
sharing counts.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from headwater.foresight.simulator.check import check
from headwater.foresight.simulator.domain import Kind, Law, Plan, Pool, Service, Settled, Station, Step
from headwater.foresight.simulator.laws import mean
from headwater.foresight.simulator.tally import Tally
from headwater.shared.said import amount, say

FULL = 1.0 - 1e-9
STEEP = 3.0
"""How often as many wait in the last quarter of a run as in its first where the queue grows without end."""
MANY = 10.0
"""Fewer that wait are no growth."""


def settles(service: Service) -> Settled:
    """Whether the service settles whatever the run; `why` names what does not, `notes` what is close to it."""
    check(service, Plan(1.0))
    found = []
    for kind in service.kinds:
        if kind.repeat >= 1.0:
            return Settled(
                False,
                say(
                    "Every case of {name} that is over comes again, so their number grows without end.", name=kind.name
                ),
            )
        found.append(_visits(service, kind))
        if found[-1] is None:
            return Settled(
                False, say("Cases of {name} go round and are never over: no way leads out of the loop.", name=kind.name)
            )
    return _by_load(service, found)


def traffic(service: Service, kind: Kind) -> Any:
    """Expected visits of a contact to each state; endless where it is never over."""
    visits = _visits(service, kind)
    return np.full(len(service.states), np.inf) if visits is None else visits


def loads(service: Service) -> dict[str, float]:
    """Work that arrives over servers on duty, by station, if nobody gave up; the least that sharing between pools
    allows.
    """
    work = _work(service, lambda *_: True, [_visits(service, kind) for kind in service.kinds])
    shared = _least_load(service, work)
    return {s.name: float(shared[n]) for n, s in enumerate(service.stations)}


def _by_load(service: Service, found: Sequence[Any]) -> Settled:
    load = _least_load(service, _work(service, _stays, found))
    notes: list[str] = [
        say(
            "{name} is at {load} of what it can do: it comes to rest slowly, so take a long run.",
            name=s.name,
            load=amount(f"{load[n]:.1%}"),
        )
        for n, s in enumerate(service.stations)
        if 0.97 < load[n] < FULL
    ]
    full = [n for n in range(len(service.stations)) if load[n] >= FULL]
    if not full:
        return Settled(notes=notes)
    name, most = service.stations[full[0]].name, load[full[0]]
    much = say("{n} times as much work arrives as its servers can do", n=amount(f"{most:.3g}"))
    much = much if most < math.inf else say("it has no servers")
    return Settled(
        False,
        say("{name} does not settle: {much}, and those who wait there do not give up for good.", name=name, much=much),
        notes,
    )


def _stays(kind: Kind, n: int, station: Station) -> bool:
    endless = dict(station.patience_of).get(n, station.patience).shape == "never" and station.room is None
    return kind.retry >= 1.0 or endless


def _work(service: Service, counted: Any, found: Sequence[Any]) -> Any:
    """Work per unit of time that arrives at each station, from the visits found for each kind."""
    work = np.zeros(len(service.stations))
    for n, kind in enumerate(service.kinds):
        visits = np.zeros(len(service.states)) if found[n] is None else found[n]
        for state, times in zip(service.states, visits, strict=True):
            step = service.steps[state.step]
            if step.station is not None and counted(kind, n, service.stations[step.station]):
                work[step.station] += _rate(kind) * times * (1 - step.skip) * _time(service, step, n)
    return work


def _rate(kind: Kind) -> float:
    a = kind.arrivals
    first = float(np.mean(a.rates)) * a.factor
    reaches = 1 - kind.self_service * (1 - kind.self_service_fails)
    return first * reaches / max(1 - kind.repeat, 1e-12)


def _time(service: Service, step: Step, kind: int) -> float:
    station = service.stations[step.station or 0]
    law: Law = dict(step.work_of).get(kind, step.work)
    busy = station.speed[-1][1] if station.speed else 1.0
    rush = station.rush[-1][1] if station.rush else 1.0
    return mean(law) * step.factor * busy * rush


def _visits(service: Service, kind: Kind) -> Any:
    """Expected visits of a contact to each state; None where it never ends: where a state leads to no end."""
    n = len(service.states)
    on, over = _moves(service)
    reached = _reached(on, {state for share, state in kind.starts if share > 0})
    within = on[np.ix_(reached, reached)]
    if len(_reached(within.T, {i for i, state in enumerate(reached) if over[state] > 0})) < len(reached):
        return None
    start = np.zeros(n)
    for share, first in kind.starts:
        start[first] += share / sum(s for s, _ in kind.starts)
    visits = np.zeros(n)
    visits[reached] = np.linalg.solve(np.eye(len(reached)) - within.T, start[reached])
    return visits


def _moves(service: Service) -> tuple[Any, Any]:
    """The shares of the moves from state to state, and from each to the end."""
    n = len(service.states)
    on, over = np.zeros((n, n)), np.zeros(n)
    for i, state in enumerate(service.states):
        for move in state.moves:
            if move.state >= 0:
                on[i, move.state] += move.share
            else:
                over[i] += move.share
    return on, over


def _reached(on: Any, new: set[int]) -> list[int]:
    seen: set[int] = set()
    while new:
        seen |= new
        new = {int(j) for i in new for j in np.flatnonzero(on[i] > 0)} - seen
    return sorted(seen)


def _servers(service: Service, pool: Pool) -> float:
    cycle = [pool.servers[n % len(pool.servers)] for n in range(service.slots)]
    return float(np.mean(cycle)) * (1 - pool.absent)


def _least_load(service: Service, work: Any) -> Any:
    """For each station the load of the pools that serve it when work is shared so that the highest load is least."""
    servers = np.array([_servers(service, pool) for pool in service.pools])
    load = np.zeros(len(work))
    for stations, pools in _groups(service):
        load[stations] = _group_load(service, work, servers, stations, pools)
    return load


def _groups(service: Service) -> list[tuple[list[int], list[int]]]:
    """Stations and pools that are tied to each other."""
    left, found = set(range(len(service.stations))), []
    while left:
        stations, pools = {min(left)}, set[int]()
        while more := {p for p, pool in enumerate(service.pools) if stations & set(pool.stations)} - pools:
            pools |= more
            stations |= {s for p in more for s in service.pools[p].stations}
        left -= stations
        found.append((sorted(stations), sorted(pools)))
    return found


def _group_load(service: Service, work: Any, servers: Any, stations: list[int], pools: list[int]) -> float:
    total = float(work[stations].sum())
    if total == 0:
        return 0.0
    if len(pools) == 1 or len(stations) == 1:
        able = float(servers[pools].sum())
        return total / able if able else math.inf
    return _shared_load(service, work, servers, stations, pools)


def _shared_load(service: Service, work: Any, servers: Any, stations: list[int], pools: list[int]) -> float:
    from scipy.optimize import linprog  # noqa: PLC0415 -- slow import

    pairs = [(s, p) for s in stations for p in pools if s in service.pools[p].stations and servers[p] > 0]
    all_done = np.array([[float(s == t) for t, _ in pairs] + [0.0] for s in stations])
    able = np.array([[float(p == q) for _, q in pairs] + [-servers[p]] for p in pools])
    found = linprog(
        [0.0] * len(pairs) + [1.0], A_ub=able, b_ub=np.zeros(len(pools)), A_eq=all_done, b_eq=work[stations]
    )
    return float(found.x[-1]) if found.status == 0 else math.inf


def grew(service: Service, tally: Tally) -> Settled:
    """Whether a queue grew all through the counted part of the runs, as one does that has no rest to come to."""
    for n, station in enumerate(service.stations):
        quarters = tally.quarters[:, n].mean(axis=0)
        if quarters[3] > max(STEEP * quarters[0], MANY) and (np.diff(quarters) > 0).all():
            first, last = (amount(f"{q:.3g}") for q in (quarters[0], quarters[3]))
            return Settled(
                False,
                say(
                    "{name} does not settle: {first} waited in the first quarter of the run, {last} in the last.",
                    name=station.name,
                    first=first,
                    last=last,
                ),
            )
    return Settled()
