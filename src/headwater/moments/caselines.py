"""One line per case from its sorted moments: ends, counts of loops and hand-offs, and the variant.

The variant is a 64-bit hash of the steps in order; two different orders share one with probability 2^-64.
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from headwater.moments.arrays import to_arrow, to_numpy
from headwater.moments.edges import NONE, Bools, Codes, Edges, Floats, Ints, Sorted

Unsigned = npt.NDArray[np.uint64]


def case_lines(table: pa.Table, m: Sorted, e: Edges) -> pa.Table:
    """The case table of whole cases, in their order. `table` gives the codes of customer and channel."""
    starts = np.flatnonzero(e.first)
    ends = np.append(starts[1:], len(m.case_no)) - 1 if len(starts) else starts
    again = e.visit > 1
    changed = (m.team != e.prev_team) & (e.prev_team != NONE) & (m.team != NONE)
    passed = (m.who != e.prev_who) & (e.prev_who != NONE) & (m.who != NONE)
    counted = {
        "loops": again,
        "repeats": again & e.same_who,
        "redos": again & ~e.same_who & (m.who != NONE),
        "handoffs": changed,
        "changes": passed,
        "pingpongs": e.back_team,
    }
    moment = pa.timestamp("us")
    return pa.table(
        {
            "case_no": to_arrow(m.case_no[starts]),
            "customer": _first_known(table["customer"], starts),
            "channel": _first_known(table["channel"], starts),
            "opened_at": to_arrow(m.started[starts], kind=moment),
            "ended_at": to_arrow(_latest(m.done, starts), kind=moment),
            "moments": to_arrow((ends - starts + 1).astype(np.int32)),
            "variant": to_arrow(_variants(m, e, starts)),
            "first_step": to_arrow(m.step[starts]),
            "last_step": to_arrow(m.step[ends]),
            **{name: to_arrow(_count(flags, starts)) for name, flags in counted.items()},
            "wait_s": to_arrow(_total(np.maximum(e.wait_s, 0.0), starts)),
            "work_s": to_arrow(_total(np.maximum((m.done - m.started) / 1e6, 0.0), starts)),
        }
    )


def _count(flags: Bools, starts: Ints) -> Codes:
    """How many moments of each case are flagged (rare flags are cheaper counted one by one)."""
    rows = np.flatnonzero(flags)
    if len(rows) * 4 < len(flags):
        return np.bincount(np.searchsorted(starts, rows, side="right") - 1, minlength=len(starts)).astype(np.int32)
    upto = np.append(0, np.cumsum(flags, dtype=np.int32))
    counted: Codes = np.diff(upto[np.append(starts, len(flags))]).astype(np.int32)
    return counted


def _total(values: Floats, starts: Ints) -> Floats:
    return np.add.reduceat(values, starts) if len(starts) else np.zeros(0)


def _latest(done: Ints, starts: Ints) -> Ints:
    return np.maximum.reduceat(done, starts) if len(starts) else done


def _first_known(column: pa.ChunkedArray, starts: Ints) -> pa.Array:
    """The first recorded code of each case (the customer may be missing on its first moments)."""
    codes: Codes = to_numpy(column, np.int32, NONE)
    found = codes[starts]
    if (found == NONE).any():
        place = np.where(codes == NONE, len(codes), np.arange(len(codes)))
        at = np.minimum.reduceat(place, starts)
        next_start = np.append(starts[1:], len(codes))
        found = np.where(at < next_start, codes[np.minimum(at, len(codes) - 1)], NONE).astype(np.int32)
    return to_arrow(found, found != NONE)


def _variants(m: Sorted, e: Edges, starts: Ints) -> Unsigned:
    """Order-sensitive because each step is hashed with its place; xor-ing makes it one pass."""
    mixed = _mix((m.step + 1).astype(np.uint64) << np.uint64(32) | e.seq.astype(np.uint64))
    if not len(starts):
        return mixed
    result: Unsigned = np.bitwise_xor.reduceat(mixed, starts)
    return result


def _mix(x: Unsigned) -> Unsigned:
    """The finaliser of splitmix64 (Steele, Lea and Flood 2014): every input bit moves every output bit."""
    x ^= x >> np.uint64(30)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    x ^= x >> np.uint64(27)
    x *= np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return x
