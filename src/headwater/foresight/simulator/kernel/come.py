"""Arrivals: streams of a rate that varies from slot to slot, each drawn in operational time."""

import numpy as np

from headwater.foresight.simulator.kernel.chance import child, uniform
from headwater.foresight.simulator.kernel.compiled import part, rare
from headwater.foresight.simulator.kernel.count import line_area
from headwater.foresight.simulator.kernel.draw import draw
from headwater.foresight.simulator.kernel.line import take_token
from headwater.foresight.simulator.kernel.memory import (
    case_of,
    floats,
    stream_of,
    token_of,
)
from headwater.foresight.simulator.kernel.path import contact, enter
from headwater.foresight.simulator.kernel.world import GAP, KEEP


@rare
def set_rate(w, k):
    """The rate of a stream in its slot, with what the day and the slot bring."""
    stream = stream_of(w, k)
    rate = floats(w.at_rates)[stream.rates + stream.slot % stream.grid_slots] * stream.scale
    start = stream.slot * w.grid
    if stream.day_law:
        day = np.int64(np.floor((start + 0.5 * w.grid) / stream.day))
        rate *= draw(w, stream.day_law, w.seed, day)
    if stream.slot_law:
        rate *= draw(w, stream.slot_law, stream.shared, stream.slot)
    stream.rate = 0.0 if start >= stream.to else rate
    stream.slot_end = start + w.grid


@part
def plan_next(w, k):
    """When the next case of a stream comes. Where a gap forgets how long it lasted, what is left of it at the end of a
    slot is drawn anew and cases are numbered by slot: what another rate brings in one slot moves no other."""
    stream = stream_of(w, k)
    left = draw(w, stream.gaps, child(stream.own, stream.count), GAP)
    while True:
        if stream.rate > 0.0:
            at = stream.time + left / stream.rate
            if at <= stream.slot_end:
                stream.time = at
                break
            left -= stream.rate * (stream.slot_end - stream.time)
        if stream.slot_end > w.stop or stream.slot_end > stream.to:
            stream.time = np.inf
            break
        stream.time = stream.slot_end
        stream.slot += 1
        set_rate(w, k)
        if stream.renews:
            stream.own, stream.count = child(stream.key, stream.slot), 0
            left = draw(w, stream.gaps, child(stream.own, 0), GAP) if stream.rate > 0.0 else left
    if stream.time > stream.to:
        stream.time = np.inf


@rare
def find_next(w):
    """The stream that is next."""
    w.next_arrival = np.inf
    for k in range(w.n_streams):
        if stream_of(w, k).time < w.next_arrival:
            w.next_arrival = stream_of(w, k).time
            w.stream = k


@part
def arrive(w):
    """The next case comes."""
    k = w.stream
    stream = stream_of(w, k)
    key = child(stream.own, stream.count)
    stream.count += 1
    plan_next(w, k)
    find_next(w)
    if w.next_arrival == w.now:
        w.tie = 1
    if stream.keep >= 1.0 or uniform(key, KEEP) < stream.keep:
        _case(w, stream.kind, key)


@part
def _case(w, kind, key):
    c, i = w.free_case, take_token(w)
    case, token = case_of(w, c), token_of(w, i)
    w.free_case = case.next
    case.own, case.kind, case.contact, case.number = key, kind, 0, w.cases
    w.cases += 1
    token.case, token.kind = c, kind
    if w.phase == 1:
        _arrived(w)
    enter(w, i, contact(w, i))


@rare
def _arrived(w):
    w.arrived += 1
    if w.most and w.arrived * 4 // w.most > w.quarter:
        for s in range(w.n_stations):
            line_area(w, s)
        w.quarter += 1
    if w.arrived == w.most:
        w.end = w.now
        w.next_change = w.now
