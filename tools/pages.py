"""Pages that show what a command prints: python -m tools.pages [--check] [--in FOLDER] PAGE…

A page says `<!-- prints: headwater chain --help -->` and a fence follows; the fence is filled with what the command
prints. `<!-- prints 12 lines: … -->` keeps the first twelve. Commands run in FOLDER one after the other, so a page can
build on the files that its earlier commands wrote. With --check nothing is written; a difference ends with status 1.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"(<!-- prints(?: (\d+) lines)?: (headwater .*?) -->\n```text\n)(.*?)(```\n)", re.DOTALL)
RUN = "import sys; sys.argv[0] = 'headwater'; from headwater.cli.app import main; main()"
PLAIN = {
    "LC_ALL": "C.UTF-8",
    "COLUMNS": "80",
    "NO_COLOR": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONUTF8": "1",
}
SOURCE = str(Path(__file__).parents[1] / "src")


def printed(command: str, folder: Path) -> str:
    """What a command prints on standard output, run in a folder. Raises CalledProcessError where it fails."""
    words = shlex.split(command)[1:]
    environment = {**os.environ, **PLAIN, "PYTHONPATH": SOURCE}
    run = [sys.executable, "-c", RUN, *words]
    done = subprocess.run(
        run, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").split("\n")) + "\n"


def remade(page: str, folder: Path) -> str:
    """The page with every block filled anew."""

    def fill(found: re.Match[str]) -> str:
        lines = printed(found[3], folder).splitlines()
        most = int(found[2] or len(lines))
        shown = lines[:most] + ([f"… and {len(lines) - most} more lines"] if len(lines) > most else [])
        return found[1] + "\n".join(shown) + "\n" + found[5]

    return BLOCK.sub(fill, page)


def commands(page: str) -> list[str]:
    """The commands whose output a page shows, in order."""
    return [found[3] for found in BLOCK.finditer(page)]


def main() -> None:
    """Remake or check the pages that are named."""
    parser = argparse.ArgumentParser(prog="python -m tools.pages", description=__doc__)
    parser.add_argument("pages", nargs="+", type=Path, metavar="PAGE")
    parser.add_argument("--check", action="store_true", help="write nothing; end with status 1 where a page differs")
    parser.add_argument("--in", dest="folder", type=Path, help="where the commands run (default: a new empty folder)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as empty:
        folder = (asked.folder or Path(empty)).absolute()
        differ = [_one(page, folder, asked.check) for page in asked.pages]
    sys.exit(any(differ))


def _one(page: Path, folder: Path, check: bool) -> bool:
    old = page.read_text(encoding="utf-8")
    new = remade(old, folder)
    if not check:
        page.write_text(new, encoding="utf-8")
    elif new != old:
        sys.stdout.write(f"{page} shows what its commands no longer print; python -m tools.pages {page} mends it\n")
    return check and new != old


if __name__ == "__main__":
    main()
