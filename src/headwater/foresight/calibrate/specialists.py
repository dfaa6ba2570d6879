"""Who of a team takes only some kinds of its cases: the twin has one pool for all, and says where that is not so."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.visits import Bools, Floats, Ints
from headwater.foresight.domain import Part
from headwater.shared.said import say
from headwater.shared.words import listing

LEAST = 20.0
"""One does not take a kind that would have come so often by how the others share it at the same hours of the week …"""
HARDLY = 0.1
"""… and came less often than this share of it; …"""
MATTERS = 0.1
"""… one is a specialist who leaves more than this share of the work to others so."""
MOST = 3
"""So many of each are named."""


@dataclass(frozen=True)
class Specialist:
    """One of a team, and the kinds of its cases that this person takes."""

    team: int
    who: str
    takes: tuple[str, ...]


def specialists(frame: Frame) -> tuple[Specialist, ...]:
    """Those who leave kinds of case to the others of their team."""
    served = np.flatnonzero((frame.team >= 0) & (frame.visits.who >= 0) & ~frame.visits.left)
    hour = frame.duty.place(frame.visits.moments[served]) % frame.duty.slots
    where = frame.tokens.token[served] * frame.duty.slots + hour
    who, kind = frame.visits.who[served], frame.kind[frame.visits.contact[served]]
    found = []
    for team in range(len(frame.tokens.teams)):
        mine = frame.team[served] == team
        for one, takes in _taken(who[mine], kind[mine], where[mine]):
            names = tuple(frame.kinds.names[k] for k in np.flatnonzero(takes))
            found.append(Specialist(team, frame.visits.people[one], names))
    return tuple(found)


def _taken(who: Ints, kind: Ints, where: Ints) -> Iterator[tuple[int, Bools]]:
    """Of each who does not take all: the kinds that are taken."""
    for one in np.unique(who):
        own = who == one
        came = np.bincount(kind[own], minlength=int(kind.max()) + 1)
        due = _due(own, kind, where)
        denied = (came <= HARDLY * due) & (due >= LEAST)
        if due[denied].sum() > MATTERS * due.sum():
            yield int(one), (came > 0) & ~denied


def _due(own: Bools, kind: Ints, where: Ints) -> Floats:
    """How often each kind would have come to one who takes at each step and hour of the week what the others take."""
    places, at = np.unique(where, return_inverse=True)
    mine = np.bincount(at[own], minlength=len(places)).astype(np.float64)
    others = np.bincount(at[~own], minlength=len(places))
    weight = mine[at[~own]] / np.maximum(others[at[~own]], 1)
    return np.bincount(kind[~own], weight, minlength=int(kind.max()) + 1).astype(np.float64)


def said(frame: Frame) -> Iterator[str]:
    """What the twin cannot tell."""
    named = [
        say("{team} ({who})", team=frame.tokens.teams[team], who=listing(list(_told(mine)), MOST))
        for team, mine in _by_team(frame).items()
    ]
    if named:
        yield say(
            "Not everybody takes everything at {teams}. The twin has one pool for all of a team's work and cannot tell "
            "how its people share it, so waits for what few take come out too short.",
            teams=listing(named, MOST),
        )


def _told(mine: list[Specialist]) -> Iterator[str]:
    takes: dict[tuple[str, ...], list[str]] = {}
    for one in mine:
        takes.setdefault(one.takes, []).append(one.who)
    for what, who in takes.items():
        yield say("{who}: {what}", who=listing(who, MOST), what=listing(list(what), MOST))


def _by_team(frame: Frame) -> dict[int, list[Specialist]]:
    found = specialists(frame)
    return {team: [one for one in found if one.team == team] for team in sorted({one.team for one in found})}


def parts(frame: Frame) -> Iterator[Part]:
    """The pools that are assumed to be one."""
    for team, mine in _by_team(frame).items():
        name, source = f"skills.{frame.tokens.teams[team]}", say("some people take only part of its work")
        yield Part(name, say("one pool, {n} of it specialists", n=len(mine)), "assumed", source, len(mine))
