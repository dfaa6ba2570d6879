"""Notes that name somebody: a list of their cases, unread first; read when the case is opened."""

import pytest
from tests.desk.conftest import World, at, statements

from headwater.desk import service as desk
from headwater.desk.models import Case
from headwater.desk.pages import InboxPage
from headwater.people.models import User

pytestmark = pytest.mark.server


def mentioned(user: User, **asked: object) -> InboxPage:
    return desk.inbox(user=user, view="mentioned", now=at(100), **asked)


def unread(user: User) -> int | None:
    return next(v.count for v in desk.inbox(user=user, now=at(100)).views if v.key == "mentioned")


def name(case: Case, user: User, by: User, minutes: float = 1) -> None:
    desk.note(case=case, text=f"@{user.name} look", mentions=[user], by=by, now=at(minutes))


def open_case(user: User, case: Case) -> None:
    found = desk.case_page(user=user, number=case.number, now=at(50))
    desk.seen(user=user, mentions=found.mentions, now=at(50))


def test_unread_notes_come_first_then_the_newest(world: World):
    old, new, other, unnamed = (world.case(n) for n in range(4))
    for n, case in enumerate((new, old, other)):
        name(case, world.bob, world.alice, 10 + n)
    name(unnamed, world.alice, world.bob)
    name(other, world.bob, world.alice, 30)
    open_case(world.bob, other)
    page = mentioned(world.bob)
    assert [(row.number, row.named) for row in page.rows] == [
        (old.number, True), (new.number, True), (other.number, False),
    ]  # fmt: skip
    assert unread(world.bob) == 2
    assert [row.number for row in mentioned(world.alice).rows] == [unnamed.number]


def test_only_who_opens_the_case_has_read_it(world: World):
    case, other = world.case(), world.case(1)
    name(case, world.bob, world.alice)
    name(other, world.bob, world.alice)
    open_case(world.alice, case)
    assert unread(world.bob) == 2
    open_case(world.bob, case)
    assert (unread(world.bob), desk.case_page(user=world.bob, number=case.number, now=at(60)).mentions) == (1, ())


def test_a_case_that_went_elsewhere_is_neither_counted_nor_shown(world: World):
    case = world.case()
    name(case, world.bob, world.alice)
    desk.hand_over(case=case, team=world.billing, story="Yours", by=world.alice, now=at(2))
    assert (unread(world.bob), mentioned(world.bob).rows) == (0, ())
    assert (unread(world.dora), mentioned(world.dora).rows) == (0, ())
    name(case, world.olga, world.carl, 3)
    assert (unread(world.olga), len(mentioned(world.olga).rows)) == (1, 1)


def test_its_pages_leave_nothing_out(world: World):
    cases = [world.case(n) for n in range(7)]
    for n, case in enumerate(cases):
        name(case, world.bob, world.alice, 10 + n)
    for case in cases[::2]:
        open_case(world.bob, case)
    found: list[int] = []
    cursor = ""
    while True:
        page = mentioned(world.bob, page=cursor, rows=2)
        found += [row.number for row in page.rows]
        cursor = page.older
        if not cursor:
            break
    assert found == [c.number for c in (*cases[5::-2], *cases[6::-2])]


@pytest.mark.parametrize("cases", [1, 3, 50])
def test_it_costs_the_same_at_any_length(world: World, cases: int):
    for n in range(cases):
        name(world.case(n, address=f"c{n}@example.org"), world.bob, world.alice, 60 + n)
    user = User.objects.get(pk=world.bob.pk)
    with statements() as run:
        assert len(mentioned(user).rows) == cases
    assert len(run) == 6
