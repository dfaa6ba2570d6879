"""What one request costs: processor time of this process, and statements. Needs nothing but Django."""

import statistics
import time
from collections.abc import Callable
from typing import Any

WARM, TIMES = 3, 30
KEEPING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
"""statements that only begin and end a transaction are not counted"""


def cost(call: Callable[[], Any], *, status: int = 200, has: str = "", times: int = TIMES) -> dict[str, Any]:
    """The median of `times` calls after 3, in ms of processor time, and the statements of one more call.

    RuntimeError where an answer is not what was asked for: a quick error is no quick page.
    """
    for _ in range(WARM):
        _check(call(), status, has)
    spent = []
    for _ in range(times):
        began = time.process_time()
        answer = call()
        spent.append(1000 * (time.process_time() - began))
        _check(answer, status, "")
    spent.sort()
    return {
        "ms": round(statistics.median(spent), 1),
        "p10": round(spent[times // 10], 1),
        "p90": round(spent[-max(1, times // 10)], 1),
        "sql": statements(call),
    }


def statements(call: Callable[[], Any]) -> int:
    """How many statements one call sends."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        call()
    return len([q for q in found.captured_queries if not q["sql"].startswith(KEEPING)])


def _check(answer: Any, status: int, has: str) -> None:
    text = answer.content.decode(errors="replace")
    if answer.status_code != status or has not in text:
        raise RuntimeError(
            f"{answer.request['PATH_INFO']}: {answer.status_code}, not {status} with {has!r}: {text[:300]}"
        )
