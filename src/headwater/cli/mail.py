"""`headwater mail`: one message as a careful person would read it; the mailboxes of the server."""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from headwater.cli.output import tell, write_json
from headwater.shared.errors import UsageError

Data = Annotated[
    Path, typer.Option(metavar="FOLDER", envvar="HEADWATER_DATA", help="The folder that holds all that is kept.")
]
DEFAULT = Path("headwater-data")
Box = Annotated[str, typer.Argument(metavar="ADDRESS", help="The mailbox's e-mail address.")]
SERVER = "host, host:port or starttls://host:port; encrypted in any case."

app = typer.Typer(
    help="Read mail as the desk reads it; the server's mailboxes.", no_args_is_help=True, rich_markup_mode=None
)


@app.callback()
def mail() -> None:
    """Read mail as the desk reads it; the server's mailboxes."""


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
            tell(line)


@app.command("connect")
def connect(
    address: Box,
    imap: Annotated[str, typer.Option(metavar="SERVER", help=f"Where mail is read: {SERVER}")] = "",
    smtp: Annotated[str, typer.Option(metavar="SERVER", help=f"Where mail is sent: {SERVER}")] = "",
    user: Annotated[str, typer.Option(help="The name to sign in with, where the servers ask for one.")] = "",
    name: Annotated[str, typer.Option(help="What customers see beside the address.")] = "",
    plus: Annotated[
        bool, typer.Option("--plus", help="The mail server takes help+anything@… for help@…; answers go there.")
    ] = False,
    from_now: Annotated[
        bool, typer.Option("--from-now", help="Leave the mails that are there; begin with what comes from now on.")
    ] = False,
    data: Data = DEFAULT,
) -> None:
    """Connect a mailbox and try it, or change one; the password is asked for, or read from a pipe."""
    password = "" if not user else typer.prompt("Password", hide_input=True) if sys.stdin.isatty() else _line()
    tell(
        _server().connect(
            data=data,
            address=address,
            name=name,
            imap=imap,
            smtp=smtp,
            user=user,
            password=password,
            plus=plus,
            from_now=from_now,
        )
    )


@app.command("live")
def live(
    address: Box,
    off: Annotated[bool, typer.Option("--off", help="Stop reading and sending.")] = False,
    data: Data = DEFAULT,
) -> None:
    """Let a mailbox be read and sent from; it needs its exposure sheet."""
    tell(_server().live(data=data, address=address, on=not off))


@app.command("fetch")
def fetch(data: Data = DEFAULT) -> None:
    """Read every live mailbox now."""
    for line in _server().fetch(data=data):
        tell(line)


@app.command("send")
def send(data: Data = DEFAULT) -> None:
    """Send what waits now."""
    for line in _server().send(data=data):
        tell(line)


@app.command("retry")
def retry(data: Data = DEFAULT) -> None:
    """Try the dead letters again."""
    for line in _server().retry(data=data):
        tell(line)


def _line() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _server() -> Any:
    """The server's part; UsageError where the library is installed without it."""
    try:
        return import_module("headwater.project.mailing")
    except ModuleNotFoundError as error:
        raise UsageError(
            f"Mailboxes need {error.name}, which is not installed; install it: pip install 'headwater[server]'."
        ) from error
