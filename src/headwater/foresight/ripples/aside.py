"""What a reader must know to read the numbers right: that nobody is there that day, which wait is told."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from headwater.foresight.decisions import names
from headwater.foresight.decisions.demand import Campaign, hour_of
from headwater.foresight.decisions.domain import Decision
from headwater.foresight.decisions.rules import Callback
from headwater.foresight.decisions.staffing import week
from headwater.foresight.domain import Twin
from headwater.foresight.simulator.domain import END, Kind, Service
from headwater.shared.said import dated, say

DAY, AHEAD = 24.0, 8


def asides(decisions: Sequence[Decision], twin: Twin) -> Iterator[str]:
    """One sentence each."""
    for decision in decisions:
        if isinstance(decision, Campaign):
            yield from _unmanned(decision, twin)
        elif isinstance(decision, Callback):
            yield say(
                "Waits at {queue} are told until work begins: for those who are called back, until they are.",
                queue=decision.at,
            )


def _unmanned(campaign: Campaign, twin: Twin) -> Iterator[str]:
    """Where nobody is on duty on any of its days."""
    service = twin.service
    kinds = [service.kinds[k] for k in names.kinds(service, campaign.kind)]
    on = _on_duty(service, kinds)
    days = [hour_of(campaign.on, twin) / DAY + i for i in range(campaign.days + AHEAD)]
    there = [bool(on[_slots(int(day), service)].any()) for day in days]
    if any(there[: campaign.days]):
        return
    if True in there:
        first = campaign.on + timedelta(days=there.index(True))
        yield say("Nobody is on duty then: who comes waits until {day}, or gives up.", day=dated(first, short=True))
    else:
        yield say("Nobody is ever on duty for them.")


def _on_duty(service: Service, kinds: Sequence[Kind]) -> npt.NDArray[np.bool_]:
    """[slot] whether anybody is there for the first queue of these kinds."""
    queues = {queue for kind in kinds for _, state in kind.starts for queue in _first(service, state)}
    found = np.zeros(service.slots, dtype=bool)
    for pool in service.pools:
        if queues & set(pool.stations):
            found |= np.array(week(pool, service)) > 0
    return found


def _first(service: Service, state: int) -> set[int]:
    """The queues that a case meets first from a state on."""
    found, seen, ahead = set(), {state}, [state]
    while ahead:
        here = service.states[ahead.pop()]
        station = service.steps[here.step].station
        if station is not None:
            found.add(station)
            continue
        new = {move.state for move in here.moves if move.state != END and move.share > 0} - seen
        seen |= new
        ahead += new
    return found


def _slots(day: int, service: Service) -> npt.NDArray[np.int64]:
    per = max(1, round(DAY / service.slot))
    return (np.arange(per) + day * per) % service.slots
