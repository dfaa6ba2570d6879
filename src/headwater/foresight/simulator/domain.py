"""A service as the simulator sees it: plain values, times in one unit (`Service.unit`), rates per that unit.

Kinds of case arrive, follow routes of states, each state is a visit to a step; a step is worked on at a station (a
queue) by the servers of a pool, or is a wait that is nobody's queue. Everything here is a value: a decision is a
function from one `Service` to another.
"""

from dataclasses import dataclass, field
from typing import Literal

Shape = Literal[
    "exponential", "fixed", "lognormal", "gamma", "weibull", "hyperexponential", "empirical", "never", "none"
]
LateBy = Literal["", "wait", "time", "waiting"]
END = -1
"""The next state of a case that is over."""


@dataclass(frozen=True, slots=True)
class Law:
    """How long something takes. `none` takes no time, `never` does not end (patience without an end).

    `cv` is the standard deviation over the mean: of lognormal, gamma, weibull (where it gives the shape). A
    hyperexponential is `weights` of exponentials with the means `values`. An empirical law has `values`: quantiles at
    evenly spaced probabilities from 0 to 1, joined by straight lines; `mean` rescales them where it differs from
    theirs.
    """

    shape: Shape
    mean: float = 0.0
    cv: float = 1.0
    values: tuple[float, ...] = ()
    weights: tuple[float, ...] = ()


NOTHING = Law("none")
NEVER = Law("never")


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How cases of a kind come: `rates` per unit of time in each slot of the cycle (one rate: constant).

    `gaps` is the law of the gaps in operational time (mean 1): exponential is a Poisson process whose rate varies,
    fixed comes like clockwork. `day_cv` is the coefficient of variation of a gamma factor drawn for each day and shared
    by all kinds, `slot_cv` that of one drawn for each slot and kind: what real counts have beyond Poisson.
    `extra` are (from, to, rate) spans of absolute time: a campaign. `factor` thins or adds arrivals and keeps those
    that come in both worlds the same (common random numbers).
    """

    rates: tuple[float, ...]
    gaps: Law = Law("exponential", 1.0)
    day_cv: float = 0.0
    slot_cv: float = 0.0
    extra: tuple[tuple[float, float, float], ...] = ()
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Move:
    """One way on from a state: with probability `share` to `state` (END: the case is over), after `delay`.

    `together` starts the next state beside this one; the move after it waits until all that is open in the case is
    done.
    """

    share: float
    state: int
    delay: Law = NOTHING
    together: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """A visit to `step` in a context that routing depends on; `moves` have shares that sum to 1."""

    step: int
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case: how it comes, where it starts, and what happens after it is left or over.

    `retry` is the chance that one who gave up comes back after `retry_after`, to the same state or, where it is
    `retry_anew`, to the start, as one who calls again; `repeat` the chance
    that a case that is over brings a further contact (from the start) after `repeat_after`. The logit of `repeat` moves
    by `repeat_per_wait` for each unit of time waited, in this contact or, where it is `repeat_wait_of_case`, in all
    contacts of the case so far, and by `repeat_per_haste` for each 1 that the service factor lay below 1, in the mean
    over the works of the contact or, where it is `repeat_haste_of_last`, in the last (0: off). A case brings no more
    further contacts than `repeats_at_most` (0: no limit). `spoiled` is the share of cases that are spoiled; its logit
    moves by `spoiled_per_wait` per unit waited from `typical_wait` and by `spoiled_per_contact` for each further
    contact; one that gave up is spoiled with `spoiled_left`. Where being spoiled is a matter of time (a promise is
    missed), `late_by` says of which: what the contact waited in queues ("wait"), how long it took ("time"), or that
    less all work ("waiting"), of the whole case where it is `late_of_case`; a case that comes to more than `late_after`
    is spoiled with `late`, one that then gave up with `late_left`, and what is said above holds for all others.
    `self_service` is the share that never reaches a station, of which `self_service_fails` come after all. `within`
    says of each slot of the cycle whether a retry or repeat can come in it (() is always); one that would come in
    another slot comes at a time drawn evenly from the first slot after it in which it can.
    """

    name: str
    arrivals: Arrivals
    starts: tuple[tuple[float, int], ...]
    retry: float = 0.0
    retry_after: Law = NOTHING
    retry_anew: bool = False
    repeat: float = 0.0
    repeat_after: Law = NOTHING
    repeat_per_wait: float = 0.0
    repeat_wait_of_case: bool = False
    repeat_per_haste: float = 0.0
    repeat_haste_of_last: bool = False
    repeats_at_most: int = 0
    spoiled: float = 0.0
    spoiled_per_wait: float = 0.0
    typical_wait: float = 0.0
    spoiled_per_contact: float = 0.0
    spoiled_left: float = 1.0
    late_by: LateBy = ""
    late_of_case: bool = False
    late_after: float = 0.0
    late: float = 1.0
    late_left: float = 1.0
    self_service: float = 0.0
    self_service_fails: float = 0.0
    within: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of work. `station` None is a wait that is nobody's queue (customer, supplier, calendar): `work` is its
    length.

    `work` is the law of the time at the server, `work_of` that of some kinds. `before` is a wait before the queue is
    joined. `skip` is the share of visits that pass it over. `batch_every` releases what waits at `batch_from` and
    at multiples of that time before and after it (0: at once), `batch_of` once so many are there (0 or 1: at once).
    `factor` scales the work (a handle-time target), keeping draws aligned.
    """

    name: str
    station: int | None
    work: Law
    work_of: tuple[tuple[int, Law], ...] = ()
    before: Law = NOTHING
    skip: float = 0.0
    batch_every: float = 0.0
    batch_from: float = 0.0
    batch_of: int = 0
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Station:
    """A queue: first come first served within a priority, lower `priority_of` a kind first (default 1), non-preemptive.

    `patience` of those who wait, `patience_of` some kinds. Of those who give up, `silent` leave without a word: they
    keep their place and take `silent_work` of a server. `promise` is the longest wait promised. `callback` is the
    share of those who would wait that take the offer to be called back: they keep their place without patience and do
    not count as waiting on the line. `speed` are (busy share, factor) knots, joined by straight lines: the factor on
    work begun when that share of the servers on duty is busy (measured or assumed; () is off). `rush` are (number
    still waiting, factor) knots in the same way, of how many others wait when the work is begun. `room` is how many
    can wait at most (None: any number); who finds it full is turned away and counts as one that gave up at once.
    """

    name: str
    patience: Law = NEVER
    patience_of: tuple[tuple[int, Law], ...] = ()
    priority_of: tuple[tuple[int, int], ...] = ()
    silent: float = 0.0
    silent_work: Law = NOTHING
    promise: float | None = None
    callback: float = 0.0
    speed: tuple[tuple[float, float], ...] = ()
    rush: tuple[tuple[float, float], ...] = ()
    room: int | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """Servers that are alike: how many in each slot of the cycle (one number: always), and the stations they serve.

    A free server takes from its stations in the order of `stations` the first that has somebody waiting; with
    `shared`, the one who waits longest over all of them (among the lowest priority). A case that finds several free
    pools takes the first that names its station earliest, then the first in order. At the end of a shift a server
    ends what is begun (overtime), or with `pauses` goes on when the pool is open next. `closed` are (from, to) spans
    of absolute time without any server. `absent` is the chance that a server is away for a day, drawn for each server
    and day (of those on duty in a slot, each of them alike). Servers have numbers: on duty in a slot are those from
    `first` on (() is 0), and the same number is the same one all day.
    """

    name: str
    servers: tuple[int, ...]
    stations: tuple[int, ...]
    shared: bool = True
    pauses: bool = False
    closed: tuple[tuple[float, float], ...] = ()
    absent: float = 0.0
    first: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """All of it. The cycle (a week, say) is `slots` slots of `slot` each; time 0 is its start. `day` is for
    `day_cv`.
    """

    stations: tuple[Station, ...]
    pools: tuple[Pool, ...]
    steps: tuple[Step, ...]
    states: tuple[State, ...]
    kinds: tuple[Kind, ...]
    unit: str = "hour"
    slot: float = 1.0
    slots: int = 168
    day: float = 24.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How it is run: `warm_up` is thrown away, `length` counts, in units of time; `start` is the time of the first
    arrival at
    the earliest (absolute: slots, closed spans and campaigns are reckoned from time 0)."""

    length: float
    warm_up: float = 0.0
    replications: int = 30
    seed: int = 1
    start: float = 0.0
    log: bool = False
    most_customers: int | None = None
    """ends a replication after so many arrivals, where a number of customers is asked for"""


@dataclass(slots=True)
class Settled:
    """Whether a run came to rest; `why` says what grew where it did not."""

    yes: bool = True
    why: str = ""
    notes: list[str] = field(default_factory=list)
