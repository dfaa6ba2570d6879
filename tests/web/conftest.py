"""A small answer in the data folder, as the job leaves it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

FIGURE = {
    "key": "cases", "name": "cases", "text": "3", "definition": "A case.", "rule": "One id, one case.", "n": "3 cases",
    "interval": "", "left_out": "Nothing was left out.", "exact": "", "rows": "cases",
}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder of the test's own, with the server's key."""
    before = settings.DATA
    settings.DATA = tmp_path
    yield tmp_path
    settings.DATA = before


@pytest.fixture
def answered(data: Path) -> Path:
    """An answer of three cases."""
    at = data / "findings" / "first"
    (at / "rows").mkdir(parents=True)
    for name in ("index", "chain", "measures", "made", "finding-1"):
        (at / f"{name}.html").write_text(
            '<h1>It is so.</h1><p>From <a href="index.html">F</a> to <a href="finding-1.html#a">1</a>.</p>'
        )
    (at / "rows" / "cases.csv").write_text('"case"\n"a"\n"b"\n"c"\n')
    (at / "rows" / "cases.js").write_text("headwaterRows();")
    (at / "findings.json").write_text("{}")
    saved = {"figures": {"cases": FIGURE}, "sets": {"cases": {"title": "Cases", "said": "Cases: 3."}}}
    (at / "figures.json").write_text(json.dumps(saved))
    (at / "about.json").write_text(json.dumps({"version": "1", "made_at": "2026-03-02T10:00:00+00:00", "trouble": ""}))
    (data / "findings" / "current").write_text("first")
    return at
