"""Runs the command line as a user does: another process, no terminal."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SRC = Path(__file__).parents[2] / "src"
ENGLISH = {"LC_ALL": "C.UTF-8"}


@dataclass(frozen=True)
class Ran:
    """What came of it; `cpu` in seconds."""

    status: int
    out: str
    err: str


def headwater(*arguments: object, cwd: Path, said: str = "", **environment: str) -> Ran:
    """`headwater ARGUMENTS` in `cwd`; `said` comes by a pipe."""
    found = subprocess.run(
        [sys.executable, "-c", "from headwater.cli.app import main; main()", *map(str, arguments)],
        cwd=cwd,
        input=said,
        env={
            **os.environ,
            "PYTHONPATH": str(SRC),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            **ENGLISH,
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Ran(found.returncode, found.stdout, found.stderr)
