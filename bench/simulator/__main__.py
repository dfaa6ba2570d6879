"""The simulator held against theory and against its peers: python -m bench.simulator [--peers VENV] [--out PAGE].

VENV has SimPy and Ciw; a C compiler is needed for the limit. One core, CPU seconds, engines in turn.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.simulator.oracles import models

from headwater.foresight.simulator.answer import simulate
from headwater.foresight.simulator.given import understood

HERE = Path(__file__).parent
LEVEL = 0.99
WORK = {"a": "A", "b": "B", "full": "B with skills and shifts"}
SIZES = {"headwater": 1e6, "c": 1e6, "simpy": 1e5, "ciw": 3e4}
SEEDS = (1, 2, 3, 4, 5)


def main() -> None:
    """Run all, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, default=Path(".venv/peers"))
    parser.add_argument("--out", type=Path, default=Path("docs/benchmarks/queues.md"))
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    text = (HERE / "page.md").read_text(encoding="utf-8")
    speed, sized = "\n".join(speeds(asked.peers)), "\n".join(growth())
    rows, outside = oracles(asked.seed)
    page = text.format(oracles="\n".join(rows), number=len(rows), outside=outside, speed=speed, growth=sized)
    asked.out.write_text(page, encoding="utf-8")


def oracles(seed: int) -> tuple[list[str], int]:
    """A row for each figure, and how many lie outside of their interval."""
    rows, outside = [], 0
    for name, service, exact, customers in models():
        answer = simulate(understood(service), customers, seed, level=LEVEL)
        parts = answer.stations | answer.classes | {"all": answer.overall}
        for where, value in exact.items():
            part, _, figure = where.rpartition(".")
            one = parts[part][figure]
            inside = one.low <= value <= one.high
            outside += not inside
            place = figure if part == "desk" else f"{figure}, {part}"
            said = f"{one.low:.5g} to {one.high:.5g}"
            rows.append(
                f"| {name} | {place} | {value:.6g} | {one.value:.6g} | {said} | {'yes' if inside else '**no**'} |"
            )
    return rows, outside


def speeds(peers: Path) -> Iterator[str]:
    """A row for each engine and workload: customers in a CPU second, the fastest of five runs taken in turn."""
    with tempfile.TemporaryDirectory() as folder:
        c = Path(folder) / "calendar"
        subprocess.run(["cc", "-O3", "-march=native", "-o", c, HERE / "calendar.c", "-lm"], check=True)
        engines = {w: [e for e in SIZES if (e, w) != ("ciw", "full")] for w in WORK}
        made = {(e, w, s): _measured(e, w, SIZES[e], s, c, peers) for s in SEEDS for w in WORK for e in engines[w]}
    found = {(e, w): _rate(e, w, [made[e, w, s] for s in SEEDS]) for w in WORK for e in engines[w]}
    for work, name in WORK.items():
        for engine in SIZES:
            if (engine, work) in found:
                rate, figures = found[engine, work]
                least, ciw = (
                    found["simpy", "a" if work == "a" else "b"][0],
                    found["ciw", "a" if work == "a" else "b"][0],
                )
                limit = found["c", work][0]
                yield (
                    f"| {name} | {ENGINES[engine]} | {rate:,.0f} | {rate / least:.3g} | {rate / ciw:.3g} "
                    f"| {limit / rate:.3g} | {figures} |"
                )


ENGINES = {"headwater": "Headwater", "c": "C, binary heap", "simpy": "SimPy 4.1.2", "ciw": "Ciw 3.2.7"}


def _rate(engine: str, work: str, made: list[list[float]]) -> tuple[float, str]:
    waited, left, wait = (statistics.mean(one[n] for one in made) for n in (1, 2, 3))
    said = f"{waited:.3f}, {left:.4f}, {wait:.4f}" if work == "a" else f"{waited:.3f}, –, {wait:.3f}"
    return max(SIZES[engine] / one[0] for one in made), said


def _measured(engine: str, work: str, size: float, seed: int, c: Path, peers: Path) -> list[float]:
    python = sys.executable if engine == "headwater" else str(peers / "bin" / "python")
    module = "bench.simulator.ours" if engine == "headwater" else f"bench.simulator.peer_{engine}"
    command = [str(c)] if engine == "c" else [python, "-m", module]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [*command, work, f"{size:g}", str(seed)], env=environment, capture_output=True, text=True, check=True
    )
    return [float(x) for x in done.stdout.split()[1:]]


def growth() -> Iterator[str]:
    """CPU seconds and the most memory of a process for runs of three lengths."""
    for size in (1e6, 4e6, 16e6):
        code = (
            "import resource, sys; from bench.simulator.ours import measured;"
            "cpu = measured('full', int(float(sys.argv[1])), 1)[0];"
            "print(cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
        )
        done = subprocess.run([sys.executable, "-c", code, f"{size:g}"], capture_output=True, text=True, check=True)
        cpu, memory = map(float, done.stdout.split())
        yield f"| {size:,.0f} | {cpu:.2f} | {cpu / size * 1e6:.3f} | {memory:.0f} |"


if __name__ == "__main__":
    main()
