"""Waits for something of the case's own, in a step that most cases need not wait for: a supplier, a paper, a customer.

Who stands in a queue sees nobody begun at once who came later; whose papers are missing does.
"""

import numpy as np

from headwater.foresight.calibrate.laws import by_code
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits

AT_ONCE, OF_WORK = 2 / 60, 0.2
"""Begun so soon after it was ready, and within this share of the usual work, a visit did not wait."""
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
    for mine in by_code(token, int(token.max(initial=-1)) + 1):
        rows = mine[~visits.left[mine] & ~opens[mine]]
        passed = _passed(visits.ready[rows], visits.start[rows], wait[rows], (visits.end - visits.start)[rows])
        if passed.sum() >= max(LEAST, OF_ALL * len(rows)):
            found[rows[passed]] = True
    return found


def _passed(ready: Floats, start: Floats, wait: Floats, work: Floats) -> Bools:
    """Of the visits of one step."""
    if not len(ready):
        return np.zeros(0, dtype=bool)
    soon = wait <= min(AT_ONCE, OF_WORK * float(work.mean()))
    at_once, begun = np.sort(ready[soon]), np.sort(start)
    n = np.searchsorted(at_once, start) - np.searchsorted(at_once, ready, side="right")
    meanwhile = np.searchsorted(begun, start) - np.searchsorted(begun, ready, side="right")
    result: Bools = ~soon & (n >= LATER) & (n >= SHARE * meanwhile)
    return result
