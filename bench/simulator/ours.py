"""The workloads on Headwater: python -m bench.simulator.ours a|b|full CUSTOMERS SEED."""

import sys
import time

from bench.simulator import workloads as w

from headwater.foresight.simulator.domain import (
    END,
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
)
from headwater.foresight.simulator.run import run


def service(which: str) -> Service:
    """One of the workloads."""
    return _a() if which == "a" else _b(full=which == "full")


def _a() -> Service:
    station = Station("agents", Law("exponential", w.A["patience"]))
    return Service(
        (station,), (Pool("agents", (int(w.A["servers"]),), (0,)),),
        (Step("call", 0, Law("exponential", w.A["work"])),),
        (State(0, (Move(1.0, END),)),), (Kind("caller", Arrivals((w.A["rate"],)), ((1.0, 0),)),), slot=1e18, slots=1,
    )  # fmt: skip


def _b(*, full: bool) -> Service:
    own = tuple(Pool(f"team {n}", w.OWN if full else (w.SERVERS,), (n,)) for n in range(w.STATIONS))
    teams = tuple(Pool(f"skilled {n}", (many,), serves) for n, (serves, many) in enumerate(w.TEAMS))
    return Service(
        tuple(Station(f"station {n}") for n in range(w.STATIONS)), own + (teams if full else ()),
        tuple(Step(f"step {n}", n, Law("exponential", work)) for n, work in enumerate(w.WORK)),
        tuple(State(n, _moves(row)) for n, row in enumerate(w.ROUTES)),
        (Kind("case", Arrivals(w.RATES), ((1.0, 0),)),), slot=w.SLOT, slots=len(w.RATES),
    )  # fmt: skip


def _moves(row: dict[int, float]) -> tuple[Move, ...]:
    left = 1 - sum(row.values())
    return tuple(Move(p, to) for to, p in row.items()) + ((Move(left, END),) if left > 1e-9 else ())


def measured(which: str, customers: int, seed: int) -> tuple[float, float, float, float]:
    """CPU seconds, share that waited, share that gave up, mean wait of a customer."""
    one = service(which)
    run(one, Plan(10.0, replications=1))  # the machine code is loaded, or made the first time
    begun = time.process_time()
    tally = run(one, Plan(1e300, replications=1, seed=seed, most_customers=customers))
    cpu, came = time.process_time() - begun, tally.came.sum()
    return cpu, tally.waited.sum() / came, tally.left.sum() / came, tally.wait.sum() / customers


if __name__ == "__main__":
    print(sys.argv[2], *(f"{x:.6f}" for x in measured(sys.argv[1], int(float(sys.argv[2])), int(sys.argv[3]))))
