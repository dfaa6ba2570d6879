"""What the desk's pages cost, beside django-helpdesk's.

python -m bench.desk --cases 10000 --peer /path/to/peer-venv --out docs/benchmarks/desk.md

The peer's environment is made with: python3 -m venv PEER && PEER/bin/pip install django-helpdesk==2.6.1
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.desk.page import Run, page

HERE = Path(__file__).parent


def main() -> None:
    ask = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    ask.add_argument("--cases", type=int, default=10_000)
    ask.add_argument("--larger", type=int, nargs="*", default=[], help="more folders to measure alone, by cases")
    ask.add_argument("--peer", type=Path, help="a virtual environment with django-helpdesk; without it, alone")
    ask.add_argument("--data", type=Path, help="where filled folders are kept and found again; default: none are")
    ask.add_argument("--out", type=Path, required=True)
    said = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        said.out.write_text(page(run(said, said.data or Path(folder))), encoding="utf-8")


def run(said: argparse.Namespace, data: Path) -> Run:
    """Fill what is missing, measure ours, the peer's, and the larger folders."""
    began = _load()
    ours = _ours(data, said.cases)
    peer = _peer(said.peer, data, said.cases) if said.peer else {}
    larger = {cases: _ours(data, cases) for cases in said.larger}
    machine = (
        f"Measured {datetime.now(UTC):%-d %B %Y} on {os.cpu_count()} cores. Load of the machine (processes that want a "
        f"core, the average of the last minute): {began} before, {_load()} after. Above {os.cpu_count()} others "
        "were at work too; processor time leaves out the waiting, not the caches that they empty."
    )
    more = "".join(f" {cases}" for cases in said.larger)
    command = f"python -m bench.desk --cases {said.cases}{' --peer PEER' if said.peer else ''}"
    command += f"{' --larger' + more if more else ''} --out {said.out}"
    return Run(said.cases, ours, peer, larger, machine, command)


def _ours(data: Path, cases: int) -> dict[str, Any]:
    folder = data / f"desk-{cases}"
    _python(Path(sys.executable), "-m", "bench.desk.fill", str(folder), str(cases))
    return dict(json.loads(_python(Path(sys.executable), "-m", "bench.desk.ours", str(folder))))


def _peer(venv: Path, data: Path, tickets: int) -> dict[str, Any]:
    python = venv / "bin" / "python"
    return dict(json.loads(_python(python, str(HERE / "peer.py"), str(data / f"peer-{tickets}"), str(tickets))))


def _python(python: Path, *given: str) -> str:
    done = subprocess.run([python, *given], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip().rpartition("\n")[2] or "{}"


def _load() -> float:
    return round(os.getloadavg()[0], 1)


if __name__ == "__main__":
    main()
