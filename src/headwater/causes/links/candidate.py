"""A candidate link: when it breaks, when it comes into play, and who owns it."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from headwater.causes.domain import Ref

Bools = npt.NDArray[np.bool_]

OPENING = -1.0
"""Place of what is settled when the case opens; steps follow at 0, 1, 2 …"""

PHASES = {"condition": 0.1, "calendar": 0.2, "load": 0.2, "handoff": 0.4, "wait": 0.5, "work": 0.6}
PHASES |= {"skip": 0.7, "order": 0.7, "pingpong": 0.8, "loop": 0.8}
"""Order of coming into play at one step: what is recorded there, hand-over to it, wait, work, return.
Hour and load come together, so that each keeps only what the other does not explain."""


@dataclass
class Candidate:
    """`broke` and `known` have one entry per case. `place` orders candidates in time (step rank plus phase)."""

    ref: Ref
    link: str
    broke: Bools
    known: Bools
    place: float
    rule: str
    owner: str | None = None
    step: str | None = None
    mix: bool = False
    undecided: str | None = None
    sign: str | None = None
    group: str = ""
    """candidates of one group are levels of one column"""
    routing: bool = False
    """chosen by people who saw the case: a queue, a team, a hand-over"""
    counted: Bools | None = None
    """cases that are counted as broken where the clearly broken ones (`broke`) would leave some out"""
    longer: Bools | None = None
    """the longer half of the waits in which it broke, among which ordinary long ones are few"""
    twins: list[str] = field(default_factory=list)
    tries: int = 1
    """how many rules were tried to find this one (counts as so many tests)"""

    @property
    def broken(self) -> Bools:
        """The cases that are counted as broken."""
        return self.broke if self.counted is None else self.counted

    @property
    def key(self) -> str:
        """A stable name for ordering and messages."""
        return f"{self.place:08.3f} {self.ref.kind} {self.link}"
