"""Runs worlds through headwater and the baselines; finished worlds are kept, so a broken run goes on where it was."""

import hashlib
import json
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.planted.baselines import METHODS, features
from bench.planted.ours import headwater
from bench.planted.score import score
from bench.planted.worlds import World, make

ROOT = Path(__file__).resolve().parents[2]
OURS = "headwater"
SPREAD = 100_003
"""Worlds of one --seed lie this far from those of the next, so that two runs share none."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """One world to be run by these methods."""

    kind: str
    seed: int
    methods: tuple[str, ...]
    cases: int | None = None


def jobs(kinds: Sequence[str], worlds: int, seed: int, methods: Sequence[str], cases: int | None) -> list[Job]:
    """Every world of a run, kinds side by side, so that an early stop has some of each."""
    return [Job(kind, seed * SPREAD + i, tuple(methods), cases) for i in range(worlds) for kind in kinds]


def run(job: Job) -> list[Row]:
    """One row per method: the score of its findings and its CPU seconds."""
    world = make(job.kind, job.seed, job.cases)
    table = features(world) if set(job.methods) - {OURS} else None
    return [_row(job, world, name, _method(name, world, table)) for name in job.methods]


def _method(name: str, world: World, table: Any) -> Callable[[], Sequence[Any]]:
    return (lambda: headwater(world)) if name == OURS else (lambda: METHODS[name](table))


def _row(job: Job, world: World, name: str, method: Callable[[], Sequence[Any]]) -> Row:
    """A method that stops with an error has found nothing, and the row says why."""
    start, failed = time.process_time(), None
    try:
        found = method()
    except Exception as error:  # noqa: BLE001 -- any failure of a method is a result of the benchmark
        found, failed = [], f"{type(error).__name__}: {error}"
    spent = time.process_time() - start
    head = {"kind": job.kind, "seed": job.seed, "method": name, "cases": world.plan.cases, "wanted": world.wanted}
    return {
        **head,
        **score(found, world).row(),
        **(_unearned(world) if failed else {}),
        "cpu": round(spent, 3),
        "failed": failed,
    }


def _unearned(world: World) -> dict[str, object]:
    """An error is no answer: it does not count as a clean one, nor as "cannot tell"."""
    doubt = False if world.wanted == "cannot tell" else None
    return {"alarm": None, "sign_above": None, "mediator_above": None, "cannot_tell": doubt}


def folder(cache: Path | None) -> Path:
    """Where finished worlds are kept: apart for every state of the sources, so no old result passes for a new one."""
    digest = hashlib.sha256()
    for path in sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "bench" / "planted").rglob("*.py")]):
        digest.update(path.read_bytes())
    chosen = (cache or Path(tempfile.gettempdir()) / "headwater-planted") / digest.hexdigest()[:12]
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


def run_all(work: Sequence[Job], kept: Path, processes: int, say: Callable[[str], None]) -> list[Row]:
    """Run what is not kept yet; returns every row of this work, in its order."""
    done = {(_key(row)): row for row in _kept(kept)}
    open_jobs = [job for job in work if any((job.kind, job.seed, m, job.cases) not in done for m in job.methods)]
    started = time.monotonic()
    for number, rows in enumerate(_results(open_jobs, processes), start=1):
        _keep(kept, rows)
        done.update({_key(row): row for row in rows})
        left = (time.monotonic() - started) / number * (len(open_jobs) - number)
        say(f"{number} of {len(open_jobs)} worlds, {rows[0]['kind']} {rows[0]['seed']}, about {left / 60:.0f} min left")
    return [done[job.kind, job.seed, method, job.cases] for job in work for method in job.methods]


def _results(open_jobs: list[Job], processes: int) -> Iterator[list[Row]]:
    with multiprocessing.get_context("spawn").Pool(max(1, processes)) as pool:
        yield from pool.imap_unordered(_run_asked, open_jobs)


def _run_asked(job: Job) -> list[Row]:
    return [{**row, "asked": job.cases} for row in run(job)]


def _key(row: Row) -> tuple[str, int, str, int | None]:
    return row["kind"], row["seed"], row["method"], row["asked"]


def _kept(kept: Path) -> Iterator[Row]:
    """Rows of finished worlds; a last line that a broken run left half written is cut off."""
    for path in sorted(kept.glob("*.jsonl")):
        whole, newline, half = path.read_text(encoding="utf-8").rpartition("\n")
        if half:
            path.write_text(whole + newline, encoding="utf-8")
        yield from (json.loads(line) for line in whole.splitlines())


def _keep(kept: Path, rows: list[Row]) -> None:
    with (kept / f"{rows[0]['kind']}.jsonl").open("a", encoding="utf-8") as file:
        file.write("".join(json.dumps(row) + "\n" for row in rows))
