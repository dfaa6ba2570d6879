"""What the record has ever seen, and who worked where."""

from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.foresight.calibrate.crews import members, name_of
from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.trend import lift, slopes
from headwater.foresight.calibrate.visits import Floats
from headwater.foresight.domain import Seen


def seen(frame: Frame, follows: tuple[int, ...]) -> Seen:
    """The least and the most of arrivals a day, servers on duty, and load of a station in a slot (in the last days,
    where arrivals follow a trend)."""
    days = len(frame.coming.days)
    mine = frame.coming.inside & frame.visits.fresh
    place = np.searchsorted(frame.coming.days, frame.coming.day[mine])
    arrivals = {
        name: _range(np.bincount(place[frame.kind[mine] == k], minlength=days))
        for k, name in enumerate(frame.kinds.names)
    }
    servers, load = {}, {}
    offered = _offered(frame, follows)
    for t, name in enumerate(frame.tokens.teams):
        on = frame.duty.servers[t]
        servers[name] = servers[name_of(frame.crew, t, frame.tokens.teams)] = _range(on[on > 0])
        load[name] = _range(offered[t][on > 0] / np.maximum(on[on > 0] * frame.duty.slot, 1e-9))
    return Seen(arrivals, servers, load, days=days)


def _range(values: npt.NDArray[Any]) -> tuple[float, float]:
    return (float(values.min()), float(values.max())) if len(values) else (0.0, 0.0)


def _offered(frame: Frame, follows: tuple[int, ...]) -> Floats:
    """[team, slot of the week] hours of work that joined the queue in a week."""
    rows = np.flatnonzero((frame.team >= 0) & ~frame.visits.left)
    slot = frame.duty.place(frame.visits.ready[rows]) % frame.duty.slots
    slope = slopes(frame.coming, follows, frame.kind, np.ones(frame.visits.contacts))
    inside = (frame.coming.inside * lift(frame.coming, slope, frame.kind))[frame.visits.contact[rows]]
    offered = np.zeros((len(frame.tokens.teams), frame.duty.slots))
    np.add.at(offered, (frame.team[rows], slot), frame.work[rows] * inside)
    result: Floats = offered / frame.coming.weeks
    return result


def people(frame: Frame) -> dict[str, tuple[str, ...]]:
    """For each team who worked there, most visits first."""
    found = {}
    for t in sorted(set(frame.crew)):
        name = name_of(frame.crew, t, frame.tokens.teams)
        who = frame.visits.who[np.isin(frame.team, members(frame.crew, t)) & (frame.visits.who >= 0)]
        codes, count = np.unique(who, return_counts=True)
        order = np.lexsort((codes, -count))
        found[name] = tuple(frame.visits.people[int(codes[i])] for i in order)
    return found
