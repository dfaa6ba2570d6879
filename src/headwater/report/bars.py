"""Dot-and-interval bars and share bars as SVG, geometry in attributes: a strict policy refuses inline styles."""

from markupsafe import Markup

from headwater.causes.domain import Finding
from headwater.causes.people.show import PARTS
from headwater.shared.said import say, spoken
from headwater.shared.words import estimate, share, span


class Scale:
    """One scale for all bars of a list, holding zero."""

    def __init__(self, findings: list[Finding]) -> None:
        self.low = min([0.0, *(f.interval[0] for f in findings)])
        self.high = max([1.0, *(f.interval[1] for f in findings)])

    def at(self, value: float) -> str:
        """Where a value lies, in per cent of the width (2 % of air on either side)."""
        return f"{2 + 96 * (value - self.low) / (self.high - self.low):.2f}%"


def interval_bar(finding: Finding, scale: Scale) -> Markup:
    """A dot on a line, from zero's hairline."""
    low, high = finding.interval
    cases = estimate(finding.spoiled_cases, finding.interval)
    label = say("{n} spoiled cases, {span}", n=cases, span=span(finding.interval, " to "))
    return Markup(
        '<svg class="bar" role="img" aria-label="{}" height="20" width="100%">'
        '<line class="zero" x1="{}" x2="{}" y1="0" y2="20"/><line class="iv" x1="{}" x2="{}" y1="10" y2="10"/>'
        '<circle class="dot" cx="{}" cy="10" r="5"/></svg>'
    ).format(spoken(label), *[scale.at(v) for v in (0, 0, low, high, finding.spoiled_cases)])


def share_rows(shares: dict[str, dict[str, float | list[float] | None]]) -> list[tuple[str, Markup]]:
    """For each share a bar from zero with its interval as a line."""
    return [(name, _share_bar(name, part)) for name, part in shares.items()]


def _share_bar(name: str, part: dict[str, float | list[float] | None]) -> Markup:
    value, ends = part["share"], part["interval"]
    if not isinstance(value, (int, float)):
        return Markup("")
    drawn = Markup('<rect class="fill {}" x="0" y="5" height="10" width="{:.2f}%"/>').format(name, 100 * value)
    if isinstance(ends, list):
        line = Markup('<line class="whisker{}" x1="{:.2f}%" x2="{:.2f}%" y1="10" y2="10"/>')
        drawn += line.format("", *[100 * end for end in ends]) + line.format(" front", *[100 * end for end in ends])
    return Markup('<svg class="bar" role="img" aria-label="{}: {}" height="20" width="100%">{}</svg>').format(
        spoken(say(PARTS[name]) if name in PARTS else name), spoken(share(float(value))), drawn
    )
