"""A server of a test's own, on disk, whose processes may be killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests import databases

TABLES = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
"""


@pytest.fixture
def own(tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    """The environment of processes that share an empty data folder and database."""
    from headwater.project import secret

    secret.make(tmp_path / "data")
    address = databases.new_database() if request.config.getoption("--db") == "postgres" else ""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWATER_")}
    made = kept | {"HEADWATER_DATA": str(tmp_path / "data"), "HEADWATER_DATABASE": address}
    subprocess.run([sys.executable, "-c", TABLES], env=made, check=True, timeout=200)
    return made
