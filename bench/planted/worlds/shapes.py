"""The shapes in which a link can break, as they show in a log. `step` is a position in the usual chain."""

from dataclasses import dataclass, field
from typing import Literal

Record = Literal["all", "step", "from"]  # on every row; on the rows of one step; from that step on


@dataclass(frozen=True)
class Flag:
    """A recorded yes or no."""

    column: str
    step: int = 0
    record: Record = "all"


@dataclass(frozen=True)
class Value:
    """One bad value of a recorded column; with `team`, that team does the step when the value is taken."""

    column: str
    bad: str
    others: tuple[str, ...]
    step: int = 0
    record: Record = "all"
    team: int | None = None


@dataclass(frozen=True)
class Late:
    """The wait before a step is `factor` times as long when broken (a mixture)."""

    step: int
    factor: float = 8.0


@dataclass(frozen=True)
class Cut:
    """The wait before a step is continuous; it is broken when above its threshold, and held means cut off there."""

    step: int


@dataclass(frozen=True)
class Loop:
    """A step is done again; with span 2 the step and the one after it are."""

    step: int
    span: int = 1


@dataclass(frozen=True)
class Handoff:
    """A step is done by another team than usual."""

    step: int
    team: int


@dataclass(frozen=True)
class PingPong:
    """The step goes to another team and comes back."""

    step: int
    team: int


@dataclass(frozen=True)
class Skip:
    """A usual step is left out."""

    step: int


@dataclass(frozen=True)
class Order:
    """A step comes after its successor."""

    step: int


@dataclass(frozen=True)
class Extra:
    """An unusual step appears after the given position."""

    name: str
    after: int


@dataclass(frozen=True)
class Refused:
    """The few largest amounts, above a limit, are refused, all others approved. Two columns: amount, decision."""

    amount: str
    column: str
    limit: float


@dataclass(frozen=True)
class Load:
    """Many cases arrived in so many hours before this one; with None, many were still open when it arrived."""

    hours: float | None = 2.0


@dataclass(frozen=True)
class Since:
    """The case arrived after a date (the share of a link is the share of cases after it). Not a link by itself."""


@dataclass(frozen=True)
class Is:
    """The case has this level of a mix column. Not a link by itself."""

    mix: str
    level: int


@dataclass(frozen=True)
class Unseen:
    """Something no column holds."""


Shape = (
    Flag | Value | Late | Cut | Loop | Handoff | PingPong | Skip | Order | Extra | Refused | Load | Since | Is | Unseen
)


@dataclass(frozen=True)
class Mix:
    """What the demand brings. `harm` and `slow` are log-odds of spoiled, and log of waits, per standard deviation."""

    column: str
    levels: tuple[str, ...]
    shares: tuple[float, ...]
    harm: float = 0.0
    slow: float = 0.0
    of: str | None = None
    """A (hidden) mix of which this one is a noisy reading."""
    hidden: bool = False


@dataclass(frozen=True)
class Link:
    """Breaks with a base share, more often `because` of others (log-odds), and does `harm` (log-odds)."""

    name: str
    shape: Shape
    share: float
    harm: float = 0.0
    because: tuple[tuple[str, float], ...] = ()
    follows: tuple[str, float] | None = None
    """With this probability the link takes the state of that other one."""


@dataclass(frozen=True)
class Sign:
    """What follows the damage: a step or a column, never a cause."""

    name: str
    as_step: bool
    if_spoiled: float
    if_fine: float
    record: Record = "all"
    words: tuple[str, str] | None = None
    """What the column says with and without the sign; the export's yes and no if None."""


@dataclass(frozen=True)
class Term:
    """Links that do harm only together."""

    names: tuple[str, ...]
    harm: float


Ref = dict[str, str]


@dataclass(frozen=True)
class Chain:
    """The usual chain of one world: steps in order, who does them, and how long they wait and take (log of seconds)."""

    steps: tuple[str, ...]
    step_team: tuple[int, ...]
    teams: tuple[str, ...]
    people: tuple[tuple[str, ...], ...]
    wait_mu: tuple[float, ...]
    wait_sigma: tuple[float, ...]
    work_mu: tuple[float, ...]
    slow_steps: tuple[float, ...] = field(default=())
