"""`headwater link EMAIL` as somebody on the server's machine runs it."""

import re
from pathlib import Path

import pytest
from tests import databases
from tests.cli.run import headwater

MAKE = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from headwater.project.serving.start import prepare
prepare(Path(os.environ["HEADWATER_DATA"]), datetime.now(UTC))
"""


@pytest.fixture
def environ(tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    """A server's folder that was started once."""
    import os
    import subprocess
    import sys

    address = databases.new_database() if request.config.getoption("--db") == "postgres" else ""
    made = {
        "HEADWATER_DATA": str(tmp_path / "data"),
        "HEADWATER_DATABASE": address,
        "HEADWATER_URL": "https://desk.example.org",
        "DJANGO_SETTINGS_MODULE": "headwater.project.settings",
    }
    subprocess.run([sys.executable, "-c", MAKE], env={**os.environ, **made}, check=True, timeout=120)
    return made


def test_the_link_stands_alone_on_a_line(environ: dict[str, str], tmp_path: Path):
    ran = headwater("link", "owner@localhost", cwd=tmp_path, **environ)
    assert (ran.status, ran.err) == (0, "")
    assert re.fullmatch(r"https://desk\.example\.org/sign-in/[\w-]{20,}/\n", ran.out)
    wrong = headwater("link", "kim@example.org", cwd=tmp_path, **environ)
    assert (wrong.status, wrong.out) == (1, "")
    assert wrong.err == ("headwater: kim@example.org is no owner's address here; the owners are owner@localhost.\n")


def test_a_folder_without_a_server_is_refused(tmp_path: Path):
    ran = headwater("link", "owner@localhost", "--data", "elsewhere", cwd=tmp_path)
    assert ran.status == 1
    assert ran.err == "headwater: elsewhere holds no server's data; name the folder with --data.\n"
    assert not (tmp_path / "elsewhere").exists()
