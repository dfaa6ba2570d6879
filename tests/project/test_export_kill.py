"""Exporter and desk are killed at random instants: in the end every moment is in the record, once.

HEADWATER_TEST_KILLS says how often (6); HEADWATER_TEST_SEED repeats the instants of a run, which prints its own.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from deltalake import DeltaTable

KILLS = int(os.environ.get("HEADWATER_TEST_KILLS", "6"))
SEED = int(os.environ.get("HEADWATER_TEST_SEED", "0")) or time.time_ns() % 2**32
DEATHS = 8
"""the exporter writes in more than three times as many lines"""


def test_whoever_is_killed_every_moment_reaches_the_record_once(own: dict[str, str], tmp_path: Path):
    print(f"HEADWATER_TEST_SEED={SEED} HEADWATER_TEST_KILLS={KILLS}")  # noqa: T201 -- shown where the test fails
    told = lived_through(own, str(SEED), str(KILLS), str(tmp_path / "record"))
    assert len(told["moments"]) > KILLS
    all_is_recorded_once(told, tmp_path / "record")


def test_exporters_that_die_all_along_their_way_lose_and_double_nothing(own: dict[str, str], tmp_path: Path):
    told = lived_through(own, "lines", str(tmp_path / "record"))
    assert len(told["moments"]) > DEATHS
    all_is_recorded_once(told, tmp_path / "record")


def all_is_recorded_once(told: dict[str, Any], record: Path) -> None:
    assert told["batches"] > 1
    assert (told["waiting"], told["late"]) == (0, 0)
    assert recorded(record) == Counter((row, f"desk-{case}", step) for row, case, step in told["moments"])


def lived_through(environ: dict[str, str], *how: str) -> dict[str, Any]:
    """What the journal says after all the kills and one export that was left alone."""
    script = str(Path(__file__).with_name("mortals.py"))
    said = subprocess.run([sys.executable, script, *how], env=environ, check=True, stdout=subprocess.PIPE, timeout=400)
    told: dict[str, Any] = json.loads(said.stdout)
    return told


def recorded(folder: Path) -> Counter[tuple[int, str, str]]:
    """What the record holds, and how often."""
    rows = DeltaTable(str(folder / "moments")).to_pyarrow_table(columns=["_row", "case", "step"]).to_pylist()
    return Counter((row["_row"], row["case"], row["step"]) for row in rows)
