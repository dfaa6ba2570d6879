"""What a run counts, as arrays; the first axis is the replication."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Sums = npt.NDArray[np.float64]
BINS = 64
"""Bins of a histogram of waits: bin 0 is no wait at all, the others are log-spaced (`EDGES`)."""
LEAST = 2.0**-12
PER_OCTAVE = 2.5
_OCTAVES = np.arange(BINS) / PER_OCTAVE
EDGES: Sums = LEAST * 2.0 ** np.floor(_OCTAVES) * (1 + _OCTAVES % 1)
"""Bin b > 0 holds waits from EDGES[b - 1] to EDGES[b]; bin 1 what is shorter too, the last what is longer too."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over what arrived in the counted part of each replication (r); slot s of the cycle is when a visit joined
    its queue.

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
    """[r, kind] contacts, first and further, that came to an end without giving up"""
    gave_up: Counts
    """contacts that came to an end by giving up (and not coming back)"""
    repeats: Counts
    """further contacts of cases that were over"""
    retries: Counts
    """comings back of those that gave up"""
    handoffs: Counts
    """changes of station within a case"""
    spoiled: Sums
    """[r, kind] expected number of spoiled contacts, first and further"""
    case_wait: Sums
    """[r, kind] waits summed over cases"""
    case_time: Sums
    """[r, kind] from the arrival of a contact to its end"""
    case_wait_bins: Counts
    case_time_bins: Counts
    """[r, kind, BINS]"""

    visits: Counts
    """[r, step]"""
    step_wait: Sums
    step_work: Sums

    quarters: Sums = field(default_factory=lambda: np.zeros((0, 0, 4)))
    """[r, station, 4] mean number waiting in each quarter of the counted part: what grows without end is seen here"""


def quantile(bins: Counts, share: float) -> Sums:
    """The wait that `share` of those counted do not exceed; the last axis of `bins` is BINS; nan where nothing was
    counted.

    Within a bin waits are taken to be spread evenly on the scale of the edges.
    """
    upto = np.cumsum(bins, axis=-1)
    total = upto[..., -1]
    wanted = np.maximum(share * total, 1e-9)
    at = np.minimum((upto < wanted[..., None]).sum(axis=-1), BINS - 1)
    inside = np.take_along_axis(bins, at[..., None], -1)[..., 0]
    below = np.take_along_axis(upto, at[..., None], -1)[..., 0] - inside
    part = (wanted - below) / np.maximum(inside, 1)
    octaves = (at - 1 + part) / PER_OCTAVE
    found = np.where(at == 0, 0.0, LEAST * 2.0 ** np.floor(octaves) * (1 + octaves % 1))
    return np.where(total > 0, found, np.nan)
