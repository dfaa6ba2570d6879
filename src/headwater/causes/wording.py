"""Numbers and names in plain words, the same everywhere."""

import re

from headwater.shared.said import amount, phrase, say

_UNITS = ((86400.0, phrase("{n} d")), (3600.0, phrase("{n} h")), (60.0, phrase("{n} min")))


def duration(seconds: float) -> str:
    """A length of time in the largest unit that keeps it readable."""
    for size, unit in _UNITS:
        if abs(seconds) >= 2 * size:
            return say(unit, n=amount(f"{seconds / size:.3g}"))
    return say("{n} s", n=amount(f"{seconds:.3g}"))


def number(value: float) -> str:
    """A threshold as a person writes it."""
    return amount(f"{value:,.0f}" if abs(value) >= 1000 or float(value).is_integer() else f"{value:.3g}")


_FLAG = re.compile(r"(?:(?:is|has|was|had)_)?(.+): (true|yes|false|no)", re.IGNORECASE)


def plain_link(link: str) -> str:
    """A flag as a part of a sentence: “stock out” for `stock_out: true`, “no stock out” for `stock_out: false`."""
    flag = _FLAG.fullmatch(link)
    if not flag:
        return link
    name = flag[1].replace("_", " ").strip()
    return name if flag[2].lower() in ("true", "yes") else say("no {name}", name=name)
