"""How lopsided values are, and their ranks where that would let a tail rule."""

import numpy as np

from headwater.causes.people.design import Floats


def skew(values: Floats) -> float:
    """The third moment about the mean by the cubed standard deviation (as `scipy.stats.skew`); 0 where all are equal.

    Written out because importing scipy.stats takes longer than many a question to the command line.
    """
    about = values - values.mean()
    variance = float((about**2).mean())
    return float((about**3).mean()) / variance**1.5 if variance > 0 else 0.0


def ranks(values: Floats) -> Floats:
    """From 1; equal values share the mean of their ranks."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count - 1) / 2)[place])
