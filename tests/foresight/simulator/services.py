"""Small services that several tests run."""

from headwater.foresight.simulator.domain import (
    END,
    NEVER,
    Arrivals,
    Kind,
    Law,
    Move,
    Plan,
    Pool,
    Service,
    State,
    Station,
    Step,
)  # fmt: skip
from headwater.foresight.simulator.tally import Tally

HOUR = Law("exponential", 1.0)


def one(
    rate=8.0,
    servers=(10,),
    *,
    station=None,
    pool=None,
    kind=None,
    work=HOUR,
    patience=NEVER,
    slots=1,
    slot=1e18,
    **step,
):
    """One station, one pool, one kind."""
    made = {"patience": patience} | (station or {})
    rates = rate if isinstance(rate, tuple) else (rate,)
    return Service(
        (Station("desk", **made),), (Pool("desk", servers, (0,), **(pool or {})),), (Step("call", 0, work, **step),),
        (State(0, (Move(1.0, END),)),), (Kind("caller", Arrivals(rates), ((1.0, 0),), **(kind or {})),),
        slot=slot, slots=slots,
    )  # fmt: skip


def short(length=2000.0, **more) -> Plan:
    """A run of some seconds' hundredth."""
    return Plan(length, **{"warm_up": 100.0, "replications": 4} | more)


def share(tally: Tally, above: str) -> float:
    """A count over the visits that came."""
    return float(getattr(tally, above).sum() / tally.came.sum())
