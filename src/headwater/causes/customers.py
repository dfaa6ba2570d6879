"""Customers of spoiled cases, and which of them were never seen again."""

from dataclasses import dataclass

import numpy as np

from headwater.causes.facts import Bools, Facts, Floats, Ints

MIN_RETURNS = 30
PATIENCE = 0.9
"""A customer counts as never seen again when nine in ten returns of this record come sooner than the time left."""


@dataclass(frozen=True)
class Customers:
    """`lost` marks the last case of a customer who did not come back in time; `judged` where that can be said."""

    recorded: bool
    lost: Bools
    judged: Bools
    window: float | None
    """seconds within which nine in ten returns happen; None where too few customers return to tell"""


def never_seen_again(facts: Facts) -> Customers:
    """Which cases were a customer's last, judged only where enough of the record follows."""
    nothing = np.zeros(facts.n, dtype=bool)
    if not facts.record.has("customer"):
        return Customers(False, nothing, nothing, None)
    gap = gap_to_next(facts.customer, facts.opened, facts.ended)
    returns = gap[~np.isnan(gap)]
    if len(returns) < MIN_RETURNS:
        return Customers(True, nothing, nothing, None)
    window = float(np.quantile(np.maximum(returns, 0), PATIENCE))
    end = float(np.max(facts.ended))
    judged = (facts.customer >= 0) & (facts.ended + window <= end)
    return Customers(True, np.isnan(gap) & judged, judged, window)


def gap_to_next(customer: Ints, opened: Floats, ended: Floats) -> Floats:
    """Seconds from the end of each case to the same customer's next opening; NaN where there is none."""
    order = np.lexsort((opened, customer))
    gap = np.full(len(customer), np.nan)
    same = (customer[order][1:] == customer[order][:-1]) & (customer[order][1:] >= 0)
    gap[order[:-1][same]] = opened[order[1:][same]] - ended[order[:-1][same]]
    return gap


def distinct(customer: Ints, cases: Bools) -> int:
    """Number of distinct recorded customers of these cases."""
    found = customer[cases]
    return len(np.unique(found[found >= 0]))
