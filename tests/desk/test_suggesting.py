"""What a text seems to promise, told with its words and its date before it is sent."""

from zoneinfo import ZoneInfo

import pytest
from tests.desk.conftest import World, at

from headwater.desk import service as desk
from headwater.desk.errors import NotFoundError

pytestmark = pytest.mark.server
BERLIN = ZoneInfo("Europe/Berlin")


def found(world: World, text: str, number: int | None = None) -> tuple[desk.Found, ...]:
    world.alice.time_zone = "Europe/Berlin"
    case = number or world.case().number
    return desk.promises_in(case=case, text=text, user=world.alice, now=at(0))


def test_a_promise_with_its_place_and_date(world: World):
    text = "Thank you.\n\nI'll call you on Friday. Best, Alice"
    (one,) = found(world, text)
    assert text[slice(*one.span)] == one.own_words
    assert (one.vague, one.due_to.astimezone(BERLIN).strftime("%a %d %b")) == (False, "Fri 06 Mar")
    assert one.rule
    assert (one.same, one.others) == (None, ())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We will send the parcel by Friday. As I said, I will send your parcel by Friday.", 1),
        ("Wir schicken das Paket bis Freitag. Nochmals: wir schicken Ihnen das Paket bis Freitag.", 1),
        ("We will send the parcel by Friday. We will send the parcel by Monday.", 2),
        ("I will send the form by Friday. I will send the invoice by Friday.", 2),
        ("I will call you on Friday. We will send the parcel on Friday.", 2),
    ],
)
def test_the_same_promise_said_twice_is_one(world: World, text: str, count: int):
    assert len(found(world, text)) == count


def test_nothing_is_found_where_nothing_is_promised(world: World):
    assert found(world, "Thank you for your letter. We need your number.") == ()


def test_a_vague_one_gets_the_default_days_of_its_team(world: World):
    case = world.case()
    text = "We will get back to you as soon as possible."
    assert desk.promise_days(team=world.support.pk) == 2
    (before,) = found(world, text, case.number)
    desk.set_promise_days(team=None, days=5, by=world.olga)
    desk.set_promise_days(team=world.support.pk, days=3, by=world.bob)
    (after,) = found(world, text, case.number)
    days = [one.due_to.astimezone(BERLIN).strftime("%a") for one in (before, after)]
    assert (before.vague, days) == (True, ["Wed", "Thu"])
    desk.set_promise_days(team=world.support.pk, days=None, by=world.bob)
    assert desk.promise_days(team=world.support.pk) == 5


def test_an_open_promise_is_told_again_or_another_date_is_named(world: World):
    case = world.case()
    made = desk.promise(
        case=case, what="call you", due_from=at(4 * 1440), due_to=at(4 * 1440 + 480), by=world.alice, now=at(0)
    )
    (again,) = found(world, "I'll call you on Friday.", case.number)
    assert again.same is not None
    assert (again.same.id, again.others) == (made.pk, ())
    (other,) = found(world, "I'll call you on Thursday.", case.number)
    assert (other.same, [p.id for p in other.others]) == (None, [made.pk])


def test_the_same_words_keep_their_name_while_the_rest_is_mended(world: World):
    case = world.case().number
    (one,) = found(world, "I'll call you on Friday.", case)
    (two,) = found(world, "Dear Ada,\n\nthanks! I'll call you on Friday.", case)
    assert one.key == two.key
    twice = found(world, "I'll call you on Friday. I'll call you on Friday.", case)
    assert len({p.key for p in twice}) == len(twice)


def test_who_does_not_see_the_case_learns_nothing(world: World):
    with pytest.raises(NotFoundError):
        desk.promises_in(case=world.case(), text="I'll call", user=world.carl, now=at(0))
