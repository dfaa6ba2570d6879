"""How long the first answers took, for the report's own chart: bins that grow, the table beside it."""

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext, ngettext

from headwater.desk.measures.domain import Figure
from headwater.web.shapes import number, waited

HOUR, DAY = 3_600, 86_400
EDGES: Final = (60, 300, 900, HOUR, 4 * HOUR, 12 * HOUR, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart: `option` is what the script draws, `said` and `table` tell the same."""

    title: str
    said: str
    option: dict[str, Any]
    table: tuple[tuple[str, str], ...]


def spread(figure: Figure, title: str) -> Drawn | None:
    """The times that are over, in bins; None where there is none. Those still open are said, not drawn."""
    over = [row.value for row in figure.rows if not row.open_still]
    if not over:
        return None
    counts = [0] * (len(EDGES) + 1)
    for value in over:
        counts[bisect_right(EDGES, value)] += 1
    names, cases = _names(), gettext("cases")
    marks = {"p50": figure.value, "p90": dict(figure.parts).get("p90")}
    option = {
        "kind": "spread",
        "x": names,
        "y": counts,
        "x_name": gettext("time, in steps that grow (log scale)"),
        "y_name": cases,
        "lines": [(f"{name} {waited(at)}", _place(at)) for name, at in marks.items() if at is not None],
    }
    return Drawn(title, _said(figure, len(over)), option, tuple(zip(names, map(number, counts), strict=True)))


def _said(figure: Figure, over: int) -> str:
    open_still = len(figure.rows) - over
    said = ngettext("%(n)s case is drawn.", "%(n)s cases are drawn.", over) % {"n": number(over)}
    if open_still:
        waits = ngettext("%(n)s still waits and is not drawn.", "%(n)s still wait and are not drawn.", open_still)
        said += " " + waits % {"n": number(open_still)}
    return said


def _names() -> list[str]:
    middle = [gettext("to %(time)s") % {"time": waited(edge)} for edge in EDGES[1:]]
    return [gettext("under a minute"), *middle, gettext("over %(time)s") % {"time": waited(EDGES[-1])}]


def _place(seconds: float) -> float:
    """Where a time lies on the axis of bins: its bin, and how far into it on the log scale."""
    bin_ = bisect_right(EDGES, seconds)
    low = EDGES[bin_ - 1] if bin_ else EDGES[0] / 5
    high = EDGES[bin_] if bin_ < len(EDGES) else EDGES[-1] * 4
    return bin_ + min(1.0, math.log(max(seconds, low) / low) / math.log(high / low))
