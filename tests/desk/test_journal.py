"""The newest acts: each is told once, also when a lower number is committed after a higher one."""

from datetime import timedelta

import pytest
from tests.desk.conftest import T0 as NOW
from tests.desk.conftest import World

from headwater.desk import service as desk
from headwater.desk.models import Case, OutboxMoment
from headwater.desk.store import journal

LATER = NOW + timedelta(minutes=1)
NEVER = NOW + journal.SETTLED


@pytest.fixture
def case(world: World) -> Case:
    return desk.open_case(
        channel="phone", customer_name="Kim", address="kim@example.org", words="Where?", team=world.support, now=NOW
    )


@pytest.fixture
def place(case: Case) -> desk.Place:
    return desk.newest_place(now=NOW)


def moments(*numbers: int) -> None:
    OutboxMoment.objects.bulk_create(
        OutboxMoment(id=n, case_number=1, step="x", at=NOW, channel="c", made_at=NOW) for n in numbers
    )


def test_an_act_is_told_once_with_the_teams_before_and_after(
    world: World, case: Case, place: desk.Place, django_assert_num_queries
):
    assert desk.told_since(place, now=NOW) == (place, [])
    desk.hand_over(case=case, team=world.billing, holder=None, story="theirs", by=world.bob, now=NOW)
    with django_assert_num_queries(1):
        place, [told] = desk.told_since(place, now=NOW)
    assert (told.step, told.case) == ("Handed over", case.number)
    assert told.teams == {world.support.pk, world.billing.pk}
    assert desk.told_since(place, now=NOW)[1] == []


def test_a_lower_number_that_comes_later_is_not_missed(place: desk.Place):
    first = place.last
    moments(first + 1, first + 4, first + 9)
    place, told = desk.told_since(place, now=NOW)
    assert [t.id - first for t in told] == [1, 4, 9]
    moments(first + 3, first + 12)
    place, told = desk.told_since(place, now=LATER)
    assert [t.id - first for t in told] == [3, 12]
    assert sorted(n - first for n in place.missing) == [2, 5, 6, 7, 8, 10, 11]
    assert desk.told_since(place, now=LATER)[1] == []


def test_who_begins_to_follow_is_told_of_what_was_not_there_yet(place: desk.Place):
    moments(place.last + 5)
    begun = desk.newest_place(now=NOW)
    moments(place.last + 2)
    assert [t.id for t in desk.told_since(begun, now=NOW)[1]] == [place.last + 2]


def test_a_number_that_was_never_given_is_waited_for_no_longer(place: desk.Place):
    moments(place.last + 3)
    place, _ = desk.told_since(place, now=NOW)
    assert len(place.missing) == 2
    assert len(desk.told_since(place, now=LATER)[0].missing) == 2
    assert desk.told_since(place, now=NEVER)[0].missing == {}


def test_many_numbers_that_are_missing_hide_nothing_that_is_there(place: desk.Place, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(journal, "MOST", 3)
    monkeypatch.setattr(journal, "FAR", 6)
    first, found = place.last, []
    moments(*range(first + 2, first + 30, 2), first + 1000)
    for _ in range(8):
        place, told = desk.told_since(place, now=NOW)
        found += [t.id - first for t in told]
        assert len(place.missing) <= 6
    assert found == [*range(2, 30, 2), 1000]


def test_what_was_done_a_moment_ago_can_be_asked_for(case: Case, place: desk.Place):
    desk.tag(case=case, name="late", by=None, now=LATER)
    begun = desk.newest_place(now=LATER, before=NOW)
    assert [t.step for t in desk.told_since(begun, now=LATER)[1]] == ["Tagged"]
    assert desk.told_since(desk.newest_place(now=LATER), now=LATER)[1] == []
