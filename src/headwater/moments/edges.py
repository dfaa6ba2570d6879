"""What each moment adds to the one before it in its case: the edge columns, derived once.

Pure numpy over moments already sorted by case and time. The rule for equal times: the order of the file.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

NONE = -1
"""Stands for "not recorded" in a coded column."""


@dataclass(frozen=True)
class Sorted:
    """Whole cases, sorted by case, time and source row. Times in microseconds; codes are -1 where missing."""

    case_no: Ints
    step: Ints
    who: Ints
    team: Ints
    done: Ints
    started: Ints  # equals `done` where no start was recorded
    source_row: Ints


@dataclass(frozen=True)
class Edges:
    """One entry per moment. `visit` counts the same step in the case from 1; `same_who` says whether the
    step's previous visit was by the same person. `wait_s` is NaN on a case's first moment."""

    first: Bools
    seq: Ints
    prev_step: Ints
    prev_who: Ints
    prev_team: Ints
    wait_s: Floats
    visit: Ints
    same_who: Bools
    back_team: Bools
    duplicate: Bools
    tie: Bools
    unsorted: Bools


def derive(m: Sorted) -> Edges:
    """The edge columns of whole cases (shape: one entry per moment)."""
    n = len(m.case_no)
    first = np.ones(n, dtype=bool)
    first[1:] = m.case_no[1:] != m.case_no[:-1]
    starts = np.flatnonzero(first)
    seq = np.arange(n) - np.repeat(starts, np.diff(np.append(starts, n)))
    wait = (m.started - _previous(m.done, first, 0)) / 1e6
    visit, same_who, duplicate = _visits(m)
    prev_team = _previous(m.team, first, NONE)
    return Edges(
        first=first,
        seq=seq,
        prev_step=_previous(m.step, first, NONE),
        prev_who=_previous(m.who, first, NONE),
        prev_team=prev_team,
        wait_s=np.where(first, np.nan, wait),
        visit=visit,
        same_who=same_who,
        back_team=_back(m.team, first),
        duplicate=duplicate,
        tie=~first & (m.done == _previous(m.done, first, 0)),
        unsorted=~first & (m.source_row < _previous(m.source_row, first, 0)),
    )


def _previous(values: Ints, first: Bools, missing: int) -> Ints:
    shifted = np.empty_like(values)
    shifted[0:1] = missing
    shifted[1:] = values[:-1]
    shifted[first] = missing
    return shifted


def _visits(m: Sorted) -> tuple[Ints, Bools, Bools]:
    """Number of the visit to the same step in the case, whether the last visit was by the same person,
    and whether the moment says nothing new (same case, step, time and person)."""
    key = m.case_no * (int(m.step.max(initial=0)) + 1) + m.step
    order = np.argsort(key, kind="stable")
    new = np.ones(len(order), dtype=bool)
    new[1:] = key[order[1:]] != key[order[:-1]]
    starts = np.flatnonzero(new)
    ranks = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    who, done = m.who[order], m.done[order]
    same = np.zeros(len(order), dtype=bool)
    same[1:] = ~new[1:] & (who[1:] == who[:-1]) & (who[1:] != NONE)
    again = np.zeros(len(order), dtype=bool)
    again[1:] = ~new[1:] & (who[1:] == who[:-1]) & (done[1:] == done[:-1])
    visit, same_who, duplicate = np.empty_like(ranks), np.empty_like(same), np.empty_like(again)
    visit[order], same_who[order], duplicate[order] = ranks + 1, same, again
    return visit, same_who, duplicate


def _back(team: Ints, first: Bools) -> Bools:
    """Whether the case comes back to the team it left: A, then one or more moments at B, then A (ping-pong).

    Moments without a team say nothing and are passed over.
    """
    result = np.zeros(len(team), dtype=bool)
    known = np.flatnonzero(team != NONE)
    if not len(known):
        return result
    run_case = np.cumsum(first)[known]
    change = np.ones(len(known), dtype=bool)
    change[1:] = (run_case[1:] != run_case[:-1]) | (team[known[1:]] != team[known[:-1]])
    runs = known[change]
    run_case = run_case[change]
    back = np.zeros(len(runs), dtype=bool)
    back[2:] = (team[runs[2:]] == team[runs[:-2]]) & (run_case[2:] == run_case[:-2])
    result[runs[back]] = True
    return result
