"""Chance by name: the same seed and name give the same numbers, whatever else is drawn."""

from zlib import crc32

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Luck:
    """One number per case for each name, so that a world with one link held keeps all its other luck."""

    def __init__(self, seed: int, cases: int) -> None:
        self.seed, self.cases = seed, cases

    def generator(self, name: str) -> np.random.Generator:
        """A generator of its own for this name."""
        return np.random.default_rng([self.seed, crc32(name.encode())])

    def uniform(self, name: str, size: int | None = None) -> Floats:
        """Between 0 and 1, one per case."""
        return self.generator(name).random(self.cases if size is None else size)

    def happens(self, name: str, chance: float | Floats) -> Bools:
        """Whether it happens, in each case with its chance."""
        found: Bools = self.uniform(name) < chance
        return found

    def minutes(self, name: str, median: float | Floats, spread: float = 0.6) -> Floats:
        """Log-normal times with this median, in seconds."""
        found: Floats = 60.0 * median * np.exp(spread * self.generator(name).standard_normal(self.cases))
        return found

    def pick(self, name: str, shares: Floats) -> Ints:
        """One level per case; `shares` has one row per case (or one for all) that need not sum to one."""
        edges = np.cumsum(np.atleast_2d(shares), axis=1)
        found: Ints = (self.uniform(name)[:, None] * edges[:, -1:] >= edges[:, :-1]).sum(axis=1)
        return found


def sigmoid(x: Floats) -> Floats:
    """Log odds to a chance."""
    found: Floats = 1.0 / (1.0 + np.exp(-x))
    return found
