"""One simple table of case features, shared by all baselines: what an analyst with a process-mining tool would make."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from bench.planted.worlds import World
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
MOST_LEVELS = 12
LEAST_SHARE = 0.005


@dataclass
class Features:
    """`X`: one row per case, one 0/1 (or standardised) column per reference in `refs`; `mix` marks case mix."""

    X: NDArray[np.float64]
    refs: list[dict[str, str]]
    mix: Bools
    spoiled: NDArray[np.float64]
    person: NDArray[np.object_]


@dataclass
class Log:
    """The log sorted by case and time, with the case of every row as a number."""

    table: pa.Table
    case: NDArray[np.int64]
    cases: int
    step: NDArray[np.int64]
    steps: list[str]
    at: NDArray[np.float64]
    first: Bools


def features(world: World) -> Features:
    """The feature table of a world."""
    log = _log(world)
    spoiled = _spoiled(world, log)
    named = [*_columns(world, log, spoiled), *_flow(log), *_waits(log, spoiled), *_teams(world, log), _busy(log)]
    kept = [(ref, x) for ref, x in named if float((x != 0).mean()) > LEAST_SHARE and x.std() > 0]
    kept = _without_twins(kept)
    mix = np.array([ref.get("column") in world.mix for ref, _ in kept], dtype=bool)
    who = (
        _text(log.table[world.columns.who])
        if world.columns.who in log.table.column_names
        else np.full(len(log.case), "")
    )
    return Features(np.column_stack([x for _, x in kept]), [ref for ref, _ in kept], mix, spoiled, who[log.first])


def _without_twins(
    named: list[tuple[dict[str, str], NDArray[np.float64]]],
) -> list[tuple[dict[str, str], NDArray[np.float64]]]:
    """Of columns that are all but the same, the first: a regression can tell neither from the other."""
    scaled = np.column_stack([(x - x.mean()) / x.std() for _, x in named])
    alike = scaled.T @ scaled / len(scaled) > 0.98
    return [named[j] for j in range(len(named)) if not alike[j, :j].any()]


def _log(world: World) -> Log:
    names = world.columns
    table = world.moments
    case = pc.rank(table[names.case], tiebreaker="dense").to_numpy().astype(np.int64) - 1
    moment = table[names.at]
    at = (moment.cast(pa.timestamp("s")) if pa.types.is_string(moment.type) else moment).cast(pa.timestamp("s"))
    seconds = at.cast(pa.int64()).to_numpy().astype(float)
    order = np.lexsort((seconds, case))
    case = case[order]
    coded = pc.dictionary_encode(table[names.step].combine_chunks())
    first = np.r_[True, case[1:] != case[:-1]]
    step = coded.indices.to_numpy().astype(np.int64)[order]
    steps = coded.dictionary.to_pylist()
    return Log(table.take(pa.array(order)), case, int(case[-1]) + 1, step, steps, seconds[order], first)


def _text(column: pa.ChunkedArray) -> NDArray[np.object_]:
    return np.array(
        [("" if v is None else str(v).lower() if isinstance(v, bool) else str(v)) for v in column.to_pylist()],
        dtype=object,
    )


def _last(log: Log, name: str) -> pa.Array:
    """The last value that a case has in a column; null where it has none."""
    column = log.table[name].combine_chunks()
    there = np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False))
    last = np.full(log.cases, -1)
    last[log.case[there]] = there
    return column.take(pa.array(last, mask=last < 0))


def _spoiled(world: World, log: Log) -> NDArray[np.float64]:
    values = _last(log, world.outcome)
    text = _text(values)
    if "<=" in world.spoiled:
        limit = float(world.spoiled.split("<=")[1])
        return np.array([float(v) <= limit for v in text]).astype(float)
    wanted = world.spoiled.split("==")[1].strip().strip("'") if "==" in world.spoiled else "true"
    return (text == wanted).astype(float)


def _columns(
    world: World, log: Log, spoiled: NDArray[np.float64]
) -> Iterator[tuple[dict[str, str], NDArray[np.float64]]]:
    skipped = {*world.columns.names(), world.outcome} - {world.columns.channel}
    for name in log.table.column_names:
        if name in skipped:
            continue
        values = _last(log, name)
        if pa.types.is_floating(values.type):
            number = values.fill_null(float(np.nanmedian(values.to_numpy(zero_copy_only=False)))).to_numpy()
            yield {"kind": "condition", "column": name}, (number - number.mean()) / (number.std() or 1.0)
            continue
        yield from _levels(name, _text(values), spoiled)


def _levels(
    name: str, values: NDArray[np.object_], spoiled: NDArray[np.float64]
) -> Iterator[tuple[dict[str, str], NDArray[np.float64]]]:
    """One column per level but one: of two the usual one, of more the one spoiled most nearly as often as all."""
    found, codes, counts = np.unique(values.astype(str), return_inverse=True, return_counts=True)
    if len(found) > MOST_LEVELS:
        return
    away = np.abs(np.bincount(codes, weights=spoiled) / counts - spoiled.mean())
    left = found[away.argmin()] if len(found) > 2 else found[counts.argmax()]
    for value in found:
        if value not in ("", left):
            yield {"kind": "condition", "column": name, "value": str(value)}, (values == value).astype(float)


def _any(log: Log, rows: Bools) -> NDArray[np.float64]:
    return (np.bincount(log.case[rows], minlength=log.cases) > 0).astype(float)


def _flow(log: Log) -> Iterator[tuple[dict[str, str], NDArray[np.float64]]]:
    for code, name in enumerate(log.steps):
        count = np.bincount(log.case[log.step == code], minlength=log.cases)
        share = float((count > 0).mean())
        yield {"kind": "loop", "step": name}, (count > 1).astype(float)
        if share < 1:
            missing = share > 0.5
            yield (
                {"kind": "skip" if missing else "order", "step": name},
                ((count == 0) if missing else (count > 0)).astype(float),
            )


def _waits(log: Log, spoiled: NDArray[np.float64]) -> Iterator[tuple[dict[str, str], NDArray[np.float64]]]:
    wait = np.where(log.first, 0.0, np.r_[0.0, np.diff(log.at)])
    for code, name in enumerate(log.steps):
        rows = (log.step == code) & ~log.first
        fine = rows & (spoiled[log.case] == 0)
        if fine.sum() > 20:
            yield {"kind": "wait", "step": name}, _any(log, rows & (wait > np.quantile(wait[fine], 0.9)))


def _busy(log: Log) -> tuple[dict[str, str], NDArray[np.float64]]:
    """Among the tenth of cases before which most others arrived within an hour."""
    opened = log.at[log.first]
    before = np.searchsorted(np.sort(opened), opened) - np.searchsorted(np.sort(opened), opened - 3600.0)
    return {"kind": "load"}, (before > np.quantile(before, 0.9)).astype(float)


def _teams(world: World, log: Log) -> Iterator[tuple[dict[str, str], NDArray[np.float64]]]:
    if world.columns.team is None or world.columns.team not in log.table.column_names:
        return
    team = _text(log.table[world.columns.team])
    before = np.r_[[""], team[:-1]]
    moved = ~log.first & (before != team)
    names = np.unique(team.astype(str))
    for a in names:
        for b in names:
            rows = moved & (before == a) & (team == b)
            if a != b and 0 < _any(log, rows).mean() < 0.6:
                yield {"kind": "handoff", "team": str(a), "to": str(b)}, _any(log, rows)
