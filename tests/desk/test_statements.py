"""How many statements a page or act costs: the same at 1, 3 and 50 cases."""

import pytest
from tests.desk.conftest import World, at, statements

from headwater.desk import service as desk
from headwater.people.models import User

pytestmark = pytest.mark.server


def fill(world: World, cases: int) -> None:
    for n in range(cases):
        case = world.case(n, subject=f"Parcel {n}", address=f"c{n}@example.org", customer_name=f"Customer {n}")
        desk.tag(case=case, name=f"tag {n % 4}", by=world.alice, now=at(n))
        desk.present(case=case, user=world.bob, doing="reading", now=at(100))


def asked_anew(user: User) -> User:
    """As a request has it: loaded, and no role known yet."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("cases", [1, 3, 50])
@pytest.mark.parametrize("who", ["alice", "olga"])
def test_an_inbox_page(world: World, cases: int, who: str):
    fill(world, cases)
    desk.save_view(name="Tagged", query=desk.Query(tag="tag 0"), by=getattr(world, who))
    user = asked_anew(getattr(world, who))
    with statements() as run:
        page = desk.inbox(user=user, now=at(100.5))
    assert len(page.rows) == cases
    assert page.rows[0].here
    assert len(run) == (4 if who == "olga" else 5)
    with statements() as run:
        desk.inbox(user=user, view=next(v.key for v in page.views if v.name == "Tagged"), now=at(100.5))
    assert len(run) == 5


@pytest.mark.parametrize("messages", [1, 3, 50])
def test_a_case_page(world: World, messages: int):
    case = world.case()
    for n in range(messages):
        desk.reply(case=case, text=f"Answer {n}", by=world.alice, now=at(n + 1), hold_seconds=0,
                   uploads=[desk.Upload("a.txt", "text/plain", b"%d" % n)])  # fmt: skip
    world.case(90)
    user = asked_anew(world.alice)
    with statements() as run:
        page = desk.case_page(user=user, number=case.number, now=at(100))
    assert (len(page.messages), len(page.others)) == (messages + 1, 1)
    assert len(run) == 9


@pytest.mark.parametrize("cases", [1, 3, 50])
def test_a_search(world: World, cases: int):
    fill(world, cases)
    user = asked_anew(world.alice)
    with statements() as run:
        page = desk.search(user=user, words="parcel came", now=at(100))
    assert len(page.rows) == min(cases, 20)
    assert len(run) == (3 if cases == 50 else 4)  # where few are found, parts of words are looked for


def test_opening_a_case(world: World):
    with statements() as run:
        world.case(key="api:1")
    assert len(run) == 9
    with statements() as run:
        world.case(key="api:2")
    assert len(run) == 7


def test_an_answer(world: World):
    case, user = world.case(), asked_anew(world.alice)
    with statements() as run:
        desk.reply(case=case, text="Yes", by=user, now=at(1), hold_seconds=0)
    assert len(run) <= 9
