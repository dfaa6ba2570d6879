"""What customers say about themselves: dated, kept when it changes, and held against each contact."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.conftest import World, answer, at

from headwater.desk import service as desk
from headwater.desk.errors import NotAllowedError, NotFoundError, RefusedError
from headwater.desk.models import Address, Case, OutboxMoment, Preference
from headwater.desk.replay import replay
from headwater.desk.wishes import DAYS, Hours, Wish, against, hours_of, normal

pytestmark = pytest.mark.server


def wish(world: World, case, kind: str, value: str, minute: float = 1) -> Preference:
    return desk.set_preference(
        customer=case.customer_id, kind=kind, value=value, said_at=at(minute), by=world.alice, now=at(minute)
    )


def test_a_changed_preference_keeps_its_history(world: World):
    case = world.case()
    wish(world, case, "language", "en", 1)
    wish(world, case, "language", "de", 2)
    (now,) = desk.preferences_of(customer=case.customer_id)
    assert (now.value, now.said_at, now.by, now.until) == ("de", at(2), "Alice", None)
    desk.withdraw_preference(customer=case.customer_id, kind="language", by=world.bob, now=at(3))
    assert desk.preferences_of(customer=case.customer_id) == ()
    story = desk.customer_story(user=world.alice, customer=case.customer_id, now=at(4))
    assert [(p.value, p.until, p.until_by) for p in story.history] == [("de", at(3), "Bob"), ("en", at(2), "Alice")]
    with pytest.raises(NotFoundError):
        desk.withdraw_preference(customer=case.customer_id, kind="language", by=world.bob, now=at(4))


def test_what_was_said_is_said_on_a_day_that_has_been(world: World):
    case = world.case()
    wish(world, case, "payment", "invoice", 5)
    with pytest.raises(RefusedError, match="not ahead"):
        desk.set_preference(
            customer=case.customer_id, kind="payment", value="card", said_at=at(9), by=world.alice, now=at(6)
        )
    with pytest.raises(RefusedError, match="something newer on 2026-03-02"):
        desk.set_preference(
            customer=case.customer_id, kind="payment", value="card", said_at=at(4), by=world.alice, now=at(6)
        )
    assert wish(world, case, "payment", "invoice", 5).value == "invoice"
    assert Preference.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [("channel", "fax"), ("hours", "late"), ("hours", "25-26"), ("hours", "9-12 Mars/Base"), ("hours", "ma 9-12"),
     ("hours", "mo-xx 9-12"), ("language", "German"),
     ("payment", " "), ("payment", "x" * 201), ("mood", "good")],
)  # fmt: skip
def test_what_cannot_be_kept_to_is_refused(kind: str, value: str):
    with pytest.raises(RefusedError):
        normal(kind, value)


def test_who_may_write_it_down(world: World):
    case = world.case()
    with pytest.raises(NotFoundError):
        desk.set_preference(
            customer=case.customer_id, kind="no_calls", value="", said_at=at(1), by=world.dora, now=at(1)
        )
    with pytest.raises(NotFoundError):
        desk.set_preference(
            customer=case.customer_id, kind="no_calls", value="", said_at=at(1), by=world.carl, now=at(1)
        )
    desk.set_preference(customer=case.customer_id, kind="no_calls", value="", said_at=at(1), by=None, now=at(1))
    assert desk.preferences_of(customer=case.customer_id)[0].by == ""


@pytest.mark.parametrize(
    ("said", "kept"),
    [("mo,fr 9-12", "mon,fri 09:00-12:00 UTC"), ("Mo-Fr 9-17", "mon,tue,wed,thu,fri 09:00-17:00 UTC"),
     ("9 bis 12", "09:00-12:00 UTC"), ("9–12 Uhr", "09:00-12:00 UTC"), ("9 Uhr bis 12:30 Uhr", "09:00-12:30 UTC"),
     ("Di und Do 9.30-12", "tue,thu 09:30-12:00 UTC"), ("Montag bis Mittwoch von 8 bis 10 Uhr",
     "mon,tue,wed 08:00-10:00 UTC"),
     ("montags 9-12", "mon 09:00-12:00 UTC"), ("Sa–Mo 9-12", "mon,sat,sun 09:00-12:00 UTC"),
     ("von 9 bis 12", "09:00-12:00 UTC"),
     ("mi 9-12 Uhr Europe/Berlin", "wed 09:00-12:00 Europe/Berlin"),
     ("mon,fri 9-12", "mon,fri 09:00-12:00 UTC"),
     ("Monday to Friday 9 to 17",
     "mon,tue,wed,thu,fri 09:00-17:00 UTC"), ("mon-fri 9:00-17:00", "mon,tue,wed,thu,fri 09:00-17:00 UTC")],
)  # fmt: skip
def test_hours_are_given_in_german_as_in_english(said: str, kept: str):
    assert normal("hours", said) == kept


clock = st.integers(0, 23).flatmap(lambda h: st.integers(0, 59).map(lambda m: time(h, m)))


@given(st.sets(st.sampled_from(range(7)), min_size=1), clock, clock, st.sampled_from(["UTC", "Europe/Berlin"]))
def test_hours_are_read_as_they_are_written(days: set[int], since: time, until: time, zone: str):
    hours = Hours(tuple(sorted(days)), since, until, zone)
    assert hours_of(str(hours)) == hours


@given(clock, clock, st.integers(0, 7 * 24 * 60 - 1))
def test_within_hours_or_not_never_both(since: time, until: time, minute: int):
    """Every day's hours and the rest of the day fill the week: a time is in one of them."""
    moment = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(minutes=minute)
    here = Hours(tuple(range(7)), since, until, "UTC").holds(moment)
    rest = Hours(tuple(range(7)), until, since, "UTC").holds(moment)
    assert here != rest or since == until


def test_hours_past_midnight_belong_to_the_day_they_began():
    night = hours_of("fri 22:00-02:00")
    saturday = datetime(2026, 3, 7, 1, tzinfo=UTC)
    assert night.holds(saturday)
    assert not night.holds(saturday - timedelta(days=1))
    assert DAYS[saturday.weekday()] == "sat"


BERLIN = [Wish("hours", normal("hours", "9-12", zone="Europe/Berlin")), Wish("language", "de"), Wish("payment", "bar")]


@pytest.mark.parametrize(
    ("channel", "hour", "text", "found"),
    [
        ("email", 8, "Ich habe das für Sie geprüft und es ist da.", ()),
        ("email", 11, "Ich habe das für Sie geprüft und es ist da.", ("hours",)),
        ("email", 8, "I have looked at it and it is there.", ("language",)),
        ("phone", 8, "OK 4711", ()),
    ],
)
def test_a_contact_is_held_against_wishes(channel: str, hour: int, text: str, found: tuple[str, ...]):
    moment = datetime(2026, 3, 2, hour, 30, tzinfo=UTC)
    assert against(BERLIN, channel=channel, at=moment, text=text) == found


def test_no_calls_and_the_channel_they_prefer():
    assert against([Wish("no_calls", "yes")], channel="phone", at=at(0)) == ("no_calls",)
    assert against([Wish("channel", "phone")], channel="email", at=at(0)) == ("channel",)
    assert against([Wish("channel", "phone"), Wish("no_calls", "yes")], channel="phone", at=at(0)) == ("no_calls",)


def figure(world: World):
    found = desk.figures(user=world.olga, since=at(-1), until=at(500), now=at(500))
    return next(f for f in found if f.name == "against_wish_share")


def test_a_contact_against_a_wish_is_counted_once_it_has_left(world: World):
    none = world.case()
    answer(case=none, by=world.alice, now=at(1))
    assert (figure(world).value, figure(world).left_out) == (None, (("their customer had said nothing about it", 1),))
    quiet = world.case(2, address="bob@example.org", customer_name="Bob")
    wish(world, quiet, "no_calls", "yes", 3)
    sent = desk.reply(case=quiet, text="Here", by=world.alice, now=at(4))
    assert figure(world).n == 0  # it can still be undone
    desk.undo_send(message=sent, by=world.alice, now=at(4))
    answer(case=quiet, by=world.alice, now=at(5))
    assert (figure(world).value, figure(world).n) == (0.0, 1)
    desk.told(case=quiet, text="I called", by=world.alice, now=at(6))
    found = figure(world)
    assert (found.value, found.n, dict(found.parts)) == (1.0, 1, {"contacts": 1.0})
    assert [(row.case, row.value) for row in found.rows] == [(quiet.number, 1.0)]


def test_the_case_page_warns_before_it_is_done(world: World):
    case = world.case()
    wish(world, case, "no_calls", "yes")
    wish(world, case, "hours", "9-10")
    page = desk.case_page(user=world.alice, number=case.number, now=at(2))
    assert [w.kind for w in page.wishes] == ["hours", "no_calls"]
    assert (page.against_mail, page.against_call) == ((), ("no_calls",))
    later = desk.case_page(user=world.alice, number=case.number, now=at(120))
    assert later.against_mail == ("hours",)


def test_one_more_address_and_anothers_only_with_a_word(world: World):
    ada, bob = world.case(), world.case(1, address="bob@example.org", customer_name="Bob")
    made = desk.add_address(customer=ada.customer_id, address=" ADA@work.example ", by=world.alice, now=at(2))
    assert made.value == "ada@work.example"
    with pytest.raises(desk.OtherCustomersAddressError, match="Bob"):
        desk.add_address(customer=ada.customer_id, address="bob@example.org", by=world.alice, now=at(3))
    desk.add_address(customer=ada.customer_id, address="bob@example.org", by=world.alice, now=at(4), move=True)
    assert set(Address.objects.filter(customer=ada.customer_id).values_list("value", flat=True)) == {
        "ada@example.org", "ada@work.example", "bob@example.org"
    }  # fmt: skip
    for case in (ada, bob):
        told = OutboxMoment.objects.filter(case_number=case.number).order_by("id")
        assert "Address moved" in [m.step for m in told]
        assert "example" not in str([m.attributes for m in told])
        replay(told)
    for wrong in ("", "12", "@"):
        with pytest.raises(RefusedError):
            desk.add_address(customer=ada.customer_id, address=wrong, by=world.alice, now=at(5))


def moved(world: World) -> tuple[Case, Case, Address]:
    """Bob's address went to Ada."""
    ada, bob = world.case(), world.case(1, address="bob@example.org", customer_name="Bob")
    known = desk.add_address(customer=ada.customer_id, address="bob@example.org", by=world.alice, now=at(2), move=True)
    return ada, bob, known


def test_an_address_that_was_moved_goes_back(world: World):
    ada, bob, known = moved(world)
    with pytest.raises(NotFoundError):
        desk.move_address_back(customer=bob.customer_id, address=known.pk, by=world.alice, now=at(3))
    desk.move_address_back(customer=ada.customer_id, address=known.pk, by=world.alice, now=at(3))
    now_there = Address.objects.get(value="bob@example.org")
    assert (now_there.customer_id, now_there.moved_from, now_there.moved_at) == (bob.customer_id, None, None)
    with pytest.raises(NotFoundError, match="not moved"):
        desk.move_address_back(customer=bob.customer_id, address=known.pk, by=world.alice, now=at(4))
    for case in (ada, bob):
        told = OutboxMoment.objects.filter(case_number=case.number).order_by("id")
        assert [m.step for m in told].count("Address moved") == 2
        replay(told)


def test_it_goes_back_to_nobody_who_is_erased_or_became_the_same(world: World):
    ada, bob, known = moved(world)
    merge = {"into": ada.customer_id, "gone": bob.customer_id, "by": world.alice, "why": "same", "sure": True}
    desk.merge_customers(**merge, now=at(3))
    with pytest.raises(NotFoundError):
        desk.move_address_back(customer=ada.customer_id, address=known.pk, by=world.alice, now=at(4))
    desk.unmerge_customers(gone=bob.customer_id, by=world.alice, now=at(5))
    assert Address.objects.get(pk=known.pk).moved_from_id == bob.customer_id
    desk.erase_customer(customer=bob.customer_id, by=world.olga, now=at(6))
    with pytest.raises(NotFoundError, match="erased"):
        desk.move_address_back(customer=ada.customer_id, address=known.pk, by=world.alice, now=at(7))


def test_an_address_of_another_teams_customer_is_not_taken(world: World):
    ada = world.case()
    world.case(1, address="bob@example.org", customer_name="Bob", team=world.billing)
    with pytest.raises(RefusedError, match="another team") as refused:
        desk.add_address(customer=ada.customer_id, address="bob@example.org", by=world.alice, now=at(3), move=True)
    assert "Bob" not in str(refused.value)


def test_a_provider_writes_a_note_instead(world: World):
    from headwater.people.models import Membership

    case = world.case()
    Membership.objects.create(user=world.dora, team=world.support, role="provider")
    assert desk.customer_story(user=world.dora, customer=case.customer_id, now=at(1)).may_serve is False
    with pytest.raises(NotAllowedError):
        desk.add_address(customer=case.customer_id, address="x@example.org", by=world.dora, now=at(1))
