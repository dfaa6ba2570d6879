"""Seconds as people say them: 40 s, 12 min, 3.5 h, 8 d."""


def span(seconds: float | None) -> str:
    """A duration in its largest sensible unit; a dash where it is not known."""
    if seconds is None:
        return "–"
    size = abs(seconds)
    for limit, unit, name in ((90, 1, "s"), (90 * 60, 60, "min"), (48 * 3600, 3600, "h")):
        if size < limit:
            return f"{seconds / unit:.3g} {name}"
    return f"{seconds / 86400:,.3g} d" if size < 1000 * 86400 else f"{seconds / 86400:,.0f} d"
