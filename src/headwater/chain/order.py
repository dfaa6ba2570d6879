"""The usual chain, learned from the cases, and who left it: steps skipped and steps out of order.

Usual step: in at least `share` of all cases. Place: of two usual steps the one goes first that comes first in
at least 80 % of the cases with both; steps whose order is not that settled share a place. First visits only.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from headwater.moments.arrays import to_arrow, to_numpy
from headwater.moments.domain import Record

SETTLED = 0.8
SAMPLE = 20_000
"""The order is learned from about this many cases …"""
BLOCKS = 8
"""… in so many runs, evenly spaced over the record."""


@dataclass(frozen=True)
class Usual:
    """Codes of the usual steps with their place (0 first)."""

    places: dict[int, int]
    sampled: int


def learn_order(record: Record, share: float) -> Usual:
    """The usual steps of a record and their places."""
    cases = max(record.counts.cases, 1)
    least = share * cases
    found = record.sql("SELECT step, sum(first_visits)::BIGINT AS n FROM edge_facts WHERE step IS NOT NULL GROUP BY 1")
    usual = sorted(row["step"] for row in found.to_pylist() if row["n"] >= least)
    blocks = _blocks(cases)
    return Usual(_places(usual, _pairs(record, usual, blocks)), sum(end - start for start, end in blocks))


def _blocks(cases: int) -> list[tuple[int, int]]:
    """Runs of neighbouring cases, evenly spaced: a few pieces of the file to read instead of all of it."""
    if cases <= SAMPLE:
        return [(0, cases)]
    size = SAMPLE // BLOCKS
    return [(start, start + size) for start in np.linspace(0, cases - size, BLOCKS).astype(int).tolist()]


def _pairs(record: Record, usual: list[int], blocks: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """In how many sampled cases a step's first visit comes before another's."""
    listed = ", ".join(map(str, usual)) or "NULL"
    visits = " UNION ALL ".join(
        "SELECT case_no, step, seq FROM moments "
        f"WHERE case_no >= {start} AND case_no < {end} AND visit = 1 AND step IN ({listed})"
        for start, end in blocks
    )
    found = record.sql(
        f"""
        WITH visits AS ({visits})
        SELECT a.step AS a, b.step AS b, count(*) AS n FROM visits a JOIN visits b USING (case_no)
        WHERE a.seq < b.seq GROUP BY ALL
        """
    )
    return {(row["a"], row["b"]): row["n"] for row in found.to_pylist()}


def _places(usual: list[int], before: dict[tuple[int, int], int]) -> dict[int, int]:
    def ahead(a: int, b: int) -> float:
        one, other = before.get((a, b), 0), before.get((b, a), 0)
        return one / (one + other) if one + other else 0.5

    wins = {a: sum((ahead(a, b) > 0.5) - (ahead(a, b) < 0.5) for b in usual if b != a) for a in usual}
    groups: list[list[int]] = []
    for step in sorted(usual, key=lambda s: (-wins[s], s)):
        if groups and any(ahead(member, step) < SETTLED for member in groups[-1]):
            groups[-1].append(step)
        else:
            groups.append([step])
    return {step: place for place, group in enumerate(groups) for step in group}


def usual_chain(record: Record, usual: Usual) -> pa.Table:
    """One row per usual step: place, cases, skipped (cases that went past it), out_of_order (cases)."""
    skipped, late, cases = _departures(record, usual)
    codes = sorted(usual.places, key=lambda code: (usual.places[code], code))
    found = pa.table(
        {
            "code": to_arrow(np.array(codes, dtype=np.int32)),
            "place": to_arrow(np.array([usual.places[c] + 1 for c in codes], dtype=np.int64)),
            "cases": to_arrow(np.array([cases[c] for c in codes], dtype=np.int64)),
            "skipped": to_arrow(np.array([skipped[c] for c in codes], dtype=np.int64)),
            "out_of_order": to_arrow(np.array([late[c] for c in codes], dtype=np.int64)),
        }
    )
    record.engine.register("usual", found)
    total = max(record.counts.cases, 1)
    named = record.sql(
        f"SELECT s.name AS step, u.place, u.cases, u.cases / {total} AS share, u.skipped, u.out_of_order "
        "FROM usual u JOIN steps s USING (code) ORDER BY u.place, u.cases DESC, s.name"
    )
    record.engine.unregister("usual")
    return named


def _departures(record: Record, usual: Usual) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    codes = list(usual.places)
    if not codes:
        return {}, {}, {}
    listed = ", ".join(map(str, codes))
    visits = record.sql(f"SELECT case_no, step FROM moments WHERE visit = 1 AND step IN ({listed})")
    case_no, step = (to_numpy(visits[name], np.int32) for name in ("case_no", "step"))
    place = np.zeros(max(codes) + 1, dtype=np.int64)
    place[codes] = [usual.places[c] for c in codes]
    return _count_departures(case_no, step, place, codes)


def _count_departures(
    case_no: npt.NDArray[np.int32], step: npt.NDArray[np.int32], place: npt.NDArray[np.int64], codes: list[int]
) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Per usual step: cases that went past it without it, cases where it came late, cases with it."""
    here = place[step]
    first = np.ones(len(step), dtype=bool)
    first[1:] = case_no[1:] != case_no[:-1]
    case = np.cumsum(first) - 1
    span = int(place.max()) + 1
    furthest = np.maximum.accumulate(case * span + here) - case * span
    late = furthest > here
    reached = np.maximum.reduceat(here, np.flatnonzero(first)) if len(step) else here
    size = len(place)
    late_by = np.bincount(step[late], minlength=size)
    with_step = np.bincount(step, minlength=size)
    passed_with = np.bincount(step[reached[case] > here], minlength=size) if len(step) else np.zeros(size)
    past = {c: int((reached > place[c]).sum()) for c in codes}
    skipped = {c: past[c] - int(passed_with[c]) for c in codes}
    return skipped, {c: int(late_by[c]) for c in codes}, {c: int(with_step[c]) for c in codes}
