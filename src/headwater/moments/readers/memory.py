"""Tables in memory: Arrow, and anything that hands over Arrow (pandas, Polars)."""

from typing import Any

import numpy as np
import pyarrow as pa

from headwater.engine import Engine
from headwater.moments.readers.raw import LINE, Raw, fresh_name, numbers, unique_names
from headwater.shared.errors import InputError


def read(engine: Engine, data: Any) -> Raw:
    """The table registered under a name of its own; nothing is copied but what the hand-over itself needs."""
    table = _plain(data if isinstance(data, pa.Table) else _arrow(data))
    table = table.rename_columns(unique_names(list(table.column_names)))
    numbered = table.append_column(LINE, numbers(np.arange(1, table.num_rows + 1)))
    relation = fresh_name()
    engine.register(relation, numbered)
    return Raw(relation=relation, columns=tuple(table.column_names))


def _arrow(data: Any) -> pa.Table:
    if not hasattr(data, "__arrow_c_stream__"):
        raise InputError(
            f"A {type(data).__name__} cannot be read as a table; give a path, an Arrow table, "
            "a pandas or a Polars data frame."
        )
    table = pa.table(data)
    return table.select([n for n in table.column_names if not n.startswith("__index_level_")])


def _plain(table: pa.Table) -> pa.Table:
    """Every text column as plain text, whatever its encoding in memory."""
    columns = [c if (kind := _plain_type(c.type)) == c.type else c.cast(kind) for c in table.columns]
    return pa.Table.from_arrays(columns, names=table.column_names)


def _plain_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(kind):
        return _plain_type(kind.value_type)
    textual = pa.types.is_string_view(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind)
    return pa.string() if textual else kind
