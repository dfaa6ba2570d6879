"""Waits that are nobody's queue: with one time a step all that is not work; with begins those in which people were
free."""

import numpy as np

from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.laws import by_code, empirical
from headwater.foresight.calibrate.routes import Delays
from headwater.foresight.calibrate.visits import Floats
from headwater.foresight.simulator.domain import NOTHING

LEAST = 20
"""Visits that a pair of tokens needs for a law of its own; others have that of the token they lead to."""


def delays(frame: Frame, rows: Floats) -> Delays:
    """The law of the delay between one token and the next, for each pair that has one."""
    n, token = frame.tokens.n, frame.tokens.token
    own = frame.delayed[token] & (frame.team >= 0) & ~frame.visits.left
    follows = np.append(False, ~frame.visits.closes[:-1]) & own
    if not follows.any():
        return {}
    rowset = np.flatnonzero(follows)
    pair = token[rowset - 1] * n + token[rowset]
    pairs, at = np.unique(pair, return_inverse=True)
    of_token = {
        t: empirical(frame.delay[rowset[m]], rows[rowset[m]]) for t, m in enumerate(by_code(token[rowset], n)) if len(m)
    }
    found: Delays = {}
    for code, mine in zip(pairs.tolist(), by_code(at.astype(np.int64), len(pairs)), strict=True):
        here, there = divmod(code, n)
        chosen = rowset[mine]
        law = of_token[there] if rows[chosen].sum() < LEAST else empirical(frame.delay[chosen], rows[chosen])
        if law != NOTHING:
            found[here, there] = law
    return found
