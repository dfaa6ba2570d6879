"""Runs worlds and keeps what is finished, so that a broken run goes on where it was."""

import hashlib
import json
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from bench.decisions.kinds import KINDS, Change, Question
from bench.decisions.live import TRUE_CASES, Truth, truth
from bench.decisions.world import Flags, hours

ROOT = Path(__file__).resolve().parents[2]
SPREAD = 100_003
"""Worlds of one --seed lie this far from those of the next, so that two runs share none."""
MOST_DRAWN = 20
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Row = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """One world of one kind of decision."""

    kind: str
    seed: int


def jobs(kinds: Sequence[str], worlds: int, seed: int) -> list[Job]:
    """Every world of a run, kinds side by side, so that an early stop has some of each."""
    return [Job(kind, seed * SPREAD + i) for i in range(worlds) for kind in kinds]


def run(job: Job) -> list[Row]:
    """One row for each number that is scored."""
    from bench.decisions.ours import foresee  # noqa: PLC0415 -- the processes load it, not who starts them

    change, before, drawn = _drawn(job)
    begun = time.process_time()
    result = foresee(change, job.seed)
    told: Row = {"cpu": round(time.process_time() - begun, 2), "drawn": drawn}
    after = truth(change.after, _weeks(change), _days(job))
    if after is None:
        told["grows"] = True
    if isinstance(result, str):
        return [_head(job, change, question) | told | {"refused": result} for question in change.asked]
    if after is None:
        return [_head(job, change, q) | told | {"flagged": bool(result.warnings)} for q in change.asked]
    return [_row(job, change, q, result, (before, after)) | told for q in change.asked]


def _drawn(job: Job) -> tuple[Change, Truth, int]:
    """A change of a service that settles as it is, what it is like in the long run, and how many were drawn for it."""
    rng = np.random.default_rng(job.seed)
    for drawn in range(1, MOST_DRAWN):
        change = KINDS[job.kind](rng)
        before = truth(change.before, _weeks(change), _days(job))
        if before is not None:
            return change, before, drawn
    raise ValueError(f"no service of the kind {job.kind} settles at seed {job.seed}")


def _weeks(change: Change) -> int:
    return round(TRUE_CASES / float(change.before.rate.sum()))


def _days(job: Job) -> int:
    """The seed of the long run: the same days without the change and with it."""
    return 2 * job.seed + 1


def _head(job: Job, change: Change, question: Question) -> Row:
    asked = {"measure": question.measure, "where": question.where, "when": question.when}
    return {"kind": job.kind, "seed": job.seed, **asked, "outside": change.outside}


def _row(job: Job, change: Change, question: Question, result: Any, true: tuple[Truth, Truth]) -> Row:
    from bench.decisions.ours import row  # noqa: PLC0415 -- as above

    found, world = row(result, question), change.before
    names = world.kinds if question.measure == "case waiting" else world.teams
    place = names.index(question.where) if question.where else None
    at = _hours(question, result)
    before, after = (one.value(question.measure, place, at) for one in true)
    return _head(job, change, question) | {
        "true_before": before, "true_after": after, "before": found.baseline, "after": found.decided,
        "after_interval": list(found.decided_interval), "change": found.change, "interval": list(found.interval),
        "before_interval": list(found.baseline_interval), "flagged": bool(result.warnings),
        "row_flagged": found.outside, "runs": result.runs,
    }  # fmt: skip


def _hours(question: Question, result: Any) -> Flags | None:
    if question.when == "peak":
        return np.asarray(result.frame.peaks[question.where])
    return hours(str(DAYS.index(question.when)), 0, 24) if question.when in DAYS else None


def folder(cache: Path | None) -> Path:
    """Where finished worlds are kept: apart for every state of the sources, so no old result passes for a new one."""
    digest = hashlib.sha256()
    for path in sorted(
        [*(ROOT / "src" / "headwater" / "foresight").rglob("*.py"), *Path(__file__).parent.rglob("*.py")]
    ):
        digest.update(path.read_bytes())
    chosen = (cache or Path(tempfile.gettempdir()) / "headwater-decisions") / digest.hexdigest()[:12]
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


def run_all(work: Sequence[Job], kept: Path, processes: int, say: Callable[[str], None]) -> list[Row]:
    """Run what is not kept yet; returns every row of this work, in its order."""
    done = dict(_kept(kept))
    left = [job for job in work if job not in done]
    started = time.monotonic()
    for number, (job, rows) in enumerate(_results(left, processes), start=1):
        with (kept / f"{job.kind}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps([job.seed, rows]) + "\n")
        done[job] = rows
        minutes = (time.monotonic() - started) / number * (len(left) - number) / 60
        say(f"{number} of {len(left)} worlds, {job.kind} {job.seed}, about {minutes:.0f} min left")
    return [row for job in work for row in done[job]]


def _results(work: list[Job], processes: int) -> Iterator[tuple[Job, list[Row]]]:
    if processes <= 1:
        yield from ((job, run(job)) for job in work)
        return
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        yield from pool.imap_unordered(_run_one, work)


def _run_one(job: Job) -> tuple[Job, list[Row]]:
    return job, run(job)


def _kept(kept: Path) -> Iterator[tuple[Job, list[Row]]]:
    """Finished worlds; a last line that a broken run left half written is cut off."""
    for path in sorted(kept.glob("*.jsonl")):
        whole, newline, half = path.read_text(encoding="utf-8").rpartition("\n")
        if half:
            path.write_text(whole + newline, encoding="utf-8")
        for line in whole.splitlines():
            seed, rows = json.loads(line)
            yield Job(path.stem, seed), rows
