"""Tables in memory: Arrow, and anything that hands over Arrow (pandas, Polars)."""

from typing import Any

import numpy as np
import pyarrow as pa

from headwater.engine import Engine
from headwater.moments.readers.raw import LINE, Raw, fresh_name, numbers, unique_names
from headwater.shared.errors import InputError


def read(engine: Engine, data: Any) -> Raw:
    """The table registered under a name of its own; nothing is copied but what the hand-over itself needs."""
    table = data if isinstance(data, pa.Table) else _arrow(data)
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
    plain = [_plain(f) for f in table.schema if not f.name.startswith("__index_level_")]
    return table.select([f.name for f in plain]).cast(pa.schema(plain))


def _plain(field: pa.Field) -> pa.Field:
    if pa.types.is_string_view(field.type) or pa.types.is_large_string(field.type):
        return pa.field(field.name, pa.string())
    if pa.types.is_dictionary(field.type):
        return pa.field(field.name, _plain(pa.field("", field.type.value_type)).type)
    return pa.field(field.name, field.type)
