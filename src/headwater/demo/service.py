"""What the demo can do: make a company's year and find what was planted in it, or run on the public incident log."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from headwater.causes.domain import Causes
from headwater.causes.service import causes
from headwater.chain.service import chain
from headwater.demo.compare import Comparison, compare
from headwater.demo.counter import FULL
from headwater.demo.export import write_record
from headwater.demo.fetch import Arrived
from headwater.demo.incidents import ADDRESS, fetch_incidents
from headwater.demo.truth import truth
from headwater.demo.world import live
from headwater.moments.domain import Counts
from headwater.moments.service import read
from headwater.report.service import check_place, write_report
from headwater.shared.errors import UsageError

SEED = 7
FEWEST = 1_000
Now = Callable[[str], None]


@dataclass(frozen=True)
class Answered:
    """The answer on a file and where its report is."""

    answer: Causes
    counts: Counts
    file: Path
    report: Path


@dataclass(frozen=True)
class Demo:
    """The answer on the generated record, beside its truth."""

    found: Answered
    truth: dict[str, Any]
    truth_file: Path
    comparison: Comparison


def run(*, out: Path, now: Now, made_at: datetime, command: str = "", seed: int = SEED, cases: int = FULL) -> Demo:
    """Write a year's record and its truth into `out`, run the main job on the record, and compare.

    Raises UsageError for too few cases, InputError where `out` holds somebody else's report.
    """
    record, truth_file = make(out=out, now=now, seed=seed, cases=cases)
    found = diagnose(record, out / "report", now=now, made_at=made_at, command=command)
    planted = json.loads(truth_file.read_text(encoding="utf-8"))
    return Demo(found, planted, truth_file, compare(found.answer, planted))


def make(*, out: Path, now: Now, seed: int = SEED, cases: int = FULL) -> tuple[Path, Path]:
    """Write the generated record and its truth; the same seed and number of cases give the same bytes."""
    if cases < FEWEST or seed < 0:
        raise UsageError(f"A demo record needs at least {FEWEST:,} cases (--cases) and a seed of 0 or more (--seed).")
    check_place(out / "report")
    now("Living the company's year")
    out.mkdir(parents=True, exist_ok=True)
    year = live(seed, cases)
    write_record(year, out / "record.csv")
    now("Living it again with each link held")
    text = json.dumps(truth(year), indent=1, ensure_ascii=False) + "\n"
    (out / "truth.json").write_text(text, encoding="utf-8")
    return out / "record.csv", out / "truth.json"


def run_real(
    *, out: Path, now: Now, arrived: Arrived, made_at: datetime, command: str = "", address: str = ADDRESS
) -> Answered:
    """Fetch the public incident log (kept in `out` for the next time), check its shape and run the main job on it.

    Raises InputError where it cannot be fetched or is not the log.
    """
    check_place(out / "incidents-report")
    now("Fetching the incident log")
    file = fetch_incidents(out / "incidents", arrived=arrived, address=address)
    return diagnose(file, out / "incidents-report", now=now, made_at=made_at, command=command)


def diagnose(file: Path, report: Path, *, now: Now, made_at: datetime, command: str) -> Answered:
    """The main job as `headwater diagnose FILE` does it, with nothing set by hand."""
    now("Reading the moments")
    record = read(str(file))
    now("Drawing the chain")
    links = chain(record)
    now("Looking for causes")
    answer = causes(record)
    now("Writing the report")
    index = write_report(answer, record, links, report, made_at=made_at, command=command)
    return Answered(answer, record.counts, file, index)
