"""Which cases changed: each once, also when a lower id is committed after a higher one."""

import pytest
from tests.world import NOW, World

from headwater.desk import changes, service
from headwater.desk.models import Case, OutboxMoment


@pytest.fixture
def case(world: World) -> Case:
    return service.open_case(
        channel="phone", customer_name="Kim", address="kim@example.org", words="Where?", team=world.counter, now=NOW
    )


def moment(number: int, case: int, team: int | None = None) -> None:
    OutboxMoment.objects.create(id=number, case_number=case, step="x", at=NOW, channel="c", made_at=NOW, held_team=team)


def test_a_change_is_told_once_with_the_teams_before_and_now(world: World, case: Case, django_assert_num_queries):
    seen = changes.start()
    assert changes.changes(seen) == (seen, [])
    service.hand_over(case=case, team=world.warehouse, holder=None, story="theirs", by=world.bob, now=NOW)
    with django_assert_num_queries(2):
        seen, found = changes.changes(seen)
    assert found == [changes.Change(case.number, frozenset({world.counter.pk, world.warehouse.pk}))]
    assert changes.changes(seen)[1] == []


def test_a_lower_id_that_comes_later_is_not_missed(world: World, case: Case):
    seen = changes.start()
    high = seen.last + 10
    moment(high, case.number)
    seen, found = changes.changes(seen)
    assert [x.case for x in found] == [case.number]
    moment(high - 3, case.number)
    seen, found = changes.changes(seen)
    assert [x.case for x in found] == [case.number]
    assert changes.changes(seen)[1] == []


def test_what_is_remembered_stays_small(world: World, case: Case):
    seen = changes.start()
    for number in range(seen.last + 1, seen.last + 301):
        moment(number, case.number)
    seen, _ = changes.changes(seen)
    assert len(seen.told) <= changes.BEHIND
    assert changes.changes(seen)[1] == []
