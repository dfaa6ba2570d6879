"""python -m bench.planted --kinds all --worlds 100 --seed 0 --jobs 2 --out docs/benchmarks/planted.json"""

import argparse
import json
import os
import sys
from pathlib import Path

from bench.planted.baselines import METHODS
from bench.planted.report import markdown, summarise, write
from bench.planted.run import OURS, folder, jobs, run_all
from bench.planted.worlds import HARD, KINDS, PLAIN, SCENES

GROUPS = {
    "all": list(KINDS),
    **{n: [k.__name__ for k in g] for n, g in (("plain", PLAIN), ("hard", HARD), ("scenes", SCENES))},
}


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.planted", description="Remake the table of planted causes.")
    parser.add_argument("--kinds", default="all", help=f"comma-separated: {', '.join((*GROUPS, *KINDS))}")
    parser.add_argument("--worlds", type=int, default=100, help="worlds of each kind")
    parser.add_argument("--seed", type=int, default=0, help="shifts all worlds; two seeds share none, try several")
    parser.add_argument("--cases", type=int, help="cases per world instead of the kind's own number")
    parser.add_argument("--methods", default="all", help=f"comma-separated: {', '.join((OURS, *METHODS))}")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument(
        "--out", type=Path, help="the rows as JSON; without it a summary is printed and nothing written"
    )
    parser.add_argument("--page", type=Path, default=Path("docs/benchmarks.md"), help="the page whose table is remade")
    parser.add_argument("--cache", type=Path, help="where finished worlds are kept (default: a temporary folder)")
    return parser.parse_args()


def main() -> None:
    """Run, keep, write."""
    asked = arguments()
    kinds = [kind for word in asked.kinds.split(",") for kind in GROUPS.get(word, [word])]
    methods = [OURS, *METHODS] if asked.methods == "all" else asked.methods.split(",")
    unknown = [name for name in kinds if name not in KINDS] + [m for m in methods if m not in (OURS, *METHODS)]
    if unknown:
        sys.exit(
            f"Unknown: {', '.join(unknown)}. Kinds are {', '.join(KINDS)}; methods are {', '.join((OURS, *METHODS))}."
        )
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # the worlds run in processes of their own, which read this when they start
    kept = folder(asked.cache)
    sys.stderr.write(f"finished worlds are kept in {kept}\n")
    work = jobs(kinds, asked.worlds, asked.seed, methods, asked.cases)
    rows = run_all(work, kept, asked.jobs, lambda line: sys.stderr.write(line + "\n"))
    command = "python -m bench.planted " + " ".join(sys.argv[1:])
    if asked.out is None:
        sys.stdout.write(markdown(rows, command))
        return
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    summary = [{"kind": k, "method": m, **scores} for (k, m), scores in summarise(rows).items()]
    asked.out.write_text(json.dumps({"command": command, "summary": summary, "rows": rows}, indent=1), encoding="utf-8")
    write(asked.page, markdown(rows, command))


if __name__ == "__main__":
    main()
