"""What the hub is told by the database: acts and who is where, each of the teams that may know."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from tests.world import World

from headwater.desk import service as desk
from headwater.desk.models import Case, Presence
from headwater.people.service import visible_teams
from headwater.web.events import source
from headwater.web.events.serve import case_in
from headwater.web.events.source import Change
from headwater.web.events.viewer import Viewer


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list:
    """The clock of the source, which a test may set."""
    from django.utils import timezone

    told = [timezone.now()]
    monkeypatch.setattr("headwater.web.events.source.timezone.now", lambda: told[0])
    return told


@pytest.fixture
def case(world: World, now: list) -> Case:
    opened = now[0] - timedelta(hours=1)
    return desk.open_case(
        channel="phone", customer_name="Kim", address="kim@example.org", words="Where?", team=world.counter, now=opened
    )


def test_an_act_and_who_came_are_changes_in_two_statements(world: World, case: Case, now: list):
    from django.db import connection

    last = source.start()
    last, changes = source.look(last)
    assert changes == []
    desk.note(case=case, text="Look", by=world.bob, now=now[0])
    desk.present(case=case, user=world.bob, doing="reading", now=now[0])
    with CaptureQueriesContext(connection) as asked:
        last, changes = source.look(last)
    assert len(asked) == 2
    teams = frozenset({world.counter.pk})
    assert changes == [
        Change("cases", case.number, teams, last.place.last),
        Change("here", case.number, teams, users=frozenset({world.bob.pk})),
    ]
    assert source.look(last)[1] == []


def test_who_writes_and_who_has_gone_is_a_change_and_who_stays_is_none(world: World, case: Case, now: list):
    desk.present(case=case, user=world.bob, doing="reading", now=now[0])
    last, _ = source.look(source.start())
    now[0] += timedelta(seconds=50)
    source.stay({(case.number, world.bob.pk), (case.number, world.alice.pk)})
    assert Presence.objects.count() == 1, "nobody is put anywhere"
    now[0] += timedelta(seconds=50)
    last, changes = source.look(last)
    assert changes == []
    desk.present(case=case, user=world.bob, doing="writing", now=now[0])
    last, changes = source.look(last)
    assert [c.kind for c in changes] == ["here"]
    now[0] += timedelta(seconds=61)
    assert [c.kind for c in source.look(last)[1]] == ["here"]


def test_who_stays_in_one_case_does_not_stay_in_another(world: World, case: Case, now: list):
    other = desk.open_case(channel="phone", customer_name="", address="", words="Hm", team=world.counter, now=now[0])
    for number in (case.number, other.number):
        desk.present(case=number, user=world.bob, doing="reading", now=now[0])
    now[0] += timedelta(seconds=50)
    source.stay({(other.number, world.bob.pk), (case.number, world.alice.pk)})
    now[0] += timedelta(seconds=50)
    assert {a.case for a in desk.who_is_where(now=now[0])} == {other.number}


def test_charlie_hears_of_a_case_once_it_comes_to_him(world: World, case: Case, now: list):
    charlie = Viewer(world.charlie.pk, visible_teams(world.charlie))
    last = source.start()
    desk.note(case=case, text="Ours", by=world.bob, now=now[0])
    desk.present(case=case, user=world.bob, doing="writing", now=now[0])
    last, changes = source.look(last)
    assert changes
    assert not any(charlie.sees(change) for change in changes)
    desk.hand_over(case=case, team=world.warehouse, story="Yours", by=world.bob, now=now[0])
    last, changes = source.look(last)
    assert [c.kind for c in changes if charlie.sees(c)] == ["cases", "here"]
    desk.note(case=case, text="Ours now", by=world.charlie, now=now[0])
    bob = Viewer(world.bob.pk, visible_teams(world.bob))
    assert not any(bob.sees(change) for change in source.look(last)[1])


@pytest.mark.parametrize(("query", "case"), [("case=7", 7), ("", 0), ("case=x", 0), ("case=-7", 0), ("a=1&case=7", 7)])
def test_a_page_says_which_case_it_has_open(query: str, case: int):
    assert case_in(query) == case
