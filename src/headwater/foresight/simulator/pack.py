"""A service as arrays: what the kernel is configured by, and the empty state of one replication."""

import math
from itertools import accumulate
from typing import Any, get_args

import numpy as np

from headwater.foresight.simulator.domain import NOTHING, Arrivals, Kind, LateBy, Law, Move, Plan, Service, Station
from headwater.foresight.simulator.kernel import world as k
from headwater.foresight.simulator.kernel.chance import child_key
from headwater.foresight.simulator.laws import Laws
from headwater.foresight.simulator.tally import BINS

Array = Any
FIRST = 4096
"""Cases in the service that there is room for at first; the arrays grow."""
LOGGED = 1 << 16


class Packed:
    """The tables of a service; `world` makes the state of one replication."""

    def __init__(self, service: Service, plan: Plan) -> None:
        self.service, self.plan = service, plan
        laws = Laws()
        kinds = range(len(service.kinds))
        classes = sorted({_rank(s, kind) for s in service.stations for kind in kinds} or {1})
        self.classes = len(classes)
        self.stations = _stations(service, laws)
        self.pools, self.spans, self.edges = _pools(service, plan)
        self.steps = _steps(service, laws)
        self.states, self.ways = _states(service, laws)
        self.kinds, self.starts = _kinds(service, laws)
        self.streams, self.rates = _streams(service, laws)
        self.work = _table([[laws(dict(s.work_of).get(n, s.work)) for n in kinds] for s in service.steps], len(kinds))
        patience = [[laws(dict(s.patience_of).get(n, s.patience)) for n in kinds] for s in service.stations]
        self.patience = _table(patience, len(kinds))
        self.ranks = _table([[classes.index(_rank(s, n)) for n in kinds] for s in service.stations], len(kinds))
        self.serving = np.array(
            [p for s in range(len(service.stations)) for p in _serving(service, s)] or [0], np.int32
        )
        self.served = np.array([s for p in service.pools for s in p.stations] or [0], np.int32)
        self.knots = np.array(
            [knot for s in service.stations for knot in (*s.speed, *s.rush)] or [(0.0, 1.0)], np.float64
        )
        duty = [*(p.servers for p in service.pools), *(p.first or (0,) for p in service.pools)]
        self.servers = np.array([_cycle(numbers, service.slots) for numbers in duty], np.int32)
        self.servers = self.servers.reshape(len(duty), service.slots)
        within = [_cycle(kind.within or (True,), service.slots) for kind in service.kinds]
        self.within = np.array(within, np.int32)
        self.laws, self.values = laws.arrays()

    def world(self, replication: int) -> k.World:
        """The state before the first event of a replication."""
        s, n = self.service, self.service.slots
        stations, pools, kinds, steps = len(s.stations), len(s.pools), len(s.kinds), len(s.steps)
        world = k.World(
            self.laws, self.values, self.ways, self.starts, self.states, self.kinds, self.work, self.patience,
            self.ranks, self.serving, self.served, self.knots, self.servers, self.spans, self.edges,
            self.rates, self.within,
            run=self._run(replication), stations=self.stations.copy(), pools=self.pools.copy(), steps=self.steps.copy(),
            streams=self.streams.copy(), tokens=np.zeros(0, k.TOKEN), cases=np.zeros(0, k.CASE),
            times=np.full(0, np.inf), remaining=np.zeros(0), entries=np.zeros(0, np.int64),
            heads=np.full((stations * self.classes, 2), -1, np.int32),
            rows=np.zeros(LOGGED if self.plan.log else 0, k.ROW),
            visit=np.zeros((stations, n, 4)), wait_bins=np.zeros((stations, n, BINS), np.int64),
            quarters=np.zeros((stations, 4)), busy=np.zeros((pools, n)), open=np.zeros((pools, n)),
            over=np.zeros(pools),
            counts=np.zeros((kinds, 6), np.int64), sums=np.zeros((kinds, 3)),
            case_bins=np.zeros((kinds, 2, BINS), np.int64), step=np.zeros((steps, 3)),
        )  # fmt: skip
        self._key_streams(world, replication)
        return grown(world, FIRST)

    def _run(self, replication: int) -> Array:
        service, plan = self.service, self.plan
        run = np.zeros(1, k.RUN)
        one = run[0]
        one["now"], one["begin"] = plan.start, plan.start + plan.warm_up
        one["end"] = one["begin"] + plan.length if plan.most_customers is None else math.inf
        ends = plan.length + max(plan.length, plan.warm_up)  # what came last ends, too: a short run of long cases
        one["stop"] = min(one["begin"] + ends, 1e300)
        one["most"] = plan.most_customers or 0
        one["slot_length"], one["slots"], one["grid"] = service.slot, service.slots, _grid(service)
        one["slotted"] = math.floor(plan.start / service.slot)
        one["slot"], one["next_slot"] = one["slotted"] % service.slots, (one["slotted"] + 1) * service.slot
        one["free_token"] = one["free_case"] = -1
        one["states"], one["seed"] = len(service.states), _key(plan.seed, replication)
        one["classes"], one["day"] = self.classes, service.day
        one["absences"] = any(pool.absent > 0 for pool in service.pools)
        one["edge"] = np.searchsorted(self.edges, plan.start, side="right")
        return run

    def _key_streams(self, world: k.World, replication: int) -> None:
        seed = _key(self.plan.seed, replication)
        for stream in world.streams:
            shared = child_key(seed, int(stream["kind"]))
            stream["shared"], stream["key"] = shared, child_key(shared, int(stream["key"]))
            stream["own"] = stream["key"]
            stream["time"] = max(self.plan.start, stream["from"])
            stream["slot"] = math.floor(stream["time"] / _grid(self.service))


def grown(world: k.World, room: int) -> k.World:
    """The same state with room for so many cases in the service."""
    tokens, cases, had = _lines(room, k.TOKEN), _lines(room, k.CASE), len(world.tokens)
    remaining = np.zeros(room)
    remaining[:had] = world.remaining
    tokens[:had], cases[:had] = world.tokens, world.cases
    run = world.run[0]
    for free, name in ((tokens, "free_token"), (cases, "free_case")):
        free["next"][had:-1], free["next"][-1] = np.arange(had + 1, room), run[name]
        run[name] = had
    times, entries = np.full(3 * room + 2048, np.inf), np.zeros(3 * room + 2048, np.int64)
    times[: len(world.times)], entries[: len(world.entries)] = world.times, world.entries
    return world._replace(tokens=tokens, cases=cases, times=times, entries=entries, remaining=remaining).placed()


def _lines(rows: int, dtype: np.dtype[Any]) -> Array:
    """Rows of 64 bytes that each lie in one line of the cache."""
    room = np.zeros(rows * dtype.itemsize + 64, np.uint8)
    skip = -room.ctypes.data % 64
    return room[skip : skip + rows * dtype.itemsize].view(dtype)


def _key(seed: int, replication: int) -> int:
    return child_key(child_key(seed % (1 << 63), 0), replication)


def _table(rows: list[list[int]], columns: int) -> Array:
    return np.array(rows, np.int32).reshape(len(rows), columns)


def _cycle(values: tuple[Any, ...], slots: int) -> list[Any]:
    return [values[n % len(values)] for n in range(slots)]


def _rank(station: Station, kind: int) -> int:
    return dict(station.priority_of).get(kind, 1)


def _serving(service: Service, station: int) -> list[int]:
    found = [(pool.stations.index(station), n) for n, pool in enumerate(service.pools) if station in pool.stations]
    return [n for _, n in sorted(found)]


def _stations(service: Service, laws: Laws) -> Array:
    table = np.zeros(len(service.stations), k.STATION)
    pools = [len(_serving(service, n)) for n in range(len(service.stations))]
    for row, s, at, n, knot in zip(table, service.stations, _starts(pools), pools, _knots(service), strict=True):
        row["silent"], row["callback"], row["silent_work"] = s.silent, s.callback, laws(s.silent_work)
        row["promise"] = -1.0 if s.promise is None else s.promise
        row["pool"], row["pools"], row["speed"], row["speeds"] = at, n, knot, len(s.speed)
        row["room"] = 2**31 - 1 if s.room is None else s.room
        row["rush"], row["rushes"] = knot + len(s.speed), len(s.rush)
    return table


def _knots(service: Service) -> list[int]:
    return _starts([len(s.speed) + len(s.rush) for s in service.stations])


def _starts(sizes: list[int]) -> list[int]:
    return [0, *accumulate(sizes)][: len(sizes)]


def _pools(service: Service, plan: Plan) -> tuple[Array, Array, Array]:
    table = np.zeros(len(service.pools), k.POOL)
    at, spans = _starts([len(p.stations) for p in service.pools]), _starts([len(p.closed) for p in service.pools])
    for n, (row, pool) in enumerate(zip(table, service.pools, strict=True)):
        row["station"], row["stations"], row["shared"], row["pauses"] = (
            at[n],
            len(pool.stations),
            pool.shared,
            pool.pauses,
        )
        row["late"] = len(pool.stations) > 1 and not pool.shared
        row["closed"], row["closes"] = spans[n], len(pool.closed)
        row["paused_first"] = row["paused_last"] = -1
        row["absent"], row["last"], row["on_area"] = pool.absent, plan.start, plan.start
    closed = [span for p in service.pools for span in p.closed]
    edges = sorted({edge for span in closed for edge in span})
    return table, np.array(closed or [(0.0, 0.0)], np.float64), np.array(edges, np.float64)


def _steps(service: Service, laws: Laws) -> Array:
    table = np.zeros(len(service.steps), k.STEP)
    for row, s in zip(table, service.steps, strict=True):
        row["skip"], row["of"], row["factor"] = s.skip, s.batch_of, s.factor
        row["every"], row["phase"] = s.batch_every, s.batch_from
        row["station"], row["before"] = -1 if s.station is None else s.station, laws(s.before)
    return table


def _states(service: Service, laws: Laws) -> tuple[Array, Array]:
    states = np.zeros(len(service.states), k.STATE)
    ways: list[tuple[float, int, int, int, int]] = []
    for n, (row, state) in enumerate(zip(states, service.states, strict=True)):
        row["step"], row["move"] = state.step, len(ways)
        ways.extend(_ways(state.moves or (Move(1.0, -1),), n, laws))
        row["moves"], row["parallel"] = len(ways) - row["move"], any(m.together for m in state.moves)
    return states, np.array(ways, k.WAY)


def _ways(moves: tuple[Move, ...], source: int, laws: Laws) -> list[tuple[float, int, int, int, int]]:
    upto = np.cumsum([m.share for m in moves])
    return [
        (float(u / upto[-1]), m.state, laws(m.delay), m.together, 0 <= m.state <= source)
        for u, m in zip(upto, moves, strict=True)
    ]


def _kinds(service: Service, laws: Laws) -> tuple[Array, Array]:
    table = np.zeros(len(service.kinds), k.KIND)
    starts: list[tuple[float, int, int, int, int]] = []
    for n, kind in enumerate(service.kinds):
        plain = (kind.retry, kind.repeat, kind.repeat_per_wait, kind.repeat_per_haste, kind.spoiled)
        spoils = (kind.spoiled_per_wait, kind.typical_wait, kind.spoiled_per_contact, kind.spoiled_left)
        late = (kind.late_after, kind.late, kind.late_left)
        at, moves = len(starts), tuple(Move(share, state) for share, state in kind.starts)
        starts.extend(_ways(moves, -1, laws))
        table[n] = (
            *plain,
            *spoils,
            *late,
            kind.self_service,
            kind.self_service_fails,
            laws(kind.retry_after),
            laws(kind.repeat_after),
            at,
            len(kind.starts),
            bool(kind.within),
            kind.retry_anew,
            kind.repeat_wait_of_case,
            kind.repeat_haste_of_last,
            kind.repeats_at_most,
            get_args(LateBy).index(kind.late_by),
            kind.late_of_case,
        )
    return table, np.array(starts, k.WAY)


def _grid(service: Service) -> float:
    """How long one rate lasts: a slot, or a day where slots are longer and the rate varies from day to day."""
    daily = any(kind.arrivals.day_cv > 0 for kind in service.kinds)
    return service.day if daily and service.slot > service.day else service.slot


def _streams(service: Service, laws: Laws) -> tuple[Array, Array]:
    rows: list[Array] = []
    rates: list[float] = []
    for n, kind in enumerate(service.kinds):
        rows.extend(_streams_of(service, n, kind, rates, laws))
    return np.concatenate([np.zeros(0, k.STREAM), *rows]), np.array(rates or [0.0])


def _streams_of(service: Service, n: int, kind: Kind, rates: list[float], laws: Laws) -> list[Array]:
    a, at = kind.arrivals, len(rates)
    own = _rates(service, a)
    rates.extend(own)
    found = []
    if any(own) and a.factor > 0:
        found.append(_stream(service, n, a, laws, key=0, keep=min(a.factor, 1.0), rates=at, grid_slots=len(own)))
    if any(own) and a.factor > 1:
        found.append(_stream(service, n, a, laws, key=1, scale=a.factor - 1, rates=at, grid_slots=len(own)))
    for m, (begin, end, rate) in enumerate(a.extra):
        if rate > 0 and end > begin:
            plain = Arrivals((rate,))
            more = {"key": 2 + m, "from": begin, "to": end, "rates": len(rates), "grid_slots": 1}
            found.append(_stream(service, n, plain, laws, **more))
            rates.append(rate)
    return found


def _rates(service: Service, a: Arrivals) -> list[float]:
    if len(set(a.rates)) <= 1:
        return [float(r) for r in a.rates[:1]]
    per = round(service.slot / _grid(service))
    return [float(r) for r in _cycle(a.rates, service.slots) for _ in range(per)]


def _stream(service: Service, kind: int, a: Arrivals, laws: Laws, **more: Any) -> Array:
    row = np.zeros(1, k.STREAM)
    row["kind"], row["gaps"], row["keep"], row["scale"] = kind, laws(a.gaps), 1.0, 1.0
    row["renews"] = a.gaps.shape == "exponential"
    row["from"], row["to"], row["day"] = -math.inf, math.inf, service.day
    row["day_law"] = laws(Law("gamma", 1.0, a.day_cv) if a.day_cv > 0 else NOTHING)
    row["slot_law"] = laws(Law("gamma", 1.0, a.slot_cv) if a.slot_cv > 0 else NOTHING)
    for name, value in more.items():
        row[name] = value
    return row
