"""What each moment adds to the one before it in its case: the edge columns, derived once.

Pure numpy over moments already sorted by case and time. The rule for equal times: the order of the file.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int32]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Numbers = TypeVar("Numbers", Codes, Ints)

NONE = -1
"""Stands for "not recorded" in a coded column."""


@dataclass(frozen=True)
class Sorted:
    """Whole cases, sorted by case, time and source row. Times in microseconds; codes are -1 where missing."""

    case_no: Codes
    step: Codes
    who: Codes
    team: Codes
    done: Ints
    started: Ints  # equals `done` where no start was recorded
    source_row: Ints


@dataclass(frozen=True)
class Edges:
    """One entry per moment. `visit` counts the same step in the case from 1; `same_who` says whether the
    step's previous visit was by the same person; `edge_again` that the case took this edge before.
    `wait_s` is 0 on a case's first moment and means nothing there."""

    first: Bools
    seq: Codes
    prev_step: Codes
    prev_who: Codes
    prev_team: Codes
    wait_s: Floats
    visit: Codes
    same_who: Bools
    edge_again: Bools
    back_team: Bools
    back_who: Bools
    duplicate: Bools
    tie: Bools
    unsorted: Bools


def derive(m: Sorted) -> Edges:
    """The edge columns of whole cases (shape: one entry per moment)."""
    n = len(m.case_no)
    first = np.ones(n, dtype=bool)
    first[1:] = m.case_no[1:] != m.case_no[:-1]
    starts: Codes = np.flatnonzero(first).astype(np.int32)
    lengths: Codes = np.append(starts[1:], np.int32(n))[: len(starts)] - starts
    seq = np.arange(n, dtype=np.int32) - np.repeat(starts, lengths)
    prev_step = _previous(m.step, first, NONE)
    visit, same_who, duplicate = _visits(m, first)
    return Edges(
        first=first,
        seq=seq,
        prev_step=prev_step,
        prev_who=_previous(m.who, first, NONE),
        prev_team=_previous(m.team, first, NONE),
        wait_s=_waits(m, first),
        visit=visit,
        same_who=same_who,
        edge_again=_edge_again(m, prev_step, visit, first),
        back_team=_back(m.team, first),
        back_who=_back(m.who, first),
        duplicate=duplicate,
        tie=_compared(m.done[1:] == m.done[:-1], first),
        unsorted=_compared(m.source_row[1:] < m.source_row[:-1], first),
    )


def _previous(values: Numbers, first: Bools, missing: int) -> Numbers:
    shifted = np.empty_like(values)
    shifted[1:] = values[:-1]
    shifted[first] = missing
    return shifted


def _waits(m: Sorted, first: Bools) -> Floats:
    wait = np.zeros(len(first))
    np.subtract(m.started[1:], m.done[:-1], out=wait[1:], casting="unsafe")
    wait /= 1e6
    wait[first] = 0.0
    return wait


def _compared(with_previous: Bools, first: Bools) -> Bools:
    result = np.zeros(len(first), dtype=bool)
    result[1:] = with_previous & ~first[1:]
    return result


def _runs(case_no: Codes, code: Codes) -> tuple[Ints, Bools]:
    """The moments grouped by case and code, in order of time inside a group: their places, and where a group starts."""
    if not len(case_no):
        return np.zeros(0, np.int64), np.zeros(0, bool)
    span = int(code.max()) + 2
    key = (case_no.astype(np.int64) - int(case_no[0])) * span + code
    order = np.argsort(key, kind="stable")
    key = key[order]
    new = np.ones(len(order), dtype=bool)
    np.not_equal(key[1:], key[:-1], out=new[1:])
    return order, new


def _visits(m: Sorted, first: Bools) -> tuple[Codes, Bools, Bools]:
    """Number of the visit to the same step in the case, whether the last visit was by the same person,
    and whether the moment says nothing new (same case, step, time and person)."""
    order, new = _runs(m.case_no, m.step)
    visit = np.ones(len(first), dtype=np.int32)
    same_who, duplicate = np.zeros(len(first), dtype=bool), np.zeros(len(first), dtype=bool)
    later = np.flatnonzero(~new)
    starts = np.flatnonzero(new)
    now, before = order[later], order[later - 1]
    visit[now] = later - starts[np.searchsorted(starts, later, side="right") - 1] + 1
    same = m.who[now] == m.who[before]
    same_who[now] = same & (m.who[now] != NONE)
    duplicate[now] = same & (m.done[now] == m.done[before])
    return visit, same_who, duplicate


def _edge_again(m: Sorted, prev_step: Codes, visit: Codes, first: Bools) -> Bools:
    """Whether the case took this edge before. Only a case where both of an edge's steps recur can have done so."""
    result = np.zeros(len(first), dtype=bool)
    possible = (visit > 1) & ~first
    possible[1:] &= visit[:-1] > 1
    cases = np.unique(m.case_no[possible])
    rows = np.flatnonzero(np.isin(m.case_no, cases, kind="table") & ~first) if len(cases) else np.zeros(0, np.int64)
    span = int(m.step.max(initial=0)) + 2
    edge = (prev_step[rows].astype(np.int64) + 1) * span + m.step[rows]
    _, edge_no = np.unique(edge, return_inverse=True)
    order, new = _runs(m.case_no[rows], edge_no.astype(np.int32))
    result[rows[order[~new]]] = True
    return result


def _back(held: Codes, first: Bools) -> Bools:
    """Whether the case comes back to the team (or person) it left: A, one or more moments at B, then A (ping-pong).

    Moments where none is recorded say nothing and are passed over.
    """
    result = np.zeros(len(held), dtype=bool)
    known = np.flatnonzero(held != NONE)
    if not len(known):
        return result
    case = np.cumsum(first, dtype=np.int32)[known]
    code = held[known]
    change = np.ones(len(known), dtype=bool)
    change[1:] = (case[1:] != case[:-1]) | (code[1:] != code[:-1])
    runs = np.flatnonzero(change)
    case, code = case[runs], code[runs]
    back = (code[2:] == code[:-2]) & (case[2:] == case[:-2])
    result[known[runs[2:][back]]] = True
    return result
