"""`headwater link`: a way in for an owner who has lost every other."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from headwater.cli.options import DATA, Data, server_part

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The address under which the owner signs in.")]


def link(email: Email, data: Data = DATA) -> None:
    """Print a link that signs an owner in, once, within a day; the audit log says that it was made."""
    typer.echo(server_part("serving").owner_link(data=data, email=email, now=datetime.now(UTC)))
