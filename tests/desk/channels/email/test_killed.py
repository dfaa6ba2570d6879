"""Every process killed at random while mail flows in and out: nothing is lost, nothing doubled."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.desk.channels.email import servers

ROOT = Path(__file__).parents[4]
IN, OUT = (int(n) for n in os.environ.get("HEADWATER_KILL_TEST", "300,120").split(","))
"""more by hand: HEADWATER_KILL_TEST=5000,2000"""
NONE = (
    "in: lost", "in: doubled", "dead letters", "out: calls that were refused",
    "out: answers doubled or lost in the desk", "out: lost",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif("config.getoption('--db') == 'postgres'", reason="its server has a database of its own")
def test_nothing_is_lost_and_nothing_doubled():
    servers.need()
    command = [
        sys.executable,
        "-m",
        "bench.mail_kill",
        "--json",
        "--mails-in",
        str(IN),
        "--mails-out",
        str(OUT),
        "--every",
        "0.4",
    ]
    environ = {k: v for k, v in os.environ.items() if k != "HEADWATER_DATABASE"} | {
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"
    }
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=True)
    said = json.loads(done.stdout)
    kills = {name: times for name, times in said.items() if name.startswith("kills")}
    assert len(kills) == 5
    assert min(kills.values()) >= 1
    assert {name: said[name] for name in NONE} == dict.fromkeys(NONE, 0)
    assert said["in: raw mails"] >= said["in: messages"] == said["in: moments"] == IN
    assert said["out: answers kept"] == said["out: sent"] == said["out: moments"] == OUT
    assert said["out: handed over twice"] <= said["out: tries that a kill cut short"]
    assert said["out: doubled"] <= (0 if servers.sieve() else said["out: handed over twice"])
    assert said["moments in the record"] == said["moments in the journal"]
