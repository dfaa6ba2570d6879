"""What the terminal shows: the sentence, a table of at most ten rows in 80 columns, where the report is, what next."""

import os
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from headwater.shared.errors import UsageError
from headwater.shared.said import phrase, say, spoken, words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from headwater.causes.domain import Causes, Finding
    from headwater.moments.domain import Counts

ROWS = 10
WIDTH = 80


class Progress(Protocol):
    """Says what is being done now."""

    def __call__(self, doing: str) -> None: ...


@contextmanager
def progress(stages: int) -> Iterator[Progress]:
    """A bar on standard error while the work goes on; nothing where standard error is not a terminal."""
    from rich.console import Console  # noqa: PLC0415 -- slow import
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 -- slow import
    from rich.progress import Progress as Bar  # noqa: PLC0415 -- slow import

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=stages)
        started = False

        def now(doing: str) -> None:
            nonlocal started
            bar.update(task, description=spoken(doing), advance=1 if started else 0)
            started = True

        yield now


def console() -> "Console":
    """Standard output; colours only on a terminal and never with NO_COLOR, 80 columns where the width is not known."""
    from rich.console import Console  # noqa: PLC0415 -- slow import

    known = sys.stdout.isatty()
    return Console(highlight=False, soft_wrap=not known, width=None if known else WIDTH)


def say_answer(answer: "Causes", report: Path | None) -> None:
    """The answer on the terminal."""
    from headwater.causes import sentences  # noqa: PLC0415 -- slow import
    from headwater.shared.words import joined  # noqa: PLC0415 -- slow import

    out = console()
    out.print()
    _paragraph(out, sentences.headline(answer), style="bold")
    _paragraph(out, sentences.spoiled_sentence(answer), style="dim")
    out.print()
    if answer.findings:
        out.print(findings_table(answer.findings[:ROWS]))
        _more(out, len(answer.findings) - ROWS, phrase("… and {n} more causes in the report"))
        out.print()
    if answer.cannot_tell:
        names = joined("; ", [f.link for f in answer.cannot_tell[:3]])
        _paragraph(out, say("Cannot tell: {names}.", names=names))
    _paragraph(out, sentences.training_sentence(answer))
    _paragraph(out, say("Person or system? {answer}", answer=sentences.verdict_sentence(answer.person_or_system)))
    if report is not None:
        out.print()
        _where_next(out, answer, report)


def say_noticed(counts: "Counts", listed: Path | None) -> None:
    """What could not be read and what stands twice in the file: beside the numbers, so that nothing is taken silently.

    `listed` is the file that lists the rows that could not be read, where one was written.
    """
    from headwater.shared.words import plural  # noqa: PLC0415 -- slow import

    if counts.rejected:
        rows = plural(counts.rejected, "row")
        here = say("Left out  {rows} that could not be read: {file}", rows=rows, file=listed)
        away = say("Left out  {rows} that could not be read; headwater diagnose lists them", rows=rows)
        console().print(spoken(here if listed else away), markup=False)
    if counts.duplicates:
        moments = plural(counts.duplicates, "moment")
        tell(say("Kept      {moments} that repeat another’s case, step, time and person", moments=moments))


def findings_table(findings: list["Finding"]) -> "Table":
    """At most ten findings; 80 columns hold it."""
    from headwater.causes.sentences import owner  # noqa: PLC0415 -- slow import
    from headwater.shared.words import count, estimate, span  # noqa: PLC0415 -- slow import

    numbers = [(words(phrase("spoiled")), "right", None), ("90 %", "right", None)]
    columns = [(words(phrase("customers")), "right", None), (words(phrase("owner")), "left", 16)]
    table = plain_table([("", "right", 2), (words(phrase("link")), "left", None), *numbers, *columns])
    for rank, f in enumerate(findings, 1):
        customers = "" if f.customers is None else count(f.customers)
        cells = (f.link, estimate(f.spoiled_cases, f.interval), span(f.interval), customers, owner(f))
        table.add_row(str(rank), *(_literal(spoken(cell)) for cell in cells))
    return table


def plain_table(columns: list[tuple[str, Any, int | None]]) -> "Table":
    """A table without boxes: (head, side, width) for each column; a width of None takes what is left."""
    from rich.table import Table  # noqa: PLC0415 -- slow import

    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for head, side, width in columns:
        table.add_column(head, justify=side, max_width=width, overflow="fold", no_wrap=side == "right")
    return table


def check_target(target: str | Path, option: str, coming: Path | None = None) -> None:
    """Stop before any work where a file cannot be written (UsageError); `coming` is a folder that will be made."""
    path = Path(target)
    above = path.resolve().parent
    why: str
    if path.is_dir():
        why = say("is a folder")
    elif path.exists():
        why = "" if os.access(path, os.W_OK) else say("cannot be written")
    elif coming is not None and above == coming.resolve():
        why = ""
    elif not above.is_dir():
        why = say("lies in a folder that is not there")
    else:
        why = "" if os.access(above, os.W_OK | os.X_OK) else say("lies in a folder that cannot be written")
    if why:
        raise UsageError(
            say(
                "{option} {target} {why}; give the path of a file that can be written.",
                option=option,
                target=target,
                why=why,
            )
        )


def write_json(text: str, target: str) -> None:
    """JSON to a file, or to standard output for `-`."""
    if target == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        Path(target).write_text(text, encoding="utf-8")


def quoted(text: str) -> str:
    """A text as it is typed at a prompt, in the quotes that every prompt knows where they are enough."""
    if re.fullmatch(r"[\w./:-]+", text):
        return text
    return f'"{text}"' if not re.search(r'["$`\\!]', text) else shlex.quote(text)


def tell(text: str) -> None:
    """A paragraph on standard output."""
    _paragraph(console(), text)


def _paragraph(out: "Console", text: str, style: str = "") -> None:
    out.print(spoken(text), style=style, markup=False, soft_wrap=False, width=min(out.width, WIDTH))


def _literal(cell: str) -> Any:
    from rich.text import Text  # noqa: PLC0415 -- slow import

    return Text(cell)


def _more(out: "Console", more: int, template: str) -> None:
    if more > 0:
        out.print(spoken(say(template, n=more)), style="dim")


def _where_next(out: "Console", answer: "Causes", report: Path) -> None:
    out.print(spoken(say("Report  {file}", file=report)), markup=False)
    if answer.findings:
        folder = "" if report.parent == Path("report") else f" --in {report.parent}"
        name = say("{link}: {name}", link=answer.findings[0].link, name=say("spoiled cases"))
        out.print(spoken(say('Next    headwater explain "{name}"{folder}', name=name, folder=folder)), markup=False)
