"""A world lived through: as a record a clerk could have exported, or at length as the truth."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
from bench.decisions.loop import CALL, simulate
from bench.decisions.world import HOURS, Flags, Floats, Ints, World

MONDAY = datetime(2026, 1, 5)  # noqa: DTZ001 -- local wall clock of a service without a time zone
WEEK = 168.0
SETTLE = 2
TRUE_CASES = 600_000
"""So many cases make a truth."""
REFUSED = 200.0
STRANGERS = 5
"""so many customers there are for each case of the record: they come again by chance, too"""


@dataclass(frozen=True)
class Truth:
    """Sums over a long run: [t, h] by when a visit joined its queue, [k] by kind of case."""

    came: Floats
    wait: Floats
    left: Floats
    cases: Floats
    repeats: Floats
    spoiled: Floats
    total: Floats

    def value(self, measure: str, place: int | None = None, at: Flags | None = None) -> float:
        """A measure at one team (in some hours of the week), of one kind of case, or of all."""
        chosen = slice(None) if place is None else slice(place, place + 1)
        if measure in ("waiting", "abandonment"):
            slots = np.ones(HOURS, bool) if at is None else np.asarray(at, bool)
            sums = self.wait if measure == "waiting" else self.left
            return float(sums[chosen][:, slots].sum() / self.came[chosen][:, slots].sum())
        sums = {"repeat contacts": self.repeats, "spoiled cases": self.spoiled, "case waiting": self.total}[measure]
        return float(sums[chosen].sum() / self.cases[chosen].sum())


def arrivals(world: World, weeks: int, rng: np.random.Generator) -> tuple[Floats, Ints, Floats]:
    """When first contacts come, of which kind, and the amount that each asks for."""
    days = 7 * weeks
    shape = 1 / world.day_cv**2 if world.day_cv else 0.0
    day = rng.gamma(shape, 1 / shape, days) if shape else np.ones(days)
    day[[d for d in world.holidays if d < days]] = 0.0
    times, kinds = [], []
    for k in range(len(world.kinds)):
        rate = np.tile(world.rate[k] * (1 - world.self_service[k]), weeks) * np.repeat(day, 24)
        for of, start, end, more in world.extra:
            if of == k:
                rate[start:end] += more
        count = rng.poisson(rate)
        times.append(np.repeat(np.arange(len(rate)), count) + rng.random(count.sum()))
        kinds.append(np.full(count.sum(), k))
    t, kind = np.concatenate(times), np.concatenate(kinds)
    order = np.argsort(t)
    t, kind = t[order], kind[order]
    return t, kind, world.amount[kind] * np.exp(0.6 * rng.standard_normal(len(t)))


def away(world: World, weeks: int, rng: np.random.Generator) -> Any:
    """[p, day] who is not there; a holiday is everybody's."""
    off = rng.random((len(world.shift), 7 * weeks + 2)) < world.absent
    off[:, [d for d in world.holidays if d < off.shape[1]]] = True
    return off


def live(world: World, weeks: int, seed: int, *, keep: bool) -> tuple[Any, ...]:
    """Everything that happened in these weeks."""
    rng = np.random.default_rng(seed)
    t, kind, amount = arrivals(world, weeks, rng)
    opened = world.rate.sum(axis=0) > 0
    done = simulate(
        int(rng.integers(2**31)), WEEK * weeks, 0.0 if keep else WEEK * SETTLE, keep, t, kind, amount, opened,
        world.route, world.chance, world.team, world.work, world.work_cv, world.patience, world.patience_cv,
        world.shift, world.skill, away(world, weeks, rng), world.priority, world.limit, world.batch, world.factor,
        world.retry, world.retry_after, world.repeat, world.repeat_after, world.repeat_wait, world.haste, world.rush,
        world.spoiled, world.spoiled_wait, world.spoiled_again, world.spoiled_left, world.callback,
    )  # fmt: skip
    return t, kind, amount, done


def truth(world: World, weeks: int, seed: int) -> Truth | None:
    """What this world is like in the long run; none where a queue of it grows without end."""
    try:
        _, _, _, (_, _, _, came, wait, left, cases, repeats, spoilt, total) = live(world, weeks, seed, keep=False)
    except OverflowError:
        return None
    return Truth(came, wait, left, cases, repeats, spoilt, total)


def record(world: World, weeks: int, seed: int) -> tuple[pa.Table, dict[str, bool]]:
    """The record as a table of moments, and which of its cases were spoiled."""
    _, kind, amount, (rows, bad, *_) = live(world, weeks, seed, keep=True)
    case, step = rows[:, 0].astype(np.int64), rows[:, 1].astype(np.int64)
    person = rows[:, 4].astype(np.int64)
    order = np.lexsort((np.arange(len(rows)), rows[:, 2], case))
    rows, case, step, person = rows[order], case[order], step[order], person[order]
    name = np.array([*world.steps, "Left", world.first])[np.where(step >= 0, step, len(world.steps) + (step == CALL))]
    people, teams = np.array([*world.people, None], dtype=object), np.array([*world.teams, None], dtype=object)
    own = np.append((world.skill == 1).argmax(axis=1), -1)
    ids = np.array([f"C{i:06d}" for i in range(len(kind))])
    customer = np.random.default_rng(seed).integers(STRANGERS * len(ids), size=len(ids))
    asked = world.amount[kind[case]] > 0
    table = pa.table(
        {
            "case": ids[case], "step": name, "start": _stamps(rows[:, 2]), "end": _stamps(rows[:, 3]),
            "who": people[person].tolist(), "team": teams[own[person]].tolist(),
            "customer": np.char.add("K", customer[case].astype(str)), "kind": np.array(world.kinds)[kind[case]],
            "outcome": np.where(bad[case] == 1, "spoiled", "good"),
            **({"answer": _answers(world, step, amount[case])} if asked.any() else {}),
            **({"amount": pa.array(np.round(amount[case], 2), mask=~asked)} if asked.any() else {}),
        }
    )  # fmt: skip
    closed = {ids[i]: bool(bad[i]) for i in np.unique(case)}
    return table, closed


def _answers(world: World, step: Ints, amount: Floats) -> pa.Array:
    """What the one who may permit said: no to the largest amounts."""
    asks = (step >= 0) & (world.limit[step] >= 0)
    return pa.array(np.where(amount > REFUSED, "refused", "granted"), mask=~asks)


def _stamps(times: Floats) -> pa.Array:
    seconds = np.round(times * 3600).astype("timedelta64[s]")
    return pa.array(np.datetime64(MONDAY, "s") + seconds, pa.timestamp("s"))
