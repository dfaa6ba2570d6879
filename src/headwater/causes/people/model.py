"""Which columns become random factors, which are fixed, which one is eliminated: the rules, each with its note."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headwater.causes.people.columns import FEW, MOST_LEVELS, Column, bends, pooled
from headwater.causes.people.design import Design, Factor, Floats
from headwater.shared.said import phrase, say

MOST_CELLS = 600
MOST_RANDOM = 1_000
MOST_BESIDE_CUSTOMERS = 500
CASES_A_CELL = 3
REPEATS = 20
PEOPLE, CUSTOMERS, INTERACTION = "people", "customers", "interaction"


@dataclass(frozen=True)
class Model:
    """A design with its parts by name; condition names are prefixed so that none can be mistaken for another part."""

    design: Design
    random_conditions: tuple[str, ...]
    fixed_conditions: tuple[str, ...]
    people_fixed: bool
    customers: bool
    interaction: bool
    notes: tuple[str, ...]


def key(name: str) -> str:
    """The name of a condition inside the model."""
    return f"condition {name}"


def usable(conditions: Sequence[Column], n: int) -> tuple[list[Column], list[str]]:
    """The conditions that can carry a part, and a note for each that cannot or that has gaps."""
    notes: list[str] = []
    return [c for c in conditions if _usable(c, n, notes)], notes


def build(
    y: Floats, conditions: Sequence[Column], people: Factor, customers: Factor | None, *, interaction: bool = True
) -> Model:
    """Conditions of 8 levels or more are random, others and numbers fixed; customers go in where they repeat."""
    notes: list[str] = []
    random = [_random(c, notes) for c in conditions if c.factor is not None and c.factor.levels >= FEW]
    fixed = [
        Factor(key(c.name), c.factor.codes, c.factor.levels) for c in conditions if c.factor and c.factor.levels < FEW
    ]
    numeric = tuple((key(c.name), bends(c.numbers)) for c in conditions if c.numbers is not None)
    who = Factor(PEOPLE, people.codes, people.levels)
    absorbed = _customers(customers, len(y), notes)
    most = MOST_BESIDE_CUSTOMERS if absorbed else MOST_RANDOM  # with customers the equations cannot be solved by level
    crossed = _interaction(who, random, len(y), most, notes) if interaction else ()
    people_fixed = who.levels < FEW
    return Model(
        Design(
            y,
            (*(() if people_fixed else (who,)), *random, *crossed),
            (*fixed, *((who,) if people_fixed else ())),
            numeric,
            absorbed,
        ),
        tuple(f.name for f in random),
        (*(f.name for f in fixed), *(name for name, _ in numeric)),
        people_fixed,
        absorbed is not None,
        bool(crossed),
        tuple(notes),
    )


def _usable(condition: Column, n: int, notes: list[str]) -> bool:
    if condition.missing == n:
        notes.append(say("'{name}' is left out: it is recorded in no case.", name=condition.name))
        return False
    if condition.missing:
        level = phrase("'{name}' is not recorded in {missing} of {n} cases; they stand as a level of their own.")
        mean = phrase("'{name}' is not recorded in {missing} of {n} cases; they take its mean.")
        gaps = level if condition.factor else mean
        notes.append(say(gaps, name=condition.name, missing=condition.missing, n=n))
    if condition.factor is None:
        assert condition.numbers is not None
        return bool(np.nanstd(condition.numbers) > 0)
    if condition.factor.levels > n / 2:
        every = phrase("'{name}' is left out: it is nearly different in every case ({n} levels).")
        notes.append(say(every, name=condition.name, n=condition.factor.levels))
        return False
    return condition.factor.levels > 1


def _random(condition: Column, notes: list[str]) -> Factor:
    assert condition.factor is not None
    if condition.factor.levels > MOST_LEVELS:
        rare = phrase("The levels of '{name}' beyond the {n} most frequent are taken together.")
        notes.append(say(rare, name=condition.name, n=MOST_LEVELS - 1))
    kept = pooled(condition.factor, MOST_LEVELS)
    return Factor(key(condition.name), kept.codes, kept.levels)


def _customers(customers: Factor | None, n: int, notes: list[str]) -> Factor | None:
    """Customers carry a variance only where enough of them come more than once."""
    if customers is None:
        notes.append(say("Customers are not recorded, so their part is inside what is unexplained."))
        return None
    if n - customers.levels < REPEATS or customers.levels < FEW:
        notes.append(say("Too few customers came more than once to tell their part from what is unexplained."))
        return None
    return Factor(CUSTOMERS, customers.codes, customers.levels)


def _interaction(who: Factor, random: Sequence[Factor], n: int, most: int, notes: list[str]) -> tuple[Factor, ...]:
    """Person by condition, for the condition with most cells that has 3 cases a cell, 600 cells at most, and room."""
    best: tuple[int, Factor] | None = None
    room = most - who.levels - sum(f.levels for f in random)
    for f in random if who.levels >= FEW else ():
        cells, codes = np.unique(who.codes.astype(np.int64) * f.levels + f.codes, return_inverse=True)
        crossed = len(cells) > max(who.levels, f.levels)
        fits = crossed and len(cells) <= min(MOST_CELLS, room, n / CASES_A_CELL)
        if fits and (best is None or len(cells) > best[0]):
            best = (len(cells), Factor(INTERACTION, codes.astype(np.int32), len(cells)))
    if best is not None:
        return (best[1],)
    if random:
        untold = phrase(
            "People doing differently by condition could not be fitted (too many or too thin combinations); "
            "what there is of it lies in the people's part and in what is unexplained."
        )
        notes.append(say(untold))
    return ()
