"""What acts cost: processor time of this process and of the database's, and statements. Needs nothing but Django.

A process that has acts to measure answers questions: the one who asks can go back and forth between several servers, so
that all are measured under the same load of the machine.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

WARM = 3
KEEPING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
"""statements that only begin and end a transaction are not counted"""


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the table. `calls` are made one after the other: a page, and the rows that its script fetches."""

    calls: tuple[Callable[[], Any], ...]
    status: int = 200
    has: str = ""
    slow: bool = False
    """takes seconds: called once a round, and not before"""


def answer(acts: Mapping[str, Act], database: Callable[[], float] = lambda: 0.0) -> None:
    """Say which acts there are; then for each line (name, times) of stdin what they cost, as a line of JSON."""
    _say(list(acts))
    seen: set[str] = set()
    for line in sys.stdin:
        name, times = json.loads(line)
        act = acts[name]
        for _ in range(0 if act.slow or name in seen else WARM):
            _once(act, database)
        seen.add(name)
        cost = [_once(act, database) for _ in range(1 if act.slow else times)]
        _say({"cost": cost, "sql": _statements(act), "work": _work()})


def _once(act: Act, database: Callable[[], float]) -> dict[str, Any]:
    """ms of this process by call, ms of the database. RuntimeError where an answer is not what was asked for: a
    quick error is no quick page."""
    parts, there = [], database()
    for call in act.calls:
        began = time.process_time()
        answered = call()
        parts.append(1000 * (time.process_time() - began))
    spent = 1000 * (database() - there)
    _check(answered, act)
    return {"parts": parts, "database": spent}


def _work() -> float:
    """ms of processor time for a fixed piece of work: more where others empty the caches or share the core."""
    began = time.process_time()
    for n in range(20):
        json.loads(json.dumps({str(i): [i, n, str(i * n)] for i in range(300)}))
    return 1000 * (time.process_time() - began)


def _statements(act: Act) -> int:
    from django.db import connection

    found = 0

    def count(execute: Any, sql: str, *given: Any) -> Any:
        nonlocal found
        found += not sql.startswith(KEEPING)
        return execute(sql, *given)

    with connection.execute_wrapper(count):
        for call in act.calls:
            call()
    return found


def _check(answered: Any, act: Act) -> None:
    text = answered.content.decode(errors="replace")
    if answered.status_code != act.status or act.has not in text:
        asked = answered.request["PATH_INFO"]
        raise RuntimeError(f"{asked}: {answered.status_code}, not {act.status} with {act.has!r}: {text[:300]}")


def _say(what: Any) -> None:
    print(json.dumps(what), flush=True)
