"""Measures the chain on generated logs and writes docs/benchmarks/chain.md.

    python -m bench.chain [--rows 10] [--runs 3]        # millions of moments; best of so many runs

CPU is user + system time of a whole process, from the start of the interpreter to the printed chain; memory is its
peak resident size. Set HEADWATER_PM4PY to a python with pm4py and pyarrow to have it measured too, on one million.
"""

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.generated_log import write

OUT = Path(__file__).parents[1] / "docs" / "benchmarks" / "chain.md"
SRC = Path(__file__).parents[1] / "src"

CHAIN = "import sys; from headwater.cli.app import main; sys.argv = ['headwater', 'chain', sys.argv[1]]; main()"

PURE = """
import sys, duckdb
db = duckdb.connect(config={"memory_limit": "1GB", "threads": 2})
log = f"read_parquet('{sys.argv[1]}', file_row_number=true)"
wait = "epoch_us(finished_at - lag(finished_at) OVER w) / 1e6 AS wait"
edges = f"SELECT activity, lag(activity) OVER w AS previous, {wait} FROM {log}"
window = "WINDOW w AS (PARTITION BY ticket ORDER BY finished_at, file_row_number)"
answer = "SELECT previous, activity, count(*), avg(wait), quantile_cont(wait, [0.5, 0.9])"
db.execute(f"{answer} FROM ({edges} {window}) WHERE previous IS NOT NULL GROUP BY ALL").fetchall()
"""

PM4PY = """
import sys, pandas, pm4py
log = pandas.read_parquet(sys.argv[1], columns=["ticket", "activity", "finished_at", "agent"])
log = pm4py.format_dataframe(log, case_id="ticket", activity_key="activity", timestamp_key="finished_at")
pm4py.discover_performance_dfg(log); pm4py.discover_dfg(log); pm4py.get_variants(log)
log["org:resource"] = log["agent"]
pm4py.discover_handover_of_work_network(log)
"""


@dataclass(frozen=True)
class Measured:
    """The best run of a program on a log."""

    what: str
    rows: int
    cpu_s: float
    peak_gb: float


def measure(what: str, rows: int, command: Sequence[str], runs: int) -> Measured:
    """Run a command so many times, each in a process of its own; the least CPU counts, and its memory."""
    found = [_run(command) for _ in range(runs)]
    cpu, peak = min(found)
    return Measured(what, rows, cpu, peak)


def _run(command: Sequence[str]) -> tuple[float, float]:
    env = os.environ | {"PYTHONPATH": str(SRC)}
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"The measured program failed (status {status}): {' '.join(command)[:200]}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6


def table(found: Sequence[Measured]) -> str:
    """The measurements as Markdown."""
    lines = ["| what | moments | CPU s | peak GB |", "|---|---:|---:|---:|"]
    lines += [f"| {m.what} | {m.rows:,} M | {m.cpu_s:.1f} | {m.peak_gb:.2f} |" for m in found]
    return "\n".join(lines)


def page(found: Sequence[Measured], command: str, load: float) -> str:
    """The whole document."""
    return (
        "# The chain, measured\n\n"
        f"Made by `{command}`. A whole process each time: start of the interpreter, reading, recognising the columns, "
        "the record laid out, every table of the chain, printed. Best run. The log is generated "
        "(`bench/generated_log.py`): 12 columns, 25 steps, 300 people, about nine moments a case. The load of the "
        f"machine was {load:.1f} on {os.cpu_count()} cores while measuring; other work inflates CPU time here by up "
        "to half.\n\n"
        f"{table(found)}\n\n"
        "The query in DuckDB alone answers only the edges (count, mean, median, p90). PM4Py was asked for edges, "
        "waits, variants and the hand-over network. Its numbers and ours are equal: "
        "`tests/chain/test_pm4py.py`. Target: the chain on ten million moments in at most 10 CPU s and 1.5 GB.\n"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10, help="millions of moments")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path("/tmp"))
    given = parser.parse_args(arguments)
    found: list[Measured] = []
    for rows in sorted({1, given.rows}):
        log = given.folder / f"generated-{rows}.parquet"
        if not log.exists():
            write(rows * 111_111, log)
        path = str(log)
        found.append(measure("headwater chain", rows, [sys.executable, "-c", CHAIN, path], given.runs))
        found.append(measure("edges alone, one DuckDB query", rows, [sys.executable, "-c", PURE, path], given.runs))
        if rows == 1 and os.environ.get("HEADWATER_PM4PY"):
            found.append(measure("PM4Py", rows, [os.environ["HEADWATER_PM4PY"], "-c", PM4PY, path], 1))
    command = "python -m bench.chain" + "".join(f" {a}" for a in (arguments or sys.argv[1:]))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(page(found, command, os.getloadavg()[1]), encoding="utf-8")
    sys.stdout.write(table(found) + "\n")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
