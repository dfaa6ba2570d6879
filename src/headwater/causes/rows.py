"""The rows behind the answer's figures: for each case whether it was spoiled, and which links broke in it."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from headwater.causes.search import Judged
from headwater.causes.spoiled import Marked


def case_rows(marked: Marked, judged: Sequence[Judged]) -> pa.Table:
    """One row per case: `case_no`, `spoiled`, and `broke_1` … in the order of `judged`; NULL where not known."""
    columns = {"case_no": pa.array(np.arange(len(marked.true), dtype=np.int32))}
    columns["spoiled"] = pa.array(marked.true, mask=~marked.known)
    for number, j in enumerate(judged, 1):
        columns[f"broke_{number}"] = pa.array(j.broke, mask=~j.link.known)
    return pa.table(columns)
