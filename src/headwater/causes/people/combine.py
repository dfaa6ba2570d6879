"""Intervals of products and differences of parts that are nearly independent, from the intervals of the parts.

Method of variance estimates recovery (Zou and Donner 2008, doi:10.1002/sim.3095; products: Li, Zhou and Tian 2010).
"""

import math

from headwater.causes.people.profile import Share


def product(a: Share, b: Share) -> Share:
    """a times b."""
    estimate = a.estimate * b.estimate
    down = math.hypot(b.estimate * (a.estimate - a.low), a.estimate * (b.estimate - b.low))
    up = math.hypot(b.estimate * (a.high - a.estimate), a.estimate * (b.high - b.estimate))
    low, high = a.low * b.low, a.high * b.high
    return Share(estimate, max(estimate - down, low), min(max(estimate + up, estimate), max(high, estimate)))


def either(a: Share, b: Share) -> Share:
    """a, and b of what a leaves: 1 - (1 - a)(1 - b)."""
    return product(a.rest(), b.rest()).rest()


def odds_share(a: Share, b: Share) -> Share:
    """b's part of a and b together, where b is a part of what a leaves: (1 - a) b / (a + (1 - a) b)."""
    if a.estimate <= 0 and a.high <= 0:
        return Share(1.0, 1.0, 1.0)
    both = either(a, b)
    centre = (both.estimate - a.estimate) / both.estimate if both.estimate > 0 else 0.0
    ends = ((a.high, b.estimate), (a.estimate, b.low), (a.low, b.estimate), (a.estimate, b.high))
    corners = [_part(x, y) for x, y in ends]
    down = math.hypot(centre - corners[0], centre - corners[1])
    up = math.hypot(corners[2] - centre, corners[3] - centre)
    return Share(centre, max(centre - down, 0.0), min(centre + up, 1.0))


def difference(a: Share, b: Share) -> tuple[float, float, float]:
    """a less b: estimate, low, high."""
    estimate = a.estimate - b.estimate
    return (
        estimate,
        estimate - math.hypot(a.estimate - a.low, b.high - b.estimate),
        estimate + math.hypot(a.high - a.estimate, b.estimate - b.low),
    )


def _part(a: float, b: float) -> float:
    whole = a + (1 - a) * b
    return (1 - a) * b / whole if whole > 0 else 0.0
