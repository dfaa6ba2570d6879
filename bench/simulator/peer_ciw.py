"""The workloads on Ciw: python -m bench.simulator.peer_ciw a|b CUSTOMERS SEED. It has no teams of several skills, so no
`full`.
"""

import sys
import time

import ciw
from bench.simulator import workloads as w


def network(which: str, length: float) -> ciw.network.Network:
    """One of the workloads."""
    if which == "a":
        return ciw.create_network(
            arrival_distributions=[ciw.dists.Exponential(w.A["rate"])],
            service_distributions=[ciw.dists.Exponential(1 / w.A["work"])],
            number_of_servers=[int(w.A["servers"])],
            reneging_time_distributions=[ciw.dists.Exponential(1 / w.A["patience"])],
        )
    ends = [w.SLOT * (n + 1) for n in range(24)]
    source = ciw.dists.PoissonIntervals(rates=list(w.RATES), endpoints=ends, max_sample_date=length)
    return ciw.create_network(
        arrival_distributions=[source, None, None, None, None],
        service_distributions=[ciw.dists.Exponential(1 / work) for work in w.WORK],
        number_of_servers=[w.SERVERS] * w.STATIONS,
        routing=[[row.get(to, 0.0) for to in range(w.STATIONS)] for row in w.ROUTES],
    )


def measured(which: str, customers: int, seed: int) -> tuple[float, float, float, float]:
    """CPU seconds, share that waited, share that gave up, mean wait of a customer."""
    ciw.seed(seed)
    begun = time.process_time()
    length = customers / w.A["rate"] if which == "a" else customers / 5.0
    simulation = ciw.Simulation(network(which, length))
    simulation.simulate_until_max_time(length)
    records = simulation.get_all_records()
    cpu = time.process_time() - begun
    waits = [r.waiting_time for r in records]
    left = sum(r.record_type == "renege" for r in records)
    return cpu, sum(x > 0 for x in waits) / len(waits), left / len(waits), sum(waits) / customers


if __name__ == "__main__":
    print(sys.argv[2], *(f"{x:.6f}" for x in measured(sys.argv[1], int(float(sys.argv[2])), int(sys.argv[3]))))
