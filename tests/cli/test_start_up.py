"""The command answers at once: nothing slow is loaded before it is needed."""

import subprocess
import sys
from pathlib import Path

from tests.cli.run import SRC, headwater

import headwater as hw

SLOW = ("numpy", "scipy", "duckdb", "pyarrow", "jinja2", "pandas", "deltalake")


def _python(script: str, place: Path) -> str:
    environment = {"PYTHONPATH": str(SRC)}
    return subprocess.check_output([sys.executable, "-c", script], env=environment, cwd=place, text=True)


def test_help_names_the_commands(tmp_path):
    ran = headwater("--help", cwd=tmp_path)
    assert ran.status == 0
    for name in ("diagnose", "chain", "columns", "explain", "import", "demo"):
        assert name in ran.out


def test_help_loads_nothing_slow(tmp_path):
    script = f"import sys, headwater.cli.app; print([m for m in {SLOW!r} if m in sys.modules], len(sys.modules))"
    out = _python(script, tmp_path)
    assert out.startswith("[] ")


def test_parts_are_functions_whatever_was_imported_first(tmp_path):
    script = (
        "import headwater as hw; from headwater.chain import service; import headwater.causes.domain; "
        "from headwater import causes; print(hw.chain.__name__, hw.causes is causes, hw.read.__module__)"
    )
    out = _python(script, tmp_path)
    assert out.split() == ["chain", "True", "headwater.moments.service"]


def test_the_public_names_are_listed():
    assert {"read", "twin", "causes", "Staff"} <= set(dir(hw))
    assert "import_module" not in dir(hw)


def test_the_version(tmp_path):
    assert headwater("--version", cwd=Path(tmp_path)).out.startswith("headwater 0.")
