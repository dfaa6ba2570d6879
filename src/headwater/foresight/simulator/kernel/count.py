"""What is counted, where and when."""

import math

import numpy as np

from headwater.foresight.simulator.kernel.compiled import part, rare
from headwater.foresight.simulator.kernel.memory import (
    bits_of,
    case_of,
    floats,
    kind_of,
    longs,
    pool_of,
    row_of,
    station_of,
    token_of,
)
from headwater.foresight.simulator.kernel.world import BY_WAIT
from headwater.foresight.simulator.tally import BINS, LEAST, PER_OCTAVE

_LEAST = np.float64(LEAST).view(np.int64)


@part
def bin_of(time):
    """The bin of a wait."""
    if time <= 0.0:
        return 0
    octaves = (
        bits_of(time) - _LEAST
    ) * 2.0**-52  # the exponent, and in place of the logarithm's fraction a straight line
    return np.int64(min(max(octaves * PER_OCTAVE, 0.0), BINS - 2.0)) + 1


@part
def line_area(w, s):
    """Bring the area under the number waiting up to now."""
    station = station_of(w, s)
    if w.phase == 1:
        floats(w.at_quarters)[s * 4 + min(w.quarter, 3)] += station.line * (w.now - station.last)
        station.longest = max(station.longest, min(station.line, station.room))
    station.last = w.now


@part
def busy_area(w, p):
    """Bring the work of a pool up to now."""
    pool = pool_of(w, p)
    if w.phase == 1:
        dt = w.now - pool.last
        pool.area += pool.busy * dt
        if pool.most > pool.on:
            floats(w.at_over)[p] += (pool.most - pool.on) * dt
    pool.last = w.now


@rare
def shut(w, p):
    """Write a pool's work of this slot down."""
    pool = pool_of(w, p)
    if w.phase == 1:
        floats(w.at_open)[p * w.slots + w.slot] += pool.on * (w.now - pool.on_area)
    busy_area(w, p)
    floats(w.at_busy)[p * w.slots + w.slot] += pool.area
    pool.area = 0.0
    pool.on_area = w.now


@part
def waited(w, i, seen, time, served):
    """A visit's wait is over: `seen` is what it waited on the line, `time` what it waited."""
    token = token_of(w, i)
    if time > 0.0:
        case_of(w, token.case).wait += time
    if token.slot < 0:
        return
    w.open_visits -= 1
    cell = token.station * w.slots + token.slot
    longs(w.at_wait_bins)[cell * BINS + bin_of(seen)] += 1
    if time > 0.0:
        floats(w.at_visit)[cell * 4] += seen
        floats(w.at_step)[token.step * 3 + 1] += time
    if served and time <= station_of(w, token.station).promise:
        floats(w.at_visit)[cell * 4 + 3] += 1.0


@rare
def gone(w, i, silent):
    """A visit gave up."""
    token = token_of(w, i)
    if token.slot >= 0:
        floats(w.at_visit)[(token.station * w.slots + token.slot) * 4 + 1] += 1
        if silent:
            floats(w.at_visit)[(token.station * w.slots + token.slot) * 4 + 2] += 1


@part
def shifted(share, by):
    """A probability whose logit moved by so much."""
    if by == 0.0 or share <= 0.0 or share >= 1.0:
        return share
    return 1.0 / (1.0 + (1.0 - share) / share * math.exp(-by))


@part
def _spoiled(case, kind, time):
    """The chance that a case is spoiled that ends after so much time in its last contact."""
    waited = case.earlier + case.wait
    if kind.late_by and _lateness(case, kind, waited, time) > kind.late_after:
        return kind.late_left if case.gave_up else kind.late
    if case.gave_up:
        return kind.spoiled_left
    by = kind.spoiled_per_wait * (waited - kind.typical) + kind.spoiled_per_contact * case.contact
    return shifted(kind.spoiled, by)


@part
def _lateness(case, kind, waited, time):
    if kind.late_by == BY_WAIT:
        return waited if kind.late_of_case else case.wait
    return case.since + time


@part
def closed(w, c, again):
    """A contact came to an end. Where it brings no further one, the case is spoiled or not, by all it waited."""
    case = case_of(w, c)
    if not case.counted:
        return
    kind, k = kind_of(w, case.kind), case.kind
    time = w.now - case.born
    longs(w.at_counts)[k * 6 + (2 if case.gave_up else 1)] += 1
    if not again:
        floats(w.at_sums)[k * 3 + 0] += _spoiled(case, kind, time)
    floats(w.at_sums)[k * 3 + 1] += case.wait
    floats(w.at_sums)[k * 3 + 2] += time
    longs(w.at_case_bins)[(k * 2 + 0) * BINS + bin_of(case.wait)] += 1
    longs(w.at_case_bins)[(k * 2 + 1) * BINS + bin_of(time)] += 1
    w.open_cases -= 1
    case.counted = 0


@rare
def note(w, i, start, end):
    """A row of the log, where one is kept."""
    token = token_of(w, i)
    if w.n_rows == 0 or not case_of(w, token.case).counted:
        return
    row = row_of(w, w.rows)
    row.case, row.kind, row.step, row.station = case_of(w, token.case).number, token.kind, token.step, token.station
    row.repeat, row.enabled, row.start, row.end = case_of(w, token.case).contact, token.joined, start, end
    w.rows += 1
