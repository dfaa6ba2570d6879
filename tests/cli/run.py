"""Runs the command line as a user does: another process, no terminal. What only words a sentence differently can be
asked inside the process that tests: a start takes over a second.
"""

import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from unittest.mock import patch

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


def inside(*arguments: object, cwd: Path) -> Ran:
    """The same in this process, without the start of another."""
    from headwater.cli.app import main

    out, err, status = StringIO(), StringIO(), 0
    argv = ["headwater", *map(str, arguments)]
    with patch.object(sys, "argv", argv), chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as stop:
            status = int(stop.code or 0)
    return Ran(status, out.getvalue(), err.getvalue())
