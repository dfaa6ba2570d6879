"""The five causes of waiting before a step, where starts and people are recorded.

After Lashkevich, Milani, Chapela-Campa, Suvorau, Dumas: "Why Am I Waiting? Data-Driven Analysis of Waiting Times
in Business Processes" (CAiSE 2023). A wait runs from the end of the moment before in the case to the start of
this one. Each second of it is given to the first of these that applies:

batching          the same person did three or more of this step in a row, none ready later than the first was
                  started; until the last of them was ready
contention        the person worked on something that was ready earlier
prioritisation    the person worked on something that was ready later
unavailability    outside the open hours of the calendar
extraneous        none of these: the cause is outside the record
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from headwater.chain.calendar import Slots
from headwater.moments.arrays import to_arrow, to_numpy
from headwater.moments.domain import Record

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
CAUSES = ("batching", "contention", "prioritisation", "unavailability", "extraneous")
SAMPLE = 5_000
PAUSE_US = 60_000_000
"""Work in a row: at most a minute between the end of one and the start of the next."""
BATCH = 3


@dataclass(frozen=True)
class Work:
    """Every moment with a person, sorted by person, start, case and place; times in microseconds."""

    who: Ints
    ready: Ints
    start: Ints
    done: Ints
    step: Ints
    prev_step: Ints
    waited: npt.NDArray[np.bool_]


def waiting_causes(record: Record, slots: Slots) -> tuple[pa.Table, int]:
    """Seconds of waiting by edge and cause, over the sampled waits; and how many waits that were."""
    work = _load(record)
    chosen = np.flatnonzero(work.waited)
    chosen = chosen[:: max(-(-len(chosen) // SAMPLE), 1)]
    batch_ready = _batches(work)
    reach = _reach(work)
    spent = np.array([_split(work, reach, batch_ready, slots, int(i)) for i in chosen]).reshape(-1, len(CAUSES))
    return _by_edge(record, work, chosen, spent), len(chosen)


def _load(record: Record) -> Work:
    found = record.sql(
        "SELECT who, epoch_us(coalesce(started_at, done_at)) AS start, epoch_us(done_at) AS done, step, prev_step, "
        "(greatest(coalesce(wait_s, 0), 0) * 1e6)::BIGINT AS wait FROM moments WHERE who IS NOT NULL "
        "ORDER BY who, start, case_no, seq"
    )
    names = ("who", "start", "done", "step", "prev_step", "wait")
    who, start, done, step, prev_step, wait = (to_numpy(found[name], np.int64, -1) for name in names)
    return Work(who, start - wait, start, np.maximum(done, start), step, prev_step, wait > 0)


def _batches(work: Work) -> Ints:
    """When the last of each moment's batch was ready (its own readiness where it is in no batch)."""
    ready = work.ready.copy()
    same = (work.who[1:] == work.who[:-1]) & (work.step[1:] == work.step[:-1])
    joined = np.flatnonzero(same & (work.start[1:] - work.done[:-1] <= PAUSE_US)) + 1
    begin = 0
    for run in np.split(joined, np.flatnonzero(np.diff(joined) > 1) + 1):
        if not len(run):
            continue
        begin, end = int(run[0]) - 1, int(run[-1]) + 1
        for a, b in _ready_together(work, begin, end):
            ready[a:b] = work.ready[a:b].max()
    return ready


def _ready_together(work: Work, begin: int, end: int) -> list[tuple[int, int]]:
    """A run of work cut where a moment was not ready yet when the batch began."""
    found, first = [], begin
    for i in range(begin + 1, end + 1):
        if i == end or work.ready[i] > work.start[first]:
            if i - first >= BATCH:
                found.append((first, i))
            first = i
    return found


def _reach(work: Work) -> Ints:
    """The latest end so far of each person's work: tells where work that overlaps a wait can begin."""
    change = np.flatnonzero(np.diff(work.who)) + 1
    return np.concatenate([np.maximum.accumulate(part) for part in np.split(work.done, change)])


def _split(work: Work, reach: Ints, batch_ready: Ints, slots: Slots, i: int) -> Floats:
    ready, start = int(work.ready[i]), int(work.start[i])
    begin, end = (int(v) for v in np.searchsorted(work.who, [work.who[i], work.who[i] + 1]))
    low = begin + int(np.searchsorted(reach[begin:end], ready, side="right"))
    high = begin + int(np.searchsorted(work.start[begin:end], start))
    others = np.arange(low, high)
    others = others[work.done[others] > ready]
    earlier = work.ready[others] <= ready
    covered = np.array([[ready, max(ready, min(int(batch_ready[i]), start))]])
    lengths = [_length(covered)]
    for group in (others[earlier], others[~earlier]):
        spans = np.column_stack([np.maximum(work.start[group], ready), np.minimum(work.done[group], start)])
        covered = np.concatenate([covered, spans])
        lengths.append(_length(covered))
    idle = _gaps(covered, ready, start)
    closed = float(
        (idle[:, 1] - idle[:, 0]).sum() - (open_until(slots, idle[:, 1]) - open_until(slots, idle[:, 0])).sum()
    )
    busy = np.diff([0.0, *lengths])
    return np.array([*busy, closed, start - ready - lengths[-1] - closed]) / 1e6


def open_until(slots: Slots, time: Ints) -> Floats:
    """Open microseconds until each time."""
    width = slots.minutes * 60_000_000
    result: Floats = slots.open_s[time // width - slots.first] * 1e6 + is_open(slots, time) * (time % width)
    return result


def is_open(slots: Slots, time: Ints) -> Floats:
    """1.0 for each time (microseconds since 1970) in an open slot, else 0.0."""
    result: Floats = slots.open[time // (slots.minutes * 60_000_000) - slots.first]
    return result


def _merged(spans: Ints) -> Ints:
    spans = spans[np.argsort(spans[:, 0], kind="stable")]
    ends = np.maximum.accumulate(spans[:, 1])
    new = np.append(True, spans[1:, 0] > ends[:-1])
    return np.column_stack([spans[new, 0], ends[np.append(np.flatnonzero(new)[1:] - 1, len(ends) - 1)]])


def _length(spans: Ints) -> float:
    merged = _merged(spans)
    return float((merged[:, 1] - merged[:, 0]).sum())


def _gaps(spans: Ints, start: int, end: int) -> Ints:
    merged = _merged(spans)
    return np.column_stack([np.append(start, merged[:, 1]), np.append(merged[:, 0], end)])


def _by_edge(record: Record, work: Work, chosen: Ints, spent: Floats) -> pa.Table:
    columns = {
        "a": to_arrow(work.prev_step[chosen]),
        "b": to_arrow(work.step[chosen]),
        **{f"{cause}_s": to_arrow(np.ascontiguousarray(spent[:, k])) for k, cause in enumerate(CAUSES)},
    }
    record.engine.register("waits_split", pa.table(columns))
    sums = ", ".join(f"sum({cause}_s) AS {cause}_s" for cause in CAUSES)
    found = record.sql(
        f"SELECT coalesce(p.name, '(not recorded)') AS \"from\", coalesce(s.name, '(not recorded)') AS \"to\", "
        f"count(*) AS waits, {sums} FROM waits_split w LEFT JOIN steps p ON p.code = w.a "
        "LEFT JOIN steps s ON s.code = w.b GROUP BY ALL ORDER BY waits DESC, 1, 2"
    )
    record.engine.unregister("waits_split")
    return found
