"""Directly-follows counts and waits equal PM4Py's on the same log, to the last event.

PM4Py is AGPL and never a dependency: this test runs it in another interpreter, named by HEADWATER_PM4PY (a python
in an environment with pm4py and pyarrow), and skips itself by name where there is none.
"""

import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from headwater.chain import chain
from headwater.chain.result import Chain
from headwater.engine import Engine, ident, literal
from headwater.moments.domain import Mapping, Source
from headwater.moments.layout import build

DATA = Path(__file__).parents[3] / "shared" / "data"
LOGS = {
    "helpdesk_italian": ("helpdesk_italian.parquet", {"case": "case_id", "step": "activity", "at": "ts"}),
    "bpic2013": ("bpic2013_closed_problems.parquet", {"case": "case_id", "step": "activity", "at": "ts"}),
    "incident": (
        "incident_servicenow_uci.parquet",
        {"case": "number", "step": "incident_state", "at": "sys_updated_at"},
    ),
    "loan": (
        "twin/LoanApp_train.csv.gz",
        {"case": "case_id", "step": "activity_name", "at": "end_timestamp", "start": "start_timestamp"},
    ),
}
TIED = """
    SELECT 'c' || (hash(i) % 400) AS "case", 's' || (hash(i * 3) % 6) AS step,
        TIMESTAMP '2025-01-01' + to_minutes((hash(i * 7) % 300)::BIGINT) AS at FROM range(6000) t(i)
"""
HERE = Path(__file__).parent


def interpreter() -> str:
    found = os.environ.get("HEADWATER_PM4PY", "")
    if not found or not Path(found).exists():
        pytest.skip("PM4Py is not installed: set HEADWATER_PM4PY to a python that has pm4py and pyarrow")
    return found


def relation(name: str) -> tuple[str, dict[str, str]]:
    if name == "tied":
        return f"({TIED})", {"case": "case", "step": "step", "at": "at"}
    file, roles = LOGS[name]
    path = DATA / file
    if not path.exists():
        pytest.skip(f"the real log {file} is not beside the repository (shared/data)")
    return f"{'read_csv' if file.endswith('csv.gz') else 'read_parquet'}({literal(str(path))})", roles


@cache
def written(name: str, folder: Path) -> tuple[Path, bool]:
    """The log with the columns case, step, at (and start), as PM4Py and the chain read it."""
    source, roles = relation(name)
    out = folder / f"{name}.parquet"
    kinds = {"case": "VARCHAR", "step": "VARCHAR", "at": "TIMESTAMP", "start": "TIMESTAMP"}
    picks = ", ".join(f"{ident(column)}::{kinds[role]} AS {ident(role)}" for role, column in roles.items())
    Engine().run(f"COPY (SELECT {picks} FROM {source}) TO {literal(str(out))} (FORMAT parquet)")
    return out, "start" in roles


def ours(path: Path, timed: bool) -> Chain:
    engine = Engine()
    engine.run(
        "CREATE VIEW rows AS SELECT * EXCLUDE (file_row_number), file_row_number AS row_number "
        f"FROM read_parquet({literal(str(path))}, file_row_number = true)"
    )
    mapping = Mapping(case="case", step="step", at="at", start="start" if timed else None)
    rejected = pq.read_table(path).slice(0, 0)
    return chain(build(engine, Source(path.name, "rows", mapping, rejected)))


def theirs(path: Path, folder: Path) -> dict[str, Any]:
    out = folder / f"{path.stem}.json"
    subprocess.run([interpreter(), str(HERE / "pm4py_counts.py"), str(out), str(path)], check=True, capture_output=True)
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))[str(path)]
    return found


@pytest.mark.parametrize("name", [*LOGS, "tied"])
def test_the_chain_equals_pm4py(name: str, tmp_path: Path) -> None:
    interpreter()
    path, timed = written(name, tmp_path)
    found, expected = ours(path, timed), theirs(path, tmp_path)
    edges = {(e["from"], e["to"]): e for e in found.rows("edges")}
    assert {edge: e["count"] for edge, e in edges.items()} == {(a, b): n for a, b, n, _, _ in expected["edges"]}
    for a, b, _, mean, median in expected["edges"]:
        assert edges[a, b]["wait_mean_s"] == pytest.approx(mean, rel=1e-12, abs=1e-6)
        assert edges[a, b]["wait_median_s"] == pytest.approx(median, rel=1e-12, abs=1e-6)
    for a, b, mean in expected["clipped"]:
        assert edges[a, b]["wait_mean_from_zero_s"] == pytest.approx(mean, rel=1e-12, abs=1e-6)
    opens = {e["step"]: (e["opens"], e["closes"]) for e in found.rows("ends")}
    wanted = {
        s: (expected["opens"].get(s, 0), expected["ends"].get(s, 0)) for s in {*expected["opens"], *expected["ends"]}
    }
    if not timed:  # PM4Py opens and ends cases by completion alone
        assert opens == wanted
        assert sorted(v["cases"] for v in found.rows("variants")) == expected["variants"][-100:]
