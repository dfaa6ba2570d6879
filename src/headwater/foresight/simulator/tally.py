"""What a run counts, as arrays; the first axis is the replication."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Sums = npt.NDArray[np.float64]
BINS = 64
"""Bins of a histogram of waits: bin 0 is no wait at all, the others are log-spaced (`edges`)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over what arrived in the counted part of each replication (r); slot s of the cycle is when a visit joined its queue.

    A wait is the time from joining the queue to the start of work or to giving up. Times are in the service's unit.
    """

    length: float
    customers: Counts
    """[r] arrivals counted"""

    came: Counts
    """[r, station, slot] visits that joined"""
    waited: Counts
    """of these, that did not start at once"""
    left: Counts
    """that gave up, the silent with them"""
    silent: Counts
    """that gave up without a word"""
    kept: Counts
    """that were served within the station's promise"""
    wait: Sums
    """[r, station, slot] sum of waits of all that joined, of those that gave up too"""
    wait_bins: Counts
    """[r, station, slot, BINS]"""
    queue: Sums
    """[r, station] mean number waiting over time"""
    longest: Counts
    """[r, station] most that waited at one time"""

    busy: Sums
    """[r, pool, slot] server time worked"""
    open: Sums
    """[r, pool, slot] server time on duty"""
    overtime: Sums
    """[r, pool] server time worked beyond the shift"""

    cases: Counts
    """[r, kind] cases that came (first contacts)"""
    over: Counts
    """[r, kind] that came to an end without giving up"""
    gave_up: Counts
    repeats: Counts
    """further contacts of cases that were over"""
    retries: Counts
    """comings back of those that gave up"""
    handoffs: Counts
    """changes of station within a case"""
    spoiled: Sums
    """[r, kind] expected number of spoiled cases"""
    case_wait: Sums
    """[r, kind] waits summed over cases"""
    case_time: Sums
    """[r, kind] from the first arrival to the end"""
    case_wait_bins: Counts
    case_time_bins: Counts
    """[r, kind, BINS]"""

    visits: Counts
    """[r, step]"""
    step_wait: Sums
    step_work: Sums
