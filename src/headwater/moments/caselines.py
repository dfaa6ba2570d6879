"""One line per case from its sorted moments: ends, counts of loops and hand-offs, and the variant.

The variant is a 64-bit hash of the steps in order; two different orders share one with probability 2^-64.
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.moments.edges import NONE, Edges, Ints, Sorted

Unsigned = npt.NDArray[np.uint64]


def case_lines(table: pa.Table, m: Sorted, e: Edges) -> pa.Table:
    """The case table of whole cases, in their order."""
    starts = np.flatnonzero(e.first)
    ends = np.append(starts[1:], len(m.case_no)) - 1 if len(starts) else starts

    def total(values: npt.NDArray[np.bool_] | npt.NDArray[np.float64]) -> npt.NDArray[np.generic]:
        kind = np.float64 if values.dtype == np.float64 else np.int32
        return np.add.reduceat(values.astype(kind), starts) if len(starts) else np.zeros(0, kind)

    again = e.visit > 1
    changed = (m.team != e.prev_team) & (e.prev_team != NONE) & (m.team != NONE)
    passed = (m.who != e.prev_who) & (e.prev_who != NONE) & (m.who != NONE)
    known_who = again & (m.who != NONE)
    opened = np.minimum.reduceat(m.started, starts) if len(starts) else m.started
    ended = np.maximum.reduceat(m.done, starts) if len(starts) else m.done
    return pa.table(
        {
            "case_no": pa.array(m.case_no[starts].astype(np.int32)),
            "customer": _first_known(table, "customer", starts),
            "channel": _first_known(table, "channel", starts),
            "opened_at": pa.array(opened, pa.timestamp("us")),
            "ended_at": pa.array(ended, pa.timestamp("us")),
            "moments": pa.array((ends - starts + 1).astype(np.int32)),
            "variant": pa.array(_variants(m, e, starts)),
            "first_step": pa.array(m.step[starts].astype(np.int32)),
            "last_step": pa.array(m.step[ends].astype(np.int32)),
            "loops": pa.array(total(again)),
            "repeats": pa.array(total(known_who & e.same_who)),
            "redos": pa.array(total(known_who & ~e.same_who)),
            "handoffs": pa.array(total(changed)),
            "changes": pa.array(total(passed)),
            "pingpongs": pa.array(total(e.back_team)),
            "wait_s": pa.array(total(np.maximum(np.nan_to_num(e.wait_s), 0.0))),
            "work_s": pa.array(total(np.maximum((m.done - m.started) / 1e6, 0.0))),
        }
    )


def _first_known(table: pa.Table, name: str, starts: Ints) -> pa.Array:
    """The first recorded code of each case (the customer may be missing on its first moments)."""
    codes = pc.fill_null(table[name], np.iinfo(np.int32).max).to_numpy()
    seq = np.where(codes == np.iinfo(np.int32).max, np.iinfo(np.int64).max, np.arange(len(codes)))
    if not len(starts):
        return pa.array([], pa.int32())
    at = np.minimum.reduceat(seq, starts)
    missing = at == np.iinfo(np.int64).max
    return pa.array(codes[np.where(missing, 0, at)].astype(np.int32), mask=missing)


def _variants(m: Sorted, e: Edges, starts: Ints) -> Unsigned:
    """Order-sensitive because each step is hashed with its place; xor-ing makes it one pass."""
    mixed = _mix((m.step + 1).astype(np.uint64) << np.uint64(32) | e.seq.astype(np.uint64))
    if not len(starts):
        return mixed
    result: Unsigned = np.bitwise_xor.reduceat(mixed, starts)
    return result


def _mix(x: Unsigned) -> Unsigned:
    """The finaliser of splitmix64 (Steele, Lea and Flood 2014): every input bit moves every output bit."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
