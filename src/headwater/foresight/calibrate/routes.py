"""How cases move on: states are the last steps of a case, as many of them as the record can carry, for each kind."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.teams import Tokens
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits
from headwater.foresight.simulator.domain import END, Law, Move, State

DEEPEST = 4
LEAST = 30
"""A context of two steps or more, or one of a single kind, is kept where so many visits were in it."""


@dataclass(frozen=True)
class Routes:
    """`state` of each visit; `token` of each state."""

    state: Ints
    token: Ints


def routes(visits: Visits, tokens: Tokens, kind: Ints, least: int = LEAST, deepest: int = DEEPEST) -> Routes:
    """The longest context that is not thin, for each visit; a kind of its own context where that is not thin."""
    of_kind = kind[visits.case]
    key = tokens.token.copy()
    chosen, number = key.copy(), tokens.n
    place = np.arange(visits.n) - visits.first[visits.case]
    back = key
    for depth in range(1, deepest + 1):
        if depth > 1:
            back = _coded(np.append(-1, back[:-1]), key, place >= depth - 1)
        for code in (back, _joined(back, of_kind)):
            chosen, number = _taken(chosen, number, code, (place >= depth - 1) & ~visits.left, least)
    _, state = np.unique(chosen, return_inverse=True)
    token = np.zeros(state.max() + 1, dtype=np.int64)
    token[state] = tokens.token
    return Routes(state.astype(np.int64), token)


def _joined(a: Ints, b: Ints) -> Ints:
    return np.unique(a * (int(b.max()) + 1) + b, return_inverse=True)[1].astype(np.int64)


def _coded(before: Ints, key: Ints, inside: Bools) -> Ints:
    """The context one step longer; a case's opening has its own."""
    return _joined(key, np.where(inside, before + 1, 0))


def _taken(chosen: Ints, number: int, code: Ints, allowed: Bools, least: int) -> tuple[Ints, int]:
    del allowed
    count = np.bincount(code)
    kept = count[code] >= least
    return np.where(kept, number + code, chosen), number + len(count)


def states(
    visits: Visits, found: Routes, weights: Floats, delays: dict[tuple[int, int], Law], tokens: Tokens
) -> tuple[State, ...]:
    """The moves of each state with their shares. Customers who gave up show where they went, and nothing of what comes after."""
    n = len(found.token)
    going = ~visits.left
    last = np.zeros(visits.n, dtype=bool)
    last[visits.last] = True
    to = np.where(last, n, np.append(found.state[1:], n))
    beside = np.append(visits.beside[1:], False) & ~last
    code = (found.state * (n + 1) + to) * 2 + beside
    used, at = np.unique(code[going], return_inverse=True)
    total = np.bincount(at, weights[visits.case[going]])
    moves: list[list[Move]] = [[] for _ in range(n)]
    for c, share in zip(used.tolist(), total.tolist(), strict=True):
        here, there = c // 2 // (n + 1), c // 2 % (n + 1)
        if share > 0:
            moves[here].append(_move(found, here, there, n, share, bool(c % 2), delays))
    return tuple(_state(int(found.token[s]), tuple(moves[s])) for s in range(n))


def _move(
    found: Routes, here: int, there: int, n: int, share: float, together: bool, delays: dict[tuple[int, int], Law]
) -> Move:
    if there == n:
        return Move(share, END)
    delay = delays.get((int(found.token[here]), int(found.token[there])))
    return Move(share, there, together=together) if delay is None else Move(share, there, delay, together)


def _state(step: int, moves: tuple[Move, ...]) -> State:
    total = sum(m.share for m in moves)
    if not total:
        return State(step, (Move(1.0, END),))
    return State(step, tuple(Move(m.share / total, m.state, m.delay, m.together) for m in moves))
