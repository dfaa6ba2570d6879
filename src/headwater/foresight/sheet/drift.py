"""Drift: what moved since the start beside the decision, so that what came is not the decision's alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.visits import Bools, Floats, Ints
from headwater.foresight.calibrate.weekly import WEEK
from headwater.foresight.decisions.domain import Decision
from headwater.foresight.sheet.domain import Sheet
from headwater.foresight.sheet.xmr import Limits, limits, signals
from headwater.shared.said import say

ARRIVES = ("arrivals", "campaign", "self-service")
WORKS = ("handle-time", "remove", "add", "merge", "move")
STAFFS = ("staff", "hours", "skill")
TRIFLE = 0.05
"""What moves by less than this share of itself is not told, even where a week lies beyond the limits."""


@dataclass(frozen=True)
class Drift:
    """Something that moved: `what`, its mean before and since, how many weeks since lie beyond the limits of before.

    `decided` says that the decision itself moves it.
    """

    what: str
    before: Limits
    since: float
    weeks: int
    of: int
    unit: str
    decided: bool


def drifts(sheet: Sheet, found: Frame, start: date) -> tuple[Drift, ...]:
    """What moved: cases that come, the time at work and the people on duty of each team."""
    moved = (drifted(*series, start) for series in _series(found, sheet.decisions))
    return tuple(drift for drift in moved if drift is not None)


def drifted(what: str, unit: str, decided: bool, days: list[date], values: Floats, start: date) -> Drift | None:
    """How it moved; None where no week lies beyond the limits of before, or it moved by a trifle."""
    before = [float(v) for day, v in zip(days, values, strict=True) if day + timedelta(days=7) <= start]
    since = [float(v) for day, v in zip(days, values, strict=True) if day >= start]
    held = limits(before)
    if held is None or not since:
        return None
    beyond = sum(map(bool, signals(held, since)))
    mean = sum(since) / len(since)
    if not beyond or abs(mean - held.mean) <= TRIFLE * held.mean:
        return None
    return Drift(what, held, mean, beyond, len(since), unit, decided)


def _series(found: Frame, decisions: tuple[Decision, ...]) -> Iterator[tuple[str, str, bool, list[date], Floats]]:
    done = {decision.do for decision in decisions}
    staffed = {decision.to_dict()["team"].strip().casefold() for decision in decisions if decision.do in STAFFS}
    visits, team = found.visits, found.team
    weeks = _weeks(found)
    opened = (visits.opened[visits.fresh] // WEEK).astype(np.int64)
    yield (
        say("cases that come"),
        "a week",
        bool(done & set(ARRIVES)),
        *_mean(found, weeks, opened, np.ones(len(opened)), False),
    )
    week = (visits.ready // WEEK).astype(np.int64)
    for t, name in enumerate(found.tokens.teams):
        mine = (team == t) & ~visits.left
        work = found.work[mine]
        yield (
            say("work at {team}", team=name),
            "h a visit",
            bool(done & set(WORKS)),
            *_mean(found, weeks, week[mine], work, True),
        )
        yield say("people at {team}", team=name), "a day", name.casefold() in staffed, *_people(found, weeks, mine)


def _weeks(found: Frame) -> range:
    """Whole weeks of the record."""
    begin, end = float(found.visits.ready.min()), float(found.visits.end.max())
    return range(int(np.ceil((begin - 24.0) / WEEK)), int(np.floor((end + 48.0) / WEEK)))


def _mean(found: Frame, weeks: range, week: Ints, values: Floats, per_row: bool) -> tuple[list[date], Floats]:
    sums = np.array([float(values[week == w].sum()) for w in weeks])
    rows = np.array([max(int((week == w).sum()), 1) for w in weeks])
    return _days(found, weeks), sums / rows if per_row else sums


def _people(found: Frame, weeks: range, mine: Bools) -> tuple[list[date], Floats]:
    """Different people at work in a day, the mean over the days of the week on which somebody was."""
    visits = found.visits
    known = mine & (visits.who >= 0)
    pairs = np.unique(np.column_stack([(visits.start[known] // 24).astype(np.int64), visits.who[known]]), axis=0)
    days, counts = np.unique(pairs[:, 0], return_counts=True)
    of = days // 7
    values = [float(counts[of == w].mean()) if (of == w).any() else 0.0 for w in weeks]
    return _days(found, weeks), np.array(values)


def _days(found: Frame, weeks: range) -> list[date]:
    monday = found.visits.origin.date()
    return [monday + timedelta(weeks=w) for w in weeks]
