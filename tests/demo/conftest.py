"""One small year of the company, made once."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import headwater as hw
from headwater.demo.service import make
from headwater.demo.world import Year, live
from headwater.moments.domain import Record

CASES, SEED = 2_500, 7


@dataclass(frozen=True)
class Made:
    """A generated record with its truth, and the record as it is read with no flag."""

    file: Path
    truth: dict[str, Any]
    read: Record


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Made:
    file, truth = make(out=tmp_path_factory.mktemp("demo"), now=lambda _: None, seed=SEED, cases=CASES)
    return Made(file, json.loads(truth.read_text(encoding="utf-8")), hw.read(str(file)))


@pytest.fixture(scope="session")
def year() -> Year:
    """The shipped year in full."""
    return live(SEED, 20_000)
