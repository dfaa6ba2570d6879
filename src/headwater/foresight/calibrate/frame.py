"""What is settled once for a record: visits, tokens, kinds, routes and duty. Every fit, with whatever weights, stands in it."""

from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.beside import laid_out
from headwater.foresight.calibrate.coming import Coming, coming
from headwater.foresight.calibrate.duty import Duty, duty
from headwater.foresight.calibrate.kinds import Kinds, kinds
from headwater.foresight.calibrate.returns import Returns, returns
from headwater.foresight.calibrate.routes import Routes, routes
from headwater.foresight.calibrate.teams import Tokens, tokens
from headwater.foresight.calibrate.visits import Bools, Floats, Visits, load
from headwater.foresight.calibrate.waited_for import placed
from headwater.moments.domain import Record

HALF = 0.5
"""With one time a step, of the time that a visit may have been worked on at most, so much is assumed to be work."""


@dataclass(frozen=True)
class Frame:
    """`work` and `wait` of each visit in hours; `spoiled` of each case, where it is known."""

    visits: Visits
    tokens: Tokens
    kinds: Kinds
    routes: Routes
    duty: Duty
    coming: Coming
    returns: Returns
    work: Floats
    wait: Floats
    spoiled: Bools | None


def frame(record: Record, *, zone: str, kind: str | None, spoiled: Bools | None) -> Frame:
    """Everything that does not depend on weights."""
    visits = placed(laid_out(load(record, zone)))
    found = tokens(visits)
    team = found.team_of(found.token)
    kinds_ = kinds(record, visits, found, kind)
    hours = duty(visits, team, len(found.teams))
    work = _work(visits, found, hours)
    wait = _wait(visits, work, hours, found)
    return Frame(
        visits, found, kinds_, routes(visits, found, kinds_.code), hours, coming(visits, hours),
        returns(record, visits), work, wait, spoiled,
    )  # fmt: skip


def _work(visits: Visits, found: Tokens, hours: Duty) -> Floats:
    team = found.team_of(found.token)
    took = visits.end - visits.start if visits.worked else HALF * at_most(visits)
    if visits.worked and any(hours.pauses):
        paused = np.array([*hours.pauses, False])[team]
        took = np.where(paused, hours.worked(np.maximum(team, 0), visits.start, visits.end), took)
    nobody = visits.end - visits.ready
    result: Floats = np.where(visits.left, 0.0, np.where(team < 0, nobody, took))
    return result


def _wait(visits: Visits, work: Floats, hours: Duty, found: Tokens) -> Floats:
    del hours
    begun = visits.start if visits.worked else visits.end - work
    result: Floats = np.where(found.team_of(found.token) < 0, 0.0, np.maximum(begun - visits.ready, 0.0))
    return result


def at_most(visits: Visits) -> Floats:
    """The longest each visit can have been worked on where only its end is recorded: since the case's moment before, and
    since the person's moment before on the same day (for the first of a day, the person's usual gap)."""
    case_gap = visits.end - visits.ready
    order = np.lexsort((visits.end, visits.who))
    who, end = visits.who[order], visits.end[order]
    gap = np.append(np.inf, np.diff(end))
    fresh = np.append(True, (np.diff(who) != 0) | (np.diff(end // 24) != 0)) | (who < 0)
    usual = float(np.median(gap[~fresh])) if (~fresh).any() else 0.5
    own = np.empty(visits.n)
    own[order] = np.where(fresh, usual, gap)
    result: Floats = np.maximum(np.minimum(case_gap, own), 0.0)
    return result
