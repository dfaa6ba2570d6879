"""Records of services with known rules, lived through by a plain event loop that shares nothing with the simulator."""

import heapq
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from headwater.moments.domain import Record
from headwater.moments.service import read

MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001 -- the wall clock of a service
OPEN = range(9, 17)
NOTICED = 0.03
"""hours that it takes to notice that nobody is there"""


@dataclass(frozen=True)
class Rules:
    """One team of `people`, open on workdays from 9 to 17; times in hours, calls an hour."""

    weeks: int = 8
    people: int = 3
    calls: float = 14.0
    work: float = 0.2
    patience: float = 0.25
    repeat: float = 0.15
    repeat_after: float = 48.0
    holiday: int = 23
    """a Wednesday on which nobody is there and nobody calls"""
    grown: float = 1.0
    """how many times as many call at the end as at the beginning"""
    silent: float = 0.0
    """of those who give up, so many do not say so: whoever takes them finds nobody there"""
    join: int = 0
    """so many more people from half of the weeks on"""
    first: str = ""
    """the kind that is served first, where one is"""


@cache
def calls(rules: Rules = Rules(), seed: int = 1) -> pa.Table:  # noqa: PLR0912, PLR0915 -- one loop, one event after another
    """Calls of two kinds: complaints take twice the work. Who gives up leaves; who was served may call again."""
    random = np.random.default_rng(seed)
    quiet = np.random.default_rng((seed, 1))
    heap: list[tuple[float, int, str, int]] = []
    hours = [24 * d + h for d in range(7 * rules.weeks) if d % 7 < 5 and d != rules.holiday for h in OPEN]
    for hour in hours:
        level = rules.grown ** (hour / (168 * rules.weeks) - 0.5)
        heap += [(hour + random.random(), i, "comes", -1) for i in range(random.poisson(rules.calls * level))]
    heap += [(84.0 * rules.weeks + 9, i, "free", rules.people + i) for i in range(rules.join)]
    heapq.heapify(heap)
    rows: list[dict[str, Any]] = []
    free, line, case, customer = [f"Ann {i}" for i in range(rules.people)], [], 0, 0
    while heap:
        now, _, what, of = heapq.heappop(heap)
        if what == "comes":
            if of < 0:
                customer += 1
            case, who = case + 1, customer if of < 0 else of
            kind = "complaint" if random.random() < 0.3 else "question"
            rows.append(_row(case, who, kind, "Call", now, now, None))
            line.append((now, case, who, kind, now + random.exponential(rules.patience), quiet.random() < rules.silent))
            line.sort(key=lambda waits: (waits[3] != rules.first, waits[0]))
        elif what == "free":
            free.append(f"Ann {of}")
        while line:
            came, number, who, kind, until, still = line[0]
            at = max(now, came)
            is_open = 9 <= at % 24 < 17
            if not is_open or (until < at and not still):
                left = min(until, at) if until < at else at
                if until >= at or still:
                    break
                rows.append(_row(number, who, kind, "Left", left, left, None))
                line.pop(0)
                continue
            if not free:
                break
            line.pop(0)
            ann = free.pop(0)
            if until < at:
                rows.append(_row(number, who, kind, "No answer", at, at + NOTICED, ann))
                heapq.heappush(heap, (at + NOTICED, number, "free", int(ann.split()[1])))
                continue
            takes = random.gamma(2, rules.work / 2) * (2 if kind == "complaint" else 1)
            rows.append(_row(number, who, kind, "Answer", at, at + takes, ann))
            heapq.heappush(heap, (at + takes, number, "free", int(ann.split()[1])))
            if random.random() < rules.repeat:
                back = at + takes + random.exponential(rules.repeat_after)
                while not (9 <= back % 24 < 17 and back // 24 % 7 < 5) or back // 24 == rules.holiday:
                    back = (back // 1) + 1 + random.random()
                if back < 168 * rules.weeks:
                    heapq.heappush(heap, (back, number, "comes", who))
    return pa.Table.from_pylist(rows)


def _row(case: int, who: int, kind: str, step: str, start: float, end: float, ann: str | None) -> dict[str, Any]:
    begun, done = (MONDAY + timedelta(hours=t) for t in (start, end))
    team = "Desk" if ann else None
    return {"case": f"C{case}", "customer": f"K{who}", "kind": kind, "step": step, "start": begun, "end": done, "who": ann, "team": team}  # fmt: skip  # noqa: E501


def record(table: pa.Table, *, timed: bool = True) -> Record:
    """The table read as a record; without begins where it is not `timed`."""
    if not timed:
        table = table.drop_columns(["start"])
    named = {name: name for name in ("case", "step", "who", "team", "customer") if name in table.column_names}
    return read(table, start="start" if timed else "", at="end", **named)


@cache
def loans(weeks: int = 6) -> pa.Table:
    """Every half hour from 8 to 16 a request: two checks beside each other, then an approval; work is put down at
    night."""
    random = np.random.default_rng(5)
    rows: list[dict[str, Any]] = []
    case = 0
    for day in range(7 * weeks):
        if day % 7 > 4:
            continue
        for half in range(16, 32):
            case += 1
            at = 24.0 * day + half / 2
            ends = [_open_later(at, t) for t in random.exponential([0.3, 0.5])]
            rows.append(_plain(case, "Check credit", at, ends[0], f"Credit {case % 3}"))
            rows.append(_plain(case, "Check identity", at, ends[1], f"Identity {case % 3}"))
            joined = max(ends)
            rows.append(_plain(case, "Approve", joined, _open_later(joined, 1 / 12), f"Approver {case % 2}"))
    return pa.Table.from_pylist(rows)


def _open_later(start: float, work: float) -> float:
    """When so much work begun at a time is done, in hours from 8 to 16 on workdays."""
    while True:
        left = 24 * (start // 24) + 16 - start
        if work <= left:
            return start + work
        work, start = work - left, 24 * (start // 24 + 1) + 8
        while start // 24 % 7 > 4:
            start += 24


def _plain(case: int, step: str, start: float, end: float, who: str) -> dict[str, Any]:
    begun, done = (MONDAY + timedelta(hours=t) for t in (start, end))
    return {"case": f"L{case}", "step": step, "start": begun, "end": done, "who": who}
