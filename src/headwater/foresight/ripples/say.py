"""The sentence on top, and the other sentences of a result."""

from collections.abc import Sequence
from dataclasses import replace

from headwater.foresight.decisions.domain import Decision
from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.path import Path
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.telling import SMALL, Told, matters
from headwater.shared.words import listing

NAMES = {
    "waiting": "the mean wait",
    "waiting p50": "half wait less than",
    "waiting p90": "one in ten waits longer than",
    "waiting p99": "one in a hundred waits longer than",
    "abandonment": "the share that gives up",
    "silent abandonment": "the share that leaves without a word",
    "failure demand": "the share of failure demand",
    "promises kept": "the share of promises kept",
    "spoiled cases": "the share of spoiled cases",
    "hand-offs": "the number of hand-offs",
    "overtime": "overtime",
    "staff hours": "paid time",
    "occupancy": "the share of time at work",
    "case waiting": "the wait of a case",
}


def decided(decisions: Sequence[Decision]) -> str:
    """The decisions as they are read back."""
    return "; ".join(d.sentence for d in decisions)


def headline(decisions: Sequence[Decision], told: Told) -> str:
    """What gets better, what worse, where, for whom, by how much."""
    parts = [_mean(told), *_others(told), _kinds(told)]
    return f"{decided(decisions)}: " + " ".join(part for part in parts if part)


def short_headline(decisions: Sequence[Decision], told: Told) -> str:
    """The decision and what it does to waiting, in a sentence that a manager can repeat."""
    return f"{decided(decisions)}: {_mean(replace(told, best=None) if told.worst else told)}"


def rest(told: Told) -> str:
    """What else moves, and for whom."""
    relief = [f"{_capital(w.where(told.best))} it {_goes(told.best)}."] if told.best and told.worst else []
    return " ".join(part for part in (*relief, *_others(told), _kinds(told)) if part)


def _mean(told: Told) -> str:
    ends = [f"{w.where(r)} it {_goes(r)}" for r in (told.worst, told.best) if r is not None]
    start, moves = _start(told.mean)
    start += ", over other cases than today's" if told.mixed and moves else ""
    if not ends:
        return f"{start}{'.' if moves else ', and no queue on any day surely moves by more than a trifle.'}"
    return f"{start}; {'' if moves else 'but '}{', and '.join(ends)}."


def _start(mean: Ripple) -> tuple[str, bool]:
    """What the mean does, and whether it surely moves."""
    if mean.sure and matters(mean):
        return f"the mean wait of a case {_goes(mean)}", True
    levels = w.pair(mean.baseline, mean.decided, mean.unit)
    if max(abs(end) for end in mean.interval) <= 2 * SMALL * abs(mean.baseline) or abs(mean.change) <= SMALL * abs(
        mean.baseline
    ):
        return f"the mean wait of a case hardly moves ({levels})", False
    return f"whether the mean wait of a case moves cannot be told ({levels}, {changed(mean)[1]})", False


def _goes(ripple: Ripple) -> str:
    text, interval = changed(ripple)
    way = "rises" if ripple.change > 0 else "falls"
    return f"{way} from {w.pair(ripple.baseline, ripple.decided, ripple.unit)} ({text}, {interval})"


def _others(told: Told) -> list[str]:
    said = [f"{NAMES[r.measure]} {_goes(r)}" for r in told.others]
    return [f"{text[:1].upper()}{text[1:]}." for text in said]


def _kinds(told: Told) -> str:
    ends = []
    if told.worse:
        ends.append(f"Worse off: {listing([_kind(r) for r in told.worse], 3)}")
    if told.better:
        ends.append(f"Better off: {listing([_kind(r) for r in told.better], 3)}")
    if not ends:
        return ""
    return ". ".join(ends) + (
        "." if len(ends) == 2 else "; nobody surely better." if told.worse else "; nobody surely worse."
    )


def _kind(ripple: Ripple) -> str:
    return f"{ripple.where} ({changed(ripple)[0]} of waiting a case)"


def changed(ripple: Ripple) -> tuple[str, str]:
    """The change and its interval, in the unit in which the two levels are written."""
    return w.change(ripple.change, ripple.interval, ripple.unit, max(abs(ripple.baseline), abs(ripple.decided)))


def path_sentence(path: Path) -> str:
    """ "Of +14 min at billing on Saturday, 9 min come from queueing at billing, 4 min from further contacts"."""
    if not path.links:
        return f"{_capital(w.where(path.ripple))} nothing moves that could be told apart."
    unit = path.ripple.unit
    parts = [f"{_share(link.part, path.change, unit)} from {link.name}" for link in path.links]
    if abs(path.together) > 0.05 * abs(path.change):
        parts.append(f"{_share(path.together, path.change, unit)} from these together")
    whole = w.change(path.change, (path.change, path.change), unit)[0]
    return f"Of {whole} {w.where(path.ripple)}, {_come(parts)}."


def _come(parts: list[str]) -> str:
    head = parts[0].partition(" from ")
    first = f"{head[0]} come from {head[2]}"
    return listing([first, *parts[1:]], len(parts))


def _share(part: float, whole: float, unit: str) -> str:
    scale = w.time_unit(whole) if unit == "h" else (0.01, "points") if unit == "share" else (1.0, unit)
    return f"{w.signed(part / scale[0])} {scale[1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
