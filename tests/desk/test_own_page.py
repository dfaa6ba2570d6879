"""Customers speak for themselves on their own page, and see and do nothing of others."""

from datetime import timedelta

import pytest
from tests.desk.conftest import World, answer, at, statements

from headwater.desk import own_page
from headwater.desk import service as desk
from headwater.desk.acts import own_links
from headwater.desk.channels import sheets
from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.models import (
    Address,
    Case,
    Customer,
    CustomerLink,
    LinkAsked,
    Message,
    OutboxMoment,
    Preference,
    Promise,
)
from headwater.people.models import Audit

pytestmark = pytest.mark.server


def link_of(case: Case, minutes: float = 0, **more: object) -> CustomerLink:
    given = {
        "customer": case.customer, "purpose": "page", "address": "ada@example.org", "now": at(minutes),
        "lasts": timedelta(days=1), "language": "en",
    } | more  # fmt: skip
    return own_links.make(**given)


def opened(link: CustomerLink, minutes: float = 1, **more: str) -> CustomerLink:
    return desk.open_link(**({"token": own_links.token_of(link), "purpose": "page", "now": at(minutes)} | more))


def promised(world: World, case: Case, minutes: float = 1) -> Promise:
    return desk.promise(
        case=case, what="send the parcel", due_from=at(5), due_to=at(600), by=world.alice, now=at(minutes)
    )


def live(world: World) -> None:
    told = {"operated_by": "We", "data_leaving": "none", "told_customer": "Kept here"}
    sheets.confirm_sheet(channel="page", by=world.olga, now=at(0), **told)


def test_only_the_hash_of_a_token_is_kept(world: World):
    link = link_of(world.case())
    token = own_links.token_of(link)
    assert len(token) == 43
    assert opened(link).customer.name == "Ada Lovelace"
    kept = str(CustomerLink.objects.values_list().get())
    assert token not in kept
    assert own_page.digest(token) in kept


def test_a_link_opens_one_thing_of_one_customer_until_it_expires(world: World):
    link = link_of(world.case())
    for wrong in (
        {"purpose": "outcome"},
        {"token": "x" * 43},
        {"token": ""},
        {"token": own_links.token_of(link) + "A"},
    ):
        with pytest.raises(desk.LinkGoneError):
            opened(link, **wrong)
    opened(link, 60 * 24 - 1)
    with pytest.raises(desk.LinkGoneError):
        opened(link, 60 * 24 + 1)


def test_who_changes_the_table_makes_no_link_last(world: World):
    link = link_of(world.case())
    CustomerLink.objects.update(expires_at=at(10**5))
    with pytest.raises(desk.LinkGoneError):
        opened(link)
    other = link_of(world.case(1))
    CustomerLink.objects.filter(pk=other.pk).update(digest=own_page.digest("a" * 43))
    with pytest.raises(desk.LinkGoneError):
        opened(other, token="a" * 43)


def test_a_link_opens_only_while_the_address_it_went_to_is_theirs(world: World):
    case = world.case()
    link = link_of(case)
    other = world.case(1, address="bob@example.org", customer_name="Bob")
    Address.objects.filter(value="ada@example.org").update(customer=other.customer)
    with pytest.raises(desk.LinkGoneError):
        opened(link)


def test_a_merge_of_customers_that_is_undone_takes_its_links_back(world: World):
    ada, bob = world.case(), world.case(1, address="bob@example.org", customer_name="Bob")
    desk.merge_customers(into=ada.customer, gone=bob.customer, by=world.olga, now=at(2), why="said so", sure=True)
    made = link_of(Case.objects.get(number=bob.number), 3, address="bob@example.org")
    assert opened(made, 4).customer == ada.customer
    desk.unmerge_customers(gone=bob.customer, by=world.olga, now=at(5))
    with pytest.raises(desk.LinkGoneError):
        opened(made, 6)


def test_asking_looks_nothing_up_and_answers_known_addresses_only(world: World):
    world.case()
    for address in ("ADA@example.org", "nobody@example.org"):
        with statements() as asked:
            desk.ask_for_link(address=address, language="de", now=at(1))
        assert len(asked) == 1
    (letter,) = own_links.letters_due(now=at(2))
    assert (letter.to, letter.language, LinkAsked.objects.count()) == ("ada@example.org", "de", 0)
    assert desk.open_link(token=letter.token, purpose="page", now=at(3)).customer.name == "Ada Lovelace"
    own_links.letter_left(link=letter.link)
    assert own_links.letters_due(now=at(4)) == []
    for wrong in ("", "ada", "@", "a b@example.org", "+49 30 1234"):
        with pytest.raises(RefusedError):
            desk.ask_for_link(address=wrong, language="en", now=at(1))


def test_one_address_gets_few_letters_a_day(world: World):
    world.case()
    for minute in range(6):
        desk.ask_for_link(address="ada@example.org", language="en", now=at(minute))
    assert len(own_links.letters_due(now=at(9))) == own_links.A_DAY
    desk.ask_for_link(address="ada@example.org", language="en", now=at(60 * 25))
    assert len(own_links.letters_due(now=at(60 * 25))) == 1


def test_a_letter_that_no_mailbox_sends_is_not_sent_days_later(world: World):
    world.case()
    desk.ask_for_link(address="ada@example.org", language="en", now=at(0))
    assert len(own_links.letters_due(now=at(1))) == 1
    assert own_links.letters_due(now=at(62)) == []


def test_old_links_are_forgotten(world: World):
    link_of(world.case())
    assert desk.forget_links(now=at(60 * 24 * 30)) == 0
    assert desk.forget_links(now=at(60 * 24 * 32)) == 1


def test_the_page_tells_cases_in_own_words_and_what_was_promised(world: World):
    case = world.case()
    answer(case=case, by=world.alice, now=at(1), text="It comes")
    desk.note(case=case, text="difficult person", by=world.alice, now=at(2))
    promised(world, case, 3)
    story = desk.own_story(customer=case.customer)
    (shown,) = story.cases
    assert (shown.words, shown.state) == ("Where is my parcel? It never came.", "waiting")
    assert [(m.ours, m.text) for m in shown.said] == [(False, shown.words), (True, "It comes")]
    assert [p.what for p in story.promises] == ["send the parcel"]


def test_what_was_promised_in_a_note_is_told_without_the_words_of_the_note(world: World):
    case = world.case()
    first = promised(world, case)
    said = {"due_from": at(5), "due_to": at(700), "own_words": "told that crook we will refund him"}
    words = [desk.Word(what="refund the crook", **said), desk.Word(what="crook", moves=first.pk, **said)]
    desk.note(case=case, text=said["own_words"], by=world.alice, now=at(2), promises=words)
    noted, other = desk.own_story(customer=case.customer).promises
    assert (noted.what, noted.own_words, noted.due_to) == ("", "", at(700))
    assert (other.what, other.asked_why, other.asked_to_move_to) == ("send the parcel", "", at(700))
    taken = desk.own_export(customer=case.customer, now=at(3)).data["promises"]
    assert [p["what"] for p in taken] == ["We promised something for you", "send the parcel"]
    assert "crook" not in str(taken)
    desk.own_date(customer=case.customer, promise=noted.id, due_to=at(800), now=at(4))
    assert "crook" not in str(desk.own_story(customer=case.customer).promises)
    assert "crook" in str(desk.promises_of_case(case=case, user=world.alice))


def test_the_page_costs_the_same_at_any_size(world: World):
    case = world.case()
    with statements() as small:
        desk.own_story(customer=case.customer)
    for minute in range(1, 6):
        more = world.case(minute)
        answer(case=more, by=world.alice, now=at(minute))
        promised(world, more, minute)
    with statements() as large:
        desk.own_story(customer=case.customer)
    assert len(small) == len(large) <= 7


def test_two_customers_whose_cases_were_merged_see_their_own_words_only(world: World):
    alice = world.case(words="My secret parcel")
    bob = world.case(1, address="bob@example.org", customer_name="Bob", words="Bob's own matter")
    answer(case=alice, by=world.alice, now=at(2), text="Dear Ada")
    answer(case=bob, by=world.alice, now=at(2), text="Dear Bob")
    desk.merge(into=bob, case=alice, by=world.alice, now=at(3), other_customer=True)
    answer(case=bob, by=world.alice, now=at(4), text="Only Bob again")
    desk.own_reply(customer=alice.customer, case=alice.number, words="Ada writes", now=at(5))
    desk.receive(case=bob, words="Carl in copy", address="carl@example.org", now=at(6))
    told = {c: str(desk.own_story(customer=c.customer).cases) for c in (alice, bob)}
    assert [w in told[alice] for w in ("My secret parcel", "Dear Ada", "Ada writes", "Bob", "Carl")] == [True] * 3 + [
        False
    ] * 2
    assert [w in told[bob] for w in ("Dear Bob", "Only Bob again", "secret", "Ada", "Carl")] == [True] * 2 + [False] * 3
    with pytest.raises(NotFoundError):
        desk.own_reply(customer=alice.customer, case=bob.number, words="x", now=at(7))
    with pytest.raises(RefusedError, match="a person closes"):
        desk.own_outcome(customer=alice.customer, case=alice.number, reached=True, now=at(7))


def test_nothing_of_anothers_can_be_done(world: World):
    ada, bob = world.case(), world.case(1, address="bob@example.org", customer_name="Bob")
    theirs, asked = promised(world, bob), at(900)
    desk.ask_to_move(promise=theirs, due_to=asked, why="", by=world.alice, now=at(2))
    me = ada.customer
    tries = (
        lambda: desk.own_reply(customer=me, case=bob.number, words="x", now=at(3)),
        lambda: desk.own_outcome(customer=me, case=bob.number, reached=True, now=at(3)),
        lambda: desk.own_outcome(customer=me, case=bob.number, reached=False, now=at(3)),
        lambda: desk.own_agree(customer=me, promise=theirs.pk, asked=asked.isoformat(), now=at(3)),
        lambda: desk.own_no_to_date(customer=me, promise=theirs.pk, now=at(3)),
        lambda: desk.own_date(customer=me, promise=theirs.pk, due_to=at(999), now=at(3)),
        lambda: desk.own_address_gone(customer=me, address=bob.customer.addresses.get().pk, now=at(3)),
    )
    before = OutboxMoment.objects.count()
    for one in tries:
        with pytest.raises(NotFoundError):
            one()
    assert OutboxMoment.objects.count() == before


def test_a_reply_arrives_as_their_message_and_opens_what_was_done(world: World):
    case = world.case()
    desk.done(case=case, by=world.alice, now=at(1))
    for _ in range(2):
        desk.own_reply(customer=case.customer, case=case.number, words=" It is not \r\n here ", now=at(2))
    arrived = Message.objects.filter(case=case, kind="in").latest("id")
    assert (arrived.text, arrived.sender_address, arrived.channel) == ("It is not \n here", "ada@example.org", "page")
    assert Message.objects.filter(case=case).count() == 2
    assert Case.objects.get(number=case.number).state == "open"
    desk.add_address(customer=case.customer, address="two@example.org", by=world.alice, now=at(3))
    desk.own_reply(customer=case.customer, case=case.number, words="Here now", address="two@example.org", now=at(4))
    assert desk.reply(case=case, text="Good", by=world.alice, now=at(5)).to == ["two@example.org"]
    with pytest.raises(RefusedError):
        desk.own_reply(customer=case.customer, case=case.number, words=" ", now=at(6))


def test_a_date_moves_only_as_they_agreed(world: World):
    case = world.case()
    first = promised(world, case)
    with pytest.raises(RefusedError):
        desk.own_no_to_date(customer=case.customer, promise=first.pk, now=at(2))
    desk.ask_to_move(promise=first, due_to=at(900), why="The lorry", by=world.alice, now=at(2))
    desk.own_no_to_date(customer=case.customer, promise=first.pk, now=at(3))
    first.refresh_from_db()
    assert (first.state, first.due_to, first.asked_to_move_to, first.asked_why) == ("open", at(600), None, "")
    desk.ask_to_move(promise=first, due_to=at(950), why="", by=world.alice, now=at(4))
    with pytest.raises(RefusedError, match="has changed"):
        desk.own_agree(customer=case.customer, promise=first.pk, asked=at(900).isoformat(), now=at(5))
    desk.own_agree(customer=case.customer, promise=first.pk, asked=at(950).isoformat(), now=at(5))
    second = Promise.objects.get(state="open")
    assert (second.due_to, second.follows_id) == (at(950), first.pk)
    with pytest.raises(RefusedError, match="our word"):
        desk.own_date(customer=case.customer, promise=second.pk, due_to=at(940), now=at(6))
    desk.own_date(customer=case.customer, promise=second.pk, due_to=at(999), now=at(6))
    assert [p.due_to for p in desk.own_story(customer=case.customer).promises] == [at(999)]
    steps = list(OutboxMoment.objects.filter(step__contains="date").values_list("step", flat=True))
    assert steps == ["Other date refused"]


@pytest.mark.parametrize("wanted", ["", "To have it"])
def test_yes_ends_the_case_by_their_word(world: World, wanted: str):
    case = world.case()
    desk.own_outcome(customer=case.customer, case=case.number, reached=True, words="Thanks!", wanted=wanted, now=at(1))
    case.refresh_from_db()
    assert (case.state, case.ending, case.confirmed_by_customer) == ("ended", "outcome_reached", True)
    assert case.wanted == (wanted or "Where is my parcel? It never came.")
    assert Message.objects.latest("id").text == "Thanks!"
    desk.own_outcome(customer=case.customer, case=case.number, reached=True, now=at(2))
    assert OutboxMoment.objects.filter(step="Outcome reached").count() == 1


@pytest.mark.parametrize("words", ["", "Nothing came"])
@pytest.mark.parametrize("closed", [False, True])
def test_no_keeps_or_makes_it_open(world: World, words: str, closed: bool):
    case = world.case()
    if closed:
        desk.done(case=case, by=world.alice, now=at(1))
    desk.own_outcome(customer=case.customer, case=case.number, reached=False, words=words, now=at(2))
    case.refresh_from_db()
    assert case.state == ("open" if closed else "new")
    assert OutboxMoment.objects.filter(step="Outcome not reached").count() == 1


def test_data_is_corrected_and_the_log_says_that_it_was_not_what(world: World):
    case = world.case()
    desk.own_name(customer=case.customer, name=" Ada  King ", now=at(1))
    assert Customer.objects.get(pk=case.customer_id).name == "Ada King"
    desk.ask_for_address(customer=case.customer, address="King@example.org", language="en", now=at(2))
    (letter,) = own_links.letters_due(now=at(3))
    assert letter.to == "king@example.org"
    assert not Address.objects.filter(value="king@example.org").exists()
    new = desk.open_link(token=letter.token, purpose="address", now=at(4))
    desk.own_address_confirmed(link=new, now=at(4))
    with pytest.raises(desk.LinkGoneError):
        desk.own_address_confirmed(link=new, now=at(5))
    old = Address.objects.get(value="ada@example.org")
    mine = link_of(case, 5)
    desk.own_address_gone(customer=case.customer, address=old.pk, now=at(6))
    with pytest.raises(desk.LinkGoneError):
        opened(mine, 7)
    with pytest.raises(RefusedError, match="only e-mail"):
        desk.own_address_gone(customer=case.customer, address=Address.objects.get().pk, now=at(8))
    log = str(list(Audit.objects.values_list("act", "what", "customer_id")))
    assert "own page: name corrected" in log
    assert "King" not in log
    assert "example.org" not in log


def test_an_address_of_somebody_else_is_not_taken(world: World):
    ada, _ = world.case(), world.case(1, address="bob@example.org", customer_name="Bob")
    desk.ask_for_address(customer=ada.customer, address="bob@example.org", language="en", now=at(2))
    (letter,) = own_links.letters_due(now=at(3))
    link = desk.open_link(token=letter.token, purpose="address", now=at(4))
    with pytest.raises(RefusedError):
        desk.own_address_confirmed(link=link, now=at(4))
    assert Address.objects.get(value="bob@example.org").customer.name == "Bob"


def test_wishes_are_theirs_with_their_date(world: World):
    case = world.case()
    given = {"channel": "phone", "hours": "9-12", "language": "", "no_calls": ""}
    desk.own_preferences(customer=case.customer, given=given, zone="Europe/Berlin", now=at(1))
    desk.own_preferences(customer=case.customer, given=given | {"channel": ""}, zone="Europe/Berlin", now=at(2))
    kept = Preference.objects.order_by("id").values_list("kind", "value", "by", "until")
    assert list(kept) == [("channel", "phone", None, at(2)), ("hours", "09:00-12:00 Europe/Berlin", None, None)]
    assert desk.own_data(customer=case.customer).wishes == {"hours": "09:00-12:00 Europe/Berlin"}


def test_they_see_who_else_sees_it_by_role_and_by_sheet(world: World):
    case = world.case(channel="webform")
    live(world)
    told = {"operated_by": "Larch and Hostelworks Ltd", "data_leaving": "name, to Hostelworks", "told_customer": "so"}
    sheets.confirm_sheet(channel="webform", by=world.olga, now=at(0), **told)
    sheets.confirm_sheet(channel="phone", by=world.olga, now=at(0), **(told | {"operated_by": "Nobody"}))
    from headwater.people.service import record

    for who in (world.alice, world.alice, world.olga):
        record(act="case read", now=at(1), by=who, case_id=case.number, customer_id=case.customer_id)
    data = desk.own_data(customer=case.customer)
    assert data.teams == ("Support",)
    assert [e.operated_by for e in data.exposures] == ["We", "Larch and Hostelworks Ltd"]
    assert [(r.role, r.teams, r.what, r.times) for r in data.reads] == [
        ("owner", "", "case", 1),
        ("team", "Support", "case", 2),
    ]
    assert "Alice" not in str(data)


def test_questions_without_a_reason_are_flagged_with_their_owner(world: World):
    asked = [("contact", "words"), ("contact", "postcode")]
    assert {r.owner for r in desk.reasons(questions=asked, user=world.olga)} == {"Olga"}
    said = {"form": "contact", "name": "words", "reason": "to help", "use": "the case", "owner": world.bob.pk}
    desk.set_reason(**said, by=world.olga, now=at(1))
    found = desk.reasons(questions=asked, user=world.olga)
    assert [(r.name, r.missing, r.owner) for r in found] == [("postcode", True, "Olga"), ("words", False, "Bob")]
    with pytest.raises(desk.NotAllowedError):
        desk.set_reason(**said, by=world.bob, now=at(1))


def test_letters_say_the_same_in_both_languages():
    for texts in (own_page.UNDER, own_page.LETTERS, {"": own_page.QUESTION}):
        for said in texts.values():
            assert tuple(said) == own_page.LANGUAGES
    for purpose in own_page.LETTERS:
        for language in own_page.LANGUAGES:
            text = own_page.letter(purpose=purpose, language=language, link="L!", until=at(0))[1]
            assert "L!" in text
            assert "2026-03-02" in text
