"""Waits for something of the case's own, in a step that most cases need not wait for: a supplier, a paper, a customer.

Who stands in a queue sees nobody begun at once who came later, unless it was a person who just got free and took those
first who go before. Whose papers are missing sees people with nothing to do take up what comes later.
"""

import numpy as np

from headwater.foresight.calibrate.laws import by_code
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits

AT_ONCE, OF_WORK = 2 / 60, 0.2
"""Begun so soon after it was ready, and within this share of the usual work, by somebody who had nothing to do, a visit
did not wait."""
LATER, SHARE = 3, 0.25
"""So many that came later, and this share of all that were begun meanwhile, were begun at once: it was passed over."""
LEAST, OF_ALL = 20, 0.05
"""So many visits of a step that were passed over, and this share of them, are no accident."""


def passed_over(visits: Visits, token: Ints, wait: Floats) -> Bools:
    """The visits that were passed over by later ones of their step, in steps of which enough were."""
    found = np.zeros(visits.n, dtype=bool)
    if not visits.worked:
        return found
    opens = np.zeros(visits.n, dtype=bool)
    opens[visits.first] = True
    free = _free(visits)
    for mine in by_code(token, int(token.max(initial=-1)) + 1):
        rows = mine[~visits.left[mine] & ~opens[mine]]
        idle = np.where(visits.who[rows] >= 0, free[rows], _none_ended(visits, rows))
        passed = _of_step(visits, rows, wait[rows], idle)
        if passed.sum() >= max(LEAST, OF_ALL * len(rows)):
            found[rows[passed]] = True
    return found


def _of_step(visits: Visits, rows: Ints, wait: Floats, idle: Bools) -> Bools:
    """Of the visits of one step those passed over by who began them later: others may not take what they take."""
    ready, start, who = visits.ready[rows], visits.start[rows], visits.who[rows] + 1
    work = float((visits.end[rows] - start).mean()) if len(rows) else 0.0
    soon = wait <= min(AT_ONCE, OF_WORK * work)
    found = np.zeros(len(rows), dtype=bool)
    for own in by_code(who, int(who.max(initial=-1)) + 1):
        found[own] = _passed(ready[own], start[own], soon[own], idle[own])
    return found


def _free(visits: Visits) -> Bools:
    """Whether whoever begins a visit had done all that they had begun before it was ready."""
    order = np.lexsort((visits.start, visits.who))
    low, high = float(visits.ready.min(initial=0.0)), float(visits.end.max(initial=0.0))
    apart = visits.who[order] * (high - low + 1.0) - low  # the next person's begin after all of this one's
    done = np.append(-np.inf, np.maximum.accumulate(visits.end[order] + apart)[:-1])
    found = np.zeros(visits.n, dtype=bool)
    found[order] = done < visits.ready[order] + apart
    return found


def _none_ended(visits: Visits, rows: Ints) -> Bools:
    """Whether no visit of a step ended between the ready time and the begin of each, so that nobody just got free."""
    ready, start, end = visits.ready[rows], visits.start[rows], visits.end[rows]
    ended = np.searchsorted(np.sort(end), start, side="right") - np.searchsorted(np.sort(end), ready)
    result: Bools = ended - (end <= start) <= 0
    return result


def _passed(ready: Floats, start: Floats, soon: Bools, idle: Bools) -> Bools:
    """Of the visits that one person began, `soon` after they were ready or not, when they were `idle` or not."""
    at_once, begun = np.sort(ready[soon & idle]), np.sort(start)
    n = np.searchsorted(at_once, start) - np.searchsorted(at_once, ready, side="right")
    meanwhile = np.searchsorted(begun, start) - np.searchsorted(begun, ready, side="right")
    result: Bools = ~soon & (n >= LATER) & (n >= SHARE * meanwhile)
    return result
