"""The repository keeps its house rules: short files, no index address, every version pinned with its hashes."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES = 400
ADDRESS = re.compile(
    r"pypi\.org|pythonhosted|test\.pypi|registry\.npmjs|deb\.debian\.org|--(?:extra-)?index-url|/simple/|artifactory|devpi",
    re.IGNORECASE,
)
MAY_SAY = {"requirements/lock", "tests/ground/test_tree.py"}
"""name an option of the locking tool, and the words above"""
REQUIREMENTS = ("runtime", "server", "bench", "dev", "docs")


def tracked() -> list[Path]:
    """Files that git knows, and new ones that it does not ignore; all files where there is no git."""
    git = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        names = subprocess.run(git, capture_output=True, text=True, check=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        names = [str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if ".venv" not in p.parts]
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


def test_no_file_of_code_is_over_400_lines():
    code = [p for p in tracked() if p.suffix == ".py"]
    assert len(code) > 100
    assert [str(p.relative_to(ROOT)) for p in code if len(text(p).splitlines()) > MOST_LINES] == []


def test_no_tracked_file_holds_an_index_address():
    found = [(p, m[0]) for p in tracked() if p.suffix not in (".png", ".gz") if (m := ADDRESS.search(text(p)))]
    names = [(str(p.relative_to(ROOT)), word) for p, word in found]
    assert [(name, word) for name, word in names if name not in MAY_SAY] == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_pinned_package_has_hashes(name):
    pins = re.split(r"\n(?=\S)", text(ROOT / "requirements" / f"{name}.txt"))
    packages = [pin for pin in pins if not pin.startswith("#")]
    assert len(packages) > 5
    assert [pin.splitlines()[0] for pin in packages if "==" not in pin or "--hash=sha256:" not in pin] == []


@pytest.mark.parametrize("name", ["server", "bench", "dev"])
def test_what_is_added_keeps_the_versions_of_the_runtime(name):
    assert _pins("runtime") - _pins(name) == set()


def test_every_dependency_of_the_package_is_pinned():
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    wanted = {re.split(r"[<>=!~ ]", line)[0] for line in project["dependencies"]}
    assert wanted - {pin.split("==")[0] for pin in _pins("runtime")} == set()


def _pins(name: str) -> set[str]:
    return set(re.findall(r"^[a-z0-9][\w.-]*==[^\s;\\]+", text(ROOT / "requirements" / f"{name}.txt"), re.MULTILINE))
