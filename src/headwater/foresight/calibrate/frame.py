"""What is settled once for a record; every fit, with whatever weights of the cases, stands in it."""

from dataclasses import dataclass, replace

import numpy as np

from headwater.foresight.calibrate.batches import Heap, batches, released
from headwater.foresight.calibrate.beside import laid_out
from headwater.foresight.calibrate.coming import Coming, coming
from headwater.foresight.calibrate.crews import crews, of_crews
from headwater.foresight.calibrate.duty import Duty, duty
from headwater.foresight.calibrate.kinds import Kinds, kinds
from headwater.foresight.calibrate.passed import passed_over
from headwater.foresight.calibrate.period import Period, period
from headwater.foresight.calibrate.returns import Returns, returns
from headwater.foresight.calibrate.routes import Routes, routes
from headwater.foresight.calibrate.shifts import shifts
from headwater.foresight.calibrate.stays import staying
from headwater.foresight.calibrate.teams import Tokens, tokens
from headwater.foresight.calibrate.unhurried import unhurried, wanted
from headwater.foresight.calibrate.visits import Bools, Floats, Ints, Visits, load
from headwater.foresight.calibrate.waited_for import placed
from headwater.moments.domain import Record

HALF = 0.5
"""With one time a step, this share of the time that a visit may have been worked on at most is assumed to be work."""


@dataclass(frozen=True)
class Frame:
    """`team`, `work` and `wait` (hours) of each visit, `kind` of each contact; `spoiled` of each case, where it is
    known.

    `crew` is for each team the first of those that are the same people; `unsure` are pairs of teams of which that
    cannot be told, and whether it is taken so. `batches` say how each
    token is released; the waits of the tokens `delayed` are nobody's queue, and `delay` is what they are made of.
    """

    visits: Visits
    tokens: Tokens
    kinds: Kinds
    routes: Routes
    duty: Duty
    period: Period
    coming: Coming
    returns: Returns
    team: Ints
    kind: Ints
    work: Floats
    wait: Floats
    batches: tuple[Heap | None, ...]
    delayed: Bools
    delay: Floats
    spoiled: Bools | None
    crew: tuple[int, ...]
    unsure: tuple[tuple[int, int, bool], ...]

    @property
    def waited(self) -> Floats:
        """Hours that each contact waited."""
        return np.bincount(self.visits.contact, self.wait, minlength=self.visits.contacts).astype(np.float64)


def read(record: Record, *, zone: str, kind: str | None) -> tuple[Visits, Kinds]:
    """The visits of a record, and the kinds of its cases."""
    visits = placed(laid_out(load(record, zone)))
    return visits, kinds(record, visits, tokens(visits), kind)


def framed(visits: Visits, kinds_: Kinds, spoiled: Bools | None) -> Frame:
    """Everything that does not depend on weights."""
    found = tokens(visits)
    team = found.team_of(found.token)
    of_contact = kinds_.code[visits.of]
    days = period(visits)
    served = crews(visits, team, len(found.teams))
    crew = served.first
    by_crew = np.array([*crew, -1])[team]
    hours = of_crews(duty(visits, by_crew, len(found.teams), days), crew)
    together = batches(visits, found, team, hours)
    if any(together):
        freed = replace(visits, ready=released(visits, found, together))
        hours = of_crews(duty(freed, by_crew, len(found.teams), days), crew)
        hours = staying(hours, visits, found, team, together)
    work = _work(visits, team, hours)
    wait = _wait(visits, team, work)
    delayed = unhurried(visits, found, by_crew, wait, hours, together)
    delay = wanted(visits, team, wait, hours, np.random.default_rng(visits.n))
    delayed, delay = _with_passed(visits, found, wait, together, delayed, delay)
    return Frame(
        visits, found, kinds_, routes(visits, found, of_contact), hours, days, coming(visits, hours, days),
        returns(visits), team, of_contact, work, wait, together, delayed, delay, spoiled, crew, served.unsure,
    )  # fmt: skip


def _with_passed(
    visits: Visits, found: Tokens, wait: Floats, together: tuple[Heap | None, ...], delayed: Bools, delay: Floats
) -> tuple[Bools, Floats]:
    """The delays, with those of steps in which only some cases wait for something of their own."""
    passed = passed_over(visits, found.token, wait)
    some = np.bincount(found.token, passed, minlength=found.n) > 0
    some &= ~delayed & np.array([t >= 0 and heap is None for t, heap in zip(found.team, together, strict=True)])
    return delayed | some, np.where(some[found.token] & ~passed, 0.0, delay)


def _work(visits: Visits, team: Ints, hours: Duty) -> Floats:
    """Time at work: open time where a team puts down what is begun; all of the time where it is nobody's queue."""
    took = visits.end - visits.start if visits.worked else HALF * at_most(visits)
    if any(hours.pauses):
        paused = np.array([*hours.pauses, False])[team]
        took = np.where(paused, hours.worked(np.maximum(team, 0), visits.start, visits.end), took)
    result: Floats = np.where(visits.left, 0.0, np.where(team < 0, visits.end - visits.ready, took))
    return result


def _wait(visits: Visits, team: Ints, work: Floats) -> Floats:
    begun = visits.start if visits.worked else visits.end - work
    result: Floats = np.where(team < 0, 0.0, np.maximum(begun - visits.ready, 0.0))
    return result


def at_most(visits: Visits) -> Floats:
    """The longest each visit can have been worked on where only its end is recorded: since the case's moment before,
    and since the person's moment before in the same shift (for the first of a shift, the person's usual gap)."""
    order = np.lexsort((visits.end, visits.who))
    who, gap = visits.who[order], np.append(np.inf, np.diff(visits.end[order]))
    fresh = np.append(True, np.diff(shifts(visits.who, visits.end).of[order]) != 0) | (who < 0)
    usual = float(np.median(gap[~fresh])) if (~fresh).any() else 0.5
    own = np.empty(visits.n)
    own[order] = np.where(fresh, usual, gap)
    result: Floats = np.maximum(np.minimum(visits.end - visits.ready, own), 0.0)
    return result
