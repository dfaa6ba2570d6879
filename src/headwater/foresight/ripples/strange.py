"""Which ripples lie beyond what the record has ever seen."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from headwater.foresight.decisions.outside import strange_kinds, strange_teams
from headwater.foresight.domain import Twin
from headwater.foresight.ripples.frame import PEAK, WEEK, Floats, Frame
from headwater.foresight.simulator.domain import Service
from headwater.foresight.simulator.tally import Tally


def strange(
    rows: Mapping[str, tuple[str, ...]], twin: Twin, decided: Service, after: Tally, frame: Frame
) -> npt.NDArray[np.bool_]:
    """For each row: whether its kind, its team, or the load of its queue in its hours has never been seen."""
    kinds, teams = strange_kinds(twin, decided), strange_teams(twin, decided)
    hours = _hours(twin, decided, after, frame)
    manned = {
        q: {p.name for p in decided.pools if i in p.stations} for i, q in enumerate(s.name for s in decided.stations)
    }

    def one(of: str, where: str, when: str) -> bool:
        if of == "kind":
            return where in kinds
        if of == "team":
            return where in teams
        return of == "queue" and (bool(manned.get(where, set()) & teams) or when in hours.get(where, ()))

    named = zip(rows["of"], rows["where"], rows["when"], strict=True)
    return np.array([one(*row) for row in named], dtype=bool)


def _hours(twin: Twin, decided: Service, after: Tally, frame: Frame) -> dict[str, set[str]]:
    """For each queue the windows that hold an hour with more work for each on duty than was ever seen."""
    load = loads(after, decided)
    found: dict[str, set[str]] = {}
    for i, station in enumerate(decided.stations):
        seen = twin.seen.load.get(station.name)
        over = np.flatnonzero(load[i] > seen[1]) if seen else np.array([], dtype=int)
        if len(over):
            found[station.name] = {WEEK, *_windows(over, frame, frame.peaks.get(station.name, frame.together))}
    return found


def _windows(slots: npt.NDArray[np.int64], frame: Frame, peak: npt.NDArray[np.bool_]) -> set[str]:
    skip = 2 + len(frame.days)
    named = {frame.whens[skip + s] for s in slots} | {frame.days[frame.day_of[s] % len(frame.days)] for s in slots}
    named |= {name for name, of in frame.named if not set(of).isdisjoint(slots.tolist())}
    return named | ({PEAK} if peak[slots].any() else set())


def loads(tally: Tally, service: Service) -> Floats:
    """[station, slot]: the work that comes over the time of those on duty for it."""
    work, visits = np.zeros(len(service.stations)), np.zeros(len(service.stations))
    for s, step in enumerate(service.steps):
        if step.station is not None:
            work[step.station] += tally.step_work[:, s].sum()
            visits[step.station] += tally.visits[:, s].sum()
    mean = np.divide(work, visits, out=np.zeros_like(work), where=visits > 0)
    serving = np.zeros((len(service.stations), len(service.pools)))
    for p, pool in enumerate(service.pools):
        serving[list(pool.stations), p] = 1.0
    duty = serving @ tally.open.sum(axis=0)
    brought = tally.came.sum(axis=0) * mean[:, None]
    found: Floats = np.divide(brought, duty, out=np.zeros_like(brought), where=duty > 0)
    return found
