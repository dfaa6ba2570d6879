"""python -m bench.decisions --worlds 20 --seed 13 --jobs 2 --out docs/benchmarks/decisions.json"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.decisions.kinds import KINDS
from bench.decisions.page import page
from bench.decisions.run import Row, folder, jobs, run_all


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.decisions", description="Decisions with a known outcome.")
    parser.add_argument("--kinds", default="all", help=f"comma-separated: {', '.join(KINDS)}")
    parser.add_argument("--worlds", type=int, default=20, help="worlds of each kind")
    parser.add_argument("--seed", type=int, default=11, help="two seeds share no world")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument(
        "--out", type=Path, help="the rows as JSON, and the page beside them; without it both are printed"
    )
    parser.add_argument("--cache", type=Path, help="where finished worlds are kept (default: a temporary folder)")
    return parser.parse_args()


def main() -> None:
    """Run, keep, write."""
    asked = arguments()
    kinds = list(KINDS) if asked.kinds == "all" else asked.kinds.split(",")
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        sys.exit(f"Unknown: {', '.join(unknown)}. Kinds are {', '.join(KINDS)}.")
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # the worlds run in processes of their own, which read this when they start
    kept = folder(asked.cache)
    sys.stderr.write(f"finished worlds are kept in {kept}\n")
    work = jobs(kinds, asked.worlds, asked.seed)
    rows = run_all(work, kept, asked.jobs, lambda line: sys.stderr.write(line + "\n"))
    command = "python -m bench.decisions " + " ".join(sys.argv[1:])
    if asked.out is None:
        sys.stdout.write(page(rows, command))
        return
    write(asked.out, rows, command)


def write(out: Path, rows: Sequence[Row], command: str) -> None:
    """The rows, one a line, and the page beside them."""
    out.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(row) for row in rows)
    out.write_text(f'{{"command": {json.dumps(command)}, "rows": [\n{lines}\n]}}\n', encoding="utf-8")
    out.with_suffix(".md").write_text(page(rows, command), encoding="utf-8")


if __name__ == "__main__":
    main()
