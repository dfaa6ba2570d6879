"""Writing values into the cells of a log."""

import numpy as np
import pyarrow as pa
from bench.planted.worlds.chance import Ints
from bench.planted.worlds.layout import Rows
from bench.planted.worlds.plan import Plan
from bench.planted.worlds.shapes import Record
from numpy.typing import NDArray

Objects = NDArray[np.object_]


def words(names: NDArray[np.str_], codes: Ints) -> pa.Array:
    """Text by code."""
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(names)).dictionary_decode()


def recorded(log: Rows, record: Record, step: int) -> NDArray[np.bool_]:
    """On which rows a value stands: all, the first row at or after a step, or all from there on."""
    if record == "all":
        return np.ones(len(log.case), dtype=bool)
    there = np.floor(log.key) >= step
    if record == "from":
        return there
    before = np.r_[False, there[:-1] & (log.case[1:] == log.case[:-1])]
    return there & ~before


def column(values: Objects, there: NDArray[np.bool_]) -> pa.Array:
    """Values of which only some are there; the rest is empty."""
    return pa.array(values, mask=~there)


def flag_words(plan: Plan, broken: NDArray[np.float64]) -> Objects:
    """A flag in the encoding of this export."""
    return np.where(broken > 0, np.array(plan.export.yes, dtype=object), np.array(plan.export.no, dtype=object))
