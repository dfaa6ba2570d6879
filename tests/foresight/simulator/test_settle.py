"""What does not come to rest is said before it is run, and seen where it is run all the same."""

from dataclasses import replace

import pytest
from tests.foresight.simulator.services import HOUR, one, short

from headwater.foresight.simulator.domain import END, Arrivals, Kind, Move, Pool, Service, State, Station, Step
from headwater.foresight.simulator.run import run
from headwater.foresight.simulator.settle import grew, loads, settles


@pytest.mark.parametrize(
    ("service", "fine", "why"),
    [
        (one(9.9), True, ""),
        (one(10.0), False, "desk does not settle: 1 times"),
        (one(30.0, patience=HOUR), True, ""),
        (one(30.0, patience=HOUR, kind={"retry": 1.0}), False, "do not give up for good"),
        (one(30.0, station={"room": 3}), True, ""),
        (one(9.0, kind={"repeat": 0.2}), False, "1.12 times"),
        (one(1.0, kind={"repeat": 1.0}), False, "comes again"),
        (one(12.0, kind={"self_service": 0.5}), True, ""),
        (one(9.9, station={"speed": ((0.5, 1.0), (1.0, 1.2))}), False, "does not settle"),
        (one(9.0, pool={"absent": 0.2}), False, "does not settle"),
        (one(1.0, (0,)), False, "it has no servers"),
        (replace(one(1.0), states=(State(0, (Move(1.0, 0),)),)), False, "no way leads out"),
    ],
)
def test_by_the_traffic_equations(service, fine, why):
    found = settles(service)
    assert (found.yes, why in found.why) == (fine, True)


def test_near_the_edge_is_noted():
    assert "comes to rest slowly" in settles(one(9.8)).notes[0]


def test_skills_share_what_one_team_could_not_do():
    def service(pools):
        stations, steps = (Station("a"), Station("b")), (Step("a", 0, HOUR), Step("b", 1, HOUR))
        kinds = tuple(Kind(n, Arrivals((r,)), ((1.0, i),)) for i, (n, r) in enumerate((("a", 6.0), ("b", 2.0))))
        states = (State(0, (Move(1.0, END),)), State(1, (Move(1.0, END),)))
        return Service(stations, pools, steps, states, kinds, slot=1e18, slots=1)

    own = (Pool("a", (5,), (0,)), Pool("b", (5,), (1,)))
    assert not settles(service(own)).yes
    helped = service((Pool("a", (5,), (0,)), Pool("b", (5,), (1, 0))))
    assert settles(helped).yes
    assert loads(helped) == pytest.approx({"a": 0.8, "b": 0.8})


def test_growth_is_seen_in_the_run():
    steady, growing = one(9.0), one(12.0)
    assert grew(steady, run(steady, short())).yes
    found = grew(growing, run(growing, short()))
    assert not found.yes
    assert "waited in the first quarter" in found.why
