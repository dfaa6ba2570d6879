"""Links of the flow on logs of six cases: exactly the cases in which each breaks."""

import numpy as np
import pytest
from tests.causes.logs import facts

from headwater.causes.links import flow

LOG = [
    "Ask@Desk Check@Back Ship@Depot",  # as usual
    "Ask@Desk Check@Back Check@Back Ship@Depot",  # Check again
    "Ask@Desk Check@Back Ask@Desk Check@Back Ship@Depot",  # back to Desk, and to Back
    "Ask@Desk Ship@Depot",  # Check left out
    "Check@Back Ask@Desk Ship@Depot",  # Check before Ask
    "Ask@Desk Check@Back Complain@Desk Repair@Depot Ship@Depot",  # a sign and what follows it
]


@pytest.fixture(scope="module")
def log():
    return facts(LOG)


def broke(found):
    return {c.link: np.flatnonzero(c.broke & c.known).tolist() for c in found}


def unknown(found):
    return {c.link: np.flatnonzero(~c.known).tolist() for c in found if not c.known.all()}


def test_loops(log):
    found = list(flow.loops(log))
    assert broke(found) == {"“Ask” done again": [2], "“Check” done again": [1, 2]}
    assert unknown(found) == {"“Check” done again": [3]}
    assert {c.step: c.owner for c in found} == {"Ask": "Desk", "Check": "Back"}


def test_handoffs_without_those_of_a_sign_and_its_reaction(log):
    found = broke(flow.handoffs(log))
    assert found == {
        "Hand-over from Desk to Back": [0, 1, 2, 5],
        "Hand-over from Back to Depot": [0, 1, 2],
        "Hand-over from Back to Desk": [4],
        "Hand-over from Desk to Depot": [3, 4],
    }


def test_a_hand_over_to_a_team_for_what_it_has_done_before_is_the_loop_s():
    log = facts(["Ask@Desk Check@Back Ask@Desk End@Desk"] * 4 + ["Ask@Desk Check@Back End@Desk"])
    assert broke(flow.handoffs(log)) == {
        "Hand-over from Desk to Back": [0, 1, 2, 3, 4],
        "Hand-over from Back to Desk": [4],
    }


def test_a_hand_over_that_mostly_is_the_way_back_of_a_loop_is_the_loop_s():
    always_back = facts(["Ask@Desk Check@Back Ask@Help End@Help"] * 4 + ["Ask@Desk Check@Back End@Help"])
    assert set(broke(flow.handoffs(always_back))) == {"Hand-over from Desk to Back"}
    mostly_forth = facts(["Ask@Desk Check@Back Ask@Help End@Help"] * 2 + ["Ask@Desk Check@Back End@Help"])
    assert "Hand-over from Back to Help" in broke(flow.handoffs(mostly_forth))


def test_ping_pong(log):
    found = list(flow.pingpongs(log))
    assert broke(found) == {"Ping-pong back to Desk": [2], "Ping-pong back to Back": [2]}
    assert all(c.routing and c.owner == c.ref.team for c in found)


def test_usual_steps_left_out_and_unusual_ones_done(log):
    found = list(flow.skips(log))
    assert broke(found) == {"“Check” left out": [3], "“Complain” needed": [5], "“Repair” needed": [5]}
    signs = {c.step: c.sign for c in found}
    assert "complain" in signs["Complain"]
    assert signs["Repair"] is None is signs["Check"]


def test_a_step_of_half_the_cases_is_another_way_and_no_link():
    assert broke(flow.skips(facts(["Ask Mail End", "Ask Call End"] * 3))) == {}


def test_usual_steps_in_the_unusual_order(log):
    found = list(flow.orders(log))
    assert broke(found) == {"“Check” before “Ask”": [4]}
    assert unknown(found) == {"“Check” before “Ask”": [3]}
    assert (found[0].ref.step, found[0].ref.to) == ("Check", "Ask")


def test_two_equal_orders_are_no_link():
    assert broke(flow.orders(facts(["A B C", "B A C"] * 3))) == {}


def test_no_teams_recorded_no_hand_overs():
    bare = facts(["Ask Check Ship", "Ask Check Check Ship"])
    assert list(flow.handoffs(bare)) == list(flow.pingpongs(bare)) == []
    assert [c.owner for c in flow.loops(bare)] == [None]
    assert broke(flow.loops(bare)) == {"“Check” done again": [1]}
