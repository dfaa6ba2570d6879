"""Who the customers are: some come back, and a spoiled case makes it likelier that they never do."""

import numpy as np
from bench.planted.worlds.chance import Ints
from bench.planted.worlds.model import Run

LEAVES_SPOILED, LEAVES_FINE = 0.55, 0.12


def customers(run: Run) -> Ints:
    """The customer of each case, in order of arrival. Customers stay within one level of the first mix."""
    chance, plan = run.chance, run.plan
    again = chance.uniform("comes back") < plan.returning
    pick = chance.uniform("which customer")
    leaves = chance.uniform("leaves") < np.where(run.spoiled > 0, LEAVES_SPOILED, LEAVES_FINE)
    kind = run.codes[plan.mixes[0].column] if plan.mixes else np.zeros(plan.cases, dtype=np.int64)
    pools: dict[int, list[int]] = {}
    found, fresh = np.empty(plan.cases, dtype=np.int64), 0
    for i in range(plan.cases):
        pool = pools.setdefault(int(kind[i]), [])
        place = int(pick[i] * len(pool))
        if again[i] and pool:
            found[i] = pool[place]
        else:
            found[i], place, fresh = fresh, len(pool), fresh + 1
            pool.append(int(found[i]))
        if leaves[i]:
            pool[place] = pool[-1]
            pool.pop()
    return found
