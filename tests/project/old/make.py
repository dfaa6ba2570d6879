"""Makes old.tar.gz anew: a data folder as the first code that could serve a case and write the record left it.

    .venv/bin/python tests/project/old/make.py

Takes that code from the repository's history (COMMIT), fills a folder by its own acts (fill.py) and packs the database,
the record and the attachments. The folder is kept as it is: after a change of the tables, upgrade it, never remake it.
Another old folder is added beside it when a release changes the tables: the same script with that release's commit.
"""

import io
import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

COMMIT = "5e09cab39d696c4a3e5ae342750c2de10e87347d"
HERE = Path(__file__).parent
KEPT = ("desk.sqlite3", "record", "attachments")
"""without the key: a new one is made, and none lies in the repository"""


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        code, data = Path(made) / "code", Path(made) / "data"
        packed = subprocess.run(
            ["git", "archive", COMMIT, "src"], cwd=HERE.parents[2], check=True, stdout=subprocess.PIPE
        )
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(code, filter="data")
        fill(code / "src", data)
        with closing(sqlite3.connect(data / "desk.sqlite3")) as database:
            database.execute("PRAGMA journal_mode=DELETE")
            database.execute("VACUUM")
        with tarfile.open(HERE / "old.tar.gz", "w:gz") as out:
            for name in KEPT:
                out.add(data / name, name, filter=nobody)


def fill(source: Path, data: Path) -> None:
    """Runs the old code in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HEADWATER_", "DJANGO_"))}
    environ = kept | {"PYTHONPATH": str(source), "HEADWATER_DATA": str(data), "HEADWATER_DATABASE": ""}
    environ["DJANGO_SETTINGS_MODULE"] = "headwater.project.settings"
    key = "import sys, pathlib; from headwater.project import secret; secret.make(pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", key, str(data)], env=environ, check=True)
    subprocess.run([sys.executable, str(HERE / "fill.py")], env=environ, check=True)


def nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Says nothing of who made it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


if __name__ == "__main__":
    main()
