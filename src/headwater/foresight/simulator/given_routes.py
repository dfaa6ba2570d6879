"""Routing as a person writes it: a matrix, a table by station, or `next` at each station."""

from collections.abc import Mapping
from typing import Any

from headwater.foresight.simulator.domain import END, NOTHING, Move
from headwater.foresight.simulator.given_table import Table
from headwater.shared.errors import UsageError

LEAVES = ("exit", "out", "leave", "end", "done", "leaves")
SLACK = 1e-9


def routes(given: Any, names: list[str], nexts: list[tuple[Any, Any]]) -> list[tuple[Move, ...]]:
    """The moves from each station; what is missing to 1 leaves the service."""
    rows = _rows(given, names)
    for n, (own, back) in enumerate(nexts):
        if own is not None:
            if rows[n]:
                raise UsageError(f"Station {names[n]} has its routes twice: under routing and as next.")
            rows[n] = _row(own, names, f"next of station {names[n]}")
        if back is not None:
            rows[n] = _with_feedback(rows[n], back, n, names)
    return [_moves(row, name) for row, name in zip(rows, names, strict=True)]


_Row = list[tuple[float, int, Any]]


def _rows(given: Any, names: list[str]) -> list[_Row]:
    if isinstance(given, Mapping) and "matrix" in given:
        given = given["matrix"]
    if given is None:
        return [[] for _ in names]
    if isinstance(given, list):
        if len(given) != len(names) or any(not isinstance(row, list) or len(row) != len(names) for row in given):
            raise UsageError(
                f"The routing matrix must have {len(names)} rows of {len(names)} numbers, one for each station."
            )
        return [[(_share(p, names[n]), m, NOTHING) for m, p in enumerate(row) if p] for n, row in enumerate(given)]
    if not isinstance(given, Mapping):
        raise UsageError("routing is neither a matrix nor a table; write [routing] with a line for each station.")
    unknown = next((name for name in given if name not in names), None)
    if unknown is not None:
        raise UsageError(f"routing has {unknown!r}, which is no station; the stations are {', '.join(names)}.")
    return [_row(given.get(name), names, f"routing of {name}") for name in names]


def _row(given: Any, names: list[str], where: str) -> _Row:
    if given is None:
        return []
    if isinstance(given, str):
        given = {given: 1.0}
    if not isinstance(given, Mapping):
        raise UsageError(f"{where} is {given!r}; name a station, or give shares: {{ b = 0.7, c = 0.3 }}.")
    return [one for name, share in given.items() if (one := _one(str(name), share, names, where))[1] != END or one[0]]


def _one(name: str, given: Any, names: list[str], where: str) -> tuple[float, int, Any]:
    if name not in names and name.lower() not in LEAVES:
        raise UsageError(f"{where} leads to {name!r}, which is no station; the stations are {', '.join(names)}.")
    to = names.index(name) if name in names else END
    if not isinstance(given, Mapping):
        return _share(given, where), to, NOTHING
    t = Table(given, f"{where} to {name}")
    found = t.number("probability", "share", "p", default=1.0, most=1.0), to, t.law("delay", "after")
    t.done()
    return found


def _share(given: Any, where: str) -> float:
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not 0 <= given <= 1 + SLACK:
        raise UsageError(f"A route from {where} has the share {given!r}; it is a number from 0 to 1.")
    return float(given)


def _with_feedback(row: _Row, back: Any, n: int, names: list[str]) -> _Row:
    t = Table(back if isinstance(back, Mapping) else {"probability": back}, f"feedback of station {names[n]}")
    share, delay = t.number("probability", "share", "p", most=1.0), t.law("delay", "after")
    to = t.get("to", default=names[n])
    t.done()
    if to not in names:
        raise UsageError(f"feedback of station {names[n]} leads to {to!r}, which is no station.")
    return [(share, names.index(to), delay), *((p * (1 - share), m, d) for p, m, d in row)]


def _moves(row: _Row, name: str) -> tuple[Move, ...]:
    total = sum(p for p, _, _ in row)
    if total > 1 + 1e-6:
        raise UsageError(f"The routes from {name} have shares that sum to {total:g}; they cannot sum to more than 1.")
    moves = [Move(p, m, d) for p, m, d in row if p > 0]
    if 1 - total > SLACK:
        moves.append(Move(1 - total, END))
    return tuple(moves)
