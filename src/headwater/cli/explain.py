"""`headwater explain`: one number, its definition, and the rows behind it."""

import re
from pathlib import Path
from typing import Annotated

import typer

from headwater.cli.output import console, plain_table, tell

_TIME = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d)?")


def explain(
    name: Annotated[str, typer.Argument(metavar="NUMBER", help='The number\'s name: "replenishment: waiting".')],
    report: Annotated[Path, typer.Option("--in", metavar="FOLDER", help="The report it stands in.")] = Path("report"),
) -> None:
    """Explain one number of the last report: what it means, by which rule, from which rows."""
    from headwater.report import service  # noqa: PLC0415 -- slow import
    from headwater.shared.words import upper_first  # noqa: PLC0415 -- slow import

    found = service.explain(name, report)
    figure = found.figure
    shown = f"{figure.text} ({figure.interval})" if figure.interval else figure.text
    tell(f"{upper_first(figure.name)}: {shown}")
    tell(f"\n{figure.definition}")
    tell(f"Rule: {figure.rule}")
    tell(f"n: {figure.n}. Left out: {figure.left_out}")
    if figure.exact:
        tell(f"Unrounded: {figure.exact}")
    if found.rows:
        table = plain_table([(column.replace("_", " "), "left", None) for column in found.columns])
        for row in found.rows:
            table.add_row(*row)
        for column, cells in zip(table.columns, zip(*found.rows, strict=True), strict=True):
            column.no_wrap = all(_TIME.fullmatch(cell) for cell in cells)  # a time cut in two reads as another
        console().print()
        console().print(table)
        tell(f"\nAll rows: {found.file}")
    if found.others:
        tell(f"Near by: {'; '.join(found.others)}")
