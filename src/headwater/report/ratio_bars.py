"""Changes as dots on one scale of "times today": halves and doubles lie equally far from it."""

import math
from collections.abc import Sequence

from markupsafe import Markup

from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.telling import NEITHER, good
from headwater.shared.said import say

FARTHEST = 4.0
"""Doublings on either side that are drawn; what lies beyond ends there."""


class Ratios:
    """One scale for all rows of a page."""

    def __init__(self, rows: Sequence[Ripple]) -> None:
        ends = [end for row in rows for end in _ends(row)]
        self.reach = min(FARTHEST, max(1.0, math.ceil(max((abs(end) for end in ends), default=1.0))))

    def at(self, doublings: float) -> str:
        """Where it lies, in per cent of the width."""
        held = max(-self.reach, min(self.reach, doublings))
        return f"{50 + 48 * held / self.reach:.2f}%"

    @property
    def axis(self) -> list[tuple[str, str]]:
        """The marks of the scale and where they stand: halved, as today, doubled."""
        top = int(self.reach)
        return [(f"÷{2**top}", self.at(-top)), (say("as today"), self.at(0)), (f"×{2**top}", self.at(top))]


def ratio_bar(row: Ripple, ratios: Ratios) -> Markup:
    """A dot and its interval; harm and good have colours and sides, and words beside them."""
    ends = _ends(row)
    if not ends:
        return Markup("")
    low, value, high = (ratios.at(end) for end in ends)
    return Markup(
        '<svg class="bar {}" aria-hidden="true" height="20" width="100%"><line class="zero" x1="50%" x2="50%" y1="0"'
        ' y2="20"/><line class="iv" x1="{}" x2="{}" y1="10" y2="10"/><circle class="dot" cx="{}" cy="10" r="5"/></svg>'
    ).format(tone(row), low, high, value)


def tone(row: Ripple) -> str:
    """What the change means for customers or for those who work: harm, calm, or neither."""
    if row.measure in NEITHER or not row.sure:
        return "plainly"
    return "calm" if good(row) else "harmed"


def part_bar(part: float, ends: tuple[float, float], span: tuple[float, float]) -> Markup:
    """A bar from zero with its interval as a line, for parts that add up; `span` is drawn, and holds zero."""

    def at(value: float) -> float:
        return 2 + 96 * (max(span[0], min(span[1], value)) - span[0]) / (span[1] - span[0] or 1.0)

    left, width = min(at(0), at(part)), abs(at(part) - at(0))
    return Markup(
        '<svg class="bar part" aria-hidden="true" height="20" width="100%"><line class="zero" x1="{0:.2f}%"'
        ' x2="{0:.2f}%" y1="0" y2="20"/><rect class="fill" x="{1:.2f}%" y="5" height="10" width="{2:.2f}%"/>'
        '<line class="whisker front" x1="{3:.2f}%" x2="{4:.2f}%" y1="10" y2="10"/></svg>'
    ).format(at(0), left, width, at(ends[0]), at(ends[1]))


def _ends(row: Ripple) -> list[float]:
    """Low, middle and high as doublings of today; empty where today is nothing."""
    if not row.baseline > 0 or row.decided != row.decided:
        return []
    values = (row.baseline + row.interval[0], row.decided, row.baseline + row.interval[1])
    return [math.log2(max(value / row.baseline, 2.0**-FARTHEST)) for value in values]
