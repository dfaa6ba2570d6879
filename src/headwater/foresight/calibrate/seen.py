"""What the record has ever seen, and who worked where."""

import numpy as np

from headwater.foresight.calibrate.frame import Frame
from headwater.foresight.calibrate.visits import Floats
from headwater.foresight.domain import Seen
from headwater.foresight.simulator.domain import Service

MOST_PEOPLE = 40


def seen(frame: Frame, service: Service) -> Seen:
    """The least and the most of arrivals a day, servers on duty, and load of a station in a slot."""
    days = np.searchsorted(frame.coming.counted, frame.coming.day).clip(0, len(frame.coming.counted) - 1)
    arrivals = {}
    for k, name in enumerate(frame.kinds.names):
        count = np.bincount(days, frame.kinds.code == k, minlength=len(frame.coming.counted))
        arrivals[name] = (float(count.min()), float(count.max()))
    servers, load = {}, {}
    offered = _offered(frame)
    for t, name in enumerate(frame.tokens.teams):
        on = frame.duty.servers[t][frame.duty.servers[t] > 0]
        servers[name] = (float(on.min()), float(on.max())) if len(on) else (0.0, 0.0)
        busy = offered[t][frame.duty.servers[t] > 0] / np.maximum(on * frame.duty.slot, 1e-9)
        load[name] = (float(busy.min()), float(busy.max())) if len(busy) else (0.0, 0.0)
    del service
    return Seen(arrivals, servers, load, days=len(frame.coming.counted))


def _offered(frame: Frame) -> Floats:
    """[team, slot of the week] hours of work begun in an average week."""
    team = frame.tokens.team_of(frame.tokens.token)
    rows = np.flatnonzero((team >= 0) & ~frame.visits.left)
    begun = frame.visits.start if frame.visits.worked else frame.visits.end - frame.work
    slot = (begun[rows] // frame.duty.slot).astype(np.int64) % frame.duty.slots
    offered = np.zeros((len(frame.tokens.teams), frame.duty.slots))
    np.add.at(offered, (team[rows], slot), frame.work[rows])
    result: Floats = offered / frame.coming.weeks
    return result


def people(frame: Frame) -> dict[str, tuple[str, ...]]:
    """For each team who worked there, most visits first."""
    team = frame.tokens.team_of(frame.tokens.token)
    found = {}
    for t, name in enumerate(frame.tokens.teams):
        who = frame.visits.who[(team == t) & (frame.visits.who >= 0)]
        codes, count = np.unique(who, return_counts=True)
        order = np.lexsort((codes, -count))[:MOST_PEOPLE]
        found[name] = tuple(frame.visits.people[int(codes[i])] for i in order)
    return found
