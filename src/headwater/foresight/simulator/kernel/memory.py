"""Tables reached by their address: every function is given one pointer, not thirty arrays with their owners."""

import numba
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from headwater.foresight.simulator.kernel import world as k
from headwater.foresight.simulator.kernel.compiled import part


def _rows(dtype):
    record = numba.from_dtype(dtype)
    size = dtype.itemsize

    @intrinsic
    def row(typingctx, address, index):  # noqa: ARG001 -- as Numba calls it
        def code(context, builder, signature, args):  # noqa: ARG001
            place = builder.add(args[0], builder.mul(args[1], ir.Constant(ir.IntType(64), size)))
            return builder.inttoptr(place, context.get_value_type(record))

        return record(types.int64, types.int64), code

    return row


def _column(item):
    array = types.Array(item, 1, "C")

    @intrinsic
    def column(typingctx, address):  # noqa: ARG001 -- as Numba calls it
        def code(context, builder, signature, args):  # noqa: ARG001
            made = context.make_array(array)(context, builder)
            size = ir.Constant(ir.IntType(64), context.get_abi_sizeof(context.get_data_type(item)))
            made.data = builder.inttoptr(args[0], context.get_data_type(item).as_pointer())
            made.shape = cgutils.pack_array(builder, [ir.Constant(ir.IntType(64), 1 << 40)])
            made.strides = cgutils.pack_array(builder, [size])
            made.itemsize, made.nitems = size, ir.Constant(ir.IntType(64), 1 << 40)
            made.meminfo = ir.Constant(made.meminfo.type, None)
            made.parent = ir.Constant(made.parent.type, None)
            return made._getvalue()

        return array(types.int64), code

    return column


floats, longs, ints = _column(types.float64), _column(types.int64), _column(types.int32)
_laws, ways, _states, _kinds, _heads = _rows(k.LAW), _rows(k.WAY), _rows(k.STATE), _rows(k.KIND), _rows(k.HEAD)
_stations, _pools, _steps, _streams = _rows(k.STATION), _rows(k.POOL), _rows(k.STEP), _rows(k.STREAM)
_tokens, _cases, _notes = _rows(k.TOKEN), _rows(k.CASE), _rows(k.ROW)


@part
def token_of(w, n):
    """Token n."""
    return _tokens(w.at_tokens, n)


@part
def case_of(w, n):
    """Case n."""
    return _cases(w.at_cases, n)


@part
def station_of(w, n):
    """Station n."""
    return _stations(w.at_stations, n)


@part
def pool_of(w, n):
    """Pool n."""
    return _pools(w.at_pools, n)


@part
def step_of(w, n):
    """Step n."""
    return _steps(w.at_steps, n)


@part
def stream_of(w, n):
    """Stream n of arrivals."""
    return _streams(w.at_streams, n)


@part
def state_of(w, n):
    """State n."""
    return _states(w.at_states, n)


@part
def kind_of(w, n):
    """Kind n of case."""
    return _kinds(w.at_kinds, n)


@part
def way_of(w, n):
    """Way n on from a state."""
    return ways(w.at_ways, n)


@part
def start_of(w, n):
    """Way n into a kind's first state."""
    return ways(w.at_starts, n)


@part
def law_of(w, n):
    """Law n."""
    return _laws(w.at_laws, n)


@part
def head_of(w, n):
    """The two ends of queue n."""
    return _heads(w.at_heads, n)


@part
def row_of(w, n):
    """Row n of the log."""
    return _notes(w.at_rows, n)
