"""`headwater simulate`: a service that is written down, run on the simulator, to hold it against theory."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headwater.cli import options as o
from headwater.cli.output import check_target, console, plain_table, progress, tell, write_json
from headwater.shared.errors import UsageError
from headwater.shared.plain import clean, json_text

if TYPE_CHECKING:
    from headwater.foresight.simulator.answer import Answer, Estimate

SHOWN = 9
FEWEST = 100
COLUMNS = ("p_wait", "p_abandon", "mean_wait", "mean_queue", "utilisation")


def simulate(
    service: Annotated[Path, typer.Argument(metavar="SERVICE.TOML", help="Stations, servers, laws, routes, arrivals.")],
    customers: Annotated[str, typer.Option(metavar="N", help="How many customers are counted: 1e6.")] = "1e6",
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same figures on any number of cores.")] = 1,
    level: Annotated[float, typer.Option(min=0.5, max=0.9999, help="Level of the intervals.")] = 0.99,
    jobs: Annotated[int, typer.Option(min=1, help="Cores to use.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Run what does not settle, too.")] = False,
    json: o.Json = None,
) -> None:
    """Run a service on the simulator: waiting, abandoning and load at each station, each with an interval."""
    from headwater.foresight.simulator.answer import simulate as simulated  # noqa: PLC0415 -- slow import
    from headwater.foresight.simulator.given import read  # noqa: PLC0415 -- slow import

    if json not in (None, "-"):
        check_target(json, "--json")
    given = read(service)
    with progress(1) as now:
        now("Simulating (the first run on a machine compiles for half a minute)")
        answer = simulated(given, _count(customers), seed, level=level, jobs=jobs, force=force)
    if json is not None:
        write_json(json_text(clean(answer.to_dict()), 2) + "\n", json)
    if json != "-":
        _say(answer)


def _count(given: str) -> float:
    try:
        found = float(given.replace(",", "").replace("_", ""))
    except ValueError as error:
        raise UsageError(f"--customers {given} is no number; write 1e6 or 1000000.") from error
    if not FEWEST <= found <= 1e12:
        raise UsageError(f"--customers {given} must be from {FEWEST} to 1e12.")
    return found


def _say(answer: "Answer") -> None:
    out = console()
    if answer.settled.why:
        tell(f"{answer.settled.why} The figures below grow with the length of the run.")
    for note in answer.settled.notes:
        tell(note)
    tell(
        f"{answer.customers:,} customers in {answer.plan.replications} replications, seed {answer.seed}, times in "
        f"{answer.unit}; the second line of each is its {answer.overall['p_wait'].level:.0%} interval."
    )
    out.print()
    heads = [(name.replace("_", " "), "right", None) for name in COLUMNS]
    table = plain_table([("", "left", 16), *heads])
    stations, classes = list(answer.stations.items())[:SHOWN], list(answer.classes.items())[:SHOWN]
    for name, part in [("all", answer.overall), *stations, *((f"class {name}", part) for name, part in classes)]:
        table.add_row(name, *(f"{part[column].value:.4g}" if column in part else "" for column in COLUMNS))
        table.add_row("", *(_interval(part[column]) if column in part else "" for column in COLUMNS))
    out.print(table)
    if classes:
        tell("Of a class: over all the stations its customers pass.")
    if len(answer.stations) > SHOWN:
        tell(f"… and {len(answer.stations) - SHOWN} more stations; --json gives all.")


def _interval(one: "Estimate") -> str:
    return f"{max(one.low, 0.0):.3g}–{one.high:.3g}"
