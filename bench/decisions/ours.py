"""What headwater foresees: a twin from the record before, the decision as one types it, nothing else."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from bench.decisions.kinds import Change, Question
from bench.decisions.live import record

from headwater.foresight.calibrate.service import twin
from headwater.foresight.decisions.grammar import parse
from headwater.foresight.ripples.decide import Asked, answer
from headwater.foresight.ripples.result import Result
from headwater.moments.service import read
from headwater.shared.errors import HeadwaterError

WEEKS = 13
TODAY = date(2026, 4, 6)
"""the day after the record ends"""


def foresee(change: Change, seed: int) -> Result | str:
    """The answer, forced where the decision lies outside the record; a sentence where headwater refuses to answer."""
    moments, spoiled = record(change.before, WEEKS, seed)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "before.parquet"
        pq.write_table(moments, file)
        held = read(file, start="start")
        flags = np.array([spoiled[name] for name in held.names("case_ids")])
        try:
            found = twin(held, spoiled=flags, definition="outcome == 'spoiled'", kind="kind", seed=seed)
            asked = Asked(today=TODAY, force=True, seed=seed)
            return answer("", (parse(change.decision),), found, asked)
        except HeadwaterError as error:
            return str(error)


def row(result: Result, question: Question) -> Any:
    """The ripple that answers a question."""
    unit = {"repeat contacts": "per case", "waiting": "h", "case waiting": "h"}.get(question.measure, "share")
    rows = result.ripples.rows(question.measure, where=question.where or "all", when=question.when)
    return next(found for found in rows if found.unit == unit)
