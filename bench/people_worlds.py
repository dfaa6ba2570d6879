"""Generated worlds whose shares, verdict and routing are known: the ground of `bench.people` and of its tests."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from headwater.causes.people import PersonOrSystem, decompose
from headwater.causes.people.design import Design, Factor

Kind = Literal["system", "person", "both", "neither"]
TRUTH = {"people": 0.03, "process": 0.10, "touchpoint": 0.05, "customers": 0.20}
SIZES = {"people": 100, "process": 25, "touchpoint": 12, "customers": 4_000}


def crossed(seed: int, *, n: int, levels: dict[str, int], numeric: int = 0) -> Design:
    """Four crossed effects with the shares of TRUTH, the rest noise; customers are to be eliminated."""
    rng = np.random.default_rng(seed)
    codes = {name: rng.integers(0, k, n).astype(np.int32) for name, k in levels.items()}
    y = rng.normal(0, np.sqrt(1 - sum(TRUTH.values())), n)
    for name, k in levels.items():
        y += rng.normal(0, np.sqrt(TRUTH[name]), k)[codes[name]]
    inner = tuple(Factor(name, codes[name], k) for name, k in levels.items() if name != "customers")
    blocks = (("contrasts", rng.normal(size=(n, numeric))),) if numeric else ()
    return Design(y, inner, (), blocks, Factor("customers", codes["customers"], levels["customers"]))


@dataclass(frozen=True)
class Shop:
    """A shop with clerks and stock; one clerk may be weak. Chances are of a spoiled case."""

    n: int = 1_000
    clerks: int = 10
    queues: int = 0
    base: float = 0.15
    stock_effect: float = 0.5
    clerk_effect: float = 0.35
    out_of_stock: float = 0.25
    shuffled: bool = False


def shop(seed: int, kind: Kind, world: Shop) -> PersonOrSystem:
    """Spoiled by stock alone, by one weak clerk alone, by both, by neither; cases are given out by chance."""
    rng = np.random.default_rng(seed)
    n = world.n
    out, who = rng.random(n) < world.out_of_stock, rng.integers(0, world.clerks, n)
    chance = np.full(n, world.base)
    if kind in ("system", "both"):
        chance += world.stock_effect * out
    if kind in ("person", "both"):
        chance += world.clerk_effect * (who == rng.integers(world.clerks))
    spoiled = (rng.random(n) < np.clip(chance, 0, 0.98)).astype(float)
    conditions: dict[str, npt.NDArray[np.generic]] = {"stock_out": out}
    if world.queues:
        conditions["queue"] = rng.integers(0, world.queues, n)
    return decompose(
        spoiled,
        conditions=conditions,
        people=rng.permutation(who) if world.shuffled else who,
        customers=rng.integers(0, max(n // 2, 1), n),
        known_before={"kind": rng.integers(0, 4, n), "age": rng.normal(size=n)},
        binary=True,
        person_names=[f"Clerk {k}" for k in range(world.clerks)],
    )


@dataclass(frozen=True)
class Desk:
    """Columns of a service desk whose routing is known: for the assignment test and for what it protects from."""

    kind: npt.NDArray[np.int64]
    difficulty: npt.NDArray[np.float64]
    region: npt.NDArray[np.int64]
    people: npt.NDArray[np.int64]
    queue: npt.NDArray[np.int64]
    flag: npt.NDArray[np.bool_]
    customers: npt.NDArray[np.int64]


def desk(seed: int, *, n: int, people: int, hard_to_best: float = 0.0, sticky: bool = False) -> Desk:
    """People differ by queue and queues by difficulty, which is no alarm; a part of the hard cases may go to the best.

    `sticky` sends every case of a customer to the same person, drawn by chance: no alarm either.
    """
    rng = np.random.default_rng(seed)
    customers = rng.integers(0, n // 3, n)
    hard = 0.7 * rng.normal(size=n // 3)[customers] + 0.7 * rng.normal(size=n)
    queue = rng.integers(0, 6, n)
    usual = rng.random((6, people)) ** 3
    usual = (usual / usual.sum(axis=1, keepdims=True)).cumsum(axis=1)
    draw = rng.random(n)
    who = np.empty(n, np.int64)
    for q in range(6):
        who[queue == q] = np.searchsorted(usual[q], draw[queue == q])
    who = np.minimum(who, people - 1)
    if sticky:
        who = rng.integers(0, people, n // 3)[customers]
    taken = (hard > 0.8) & (rng.random(n) < hard_to_best)
    who = np.where(taken, rng.integers(0, max(people // 3, 1), n), who)
    difficulty = hard + 0.4 * (queue - 2.5)
    kind = np.digitize(difficulty + rng.normal(size=n), [-1, 0, 1])
    region = rng.integers(0, 5, n // 3)[customers]
    return Desk(kind, difficulty, region, who, queue, rng.random(n) < 0.3, customers)
