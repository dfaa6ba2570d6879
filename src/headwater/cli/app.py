"""The command line: one small file per command, loaded when it is asked for, so that --help answers at once."""

import sys
from typing import Annotated

import typer

from headwater import __version__
from headwater.cli import (
    backup,
    chain,
    columns,
    decide,
    demo,
    diagnose,
    explain,
    link,
    mail,
    promises,
    record,
    serve,
    simulate,
    twin,
    watch,
)
from headwater.shared.errors import HeadwaterError, UsageError

app = typer.Typer(
    name="headwater",
    help="Follow what spoils a customer's experience upstream, to the link where it starts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("diagnose")(diagnose.diagnose)
app.command("chain")(chain.chain)
app.command("columns")(columns.columns)
app.command("explain")(explain.explain)
app.command("twin")(twin.twin)
app.command("decide")(decide.decide)
app.command("watch")(watch.watch)
app.command("promises")(promises.promises)
app.command("simulate")(simulate.simulate)
app.command("import")(record.import_)
app.command("demo")(demo.demo)
app.command("serve")(serve.serve)
app.command("link")(link.link)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.add_typer(mail.app, name="mail")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"headwater {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Follow what spoils a customer's experience upstream, to the link where it starts."""


def main() -> None:
    """Exit status 0 done, 1 unusable input, 2 wrong usage; one sentence on standard error, no traceback."""
    try:
        app()
    except UsageError as error:
        _stop(str(error), 2)
    except HeadwaterError as error:
        _stop(str(error), 1)
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        _stop(f"Cannot use{place}: {error.strerror or error}.", 1)


def _stop(sentence: str, status: int) -> None:
    typer.echo(f"headwater: {sentence}", err=True)
    sys.exit(status)
