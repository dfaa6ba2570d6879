"""A service file (TOML) as a `Service`: stations, pools, kinds of customer, arrivals, routing, retrials and
feedback.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headwater.foresight.simulator.check import check
from headwater.foresight.simulator.domain import (
    NEVER,
    NOTHING,
    Arrivals,
    Kind,
    Law,
    Plan,
    Pool,
    Service,
    State,
    Station,
    Step,
)  # fmt: skip
from headwater.foresight.simulator.given_arrivals import Coming, coming
from headwater.foresight.simulator.given_routes import routes
from headwater.foresight.simulator.given_table import Table, Times, shared_slots, spread, tables, times
from headwater.shared.errors import InputError, UsageError

_STATIONS = ("station", "stations", "queue", "queues")
_KINDS = ("class", "classes", "kind", "kinds", "customer", "customers")
_POOLS = ("pool", "pools", "team", "teams")
_RETRY = ("retry", "retrial", "retrials", "redial", "redials")
_REPEAT = ("repeat", "feedback", "reconnect", "reconnects", "repeats")
_ARRIVALS = ("arrivals", "arrival", "rate", "arrival_rate", "lambda")
_WARM_UP = ("warm_up", "warmup")
_HIGHEST = 1


@dataclass(frozen=True)
class Given:
    """What a file says: the service, and how long its schedules take until they begin anew (None: nothing varies)."""

    service: Service
    period: float | None
    warm_up: float | None


@dataclass(frozen=True)
class _Place:
    station: Station
    servers: Times | None
    work: Law
    coming: Coming | None
    pool: Table


def read(path: Path) -> Given:
    """The service of a file. InputError where it is no TOML, UsageError where it is no service."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no TOML: {error}.") from error
    return understood(given)


def understood(given: Mapping[str, Any]) -> Given:
    """The service that a mapping in the shape of the file describes."""
    top = Table(given, "the file")
    slot = top.get("slot", "slot_length", "interval")
    places = [_place(name, part, slot) for name, part in tables(top.get(*_STATIONS), "station")]
    if not places:
        raise UsageError("The file has no station; write [[station]] with a name, servers and service.")
    names = [p.station.name for p in places]
    ways = routes(top.get("routing", "routes", "route", "matrix", "transitions"), names, _nexts(places))
    kinds = _kinds(top, places, slot)
    pools = _pools(top, places, slot)
    return _put_together(top, places, ways, kinds, pools)


def _nexts(places: list[_Place]) -> list[tuple[Any, Any]]:
    found = []
    for p in places:
        found.append(
            (p.pool.get("next", "to", "routes", "routing", "then"), p.pool.get("feedback", "return", "returns"))
        )
        p.pool.done()
    return found


def _place(name: str, part: Mapping[str, Any], slot: Any) -> _Place:
    t = Table(part, f"station {name}")
    t.get("name")
    servers = t.get("servers", "agents", "staff", "schedule", "c", "number")
    own_slot = t.get("slot", "slot_length", default=slot)
    held = None if servers is None else _servers(servers, own_slot, t.where)
    arrivals = t.get("arrivals", "arrival_rate", "rate", "external", "lambda")
    return _Place(
        station=_station(name, t, held),
        servers=held,
        work=_work(t),
        coming=None if arrivals is None else coming(arrivals, own_slot, t.where),
        pool=t,
    )


def _work(t: Table) -> Law:
    rate = t.get("service_rate", "mu")
    if rate is not None:
        return Law("exponential", 1.0 / t.number("service_rate", "mu")) if rate else NEVER
    given = t.law("service", "service_time", "work", "aht", "handle_time", "mean_service")
    if given is NOTHING:
        raise UsageError(f"{t.where} has no service time; write service = 1.0 (exponential) or a law.")
    return given


def _servers(given: Any, slot: Any, where: str) -> Times:
    if isinstance(given, Mapping):
        t = Table(given, f"servers of {where}")
        values, slot = (
            t.get("servers", "values", "numbers", "levels", "schedule"),
            t.get("slot", "slot_length", default=slot),
        )
        t.done()
        given = values
    found = times(given, slot, where, "servers")
    if any(v != int(v) for v in found.values):
        raise UsageError(f"servers of {where} has {given}; servers come in whole numbers.")
    return found


def _discipline(named: Any, where: str) -> None:
    """Who comes first is served first, by class where classes have priorities: no other order is simulated."""
    if named is not None and str(named).lower() not in ("fifo", "fcfs", "priority", "non-preemptive", "nonpreemptive"):
        raise UsageError(
            f"discipline of {where} is {named!r}; customers are served as they come, those of a class of lower"
            " priority number first, and work that is begun is ended: leave it out."
        )


def _check_places(given: Any, name: str, where: str) -> None:
    number = isinstance(given, (int, float)) and not isinstance(given, bool)
    if given is not None and not (number and given >= 0 and (given == math.inf or given == int(given))):
        raise UsageError(f"{name} of {where} is {given!r}; it is a whole number of places, 0 or more.")


def _speed(given: Any, where: str) -> tuple[tuple[float, float], ...]:
    pairs = [part for part in given if isinstance(part, list)] if isinstance(given, list) else []
    fine = all(len(pair) == 2 and all(type(n) in (int, float) and n >= 0 for n in pair) for pair in pairs)
    if not isinstance(given, list) or len(pairs) != len(given) or not fine:
        raise UsageError(
            f"speed of {where} is {given!r}; write [[0.5, 1.0], [1.0, 0.9]]: busy servers, and the factor."
        )
    return tuple((float(a), float(b)) for a, b in pairs)


def _station(name: str, t: Table, servers: Times | None) -> Station:
    theta = t.get("theta", "abandonment_rate", "patience_rate")
    patience = t.law("patience", "abandonment", default=NEVER)
    if theta is not None:
        patience = Law("exponential", 1 / t.number("theta", "abandonment_rate", "patience_rate")) if theta else NEVER
    room = t.get("room", "waiting_room", "queue_limit", "buffer", "waiting_places", "queue_size", "queue_capacity")
    capacity = t.get("capacity", "system_capacity", "places")
    _check_places(capacity, "capacity", t.where)
    if capacity is not None and servers is not None and room is None:
        if len(servers.values) > 1 or capacity < servers.values[0]:
            raise UsageError(
                f"capacity of {t.where} is {capacity}; it counts servers and places to wait: say waiting_room."
            )
        room = capacity - servers.values[0]
    _check_places(room, "waiting_room", t.where)
    _discipline(t.get("discipline"), t.where)
    promise = t.get("promise", "service_level_within", "target")
    speed = _speed(t.get("speed", default=[]), t.where)
    return Station(
        name, patience,
        silent=t.number("silent", most=1.0), silent_work=t.law("silent_work", "silent_service"),
        promise=None if promise is None else t.number("promise", "service_level_within", "target"),
        callback=t.number("callback", most=1.0), speed=speed,
        room=None if room is None or room == math.inf else int(room),
    )  # fmt: skip


@dataclass(frozen=True)
class _Class:
    name: str
    coming: Coming
    starts: tuple[tuple[float, int], ...]
    priority: int
    work: dict[int, Law]
    patience: dict[int, Law]
    retry: tuple[float, Law]
    repeat: tuple[float, Law]


def _kinds(top: Table, places: list[_Place], slot: Any) -> list[_Class]:
    names = [p.station.name for p in places]
    whole = top.get(*_ARRIVALS)
    retry, repeat = _again(top, _RETRY), _again(top, _REPEAT)
    found = [_class(n, t, names, slot, retry, repeat) for n, t in tables(top.get(*_KINDS), "class")]
    found += [
        _Class(p.station.name, p.coming, ((1.0, n),), _HIGHEST, {}, {}, retry, repeat)
        for n, p in enumerate(places)
        if p.coming is not None
    ]
    if isinstance(whole, Mapping) and whole and all(name in names for name in whole):
        found += [
            _Class(
                str(name), coming(rate, slot, str(name)), ((1.0, names.index(name)),), _HIGHEST, {}, {}, retry, repeat
            )
            for name, rate in whole.items()
        ]
    elif whole is not None:
        t = Table(whole, "arrivals") if isinstance(whole, Mapping) else None
        start = _starts(t.get("start", "to", "station") if t else None, names, "arrivals")
        found.append(_Class("all", coming(whole, slot, "the file"), start, _HIGHEST, {}, {}, retry, repeat))
    if not found:
        raise UsageError("Nothing arrives; write [arrivals] with a rate, or arrivals = 49 at the top.")
    return found


def _class(name: str, part: Mapping[str, Any], names: list[str], slot: Any, retry: Any, repeat: Any) -> _Class:
    t = Table(part, f"class {name}")
    t.get("name")
    arrivals = t.get(*_ARRIVALS)
    if arrivals is None:
        raise UsageError(f"{t.where} has no arrivals; write arrivals = 4.0 (a rate) there.")
    priority = t.get("priority", "rank", default=_HIGHEST)
    if isinstance(priority, bool) or not isinstance(priority, int):
        raise UsageError(f"priority of {t.where} is {priority!r}; give a whole number, the lowest is served first.")
    found = _Class(
        name, coming(arrivals, t.get("slot", default=slot), t.where),
        _starts(t.get("start", "starts", "station", "at"), names, t.where), priority,
        _by_station(t, names, ("service", "service_time", "work")), _by_station(t, names, ("patience",)),
        _again(t, _RETRY, retry), _again(t, _REPEAT, repeat),
    )  # fmt: skip
    t.done()
    return found


def _by_station(t: Table, names: list[str], keys: tuple[str, ...]) -> dict[int, Law]:
    given = t.get(*keys)
    if given is None:
        return {}
    if isinstance(given, Mapping) and given and all(name in names for name in given):
        part = Table(given, f"{keys[0]} of {t.where}")
        return {names.index(name): part.law(name) for name in given}
    one = t.law(*keys)
    return dict.fromkeys(range(len(names)), one)


def _starts(given: Any, names: list[str], where: str) -> tuple[tuple[float, int], ...]:
    if given is None:
        return ((1.0, 0),)
    shares = {given: 1.0} if isinstance(given, str) else given
    if not isinstance(shares, Mapping) or not shares or any(name not in names for name in shares):
        raise UsageError(f"start of {where} is {given!r}; name a station ({', '.join(names)}) or shares of several.")
    if any(type(share) not in (int, float) or not share >= 0 for share in shares.values()) or not sum(shares.values()):
        raise UsageError(f"start of {where} is {dict(shares)}; give each station a share, a number above 0.")
    total = sum(shares.values())
    return tuple((float(share) / total, names.index(name)) for name, share in shares.items())


def _again(t: Table, names: tuple[str, ...], default: tuple[float, Law] = (0.0, NOTHING)) -> tuple[float, Law]:
    given = t.get(*names)
    if given is None:
        return default
    part = Table(given if isinstance(given, Mapping) else {"probability": given}, f"{names[0]} of {t.where}")
    found = part.number("probability", "share", "chance", "p", most=1.0), part.law("delay", "after", "time", "orbit")
    part.done()
    return found


def _pools(top: Table, places: list[_Place], slot: Any) -> list[tuple[str, Times, tuple[int, ...], Table | None]]:
    names = [p.station.name for p in places]
    found: list[tuple[str, Times, tuple[int, ...], Table | None]] = [
        (p.station.name, p.servers, (n,), None) for n, p in enumerate(places) if p.servers is not None
    ]
    for name, part in tables(top.get(*_POOLS), "pool"):
        t = Table(part, f"pool {name}")
        t.get("name")
        serves = t.get("stations", "skills", "serves", "queues", default=names)
        serves = serves if isinstance(serves, list) else [serves]
        unknown = [s for s in serves if s not in names]
        if unknown:
            raise UsageError(
                f"{t.where} serves {unknown[0]!r}, which is no station; the stations are {', '.join(names)}."
            )
        servers = _servers(
            t.get("servers", "agents", "staff", "schedule", default=1), t.get("slot", default=slot), t.where
        )
        found.append((name, servers, tuple(names.index(s) for s in serves), t))
    served = {s for _, _, stations, _ in found for s in stations}
    lonely = next((name for n, name in enumerate(names) if n not in served), None)
    if lonely is not None:
        raise UsageError(f"Station {lonely} has no servers; write servers = … there, or a [[pool]] that serves it.")
    return found


def _put_together(top: Table, places: list[_Place], ways: Any, kinds: list[_Class], pools: Any) -> Given:
    slot, slots = shared_slots([k.coming.rates for k in kinds] + [servers for _, servers, _, _ in pools])
    day = top.number("day", "day_length", default=24.0)
    warm_up, unit = top.get(*_WARM_UP), str(top.get("unit", "time_unit", default="unit"))
    warm = None if warm_up is None else top.number(*_WARM_UP)
    top.get("name", "title", "about", "description")
    top.done()
    service = Service(
        tuple(_ranked(n, p.station, kinds) for n, p in enumerate(places)),
        tuple(_pool(name, servers, stations, t, slot, slots) for name, servers, stations, t in pools),
        tuple(_step(n, p, kinds) for n, p in enumerate(places)),
        tuple(State(n, moves) for n, moves in enumerate(ways)),
        tuple(_kind(k, slot, slots) for k in kinds),
        unit=unit, slot=slot, slots=slots, day=day,
    )  # fmt: skip
    check(service, Plan(1.0))
    return Given(service, slot * slots if slots > 1 else None, warm)


def _ranked(n: int, station: Station, kinds: list[_Class]) -> Station:
    from dataclasses import replace  # noqa: PLC0415 -- leaf

    ranks = tuple((m, k.priority) for m, k in enumerate(kinds))
    patience = tuple((m, k.patience[n]) for m, k in enumerate(kinds) if n in k.patience)
    return replace(station, priority_of=ranks, patience_of=patience)


def _step(n: int, p: _Place, kinds: list[_Class]) -> Step:
    return Step(p.station.name, n, p.work, tuple((m, k.work[n]) for m, k in enumerate(kinds) if n in k.work))


def _pool(name: str, servers: Times, stations: tuple[int, ...], t: Table | None, slot: float, slots: int) -> Pool:
    on = tuple(int(v) for v in spread(servers, slot, slots))
    if t is None:
        return Pool(name, on, stations)
    order = t.get("order", default="longest wait")
    found = Pool(name, on, stations, shared=order != "listed", pauses=bool(t.get("pauses", default=False)))
    t.done()
    return found


def _kind(k: _Class, slot: float, slots: int) -> Kind:
    a = Arrivals(spread(k.coming.rates, slot, slots), k.coming.gaps, k.coming.day_cv, k.coming.slot_cv)
    return Kind(
        k.name, a, k.starts, retry=k.retry[0], retry_after=k.retry[1], repeat=k.repeat[0], repeat_after=k.repeat[1]
    )
