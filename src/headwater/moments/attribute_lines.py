"""The attributes of whole cases, one line per case: first and last recorded value, and where the first was recorded."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]


@dataclass
class Seen:
    """How many cases record an attribute at all, on their first moment, and with more than one value."""

    recorded: Counter[str] = field(default_factory=Counter)
    early: Counter[str] = field(default_factory=Counter)
    varies: Counter[str] = field(default_factory=Counter)


def attribute_lines(table: pa.Table, starts: Ints, seen: Seen) -> pa.Table:
    """For each attribute `@name`: its last value, `first @name`, and `step @name` (the step of the first value)."""
    columns: dict[str, pa.Array] = {"case_no": table["case_no"].combine_chunks().take(pa.array(starts))}
    step = table["step"].combine_chunks()
    for name in (c for c in table.column_names if c.startswith("@")):
        column = table[name].combine_chunks()
        first, last = _ends(column, starts, seen, name)
        columns[name] = column.take(last)
        columns[f"first {name}"] = column.take(first)
        columns[f"step {name}"] = step.take(first)
    return pa.table(columns)


def _ends(column: pa.Array, starts: Ints, seen: Seen, name: str) -> tuple[pa.Array, pa.Array]:
    """Row of the first and of the last recorded value in each case; null where there is none."""
    n = len(column)
    if not len(starts):
        return pa.array([], pa.int64()), pa.array([], pa.int64())
    recorded = column.is_valid().to_numpy(zero_copy_only=False)
    rows = np.arange(n)
    first = np.minimum.reduceat(np.where(recorded, rows, n), starts)
    last = np.maximum.reduceat(np.where(recorded, rows, -1), starts)
    some = last >= 0
    code = column.dictionary_encode().indices.fill_null(-1).to_numpy()
    same = np.repeat(code[np.minimum(first, n - 1)], np.diff(np.append(starts, n)))
    seen.recorded[name] += int(some.sum())
    seen.early[name] += int(recorded[starts].sum())
    seen.varies[name] += int((recorded & (code != same)).sum())
    return pa.array(first, mask=~some), pa.array(last, mask=~some)
