"""From a chain's tables to the picture and its table twin."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from headwater.chain.river.layout import lay_out
from headwater.chain.river.model import Flow, Mark, River, Step
from headwater.moments.arrays import to_arrow, to_text

if TYPE_CHECKING:
    from headwater.chain.result import Chain

Harm = Mapping[str | tuple[str, str], float]


def river(chain: "Chain", *, harm: Harm | None = None, marks: Sequence[Mark] = (), hide_below: float) -> River:
    """The laid-out picture of a chain. `harm` by step name or (from, to); the largest counts as 1."""
    harm = harm or {}
    most = max([*harm.values(), 0.0]) or 1.0
    stage = {row["step"]: row["stage"] for row in chain.rows("stages")}
    steps = [
        Step(row["step"], row["cases"], stage[row["step"]], row["mean_place"], harm.get(row["step"], 0.0) / most)
        for row in chain.rows("steps")
    ]
    flows = [
        Flow(e["from"], e["to"], e["count"], e["cases"], harm.get((e["from"], e["to"]), 0.0) / most)
        for e in chain.rows("edges")
    ]
    return lay_out(steps, flows, cases=chain.cases, marks=marks, hide_below=hide_below)


def twin(picture: River) -> pa.Table:
    """The picture as a table, in its order: from, to, lane, times, cases, harm."""
    stage = {box.step.name: box.step.stage for box in picture.boxes}
    flows = sorted((path.flow for path in picture.paths), key=lambda f: (-f.count, f.source, f.target))
    return pa.table(
        {
            "from": to_text([f.source for f in flows]),
            "from_stage": pa.array([stage[f.source] for f in flows], pa.string()),
            "to": to_text([f.target for f in flows]),
            "to_stage": pa.array([stage[f.target] for f in flows], pa.string()),
            "count": to_arrow(np.array([f.count for f in flows], dtype=np.int64)),
            "cases": to_arrow(np.array([f.cases for f in flows], dtype=np.int64)),
            "harm": to_arrow(np.array([f.harm for f in flows], dtype=np.float64)),
        }
    )
