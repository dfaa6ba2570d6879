"""Random numbers by name: the same world drawn again with one link held gets the very same luck."""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Chance:
    """Exogenous noise for `cases` cases: it depends on the seed and the name alone, never on the order of calls."""

    def __init__(self, seed: int, cases: int) -> None:
        self.seed, self.cases = seed, cases

    def source(self, name: str) -> np.random.Generator:
        """The generator that belongs to this name."""
        return np.random.default_rng([self.seed, crc32(name.encode())])

    def uniform(self, name: str) -> Floats:
        """One number in [0, 1) per case."""
        return self.source(name).random(self.cases)

    def normal(self, name: str) -> Floats:
        """One standard normal number per case."""
        return self.source(name).standard_normal(self.cases)


def sigmoid(x: Floats) -> Floats:
    """Log-odds to probability."""
    return np.asarray(1 / (1 + np.exp(-x)))


def logit(p: float) -> float:
    """Probability to log-odds."""
    return float(np.log(p / (1 - p)))
