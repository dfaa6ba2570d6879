"""A reminder before a promise is late, once: for who gave it and the team; for who holds the case of the absent."""

from datetime import timedelta

import pytest
from tests.desk.conftest import World, at

from headwater.desk import service as desk
from headwater.desk.models import Case, OutboxMoment, Promise, PromiseNotice
from headwater.people import service as people
from headwater.people.models import User
from headwater.shared.errors import InputError

pytestmark = pytest.mark.server
HOUR = 60


def promised(world: World, case: Case, by: User | None = None) -> Promise:
    return desk.promise(
        case=case, what="call you", due_from=at(0), due_to=at(10 * HOUR), by=by or world.alice, now=at(0)
    )


def reminded(own: bool) -> set[str]:
    return set(PromiseNotice.objects.filter(own=own).values_list("user__name", flat=True))


def away(user: User) -> None:
    people.be_away(user=user, since=at(0).date(), until=(at(0) + timedelta(days=1)).date(), now=at(0))


def test_once_before_it_is_late(world: World):
    case = world.case()
    made = promised(world, case)
    assert desk.remind(now=at(4 * HOUR)) == 0
    assert desk.remind(now=at(5 * HOUR)) == 1
    assert desk.remind(now=at(6 * HOUR)) == 0
    assert (reminded(own=True), reminded(own=False)) == ({"Alice"}, {"Bob"})
    assert desk.reminders(user=world.alice) == (1, 0)
    assert desk.reminders(user=world.bob) == (0, 1)
    told = OutboxMoment.objects.get(step="Promise due soon")
    assert (told.quiet, told.attributes["promise"]) == (True, made.pk)
    assert desk.reminders_seen(user=world.alice, own=True, now=at(7 * HOUR)) == 1
    assert desk.reminders(user=world.alice) == (0, 0)


def test_whoever_holds_the_case_of_the_absent(world: World):
    case = world.case()
    desk.assign(case=case, holder=world.bob, by=world.bob, now=at(0))
    promised(world, case)
    away(world.alice)
    desk.remind(now=at(5 * HOUR))
    assert (reminded(own=True), reminded(own=False)) == ({"Bob"}, set())


def test_the_whole_team_where_nobody_else_is_here(world: World):
    case = world.case()
    desk.assign(case=case, holder=world.alice, by=world.bob, now=at(0))
    promised(world, case)
    away(world.alice)
    desk.remind(now=at(5 * HOUR))
    assert reminded(own=True) == {"Bob"}


def test_the_team_that_has_the_case_by_now(world: World):
    case = world.case()
    promised(world, case)
    desk.hand_over(case=case, team=world.billing, by=world.bob, now=at(1))
    desk.remind(now=at(5 * HOUR))
    assert reminded(own=True) == {"Carl"}
    assert desk.reminders(user=world.alice) == (0, 0)


def test_nobody_is_reminded_of_what_is_settled_or_moved(world: World):
    case = world.case()
    desk.keep_promise(promise=promised(world, case), by=world.alice, now=at(1))
    moved = promised(world, case)
    desk.move_promise(promise=moved, due_to=at(90 * HOUR), agreed_how="by phone", by=world.alice, now=at(1))
    assert desk.remind(now=at(6 * HOUR)) == 0
    near = promised(world, case)
    desk.remind(now=at(6 * HOUR))
    desk.keep_promise(promise=near, by=world.bob, now=at(7 * HOUR))
    assert desk.reminders(user=world.alice) == (0, 0)


def test_days_off_are_ones_own(world: World):
    away(world.alice)
    kept = people.absences(user=world.alice, today=at(0).date())
    assert len(kept) == 1
    people.be_back(user=world.bob, absence=kept[0].id, now=at(1))
    assert people.absences(user=world.alice, today=at(0).date()) == kept
    people.be_back(user=world.alice, absence=kept[0].id, now=at(1))
    assert people.absences(user=world.alice, today=at(0).date()) == []
    with pytest.raises(InputError):
        people.be_away(user=world.alice, since=at(0).date(), until=at(-9999).date(), now=at(1))
