"""From what runs counted to values: one for all runs together, and one without each of them (for the jackknife)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headwater.foresight.ripples.frame import WEEK, Floats, Frame
from headwater.foresight.ripples.spread import quantile
from headwater.foresight.simulator.domain import Service
from headwater.foresight.simulator.tally import Tally

QUANTILES = (("p50", 0.5), ("p90", 0.9), ("p99", 0.99))
ALL = "all"


@dataclass(frozen=True)
class Block:
    """One measure at places of one sort (`of`: queue, team, kind, step) and in windows of time: `values` [1 + r,
    place, when]."""

    measure: str
    unit: str
    of: str
    where: tuple[str, ...]
    whens: tuple[str, ...]
    values: Floats


def blocks(tally: Tally, service: Service, frame: Frame, edges: Floats) -> Iterator[Block]:
    """Every measure of a scenario."""
    yield from _queues(tally, service, frame, edges)
    yield from _teams(tally, service, frame)
    yield from _kinds(tally, service, edges)
    yield from _steps(tally, service)


def ratio(over: npt.NDArray[np.generic], under: npt.NDArray[np.generic]) -> Floats:
    """Sums over runs divided by sums over runs; the first row is of all runs, row i + 1 of all but run i. nan where
    nothing is divided by nothing."""
    top, bottom = _leave_one_out(over), _leave_one_out(under)
    found: Floats = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0)
    return found


def _leave_one_out(runs: npt.NDArray[np.generic]) -> Floats:
    held = np.asarray(runs, dtype=np.float64)
    whole: Floats = held.sum(axis=0, keepdims=True)
    if len(held) == 1:
        return whole
    found: Floats = np.concatenate([whole, whole - held])
    return found


def _queues(tally: Tally, service: Service, frame: Frame, edges: Floats) -> Iterator[Block]:
    names = _named(s.name for s in service.stations)
    peaks = frame.peaks_of(service)

    def window(counts: npt.NDArray[np.generic]) -> Floats:
        return frame.windows(_with_all(counts), peaks)

    def block(measure: str, unit: str, values: Floats) -> Block:
        return Block(measure, unit, "queue", names, frame.whens, values)

    came = window(tally.came)
    yield block("waiting", "h", ratio(window(tally.wait), came))
    bins = _leave_one_out(frame.windows(_with_all(tally.wait_bins), peaks, axis=-2))
    for name, share in QUANTILES:
        yield block(f"waiting {name}", "h", quantile(bins, edges, share))
    yield block("abandonment", "share", ratio(window(tally.left), came))
    if any(s.silent for s in service.stations):
        yield block("silent abandonment", "share", ratio(window(tally.silent), came))
    yield block("contacts", "per week", ratio(came, _weeks(tally, came)))
    promised = np.array([s.promise is not None for s in service.stations])
    if promised.any():
        kept, due = (np.asarray(a, np.float64) * promised[:, None] for a in (tally.kept, tally.came))
        yield block("promises kept", "share", ratio(window(kept), window(due)))


def _teams(tally: Tally, service: Service, frame: Frame) -> Iterator[Block]:
    names = _named(p.name for p in service.pools)
    busy, duty = (frame.windows(_with_all(a), _team_peaks(service, frame)) for a in (tally.busy, tally.open))
    yield Block("occupancy", "share", "team", names, frame.whens, ratio(busy, duty))
    over = _with_all(tally.overtime[..., None])
    hours = over + _with_all(tally.open.sum(axis=-1, keepdims=True))
    weeks = _weeks(tally, over)
    yield Block("overtime", "h per week", "team", names, (WEEK,), ratio(over, weeks))
    yield Block("staff hours", "h per week", "team", names, (WEEK,), ratio(hours, weeks))


def _team_peaks(service: Service, frame: Frame) -> npt.NDArray[np.bool_]:
    peaks = frame.peaks_of(service)
    return np.array([*(peaks[list(pool.stations)].any(axis=0) for pool in service.pools), peaks[-1]])


def _kinds(tally: Tally, service: Service, edges: Floats) -> Iterator[Block]:
    names = _named(k.name for k in service.kinds)

    def of(counts: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
        return _with_all(counts[..., None])

    def block(measure: str, unit: str, values: Floats) -> Block:
        return Block(measure, unit, "kind", names, (WEEK,), values)

    cases, again = of(tally.cases), of(tally.repeats + tally.retries)
    yield block("case waiting", "h", ratio(of(tally.case_wait), cases))
    yield from _spreads("case waiting", tally.case_wait_bins, edges, block)
    yield block("case time", "h", ratio(of(tally.case_time), cases))
    yield from _spreads("case time", tally.case_time_bins, edges, block)
    yield block("giving up", "share", ratio(of(tally.gave_up), cases + again))
    yield block("repeat contacts", "per case", ratio(of(tally.repeats), cases))
    yield block("failure demand", "share", ratio(again, cases + again))
    yield block("spoiled cases", "share", ratio(of(tally.spoiled), cases))
    yield block("spoiled cases", "per week", ratio(of(tally.spoiled), _weeks(tally, cases)))
    yield block("hand-offs", "per case", ratio(of(tally.handoffs), cases))
    yield block("cases", "per week", ratio(cases, _weeks(tally, cases)))


def _spreads(
    measure: str, bins: npt.NDArray[np.generic], edges: Floats, block: Callable[[str, str, Floats], Block]
) -> Iterator[Block]:
    held = _leave_one_out(_with_all(bins[..., None, :]))
    for name, share in QUANTILES:
        yield block(f"{measure} {name}", "h", quantile(held, edges, share))


def _steps(tally: Tally, service: Service) -> Iterator[Block]:
    names = tuple(s.name for s in service.steps)
    visits = tally.visits[..., None]
    yield Block("step waiting", "h", "step", names, (WEEK,), ratio(tally.step_wait[..., None], visits))
    yield Block("work", "h", "step", names, (WEEK,), ratio(tally.step_work[..., None], visits))
    yield Block("visits", "per week", "step", names, (WEEK,), ratio(visits, _weeks(tally, visits)))


def _named(places: Iterable[str]) -> tuple[str, ...]:
    """The places, and all of them together; one of the same name is told apart from them, in quotes."""
    return (*(f"“{name}”" if name == ALL else name for name in places), ALL)


def _with_all(counts: npt.NDArray[np.generic], axis: int = 1) -> npt.NDArray[np.float64]:
    """The places (axis 1), and their sum as a last place."""
    held = np.asarray(counts, dtype=np.float64)
    return np.concatenate([held, held.sum(axis=axis, keepdims=True)], axis=axis)


def _weeks(tally: Tally, like: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
    return np.full(like.shape, tally.length / 168.0)


def aligned(block: Block, places: Sequence[str]) -> Floats:
    """The values at these places; nan where the scenario has no such place."""
    index = {name: i for i, name in enumerate(block.where)}
    found = np.full((block.values.shape[0], len(places), block.values.shape[2]), np.nan)
    for i, name in enumerate(places):
        if name in index:
            found[:, i] = block.values[:, index[name]]
    return found
