"""Tables reached by their address: every function is given one pointer, not thirty arrays with their owners."""

import numba
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from headwater.foresight.simulator.kernel import world as k

_LONG = ir.IntType(64)


def _rows(name, dtype):
    """Row n of a table of the world."""
    record, place = numba.from_dtype(dtype), (k.RUN.fields or {})["at_" + name][1]

    @intrinsic
    def row(typingctx, w, index):
        def code(context, builder, signature, args):
            world = builder.bitcast(args[0], ir.IntType(8).as_pointer())
            slot = builder.bitcast(builder.gep(world, [ir.Constant(_LONG, place)]), _LONG.as_pointer())
            at = builder.add(builder.load(slot), builder.mul(args[1], ir.Constant(_LONG, dtype.itemsize)))
            return builder.inttoptr(at, context.get_value_type(record))

        return record(w, types.int64), code

    return row


def _column(item):
    """The numbers that lie at an address."""
    array = types.Array(item, 1, "C")

    @intrinsic
    def column(typingctx, address):
        def code(context, builder, signature, args):
            made = context.make_array(array)(context, builder)
            size, endless = ir.Constant(_LONG, item.bitwidth // 8), ir.Constant(_LONG, 1 << 40)
            made.data = builder.inttoptr(args[0], context.get_data_type(item).as_pointer())
            made.shape, made.strides = cgutils.pack_array(builder, [endless]), cgutils.pack_array(builder, [size])
            made.itemsize, made.nitems = size, endless
            made.meminfo, made.parent = ir.Constant(made.meminfo.type, None), ir.Constant(made.parent.type, None)
            return made._getvalue()

        return array(types.int64), code

    return column


def _bits():
    """The bits of a positive number, which grow with it."""

    @intrinsic
    def bits(typingctx, time):
        def code(context, builder, signature, args):
            return builder.bitcast(args[0], _LONG)

        return types.int64(types.float64), code

    return bits


bits_of = _bits()
floats, longs, ints = _column(types.float64), _column(types.int64), _column(types.int32)
token_of, case_of, row_of = _rows("tokens", k.TOKEN), _rows("cases", k.CASE), _rows("rows", k.ROW)
station_of, pool_of, head_of = _rows("stations", k.STATION), _rows("pools", k.POOL), _rows("heads", k.HEAD)
step_of, state_of, kind_of = _rows("steps", k.STEP), _rows("states", k.STATE), _rows("kinds", k.KIND)
way_of, start_of = _rows("ways", k.WAY), _rows("starts", k.WAY)
stream_of, law_of = _rows("streams", k.STREAM), _rows("laws", k.LAW)
