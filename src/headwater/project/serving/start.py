"""Before the first page: folder, key, tables, and the first owner's link."""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from headwater.project import secret
from headwater.shared.errors import UsageError

NEEDED = ("django", "allauth", "django_tasks_db", "granian", "imapclient", "aiosmtpd", "ninja", "whitenoise")


def needs(environ: Mapping[str, str]) -> None:
    """UsageError with what to install where a package of the server is missing."""
    if [name for name in NEEDED if find_spec(name) is None]:
        raise UsageError("The server needs more packages than the library; install: pip install 'headwater[server]'.")
    if environ.get("HEADWATER_DATABASE") and find_spec("psycopg") is None:
        raise UsageError("PostgreSQL needs one more package; install it: pip install 'headwater[server,postgres]'.")


def prepare(data: Path, now: datetime) -> str | None:
    """Make or upgrade all that the server needs in `data`; the token of the first owner's link, while none came."""
    secret.make(data)
    import django  # noqa: PLC0415 -- only the server has it, and settings need the key

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- after setup

    from headwater.people import service  # noqa: PLC0415 -- after setup

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return service.first_owner_link(now=now)


def make_owner_link(email: str, now: datetime) -> str:
    """The token of a new link for an owner."""
    import django  # noqa: PLC0415 -- only the server has it

    django.setup()
    from headwater.people import service  # noqa: PLC0415 -- after setup

    return service.owner_link(email=email, now=now)


def fill_demo(now: datetime) -> None:
    """Fill an empty server with the invented company."""
    import_module("headwater.demo.company").fill(now)
