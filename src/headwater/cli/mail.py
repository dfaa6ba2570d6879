"""`headwater mail parse`: one message as a careful person would read it."""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from headwater.cli.output import say, write_json

app = typer.Typer(help="Read mail as the desk reads it.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def mail() -> None:
    """Read mail as the desk reads it."""


@app.command("parse")
def parse(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.eml", help="One message as it was received; - reads it from standard input.")
    ],
    json_: Annotated[
        str | None, typer.Option("--json", metavar="FILE", help="Write the message as JSON; - prints it.")
    ] = None,
) -> None:
    """Show one message: from whom, what was newly written, what is attached, whether a person wrote it."""
    service = import_module("headwater.signals.mail.service")
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    message = service.as_json(service.parse(data))
    if json_ is not None:
        write_json(json.dumps(message, ensure_ascii=False, indent=2) + "\n", json_)
    else:
        for line in service.summary(message):
            say(line)
