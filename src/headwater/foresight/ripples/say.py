"""The sentence on top, and the other sentences of a result."""

from collections.abc import Sequence
from dataclasses import replace
from math import isnan

from headwater.foresight.decisions.domain import Decision
from headwater.foresight.decisions.rules import Promise
from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.ripples.telling import SMALL, Told, matters
from headwater.shared.said import phrase, say
from headwater.shared.words import joined, listing

NAMES = {
    "waiting": phrase("the mean wait"),
    "abandonment": phrase("the share that gives up"),
    "silent abandonment": phrase("the share that leaves without a word"),
    "failure demand": phrase("the share of failure demand"),
    "promises kept": phrase("the share of promises kept"),
    "spoiled cases": phrase("the share of spoiled cases"),
    "hand-offs": phrase("the number of hand-offs"),
    "overtime": phrase("overtime"),
    "staff hours": phrase("paid time"),
}

IDLE = say("this changes nothing; in every run each number is as it is today.")


def decided(decisions: Sequence[Decision]) -> str:
    """The decisions as they are read back."""
    return joined("; ", [d.sentence for d in decisions])


def headline(decisions: Sequence[Decision], told: Told) -> str:
    """What gets better, what worse, where, for whom, by how much."""
    if _idle(decisions, told):
        return _headed(decisions, [IDLE])
    return _headed(decisions, [_mean(told), *_others(told), *_kinds(told)])


def short_headline(decisions: Sequence[Decision], told: Told) -> str:
    """The decision and what it does to waiting, in a sentence that a manager can repeat."""
    if _idle(decisions, told):
        return _headed(decisions, [IDLE])
    return _headed(decisions, [_mean(replace(told, best=None) if told.worst else told)])


def _idle(decisions: Sequence[Decision], told: Told) -> bool:
    """A promise alone is measured, and says what keeping it needs."""
    return told.nothing and not all(isinstance(decision, Promise) for decision in decisions)


def _headed(decisions: Sequence[Decision], parts: list[str]) -> str:
    return say("{decided}: {does}", decided=decided(decisions), does=joined(" ", parts))


def rest(told: Told) -> str:
    """What else moves, and for whom."""
    relief = [say("{goes:upper}.", goes=_at(told.best))] if told.best and told.worst else []
    return joined(" ", [*relief, *_others(told), *_kinds(told)])


def _mean(told: Told) -> str:
    start, moves = _start(told.mean)
    if told.mixed and moves:
        start = say("{start}, over other cases than today's", start=start)
    ends = [_at(r) for r in (told.worst, told.best) if r is not None]
    if ends:
        goes = say("{one}, and {other}", one=ends[0], other=ends[1]) if len(ends) > 1 else ends[0]
        goes = goes if moves else say("but {goes}", goes=goes)
        return say("{start}; {goes}.", start=start, goes=goes)
    if moves:
        return say("{start}.", start=start)
    return say("{start}, and no queue on any day surely moves by more than a trifle.", start=start)


def _start(mean: Ripple) -> tuple[str, bool]:
    """What the mean does, and whether it surely moves."""
    if mean.sure and matters(mean):
        return _goes(say("the mean wait of a case"), mean), True
    if isnan(mean.decided):
        return say("no case comes any more, so nobody waits"), True
    levels = w.scale(mean).pair(mean.baseline, mean.decided)
    trifle = SMALL * abs(mean.baseline)
    if max(abs(end) for end in mean.interval) <= 2 * trifle or abs(mean.change) <= trifle:
        return say("the mean wait of a case hardly moves ({levels})", levels=levels), False
    interval = w.changed(mean)[1]
    return say(
        "whether the mean wait of a case moves cannot be told ({levels}, {interval})", levels=levels, interval=interval
    ), False


def _goes(what: str, ripple: Ripple) -> str:
    held = {"what": what, "moves": _moves(ripple)}
    return say("{what} rises {moves}", **held) if ripple.change > 0 else say("{what} falls {moves}", **held)


def _at(ripple: Ripple) -> str:
    """What the wait does at one place."""
    held = {"where": w.where(ripple), "moves": _moves(ripple)}
    return say("{where} it rises {moves}", **held) if ripple.change > 0 else say("{where} it falls {moves}", **held)


def _moves(ripple: Ripple) -> str:
    text, interval = w.changed(ripple)
    levels = w.scale(ripple).pair(ripple.baseline, ripple.decided)
    return say("from {levels} ({change}, {interval})", levels=levels, change=text, interval=interval)


def _others(told: Told) -> list[str]:
    return [say("{goes:upper}.", goes=_goes(say(NAMES[r.measure]), r)) for r in told.others]


def _kinds(told: Told) -> list[str]:
    worse, better = (listing([_kind(r) for r in rows], 3) for rows in (told.worse, told.better))
    if worse and better:
        return [say("Worse off: {kinds}.", kinds=worse), say("Better off: {kinds}.", kinds=better)]
    if worse:
        return [say("Worse off: {kinds}; nobody surely better.", kinds=worse)]
    return [say("Better off: {kinds}; nobody surely worse.", kinds=better)] if better else []


def _kind(ripple: Ripple) -> str:
    return say("{kind} ({change} of waiting a case)", kind=ripple.where, change=w.changed(ripple)[0])
