"""Each act does what it says, tells it as a moment, and refuses what does not fit."""

from datetime import timedelta

import pytest
from django.db import transaction
from tests.desk.conftest import World, answer, at, reached

from headwater.desk import service as desk
from headwater.desk.errors import NotAllowedError, NotFoundError, RefusedError
from headwater.desk.measures.domain import CaseFacts
from headwater.desk.models import Address, Case, Customer, Holding, Message, OutboxMoment
from headwater.desk.store.facts import case_facts
from headwater.people.models import Membership, User

pytestmark = pytest.mark.server


def steps(case: Case) -> list[str]:
    return list(OutboxMoment.objects.filter(case_number=case.number).order_by("id").values_list("step", flat=True))


def fresh(case: Case) -> Case:
    return Case.objects.get(number=case.number)


def test_a_case_opens_with_the_customers_words(world: World):
    case = world.case()
    assert (case.state, case.own_words) == ("new", "Where is my parcel? It never came.")
    message = Message.objects.get(case=case)
    assert (message.kind, message.text, message.sender_address) == (
        "in", "Where is my parcel? It never came.", "ada@example.org",
    )  # fmt: skip
    assert steps(case) == ["Case opened"]
    assert Holding.objects.filter(case=case, until__isnull=True).count() == 1


def test_the_same_key_opens_and_receives_once(world: World):
    first, second = world.case(key="mail:1"), world.case(key="mail:1")
    assert first.number == second.number
    given = {"case": first, "words": "Hello?", "now": at(5), "key": "mail:2"}
    assert desk.receive(**given).pk == desk.receive(**given).pk
    assert Message.objects.count() == 2


def test_a_known_address_is_the_same_customer_in_any_writing(world: World):
    one, two = world.case(), world.case(address="ADA@Example.ORG", customer_name="A. Lovelace")
    assert one.customer_id == two.customer_id
    assert (Customer.objects.count(), Address.objects.count()) == (1, 1)
    phones = [world.case(channel="phone", address=a).customer_id for a in ("+49 (30) 1234", "+49301234")]
    assert phones[0] == phones[1] != one.customer_id


def test_an_act_that_is_rolled_back_leaves_no_moment(world: World):
    case = world.case()
    with transaction.atomic():
        desk.note(case=case, text="Called the depot.", by=world.alice, now=at(1))
        transaction.set_rollback(True)
    assert steps(case) == ["Case opened"]
    assert Message.objects.filter(kind="note").count() == 0


def test_an_answer_can_be_undone_until_it_leaves_and_counts_only_then(world: World):
    case = world.case()
    message = desk.reply(case=case, text="It comes today.", by=world.alice, now=at(1))
    assert (message.state, message.to, steps(case)) == ("held", ["ada@example.org"], ["Case opened", "Answer written"])
    assert desk.release_held(now=at(1)) == 0
    undone = desk.undo_send(message=message, by=world.alice, now=at(1.1))
    assert (undone.state, undone.text) == ("draft", "It comes today.")
    desk.send_draft(message=undone, text="It comes tomorrow.", by=world.alice, now=at(1.2))
    assert desk.release_held(now=at(2)) == 1
    assert (fresh(case).state, fresh(case).last_staff_at) == ("new", None)
    desk.mark_sent(message=undone, message_id="<a@b>", now=at(2))
    assert steps(case)[2:4] == ["Sending undone", "Answer written"]
    assert (steps(case)[-1], fresh(case).state, fresh(case).last_staff_at) == ("Reply sent", "waiting", at(2))
    with pytest.raises(RefusedError, match="left already"):
        desk.undo_send(message=undone, by=world.alice, now=at(3))
    assert OutboxMoment.objects.get(step="Reply sent").who == world.alice.pk


def test_an_answer_by_telephone_is_an_act_of_its_own(world: World):
    case = world.case(channel="phone", address="+49 30 1")
    with pytest.raises(RefusedError, match="No e-mail address"):
        desk.reply(case=case, text="Told her.", by=world.alice, now=at(1))
    assert desk.told(case=case, text="It comes today.", by=world.alice, now=at(2)).state == "told"
    assert (steps(case)[-1], fresh(case).state, fresh(case).last_staff_at) == ("Reply sent", "waiting", at(2))


def test_outgoing_mail_is_claimed_once_and_again_after_its_lease(world: World):
    message = desk.reply(case=world.case(), text="Yes.", by=world.alice, now=at(1), hold_seconds=0)
    assert [m.pk for m in desk.claim_outgoing(now=at(2))] == [message.pk]
    assert desk.claim_outgoing(now=at(3)) == []
    assert [m.pk for m in desk.claim_outgoing(now=at(13))] == [message.pk]
    desk.mark_sent(message=message, message_id="<a@b>", now=at(14))
    assert desk.claim_outgoing(now=at(60)) == []
    found = desk.case_for_references(["<unknown@x>", "<a@b>"])
    assert found is not None
    assert found.number == message.case_id


def test_prompts_can_be_skipped_and_three_expectations_stay_apart(world: World):
    case = world.case(kind_asked="where is my order")
    desk.confirm(case=case, wanted="Parcel by Friday", predicted="next week", by=world.alice, now=at(2))
    found = desk.confirm(
        case=case, promised="Thursday", kind_confirmed="change address", by=world.alice, now=at(3)
    )  # fmt: skip
    assert (found.wanted, found.predicted, found.promised) == ("Parcel by Friday", "next week", "Thursday")
    assert (found.concern, found.our_aim, found.state) == ("", "", "open")
    assert desk.confirm(case=case, by=world.alice, now=at(4)).wanted == "Parcel by Friday"


def test_only_the_customers_word_or_their_marked_silence_ends_a_case(world: World):
    case = world.case()
    with pytest.raises(RefusedError, match="spoke last"):
        desk.end(case=case, reached=True, by_their_word=False, by=world.alice, now=at(1))
    answer(case=case, text="Done?", by=world.alice, now=at(2))
    with pytest.raises(RefusedError, match="not reached"):
        desk.end(case=case, reached=False, by_their_word=True, by=world.alice, now=at(3))
    silent = desk.end(case=case, reached=True, by_their_word=False, by=world.alice, now=at(4))
    assert (silent.state, silent.ending, silent.confirmed_by_customer) == ("ended", "silence", False)
    desk.receive(case=case, words="Thank you, it is here!", now=at(5))
    ended = reached(case=case, by=world.alice, now=at(6))
    assert (ended.state, ended.ending, ended.confirmed_by_customer) == ("ended", "outcome_reached", True)
    assert steps(case)[3:] == [
        "Ended in silence", "Message received", "Reopened", "Concern confirmed", "Outcome reached",
    ]  # fmt: skip


def test_done_as_asked_says_that_the_outcome_is_unknown(world: World):
    case = desk.done(case=world.case(), by=world.alice, now=at(1))
    assert (case.state, case.ending, case.ended_at) == ("done", "unknown", None)
    with pytest.raises(RefusedError, match="reopen it first"):
        desk.done(case=case, by=world.alice, now=at(2))
    assert desk.reopen(case=case, by=world.alice, now=at(3)).ending == ""


def test_a_reply_shows_and_does_not_cancel_a_snooze(world: World):
    case = world.case()
    desk.snooze(case=case, until=at(600), by=world.alice, now=at(1))
    desk.receive(case=case, words="thanks", now=at(2))
    found = fresh(case)
    assert (found.state, found.snoozed_until, found.answered_while_snoozed) == ("snoozed", at(600), True)
    row = next(r for r in desk.inbox(user=world.alice, view="open", now=at(3)).rows if r.number == case.number)
    assert (row.snoozed_until, row.preview) == (at(600), "thanks")
    answer(case=case, text="Welcome", by=world.alice, now=at(4))
    assert (fresh(case).snoozed_until, fresh(case).answered_while_snoozed) == (at(600), False)
    assert desk.inbox(user=world.alice, view="open", now=at(5)).rows == ()
    assert desk.wake_snoozed(now=at(599)) == 0
    assert desk.wake_snoozed(now=at(600)) == 1
    assert (fresh(case).state, fresh(case).snoozed_until) == ("open", None)


def counted() -> list[CaseFacts]:
    """The cases that the numbers count."""
    return case_facts(since=at(-60), until=at(60), teams=None)


def aside(world: World) -> Case:
    return world.case(incoming=desk.Incoming(text="Your order left.", automatic=True))


def test_automatic_mail_of_no_case_is_kept_aside_until_somebody_takes_it_up(world: World):
    case = aside(world)
    assert desk.inbox(user=world.alice, view="open", now=at(1)).rows == ()
    assert [r.number for r in desk.inbox(user=world.alice, view="aside", now=at(1)).rows] == [case.number]
    assert OutboxMoment.objects.filter(quiet=False).count() == len(counted()) == 0
    with pytest.raises(RefusedError, match="take it up as a case first"):
        desk.done(case=case, by=world.alice, now=at(1))
    desk.take_up(case=case, by=world.alice, now=at(30))
    (row,) = desk.inbox(user=world.alice, view="open", now=at(31)).rows
    assert (row.state, row.opened_at, row.customer_waits) == ("new", at(0), True)
    assert [m.step for m in OutboxMoment.objects.filter(quiet=False)] == ["Case opened"]
    assert [f.spoken for f in counted()] == [(at(0),)]
    with pytest.raises(RefusedError):
        desk.take_up(case=case, by=world.alice, now=at(32))


def test_serving_mail_that_was_kept_aside_makes_it_a_case(world: World):
    case = aside(world)
    desk.note(case=case, text="A shop's mail", by=world.alice, now=at(1))
    assert fresh(case).state == "aside"
    desk.assign(case=case, holder=world.alice, by=world.alice, now=at(2))
    assert fresh(case).state == "open"
    assert steps(case) == ["Automatic message received", "Note written", "Case opened", "Assigned"]


def test_automatic_mail_merged_into_a_done_case_leaves_it_done(world: World):
    case, mail = world.case(), aside(world)
    desk.done(case=case, by=world.alice, now=at(1))
    desk.merge(into=case, case=mail, by=world.alice, now=at(2))
    assert fresh(case).state == "done"
    desk.unmerge(case=mail, by=world.alice, now=at(3))
    assert fresh(mail).state == "aside"


def test_automatic_mail_is_kept_and_changes_nothing(world: World):
    case = world.case()
    answer(case=case, text="Soon.", by=world.alice, now=at(1))
    desk.receive(case=case, incoming=desk.Incoming(text="I am away", automatic=True), now=at(2))
    assert (fresh(case).state, fresh(case).last_customer_at) == ("waiting", at(0))
    assert Message.objects.filter(automatic=True).count() == 1
    assert steps(case)[-1] == "Automatic message received"


def test_a_bounce_marks_the_message_and_brings_the_case_back(world: World):
    case = world.case()
    message = answer(case=case, text="Soon.", by=world.alice, now=at(1))
    desk.bounced(message=message, reason="mailbox full", now=at(2))
    desk.bounced(message=message, reason="mailbox full", now=at(3))
    assert Message.objects.get(pk=message.pk).state == "failed"
    assert (fresh(case).state, fresh(case).unreachable) == ("open", True)
    assert steps(case).count("Message bounced") == 1
    with pytest.raises(RefusedError, match="did not reach"):
        desk.end(case=case, reached=True, by_their_word=False, by=world.alice, now=at(4))


def test_the_story_travels_with_a_hand_over(world: World):
    case = world.case()
    desk.assign(case=case, holder=world.alice, by=world.alice, now=at(1))
    moved = desk.hand_over(case=case, team=world.billing, story="She paid twice.", by=world.alice, now=at(5))
    assert (moved.team_id, moved.holder_id, moved.state) == (world.billing.pk, None, "open")
    assert [m.text for m in desk.case_page(user=world.carl, number=case.number, now=at(6)).messages][-1] == (
        "She paid twice."
    )
    held = desk.case_page(user=world.carl, number=case.number, now=at(9)).held
    assert [(h.team.name, h.holder and h.holder.name, h.seconds) for h in held] == [
        ("Support", None, 60.0), ("Support", "Alice", 240.0), ("Billing", None, 240.0),
    ]  # fmt: skip
    with pytest.raises(NotFoundError):
        desk.case_page(user=world.alice, number=case.number, now=at(6))
    with pytest.raises(RefusedError, match="cannot see"):
        desk.assign(case=case, holder=world.bob, by=world.carl, now=at(7))


def test_merge_and_undo_lose_nothing(world: World):
    one, two, three = world.case(), world.case(1, words="Second mail"), world.case(2, words="Third mail")
    desk.tag(case=two, name="parcel", by=world.alice, now=at(3))
    desk.merge(into=two, case=one, by=world.alice, now=at(4))
    desk.merge(into=three, case=two, by=world.alice, now=at(5))
    assert Message.objects.filter(case=three).count() == 3
    late = desk.receive(case=one, words="Fourth mail", now=at(6))
    assert late.case_id == three.number
    with pytest.raises(RefusedError, match="merged"):
        desk.done(case=one, by=world.alice, now=at(7))
    desk.unmerge(case=two, by=world.alice, now=at(8))
    said = {c.number: [m.text for m in Message.objects.filter(case=c).order_by("at")] for c in (one, two, three)}
    assert said[two.number] == ["Where is my parcel? It never came.", "Second mail"]
    assert said[three.number] == ["Third mail", "Fourth mail"]
    desk.unmerge(case=one, by=world.alice, now=at(9))
    assert [m.text for m in Message.objects.filter(case=one)][:1] == ["Where is my parcel? It never came."]
    assert [fresh(c).state for c in (one, two, three)] == ["new", "new", "new"]


def test_a_merged_case_that_still_runs_reopens_the_one_it_joins(world: World):
    old, new = desk.done(case=world.case(), by=world.alice, now=at(1)), world.case(2)
    assert desk.merge(into=old, case=new, by=world.alice, now=at(3)).state == "open"


def test_a_split_gives_nobody_anothers_time(world: World):
    case = world.case()
    desk.assign(case=case, holder=world.alice, by=world.alice, now=at(10))
    other = desk.receive(case=case, words="And my invoice is wrong", now=at(20))
    desk.assign(case=case, holder=world.bob, by=world.bob, now=at(30))
    new = desk.split(case=case, messages=[other.pk], by=world.bob, now=at(40), subject="Invoice")
    assert (new.opened_at, new.split_from_id, new.subject) == (at(20), case.number, "Invoice")
    held = Holding.objects.filter(case=new).order_by("since").values_list("holder", "since", "until")
    assert list(held) == [(world.alice.pk, at(20), at(30)), (world.bob.pk, at(30), None)]
    with pytest.raises(RefusedError, match="at least one"):
        desk.split(case=new, messages=[other.pk], by=world.bob, now=at(41))
    assert [r.number for r in desk.search(user=world.bob, words="invoice", now=at(42)).rows] == [new.number]
    desk.merge(into=case, case=new, by=world.bob, now=at(50))
    assert Message.objects.filter(case=case).count() == 2


def test_many_at_once_say_for_each_what_was_refused(world: World):
    one, two = world.case(), desk.done(case=world.case(), by=world.alice, now=at(1))
    hidden = world.case(team=world.billing)
    found = desk.bulk(cases=[one, two, hidden], act="done", by=world.alice, now=at(2))
    assert found.done == (one.number,)
    assert [number for number, _ in found.refused] == [two.number, hidden.number]
    assert "no case" in found.refused[1][1]
    with pytest.raises(RefusedError, match="choose one of"):
        desk.bulk(cases=[one], act="erase", by=world.alice, now=at(3))


def test_who_is_here_is_shown_for_a_minute(world: World):
    case = world.case()
    desk.present(case=case, user=world.bob, doing="writing", now=at(1))
    desk.present(case=case, user=world.bob, doing="reading", now=at(1.1))
    shown = desk.inbox(user=world.alice, now=at(1.2)).rows[0].here
    assert [(h.user.name, h.doing) for h in shown] == [("Bob", "reading")]
    assert desk.inbox(user=world.alice, now=at(3)).rows[0].here == ()
    with pytest.raises(NotFoundError):
        desk.present(case=case, user=world.carl, doing="reading", now=at(1))


def test_a_mention_reaches_only_who_can_see_it(world: World):
    case = world.case()
    desk.note(case=case, text="@Bob look", mentions=[world.bob], by=world.alice, now=at(1))
    with pytest.raises(RefusedError, match="cannot see"):
        desk.note(case=case, text="@Carl", mentions=[world.carl], by=world.alice, now=at(3))


def test_programs_and_giants_are_not_sent(world: World):
    case = world.case()
    for upload in (desk.Upload("a.EXE", "x", b"MZ"), desk.Upload("film.mov", "video/mov", bytes(26 << 20))):
        with pytest.raises(RefusedError, match=upload.name):
            desk.reply(case=case, text="See file", uploads=[upload], by=world.alice, now=at(1))
    assert Message.objects.filter(kind="out").count() == 0


def test_a_provider_writes_notes_and_never_to_customers(world: World):
    helper = User.objects.create_user("pia@example.com", name="Pia")
    Membership.objects.create(user=helper, team=world.support, role="provider")
    case = world.case()
    desk.note(case=case, text="The crate is at dock 4.", by=helper, now=at(1))
    with pytest.raises(NotAllowedError, match="write a note"):
        desk.reply(case=case, text="Hello", by=helper, now=at(2))


@pytest.mark.parametrize("who", ["carl", "dora"])
def test_who_may_not_see_a_case_is_told_that_there_is_none(world: World, who: str):
    case, user = world.case(), getattr(world, who)
    acts = [
        lambda: desk.note(case=case, text="x", by=user, now=at(1)),
        lambda: desk.reply(case=case, text="x", by=user, now=at(1)),
        lambda: desk.assign(case=case, holder=None, by=user, now=at(1)),
        lambda: desk.tag(case=case, name="x", by=user, now=at(1)),
        lambda: desk.done(case=case, by=user, now=at(1)),
        lambda: desk.snooze(case=case, until=at(1) + timedelta(days=1), by=user, now=at(1)),
        lambda: desk.case_page(user=user, number=case.number, now=at(1)),
    ]
    for act in acts:
        with pytest.raises(NotFoundError):
            act()
    assert desk.search(user=user, words="parcel", now=at(1)).rows == ()
    assert desk.inbox(user=user, view="all", now=at(1)).rows == ()


def test_a_request_kind_that_hides_another_need_is_counted(world: World):
    for asked, confirmed in (
        ("where", "address"),
        ("where", "address"),
        ("where", "where"),
        ("bill", "bill"),
        ("x", ""),
    ):
        case = world.case(kind_asked=asked)
        desk.confirm(case=case, kind_confirmed=confirmed, by=world.alice, now=at(1))
    found = desk.hidden_needs(user=world.alice)
    assert [(n.kind, n.confirmed, n.other, n.instead) for n in found] == [
        ("where", 3, 2, (("address", 2),)), ("bill", 1, 0, ()),
    ]  # fmt: skip
    assert desk.hidden_needs(user=world.dora) == []


def test_one_address_gets_few_automatic_messages_a_day(world: World):
    asked = [
        desk.claim_automatic_send(address=a, now=at(0)) for a in ("ada@x.org", "ADA@x.org", " ada@x.org", "ada@x.org")
    ]
    assert asked == [True, True, True, False]
    assert desk.claim_automatic_send(address="ada@x.org", now=at(24 * 60))
    assert desk.claim_automatic_send(address="bob@x.org", now=at(0))
