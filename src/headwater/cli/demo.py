"""`headwater demo`: the main job on a generated company's record, or on the public incident log."""

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headwater.cli.output import console, plain_table, progress, say_answer, tell
from headwater.shared.errors import UsageError

if TYPE_CHECKING:
    from headwater.demo.compare import Line
    from headwater.demo.fetch import Arrived
    from headwater.demo.service import Answered, Demo


def demo(
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the record and the report go.")] = Path("demo"),
    seed: Annotated[int | None, typer.Option(metavar="N", help="Another seed makes another year.")] = None,
    cases: Annotated[int | None, typer.Option(metavar="N", help="How many cases the year has.")] = None,
    real: Annotated[bool, typer.Option("--real", help="Fetch the public incident log and run on it.")] = False,
) -> None:
    """Run the main job on a generated record whose broken links are known, and show found beside planted."""
    if real:
        if seed is not None or cases is not None:
            raise UsageError("--real fetches a record as it is; --seed and --cases go with the generated one.")
        _real(out)
    else:
        _generated(out, {k: v for k, v in (("seed", seed), ("cases", cases)) if v is not None})


def _generated(out: Path, how: dict[str, Any]) -> None:
    from headwater.demo.service import run  # noqa: PLC0415 -- slow import

    with progress(6) as now:
        done = run(out=out, now=now, made_at=datetime.now().astimezone(), command=_command(), **how)
    _say_generated(done)


def _say_generated(done: "Demo") -> None:
    from headwater.shared.words import plural  # noqa: PLC0415 -- slow import

    counts, beside = done.found.counts, done.comparison
    tell(f"This record is generated. {done.truth['note'].split(':')[0]}; every name in it is invented.")
    tell(f"Record  {done.found.file}, {plural(counts.moments, 'moment')} in {plural(counts.cases, 'case')}")
    tell(f"Truth   {done.truth_file}")
    say_answer(done.found.answer, None)
    out = console()
    out.print()
    tell("Found beside planted:")
    out.print(_table(beside.lines))
    tell("True: spoiled cases that would not have been, had this link alone held, all other luck the same.")
    for sentence in _honest(done):
        tell(sentence)
    out.print()
    _say_report(done.found)


def _table(lines: "tuple[Line, ...]") -> Any:
    from headwater.shared.words import count, estimate, span  # noqa: PLC0415 -- slow import

    numbers = [(head, "right", None) for head in ("true", "found", "90 %")]
    table = plain_table([("planted link", "left", 36), *numbers, ("place", "left", 13)])
    for line in lines:
        f = line.finding
        found = ("–", "–") if f is None else (estimate(f.spoiled_cases, f.interval), span(f.interval))
        table.add_row(line.link, count(line.true_cases), *found, _place(line))
    return table


def _place(line: "Line") -> str:
    if line.finding is None:
        return "missed"
    place = "cannot tell" if line.place is None else str(line.place)
    return f"{place} *" if line.beside else place


def _honest(done: "Demo") -> Iterator[str]:
    """What the table does not say: other names, what was missed, what was named and not planted."""
    beside = done.comparison
    for line in beside.lines:
        if line.beside and line.finding is not None:
            yield f"* {line.link}: the same break, seen from beside it and named so: {line.finding.link}."
    if missed := [line.link for line in beside.lines if line.finding is None]:
        yield f"Missed: {'; '.join(missed)}."
    if beside.followers:
        yield f"Wrongly named, as it only follows the damage: {'; '.join(f.link for f in beside.followers)}."
    if beside.others:
        yield f"Named but not planted: {'; '.join(f.link for f in beside.others)}."


def _real(out: Path) -> None:
    from headwater.demo.incidents import CITATION  # noqa: PLC0415 -- slow import
    from headwater.demo.service import run_real  # noqa: PLC0415 -- slow import

    with progress(5) as now, _bytes() as arrived:
        found = run_real(out=out, now=now, arrived=arrived, made_at=datetime.now().astimezone(), command=_command())
    tell(f"A real record: {CITATION}")
    tell(f"Record  {found.file}")
    say_answer(found.answer, None)
    console().print()
    _say_report(found)


@contextmanager
def _bytes() -> "Iterator[Arrived]":
    """A bar on standard error while bytes come in; nothing where standard error is not a terminal."""
    from rich.console import Console  # noqa: PLC0415 -- slow import
    from rich.progress import BarColumn, DownloadColumn, Progress  # noqa: PLC0415 -- slow import

    screen = Console(stderr=True)
    bar = Progress(BarColumn(bar_width=24), DownloadColumn(), console=screen, transient=True)
    task = bar.add_task("", total=None)

    def arrived(so_far: int, whole: int | None) -> None:
        if screen.is_terminal:
            bar.update(task, completed=so_far, total=whole)
            bar.refresh()

    yield arrived


def _say_report(found: "Answered") -> None:
    out = console()
    out.print(f"Report  {found.report}", markup=False)
    if found.answer.findings:
        link = found.answer.findings[0].link
        out.print(f'Next    headwater explain "{link}: spoiled cases" --in {found.report.parent}', markup=False)


def _command() -> str:
    return shlex.join(["headwater", *sys.argv[1:]])
