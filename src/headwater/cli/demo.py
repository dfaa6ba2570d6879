"""`headwater demo`: the main job on a generated company's record, or on the public incident log."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer


def demo(
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the report is written.")] = Path("report"),
    real: Annotated[bool, typer.Option("--real", help="Fetch the public incident log and run on it.")] = False,
) -> None:
    """Run the main job on a generated record whose broken links are known, and show found beside planted."""
    import_module("headwater.demo.service").demo(out=out, real=real)
