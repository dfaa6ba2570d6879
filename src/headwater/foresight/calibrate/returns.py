"""Who comes again: further contacts of the same customer soon after a case, above what comes by chance."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.laws import empirical
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits
from headwater.foresight.simulator.domain import NOTHING, Law
from headwater.moments.arrays import to_numpy
from headwater.moments.domain import Record

HORIZONS = (1.0, 6.0, 24.0, 72.0, 168.0, 336.0)
"""Hours within which a contact may be a further one of the same matter."""


@dataclass(frozen=True)
class Returns:
    """`after[case]` is the time from a case's end to the customer's next case (inf: none), `until` how long it was watched,
    `horizon` within which it counts as a further contact, `further[case]` the chance that a case is such a contact."""

    after: Floats
    until: Floats
    gone: Bools
    horizon: float
    excess: float
    """of the contacts within the horizon, the share above chance"""
    further: Floats
    known: bool


def returns(record: Record, visits: Visits) -> Returns:
    """How soon customers come again."""
    gone = visits.left[visits.last]
    none = np.full(visits.cases, np.inf)
    end = visits.end[visits.last]
    until = visits.end.max() - end
    if not record.has("customer"):
        return Returns(none, until, gone, 0.0, 0.0, np.zeros(visits.cases), False)
    customer = to_numpy(
        record.sql("SELECT customer::BIGINT AS customer FROM cases ORDER BY case_no")["customer"], np.int64, -1
    )
    after, following = _next(customer, visits.opened, end)
    horizon, excess = _horizon(after, until)
    further = np.zeros(visits.cases)
    near = np.flatnonzero(after <= horizon)
    further[following[near]] = excess
    return Returns(after, until, gone, horizon, excess, further, True)


def _next(customer: Ints, opened: Floats, end: Floats) -> tuple[Floats, Ints]:
    """Hours to the customer's next case, and which it is."""
    order = np.lexsort((opened, customer))
    same = (np.diff(customer[order]) == 0) & (customer[order][1:] >= 0)
    after = np.full(len(customer), np.inf)
    following = np.full(len(customer), -1, dtype=np.int64)
    a, b = order[:-1][same], order[1:][same]
    gap = opened[b] - end[a]
    after[a] = np.where(gap >= 0, gap, np.inf)
    following[a] = b
    return after, following


def _horizon(after: Floats, until: Floats) -> tuple[float, float]:
    """The horizon after which customers come as seldom as ever, and the share of contacts within it that is above that."""
    best, found = 0.0, (0.0, 0.0)
    for horizon in HORIZONS:
        watched = until >= 2 * horizon
        near = float((after[watched] <= horizon).sum())
        later = float(((after > horizon) & (after <= 2 * horizon) & watched).sum())
        above = near - later
        if near >= 10 and above > 3 * np.sqrt(near + later) and above > best * 1.1:
            best, found = above, (horizon, above / near)
    return found


def chance(found: Returns, chosen: Bools, weights: Floats) -> tuple[float, Law, int]:
    """Of the chosen cases, the share that brings a further contact, when, and how many such were seen."""
    if not found.horizon:
        return 0.0, NOTHING, 0
    watched = chosen & (found.until >= found.horizon)
    near = watched & (found.after <= found.horizon)
    total = float(weights[watched].sum())
    if not total or not near.any():
        return 0.0, NOTHING, 0
    share = found.excess * float(weights[near].sum()) / total
    return share, empirical(found.after[near], weights[near]), int(near.sum())
