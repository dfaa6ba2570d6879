"""A service with known rules, as plain arrays; the benchmark's own, it shares no code with headwater's simulator."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
HOURS = 168
NEVER = 1e12


@dataclass
class World:
    """Hours from Monday 00:00. Axes: k kinds, s steps, t teams (a queue each), p people, h hour of the week.

    A contact of kind k passes `route[k]` in turn, each step with the chance beside it; a step with a `limit` only where
    the case asks for more than that amount. Who waits longer than patience gives up, and may try again; a case that is
    over may bring a further contact, more likely after a long wait (`repeat_wait` per hour, on the logit) or haste.
    """

    kinds: tuple[str, ...]
    steps: tuple[str, ...]
    teams: tuple[str, ...]
    first: str
    """what the moment is called at which a contact begins"""

    rate: Floats  # [k, h] first contacts an hour
    route: Ints  # [k, j] steps, -1 for none
    chance: Floats  # [k, j]
    team: Ints  # [s] who does it
    work: Floats  # [s, k] mean
    work_cv: Floats  # [s]
    patience: Floats  # [t] mean (lognormal), NEVER for those who wait whatever comes
    shift: Flags  # [p, h]
    skill: Ints  # [p, t] 1 own queue, 2 helps out, 0 no

    patience_cv: float = 1.0
    day_cv: float = 0.12
    absent: float = 0.03
    holidays: tuple[int, ...] = ()
    priority: Ints = field(default_factory=lambda: np.zeros((0, 0), np.int64))  # [t, k] lower is served first
    limit: Floats = field(default_factory=lambda: np.zeros(0))  # [s] -1: no matter of an amount
    amount: Floats = field(default_factory=lambda: np.zeros(0))  # [k] median asked for, 0 asks for nothing
    batch: Floats = field(default_factory=lambda: np.zeros(0))  # [s] hours between releases, 0 at once
    factor: Floats = field(default_factory=lambda: np.zeros(0))  # [s] on work
    retry: float = 0.5
    retry_after: float = 0.4
    repeat: Floats = field(default_factory=lambda: np.zeros(0))  # [k]
    repeat_after: float = 30.0
    repeat_wait: float = 0.0
    haste: float = 0.0
    rush: float = 0.0
    """by how much work is shorter while more than three wait"""
    spoiled: float = 0.08
    spoiled_wait: float = 2.0
    spoiled_again: float = 0.0
    spoiled_left: float = 0.7
    self_service: Floats = field(default_factory=lambda: np.zeros(0))  # [k] share that needs nobody
    callback: Floats = field(default_factory=lambda: np.zeros(0))  # [t] share of those who would wait, called back
    extra: tuple[tuple[int, int, int, float], ...] = ()
    """campaigns: kind, from hour, to hour, first contacts an hour"""

    def __post_init__(self) -> None:
        k, s, t = len(self.kinds), len(self.steps), len(self.teams)
        usual = {
            "priority": np.ones((t, k), np.int64),
            "limit": np.full(s, -1.0),
            "amount": np.zeros(k),
            "batch": np.zeros(s),
        }
        usual |= {"factor": np.ones(s), "repeat": np.zeros(k), "self_service": np.zeros(k), "callback": np.zeros(t)}
        for name, value in usual.items():
            if not getattr(self, name).size:
                setattr(self, name, value)

    @property
    def people(self) -> list[str]:
        """Names, by team and number."""
        own = self.skill.argmin(axis=1) if self.skill.shape[1] == 1 else (self.skill == 1).argmax(axis=1)
        return [f"{self.teams[t].split()[0]} {i + 1}" for i, t in enumerate(own)]


def hours(days: str, start: int, end: int) -> Flags:
    """Hours of the week that lie on these days ("01234" is Monday to Friday) between two times of day."""
    found = np.zeros(HOURS, bool)
    for day in map(int, days):
        found[24 * day + start : 24 * day + end] = True
    return found
