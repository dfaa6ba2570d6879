"""Arrow columns as numpy arrays and back, over their buffers.

pyarrow's own conversions ask whether pandas is there and import it if so: a second of start-up that no measure needs.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Bools = npt.NDArray[np.bool_]


def to_numpy(column: pa.ChunkedArray, dtype: npt.DTypeLike, missing: int = 0) -> npt.NDArray[Any]:
    """The values of a fixed-width column as `dtype`, `missing` where there is none (shape: one per row)."""
    parts = [_values(chunk, dtype, missing) for chunk in column.chunks]
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, dtype)


def _values(chunk: pa.Array, dtype: npt.DTypeLike, missing: int) -> npt.NDArray[Any]:
    if pa.types.is_null(chunk.type):
        return np.full(len(chunk), missing, dtype)
    width = np.dtype(f"i{chunk.type.bit_width // 8}")
    raw = np.frombuffer(chunk.buffers()[1], width, count=len(chunk) + chunk.offset)[chunk.offset :]
    values = raw.astype(dtype, copy=False)
    return values if chunk.null_count == 0 else np.where(_valid(chunk), values, np.asarray(missing, dtype))


def valid(column: pa.ChunkedArray) -> Bools:
    """Whether each row has a value."""
    parts = [_valid(chunk) for chunk in column.chunks]
    return np.concatenate(parts) if parts else np.zeros(0, bool)


def _valid(chunk: pa.Array) -> Bools:
    if pa.types.is_null(chunk.type):
        return np.zeros(len(chunk), bool)
    if chunk.null_count == 0:
        return np.ones(len(chunk), bool)
    bits = np.frombuffer(chunk.buffers()[0], np.uint8)
    unpacked = np.unpackbits(bits, count=len(chunk) + chunk.offset, bitorder="little")
    return unpacked[chunk.offset :].view(bool)


def to_arrow(values: npt.NDArray[Any], known: Bools | None = None, kind: pa.DataType | None = None) -> pa.Array:
    """An Arrow array over the numpy buffer; `known` is False where there is no value."""
    if values.dtype == bool:
        return pa.Array.from_buffers(pa.bool_(), len(values), [_bits(known), _bits(values)])
    kind = kind or pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [_bits(known), pa.py_buffer(np.ascontiguousarray(values))])


def to_text(values: Sequence[str | None]) -> pa.Array:
    """An Arrow text array of Python strings."""
    encoded = [None if value is None else value.encode() for value in values]
    ends = np.cumsum([0, *(len(value or b"") for value in encoded)], dtype=np.int32)
    known = np.array([value is not None for value in encoded], dtype=bool)
    data = pa.py_buffer(b"".join(value or b"" for value in encoded))
    return pa.Array.from_buffers(pa.string(), len(encoded), [_bits(known), pa.py_buffer(ends), data])


def _bits(flags: Bools | None) -> pa.Buffer | None:
    return None if flags is None else pa.py_buffer(np.packbits(flags, bitorder="little"))
