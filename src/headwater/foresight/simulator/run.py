"""Running a service: replications side by side, the same numbers for a seed on any number of cores."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa

from headwater.foresight.simulator.check import check
from headwater.foresight.simulator.domain import Plan, Service
from headwater.foresight.simulator.kernel.loop import advance
from headwater.foresight.simulator.kernel.world import FINISHED, FULL, World
from headwater.foresight.simulator.pack import Packed, grown
from headwater.foresight.simulator.tally import Tally
from headwater.shared.errors import InputError
from headwater.shared.said import amount, say

Tell = Callable[[float], None]
EVENTS = 1 << 20
"""Events between two looks at how far a replication is."""
MOST = 1 << 21
"""Cases at one time that are refused."""


def run(service: Service, plan: Plan, jobs: int = 1, tell: Tell | None = None) -> Tally:
    """What happens in `plan.replications` runs of the service; `tell` is called with the share that is done.

    UsageError where the service is none; InputError where so many wait that it cannot settle.
    """
    check(service, plan)
    packed = Packed(service, plan)
    return _gathered(_each(packed, plan, jobs, _told(tell, plan)))


def log(service: Service, plan: Plan) -> pa.Table:
    """One row for each visit to a step by the contacts that arrived in the counted part, in order of their end.

    `enabled` is when the queue was joined, `start` when work began (null: the visit gave up at `end`).
    """
    check(service, plan)
    rows: list[tuple[int, Any]] = []
    packed = Packed(service, Plan(**{**_fields(plan), "log": True}))
    for r in range(plan.replications):
        _one(packed, r, lambda _: None, lambda part, r=r: rows.append((r, part)))  # type: ignore[misc]  # r is bound as a default
    return _table(service, rows)


def _fields(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in plan.__slots__}


def _each(packed: Packed, plan: Plan, jobs: int, told: Callable[[int, float], None]) -> list[World]:
    def one(r: int) -> World:
        return _one(packed, r, lambda share: told(r, share), lambda _: None)

    if jobs <= 1 or plan.replications == 1:
        return [one(r) for r in range(plan.replications)]
    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(one, range(plan.replications)))


def _told(tell: Tell | None, plan: Plan) -> Callable[[int, float], None]:
    shares, lock = np.zeros(plan.replications), Lock()

    def told(r: int, share: float) -> None:
        if tell is not None:
            with lock:
                shares[r] = share
                tell(float(shares.mean()))

    return told


def _one(packed: Packed, r: int, told: Tell, rows: Callable[[Any], None]) -> World:
    world = packed.world(r)
    while (why := advance(world.run, EVENTS)) != FINISHED:
        if why == FULL:
            world = _emptied(world, rows)
        told(_share(world, packed.plan))
    if len(world.rows):
        rows(world.rows[: world.run[0]["rows"]].copy())
    told(1.0)
    return world


def _emptied(world: World, rows: Callable[[Any], None]) -> World:
    run = world.run[0]
    if len(world.rows):
        rows(world.rows[: run["rows"]].copy())
        run["rows"] = 0
    if 2 * run["tokens"] + 2048 > len(world.tokens):
        if len(world.tokens) >= MOST:
            raise InputError(
                say("More than {n} cases are in the service at one time: it does not settle.", n=amount(f"{MOST:,}"))
            )
        return grown(world, 2 * len(world.tokens))
    return world if len(world.rows) else grown(world, 2 * len(world.tokens))


def _share(world: World, plan: Plan) -> float:
    run = world.run[0]
    if plan.most_customers:
        return float(min(run["arrived"] / plan.most_customers, 1.0))
    return float(min(max((run["now"] - plan.start) / (plan.warm_up + plan.length), 0.0), 1.0))


def _gathered(worlds: list[World]) -> Tally:
    def all_of(take: Callable[[World], Any]) -> Any:
        return np.stack([take(w) for w in worlds])

    lengths = all_of(lambda w: w.run[0]["end"] - w.run[0]["begin"])
    bins, case_bins = all_of(lambda w: w.wait_bins), all_of(lambda w: w.case_bins)
    visit, counts = all_of(lambda w: w.visit), all_of(lambda w: w.counts)
    sums, step = all_of(lambda w: w.sums), all_of(lambda w: w.step)
    quarters = all_of(lambda w: w.quarters) / lengths[:, None, None]
    return Tally(
        length=float(lengths.mean()),
        customers=all_of(lambda w: w.run[0]["arrived"]),
        came=bins.sum(axis=-1), waited=bins[..., 1:].sum(axis=-1),
        left=visit[..., 1].astype(np.int64), silent=visit[..., 2].astype(np.int64), kept=visit[..., 3].astype(np.int64),
        wait=visit[..., 0], wait_bins=bins, queue=quarters.sum(axis=-1),
        longest=all_of(lambda w: w.stations["longest"].astype(np.int64)),
        busy=all_of(lambda w: w.busy), open=all_of(lambda w: w.open), overtime=all_of(lambda w: w.over),
        cases=counts[..., 0], over=counts[..., 1], gave_up=counts[..., 2],
        repeats=counts[..., 3], retries=counts[..., 4], handoffs=counts[..., 5],
        spoiled=sums[..., 0], case_wait=sums[..., 1], case_time=sums[..., 2],
        case_wait_bins=case_bins[:, :, 0], case_time_bins=case_bins[:, :, 1],
        visits=step[..., 0].astype(np.int64), step_wait=step[..., 1], step_work=step[..., 2],
        quarters=4.0 * quarters,
    )  # fmt: skip


def _table(service: Service, rows: list[tuple[int, Any]]) -> pa.Table:
    parts = np.concatenate([part for _, part in rows])
    start = pa.array(parts["start"], mask=np.isnan(parts["start"]))
    columns = {
        "replication": np.concatenate([np.full(len(part), r) for r, part in rows]),
        "case": parts["case"],
        "repeat": parts["repeat"],
        "kind": _named([kind.name for kind in service.kinds], parts["kind"]),
        "step": _named([step.name for step in service.steps], parts["step"]),
        "station": _named([station.name for station in service.stations], parts["station"]),
        "enabled": parts["enabled"],
        "start": start,
        "end": parts["end"],
    }
    return pa.table(columns)


def _named(names: list[str], codes: Any) -> pa.Array:
    codes = pa.array(codes, mask=codes < 0)
    return pa.DictionaryArray.from_arrays(codes, pa.array(names, pa.string())).cast(pa.string())
