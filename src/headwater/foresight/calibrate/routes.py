"""How cases move on: a state is the last steps of a contact, as many of them as the record can carry, for each kind."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.teams import Tokens
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits
from headwater.foresight.simulator.domain import END, NOTHING, Law, Move, State

DEEPEST = 4
LEAST = 30
"""A context of several steps, or of one kind, is kept where so many visits were in it."""
Delays = dict[tuple[int, int], Law]


@dataclass(frozen=True)
class Routes:
    """`state` of each visit; `token` of each state."""

    state: Ints
    token: Ints


def routes(visits: Visits, tokens: Tokens, kind: Ints, least: int = LEAST, deepest: int = DEEPEST) -> Routes:
    """For each visit the longest context that is not thin, of its own kind where that is not thin either."""
    of_kind = kind[visits.contact]
    place = np.arange(visits.n) - visits.first[visits.contact]
    chosen, number = tokens.token, tokens.n
    context = tokens.token
    for depth in range(1, deepest + 1):
        if depth > 1:
            context = _longer(context, tokens.token, place >= depth - 1)
        for code in (context, _joined(context, of_kind)):
            kept = np.bincount(code)[code] >= least
            chosen, number = np.where(kept, number + code, chosen), number + int(code.max()) + 1
    _, state = np.unique(chosen, return_inverse=True)
    token = np.zeros(int(state.max()) + 1, dtype=np.int64)
    token[state] = tokens.token
    return Routes(state.astype(np.int64), token)


def _longer(context: Ints, token: Ints, inside: Bools) -> Ints:
    """The context of the visit before with the token of this one; where a contact has begun since, that is said."""
    return _joined(token, np.where(inside, np.append(-1, context[:-1]) + 1, 0))


def _joined(a: Ints, b: Ints) -> Ints:
    code: Ints = np.unique(a * (int(b.max()) + 1) + b, return_inverse=True)[1].astype(np.int64)
    return code


def states(visits: Visits, found: Routes, weights: Floats, delays: Delays) -> tuple[State, ...]:
    """The moves of each state with their shares. Customers who gave up show where they went, nothing of what comes
    after."""
    n = len(found.token)
    going = ~visits.left
    to = np.where(visits.closes, n, np.append(found.state[1:], n))
    beside = np.append(visits.beside[1:], False) & ~visits.closes
    used, at = np.unique(((found.state * (n + 1) + to) * 2 + beside)[going], return_inverse=True)
    total = np.bincount(at, weights[visits.contact[going]])
    plain = np.bincount(at).astype(np.float64)
    here = used // 2 // (n + 1)
    empty = np.bincount(here, total, minlength=n) <= 0
    share = np.where(empty[here], plain, total)
    share /= np.bincount(here, share, minlength=n)[here]
    moves: list[list[Move]] = [[] for _ in range(n)]
    for code, s in zip(used.tolist(), share.tolist(), strict=True):
        if s > 0:
            moves[code // 2 // (n + 1)].append(_move(found, code, n, s, delays))
    return tuple(State(int(found.token[i]), tuple(m) or (Move(1.0, END),)) for i, m in enumerate(moves))


def _move(found: Routes, code: int, n: int, share: float, delays: Delays) -> Move:
    here, there = divmod(code // 2, n + 1)
    if there == n:
        return Move(share, END)
    delay = delays.get((int(found.token[here]), int(found.token[there])), NOTHING)
    return Move(share, there, delay, bool(code % 2))
