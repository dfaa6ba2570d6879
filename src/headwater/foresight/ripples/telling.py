"""Which of some thousand ripples are told first: what gets better and what worse, where, when and for whom."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from headwater.foresight.decisions.when import DAYS
from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.frame import PEAK, WEEK
from headwater.foresight.ripples.table import Ripple, Ripples
from headwater.foresight.ripples.values import ALL
from headwater.shared.said import spoken

GOOD_UP = frozenset({"promises kept"})
NEITHER = frozenset({"occupancy", "staff hours", "contacts", "cases", "visits", "work", "hand-offs"})
SMALL = 0.05
"""A wait that moves by less than this share of itself hardly moves."""
LEAST = 0.05
"""Anything else is told where it moves by more than this share of itself."""
MORE = 0.01
"""More come, or fewer, where their number moves by more than this share of itself."""
TABLE = 10
OWN = 2.0
"""The hours that the decision names are told first, unless another day has twice as much waiting added."""
HOUR = re.compile(r"\w+ \d\d:\d\d")


@dataclass(frozen=True)
class Told:
    """The rows that carry the answer."""

    mean: Ripple
    mixed: bool
    """whether the mean falls where more cases come (or rises where fewer do): those that come are others"""
    worst: Ripple | None
    best: Ripple | None
    others: tuple[Ripple, ...]
    better: tuple[Ripple, ...]
    worse: tuple[Ripple, ...]
    nothing: bool
    """whether no number differs from today's, in no run"""


def good(ripple: Ripple) -> bool:
    """Whether a change of this sign is good for customers (or for those who work)."""
    return (ripple.change > 0) == (ripple.measure in GOOD_UP)


def told(ripples: Ripples) -> Told:
    """The mean wait, the day and queue where most waiting is added and taken away, what else surely moves, and for
    whom."""
    mean = ripples.find("case waiting")
    places = _weighed(ripples)
    worst = max((p for p in places if p[0] > 0), default=None, key=lambda p: p[0])
    best = min((p for p in places if p[0] < 0), default=None, key=lambda p: p[0])
    every = [r for r in ripples.rows("case waiting", of="kind") if r.where != ALL]
    cases = {r.where: r for r in ripples.rows("cases", of="kind", when=WEEK)}
    kinds = [r for r in every if len(every) > 1 and r.sure and matters(r) and not others(r, cases.get(r.where))]
    return Told(
        mean,
        others(mean, cases.get(ALL)),
        None if worst is None else worst[1],
        None if best is None else best[1],
        tuple(_others(ripples)),
        tuple(sorted((r for r in kinds if r.change < 0), key=lambda r: r.change)),
        tuple(sorted((r for r in kinds if r.change > 0), key=lambda r: -r.change)),
        not np.nan_to_num(ripples.numbers["change"]).any(),
    )


def others(wait: Ripple, came: Ripple | None) -> bool:
    """Whether a mean falls because more come who wait less, or rises because those who waited less stay away: nobody
    is better or worse off by that. Told by the hours waited by all: those do not follow the mean."""
    if came is None or abs(came.change) <= MORE * abs(came.baseline):
        return False
    waited = wait.decided * came.decided - wait.baseline * came.baseline
    alike = wait.change * came.baseline
    return bool(abs(waited) < abs(alike) / 2 or waited * alike < 0)


def _weighed(ripples: Ripples) -> list[tuple[float, Ripple]]:
    """Waiting added in a week at each queue on each day, in hours of customers, where the change is sure and no
    trifle."""
    spans = dict.fromkeys(ripples.names["when"])
    own = {when for when in spans if when not in (WEEK, PEAK, *DAYS) and not HOUR.fullmatch(when)}
    days = ({day for day in DAYS if day in spans} or {WEEK}) | own
    came = {(r.where, r.when): r for r in ripples.rows("contacts", of="queue") if r.when in days}
    found = [
        r for r in ripples.rows("waiting", of="queue") if r.when in days and r.where != ALL and r.sure and matters(r)
    ]
    same = [r for r in found if not others(r, came[r.where, r.when])]
    weight = {r: (OWN if r.when in own else 1.0) * float(np.nan_to_num(came[r.where, r.when].decided)) for r in same}
    return [(r.change * of, r) for r, of in weight.items()]


def matters(ripple: Ripple) -> bool:
    """Whether a change is more than a trifle: a twentieth of itself, and a second."""
    return abs(ripple.change) > max(SMALL * abs(ripple.baseline), 1 / 3600)


def _others(ripples: Ripples) -> Iterator[Ripple]:
    wanted = (
        ("abandonment", "queue"), ("silent abandonment", "queue"), ("failure demand", "kind"), ("promises kept",
        "queue"),
        ("spoiled cases", "kind"), ("hand-offs", "kind"), ("overtime", "team"), ("staff hours", "team"),
    )  # fmt: skip
    for measure, of in wanted:
        for row in ripples.rows(measure, of=of, where=ALL, when=WEEK):
            if row.sure and abs(row.change) > LEAST * abs(row.baseline) and row.unit != "per week":
                yield row


def shown(ripples: Ripples, most: int = TABLE) -> list[Ripple]:
    """The rows of a short table: the mean, the place where it moves most with its tail and its peak, then the rest."""
    found = told(ripples)
    place = found.worst or found.best
    rows = [found.mean, ripples.find("case waiting p90"), ripples.find("waiting", when=PEAK)]
    if place is not None:
        rows += [place, *(ripples.find(f"waiting {q}", place.where, place.when) for q in ("p50", "p90", "p99"))]
    else:
        rows += [ripples.find("case waiting p99")]
    rows += [found.best] if found.worst and found.best else []
    rows += [r for name in ("abandonment", "failure demand", "promises kept") for r in _whole(ripples, name)]
    rows += [r for r in _whole(ripples, "spoiled cases") if r.unit == "per week"]
    rows += [r for name in ("staff hours", "overtime") for r in _whole(ripples, name)]
    kept = [r for r in dict.fromkeys(rows) if not np.isnan(r.change) and (r is found.mean or tells(r))]
    return kept[:most]


def tells(ripple: Ripple) -> bool:
    """Whether a change, or an end of its interval, is more than nothing as it is written."""
    scale = w.scale(ripple)
    written = [scale.moved(ripple.baseline, ripple.decided), *map(scale.signed, ripple.interval)]
    return any(spoken(number) != "0" for number in written)


def _whole(ripples: Ripples, measure: str) -> Sequence[Ripple]:
    return [r for r in ripples.rows(measure, when=WEEK) if r.where == ALL]
