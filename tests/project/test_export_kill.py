"""Exporter and desk are killed at random instants: in the end every moment is in the record, once.

HEADWATER_TEST_KILLS says how often (12); HEADWATER_TEST_SEED repeats the instants of a run, which prints its own.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from deltalake import DeltaTable
from tests import databases

KILLS = int(os.environ.get("HEADWATER_TEST_KILLS", "12"))
SEED = int(os.environ.get("HEADWATER_TEST_SEED", "0")) or time.time_ns() % 2**32
TABLES = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


@pytest.fixture
def environ(tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    """An empty server of its own, on disk."""
    from headwater.project import secret

    secret.make(tmp_path / "data")
    address = databases.new_database() if request.config.getoption("--db") == "postgres" else ""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWATER_")}
    made = kept | {"HEADWATER_DATA": str(tmp_path / "data"), "HEADWATER_DATABASE": address}
    subprocess.run([sys.executable, "-c", TABLES], env=made, check=True, timeout=200)
    return made


def test_whoever_is_killed_every_moment_reaches_the_record_once(environ: dict[str, str], tmp_path: Path):
    print(f"HEADWATER_TEST_SEED={SEED} HEADWATER_TEST_KILLS={KILLS}")  # noqa: T201 -- shown where the test fails
    told = lived_through(environ, tmp_path / "record")
    rows = recorded(tmp_path / "record")
    assert len(told["moments"]) > KILLS
    assert told["batches"] > 1
    assert (told["waiting"], told["late"]) == (0, 0)
    assert rows == Counter((row, f"desk-{case}", step) for row, case, step in told["moments"])


def lived_through(environ: dict[str, str], folder: Path) -> dict[str, Any]:
    """What the journal says after all the kills and one export that was left alone."""
    script = Path(__file__).with_name("mortals.py")
    said = subprocess.run(
        [sys.executable, str(script), str(SEED), str(KILLS), str(folder)],
        env=environ,
        check=True,
        stdout=subprocess.PIPE,
        timeout=120 + 10 * KILLS,
    )
    told: dict[str, Any] = json.loads(said.stdout)
    return told


def recorded(folder: Path) -> Counter[tuple[int, str, str]]:
    """What the record holds, and how often."""
    rows = DeltaTable(str(folder / "moments")).to_pyarrow_table(columns=["_row", "case", "step"]).to_pylist()
    return Counter((row["_row"], row["case"], row["step"]) for row in rows)
