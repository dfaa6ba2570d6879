"""Seconds as people say them: 40 s, 12 min, 3.5 h, 8 d."""

from headwater.shared.said import amount, phrase, say

_UNITS = ((90, 1, phrase("{n} s")), (90 * 60, 60, phrase("{n} min")), (48 * 3600, 3600, phrase("{n} h")))


def span(seconds: float | None) -> str:
    """A duration in its largest sensible unit; a dash where it is not known."""
    if seconds is None:
        return "–"
    size = abs(seconds)
    for limit, unit, template in _UNITS:
        if size < limit:
            return say(template, n=amount(f"{seconds / unit:.3g}"))
    return say("{n} d", n=amount(f"{seconds / 86400:,.3g}" if size < 1000 * 86400 else f"{seconds / 86400:,.0f}"))
