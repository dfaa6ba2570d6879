"""Medians with what is still open, and shares with their interval."""

import math
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from headwater.desk.measures.domain import Row

Z = 1.959964
_VALUE = attrgetter("value")


def quantile(rows: Sequence[Row], share: float) -> float | None:
    """The time by which this share was through, counting those still open as "at least" (Kaplan and Meier 1958).

    None where too many are still open to tell. Leaving them out would average over the winners only.
    """
    through, at_risk = 1.0, len(rows)
    for value, here in groupby(sorted(rows, key=_VALUE), key=_VALUE):
        still_open = [row.open_still for row in here]
        ended = still_open.count(False)
        through *= 1 - ended / at_risk
        if ended and through <= 1 - share + 1e-12:
            return float(value)
        at_risk -= len(still_open)
    return None


def wilson(hits: int, n: int) -> tuple[float, float] | None:
    """95 % interval of a share (Wilson 1927)."""
    if n == 0:
        return None
    p, z2 = hits / n, Z * Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)
