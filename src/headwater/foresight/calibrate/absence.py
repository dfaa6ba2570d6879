"""How often people are away: what a team shows on few days is held against what the other teams show."""

import numpy as np

from headwater.foresight.calibrate.visits import Floats

OTHERS = 0.5
"""A day of another team tells at most this share of what a day of one's own does."""


def together(absent: Floats, days: Floats) -> tuple[Floats, Floats]:
    """[team] the share of days away, drawn towards that of the other teams as far as teams differ by chance alone, and
    the days it rests on (empirical Bayes; the spread of teams by moments)."""
    away, whole = absent * days, float(days.sum())
    others = whole - days
    elsewhere = np.divide(away.sum() - away, others, out=np.zeros_like(days), where=others > 0)
    lent = np.minimum(_alike(absent, days), OTHERS * others) * (days > 0)
    return (away + lent * elsewhere) / np.maximum(days + lent, 1), days + lent


def _alike(absent: Floats, days: Floats) -> float:
    """How many days another team's share is worth: what one day varies by, over what teams differ by."""
    whole = float(days.sum())
    if not whole:
        return 0.0
    usual = float((absent * days).sum()) / whole
    chance = usual * (1 - usual)
    apart = float((days * (absent - usual) ** 2).sum()) - (int((days > 0).sum()) - 1) * chance
    spread = apart / max(whole - float((days**2).sum()) / whole, 1.0)
    return chance / spread if spread > 0 else np.inf
