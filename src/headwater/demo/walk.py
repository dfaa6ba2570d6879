"""Walking all cases through the chain at once: each step waits, opens with its team's door, and is done by someone."""

from dataclasses import dataclass, field

import numpy as np

from headwater.demo.hours import next_open
from headwater.demo.luck import Bools, Floats, Ints, Luck
from headwater.demo.people import on_duty

NOBODY = -1


@dataclass
class Rows:
    """One entry per moment; codes point into the walk's steps, `names.TEAMS` and `people.PEOPLE`."""

    case: Ints
    step: Ints
    team: Ints
    who: Ints
    start: Floats
    done: Floats


@dataclass
class Walk:
    """Where each case stands: `now` is the time its last step was done."""

    luck: Luck
    now: Floats
    steps: list[str] = field(default_factory=list)
    parts: list[Rows] = field(default_factory=list)
    visits: int = 0

    def do(
        self,
        step: str,
        where: Bools,
        team: Ints | int,
        work: float,
        wait: Floats | float = 60.0,
        *,
        at_once: bool = False,
    ) -> Floats:
        """The step in the cases of `where`: `wait` in seconds, `work` as its usual minutes. Returns the wait of every
        case (0 elsewhere). `at_once` needs no open door: the customer is there, or a machine does it."""
        self.visits += 1
        name = f"{self.visits} {step}"
        teams = np.broadcast_to(np.asarray(team), where.shape)
        start = self.now + wait
        if not at_once:
            start = next_open(start, teams, 2_400.0 * self.luck.uniform(f"door {name}"))
        done = start + self.luck.minutes(f"work {name}", work, 0.5)
        who = on_duty(teams, start, self.luck.uniform(f"turn {team if isinstance(team, int) else 'front'}"))
        self._write(step, where, teams, who, start, done)
        waited: Floats = np.where(where, start - self.now, 0.0)
        self.now = np.where(where, done, self.now)
        return waited

    def note(self, step: str, where: Bools, team: Ints, who: Ints, at: Floats) -> None:
        """A moment that takes no time."""
        self._write(step, where, team, who, at, at)

    def last_who(self) -> Ints:
        """Who did the case's latest step of the last part written; NOBODY elsewhere."""
        found = np.full(self.luck.cases, NOBODY)
        found[self.parts[-1].case] = self.parts[-1].who
        return found

    def rows(self) -> Rows:
        """All moments in order of time."""
        joined = [np.concatenate([getattr(p, name) for p in self.parts]) for name in Rows.__dataclass_fields__]
        order = np.lexsort((np.arange(len(joined[0])), joined[5]))
        return Rows(*(values[order] for values in joined))

    def _write(self, step: str, where: Bools, team: Ints, who: Ints, start: Floats, done: Floats) -> None:
        if step not in self.steps:
            self.steps.append(step)
        case = np.flatnonzero(where)
        code = np.full(len(case), self.steps.index(step))
        self.parts.append(Rows(case, code, team[case], who[case], start[case], done[case]))
