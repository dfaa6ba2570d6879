"""The workloads on SimPy: python -m bench.simulator.peer_simpy a|b|full CUSTOMERS SEED.

Written for speed as its users write it: a process for each customer, a resource for each station, no timeout where a
server is free. With skills and shifts a resource does not do, so customers wait for an event that a free server
fires.
"""

import random
import sys
import time
from collections import deque
from collections.abc import Iterator
from typing import Any

import simpy
from bench.simulator import workloads as w


class Counted:
    """Waits and those who gave up."""

    def __init__(self) -> None:
        self.came = self.waited = self.left = 0
        self.wait = 0.0

    def add(self, wait: float) -> None:
        """One visit has waited so long."""
        self.came += 1
        if wait > 0:
            self.waited += 1
            self.wait += wait


def caller(env: Any, agents: Any, rng: random.Random, counted: Counted) -> Iterator[Any]:
    """Workload A."""
    came = env.now
    with agents.request() as server:
        if not server.triggered:
            yield server | env.timeout(rng.expovariate(1 / w.A["patience"]))
        counted.add(env.now - came)
        if not server.triggered:
            counted.left += 1
            return
        yield env.timeout(rng.expovariate(1 / w.A["work"]))


def arrivals_a(env: Any, agents: Any, rng: random.Random, counted: Counted, customers: int) -> Iterator[Any]:
    """Workload A's source."""
    for _ in range(customers):
        yield env.timeout(rng.expovariate(w.A["rate"]))
        env.process(caller(env, agents, rng, counted))


def case(env: Any, stations: list[Any], rng: random.Random, counted: Counted) -> Iterator[Any]:
    """Workload B."""
    n: int | None = 0
    while n is not None:
        came = env.now
        with stations[n].request() as server:
            yield server
            counted.add(env.now - came)
            yield env.timeout(rng.expovariate(1 / w.WORK[n]))
        n = next_of(n, rng)


def next_of(n: int, rng: random.Random) -> int | None:
    """Where a case goes on."""
    u = rng.random()
    for to, share in w.ROUTES[n].items():
        if u < share:
            return to
        u -= share
    return None


class Teams:
    """Servers with skills and shifts."""

    def __init__(self, env: Any, rng: random.Random) -> None:
        self.env, self.rng = env, rng
        self.serves = [[n] for n in range(w.STATIONS)] + [list(serves) for serves, _ in w.TEAMS]
        self.on = [w.OWN[0]] * w.STATIONS + [many for _, many in w.TEAMS]
        self.most = list(self.on)  # with those whose shift is over but whose work is not
        self.busy = [0] * len(self.on)
        self.of = [[p for p, serves in enumerate(self.serves) if n in serves] for n in range(w.STATIONS)]
        self.queues: list[deque[Any]] = [deque() for _ in range(w.STATIONS)]

    def free(self, n: int) -> int | None:
        """A team with a free server for a station."""
        return next((p for p in self.of[n] if self.busy[p] < self.most[p]), None)

    def pull(self, p: int) -> None:
        """Give the free servers of a team to who waits longest."""
        while self.busy[p] < self.most[p]:
            waiting = [self.queues[n] for n in self.serves[p] if self.queues[n]]
            if not waiting:
                return
            _, event = min(waiting, key=lambda q: q[0][0]).popleft()
            self.busy[p] += 1
            event.succeed(p)

    def shifts(self) -> Iterator[Any]:
        """Own servers by the hour."""
        slot = 0
        while True:
            yield self.env.timeout(w.SLOT)
            slot += 1
            for p in range(w.STATIONS):
                self.turn(p, w.OWN[slot % 24])
                self.pull(p)

    def turn(self, p: int, on: int) -> None:
        """Of those on duty, who are alike, some go home: who is at work once it is done."""
        before, self.on[p] = self.on[p], on
        home, leaving = before - on, self.most[p] - before
        if home <= 0:
            self.most[p] = max(self.most[p], on)
            return
        for n in range(self.busy[p] - leaving):
            if self.rng.random() * (before - n) < home:
                home, leaving = home - 1, leaving + 1
        self.most[p] = on + leaving

    def done(self, p: int) -> None:
        """Work is over; whose shift is over, too, goes home."""
        if self.most[p] > self.on[p] and self.rng.random() * self.busy[p] < self.most[p] - self.on[p]:
            self.most[p] -= 1
        self.busy[p] -= 1
        self.pull(p)


def skilled(env: Any, teams: Teams, rng: random.Random, counted: Counted) -> Iterator[Any]:
    """Workload B with skills and shifts."""
    n: int | None = 0
    while n is not None:
        came, p = env.now, teams.free(n)
        if p is None:
            event = env.event()
            teams.queues[n].append((came, event))
            p = yield event
        else:
            teams.busy[p] += 1
        counted.add(env.now - came)
        yield env.timeout(rng.expovariate(1 / w.WORK[n]))
        teams.done(p)
        n = next_of(n, rng)


def arrivals_b(env: Any, made: Any, what: Any, rng: random.Random, counted: Counted, customers: int) -> Iterator[Any]:
    """Workload B's source: rates by the hour, thinned."""
    most, came = max(w.RATES), 0
    while came < customers:
        yield env.timeout(rng.expovariate(most))
        if rng.random() * most <= w.RATES[int(env.now // w.SLOT) % 24]:
            came += 1
            env.process(made(env, what, rng, counted))


def measured(which: str, customers: int, seed: int) -> tuple[float, float, float, float]:
    """CPU seconds, share that waited, share that gave up, mean wait of a customer."""
    env, rng, counted = simpy.Environment(), random.Random(seed), Counted()
    begun = time.process_time()
    if which == "a":
        agents = simpy.Resource(env, int(w.A["servers"]))
        done = env.process(arrivals_a(env, agents, rng, counted, customers))
    elif which == "b":
        stations = [simpy.Resource(env, w.SERVERS) for _ in range(w.STATIONS)]
        done = env.process(arrivals_b(env, case, stations, rng, counted, customers))
    else:
        teams = Teams(env, rng)
        env.process(teams.shifts())
        done = env.process(arrivals_b(env, skilled, teams, rng, counted, customers))
    env.run(until=done)
    cpu = time.process_time() - begun
    return cpu, counted.waited / counted.came, counted.left / counted.came, counted.wait / customers


if __name__ == "__main__":
    print(sys.argv[2], *(f"{x:.6f}" for x in measured(sys.argv[1], int(float(sys.argv[2])), int(sys.argv[3]))))
