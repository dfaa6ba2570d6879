"""`headwater decide`: what a decision will do, before it is made."""

import shlex
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headwater.cli import options as o
from headwater.cli.groups import same_language, speaks, typed
from headwater.cli.output import check_target, progress, tell, write_json
from headwater.shared.errors import UsageError
from headwater.shared.plain import clean, json_text
from headwater.shared.said import say, spoken
from headwater.shared.words import joined

if TYPE_CHECKING:
    from headwater.foresight.service import Twin

STAGES = 12
FOR_CHECK = {"--check", "--json", "--quiet", "--language"}


@speaks
def decide(
    context: typer.Context,
    decisions: Annotated[
        list[str],
        typer.Argument(metavar="DECISION...", help='Texts such as "staff:billing -2 on Saturday", or TOML files.'),
    ],
    twin: Annotated[Path, typer.Option(metavar="FOLDER", help="The twin, as headwater twin has written it.")] = Path(
        "twin"
    ),
    compare: Annotated[
        bool, typer.Option("--compare", help="Each text or file is a plan of its own: side by side.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="List where plans clash, and links without owners, before the start.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Answer outside the record, with a warning that stays in the result.")
    ] = False,
    cost_per_hour: Annotated[
        str | None, typer.Option(metavar="FROM-TO", help="What an hour of work costs: 30-45 gives a cost range.")
    ] = None,
    precision: Annotated[
        float,
        typer.Option(metavar="SHARE", min=0.001, help="Runs are added until the mean wait is known to this share."),
    ] = 0.05,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Of the random numbers.")] = 1,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, help="Runs at one time; the answer is the same.")] = 1,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the page is written.")] = Path("decision"),
    sheet: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the decision sheet, to fill in, start and watch by.")
    ] = None,
    json: o.Json = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Write the page and say nothing.")] = False,
) -> None:
    """Try a decision on the twin: what gets better, what gets worse, where, for whom, and why."""
    if check:
        _check(decisions, typed(context), json, quiet)
        return
    from headwater.foresight.service import load_twin  # noqa: PLC0415 -- slow import
    from headwater.report.folder import Folder  # noqa: PLC0415 -- slow import

    if compare and sheet is not None:
        raise UsageError(say("--sheet is of one decision; leave out --compare, or give the plans one by one."))
    Folder(out).check()
    if json not in (None, "-"):
        check_target(json, "--json", coming=out)
    if sheet is not None:
        check_target(sheet, "--sheet", coming=out)
    how = {"force": force, "seed": seed, "jobs": jobs, "precision": precision, "cost_per_hour": _costs(cost_per_hour)}
    with progress(STAGES) as now:
        now(say("Reading the twin"))
        found = load_twin(twin)
        answer = _answer(found, decisions, compare, {**how, "tell": now})
        now(say("Writing the page"))
        page = _page(answer, out)
        held = clean(answer.to_dict()) if json is not None else {}
        text = str(answer)
        if sheet is not None:
            sheet_page = _write_sheet(answer, decisions, sheet)
    if json is not None:
        write_json(json_text(held, 2) + "\n", json)
    if not quiet and json != "-":
        typer.echo(f"\n{text}\n\n{spoken(say('Page    {file}', file=page))}")
        if sheet is not None:
            typer.echo(spoken(say("Sheet   {file}, {page}", file=sheet, page=sheet_page)))
            typer.echo(spoken(say("Next    headwater watch {file} NEW_RECORDS", file=sheet)) + same_language())


def _answer(twin: "Twin", decisions: list[str], compare: bool, how: dict[str, Any]) -> Any:
    run: Callable[..., Any] = twin.compare if compare else twin.decide
    return run(*decisions, today=datetime.now().astimezone().date(), **how)


def _page(answer: Any, out: Path) -> Path:
    from headwater.report.decision import write_decision  # noqa: PLC0415 -- slow import

    made_at, command = datetime.now().astimezone(), shlex.join(["headwater", *sys.argv[1:]])
    return write_decision(answer, out, made_at=made_at, command=command)


def _write_sheet(answer: Any, decisions: list[str], path: Path) -> Path:
    """The sheet of one decision, and its page beside it; what a file said already (its aim, its owner) is kept."""
    from headwater.foresight.sheet.files import read_sheet  # noqa: PLC0415 -- slow import
    from headwater.foresight.sheet.made import completed, sheet_of  # noqa: PLC0415 -- slow import
    from headwater.foresight.sheet.write import write_sheet  # noqa: PLC0415 -- slow import
    from headwater.report.sheet import write_sheet_page  # noqa: PLC0415 -- slow import

    typed = [text for text in decisions if not text.endswith(".toml")]
    made = sheet_of(answer, change=typed if len(typed) == len(decisions) else ())
    for file in decisions:
        if file.endswith(".toml"):
            made = completed(read_sheet(file), made)
    write_sheet(made, path)
    return write_sheet_page(made, path.with_name(f"{path.stem}-sheet"), made_at=datetime.now().astimezone())


def _costs(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    low, _, high = text.partition("-")
    try:
        ends = float(low), float(high or low)
    except ValueError as error:
        raise UsageError(say("--cost-per-hour {text} is no range; write it like 30-45.", text=text)) from error
    if not 0 <= ends[0] <= ends[1]:
        raise UsageError(
            say(
                "--cost-per-hour {text} must rise from a number that is not below zero; write it like 30-45.", text=text
            )
        )
    return ends


def _check(plans: list[str], options: set[str], json: str | None, quiet: bool) -> None:
    """Where plans clash: nothing is run, so that what a run is told has no meaning."""
    from headwater.foresight.sheet.clashes import check_plans  # noqa: PLC0415 -- slow import

    if idle := sorted(options - FOR_CHECK):
        raise UsageError(say("--check reads plans and runs nothing; leave out {options}.", options=joined(", ", idle)))
    if texts := [plan for plan in plans if not plan.endswith(".toml")]:
        raise UsageError(
            say("--check reads plans from TOML files, and {text} is none; write it into one.", text=texts[0])
        )
    if json not in (None, "-"):
        check_target(json, "--json")
    found = check_plans([Path(plan) for plan in plans])
    if json is not None:
        write_json(json_text(clean(found.to_dict()), 2) + "\n", json)
    if not quiet and json != "-":
        tell(str(found))
