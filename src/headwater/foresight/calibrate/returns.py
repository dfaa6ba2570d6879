"""Who comes again: further contacts of the same case, or of the same customer soon after, above what comes by
chance."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits

HORIZONS = (1.0, 6.0, 24.0, 72.0, 168.0, 336.0)
"""Hours within which another case of the same customer may be a further contact of the same matter."""
LEAST = 10
PATIENT = 0.99
"""Contacts within a case are watched for as long as this share of the further ones took."""


@dataclass(frozen=True)
class Returns:
    """`after[contact]` is the time from its end to the next contact (inf: none), `next` which that is (-1), `watched`
    whether
    the record goes on long enough to tell, `near` whether that counts as a further contact; `excess[contact]` is the
    share
    of such that is above chance, `fresh[contact]` the chance that a contact is no further one. `how` says how they are
    told: "case", "customer" or "" (they are not).
    """

    after: Floats
    next: Ints
    watched: Bools
    near: Bools
    excess: Floats
    fresh: Floats
    how: str


def returns(visits: Visits) -> Returns:
    """How soon customers come again."""
    if (~visits.fresh).sum() >= LEAST:
        return _within_cases(visits)
    if (visits.customer >= 0).any():
        return _of_customers(visits)
    n = visits.contacts
    never = np.full(n, np.inf), np.full(n, -1, dtype=np.int64)
    return Returns(*never, np.ones(n, dtype=bool), np.zeros(n, dtype=bool), np.zeros(n), visits.fresh.astype(float), "")


def _within_cases(visits: Visits) -> Returns:
    end = visits.end[visits.last]
    follows = np.append(np.diff(visits.of) == 0, False)
    after = np.where(follows, np.append(visits.opened[1:], np.inf) - end, np.inf)
    following = np.where(follows, np.arange(visits.contacts) + 1, -1)
    watched = visits.end.max() - end >= float(np.quantile(after[follows], PATIENT))
    ones = np.ones(visits.contacts)
    return Returns(after, following, watched, watched & follows, ones, visits.fresh.astype(float), "case")


def _of_customers(visits: Visits) -> Returns:
    """Those who gave up and those who were served come again after times of their own."""
    customer = visits.customer[visits.of]
    end, gone = visits.end[visits.last], visits.left[visits.last]
    after, following = _next(customer, visits.opened, end)
    until = visits.end.max() - end
    fresh, excess = visits.fresh.astype(float), np.zeros(visits.contacts)
    near, watched = np.zeros(visits.contacts, dtype=bool), np.zeros(visits.contacts, dtype=bool)
    for mine in (gone, ~gone):
        horizon, above = _horizon(after[mine], until[mine])
        came = mine & (after <= horizon) & (horizon > 0)
        fresh[following[came]] *= 1 - above
        excess[mine] = above
        watched |= mine & (until >= horizon)
        near |= came & (until >= horizon)
    return Returns(after, following, watched, near, excess, fresh, "customer" if near.any() else "")


def _next(customer: Ints, opened: Floats, end: Floats) -> tuple[Floats, Ints]:
    """Hours to the customer's next contact, and which it is."""
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
    """The horizon after which customers come as seldom as ever, and the share of contacts within it that is above
    that."""
    best, found = 0.0, (0.0, 0.0)
    for horizon in HORIZONS:
        watched = until >= 2 * horizon
        near = float((after[watched] <= horizon).sum())
        later = float(((after > horizon) & (after <= 2 * horizon) & watched).sum())
        above = near - later
        if near >= LEAST and above > 3 * np.sqrt(near + later) and above > best * 1.1:
            best, found = above, (horizon, above / near)
    return found
