"""An answer goes to the case's customer, and counts when it has left; nobody's confirmed words are lost."""

import pytest
from tests.desk.conftest import World, answer, at, reached

from headwater.desk import service as desk
from headwater.desk.acts.erasing import erase_customer
from headwater.desk.channels.email import service as mail
from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.models import Address, Case, ChannelSheet, Mailbox, Message, OutboxMoment
from headwater.desk.store.facts import case_facts

pytestmark = pytest.mark.server


def steps(case: Case) -> list[str]:
    return list(OutboxMoment.objects.filter(case_number=case.number).order_by("id").values_list("step", flat=True))


def third(world: World, case: Case, minute: float = 1) -> None:
    """Somebody else answers in the case, as mail by In-Reply-To does."""
    desk.receive(case=case, words="Me too", address="third@x.example", sender_name="Third", now=at(minute))


def test_an_answer_goes_to_the_cases_customer_whoever_wrote_last(world: World):
    case = world.case()
    third(world, case)
    assert desk.reply(case=case, text="Yes", by=world.alice, now=at(2)).to == ["ada@example.org"]
    page = desk.case_page(user=world.alice, number=case.number, now=at(3))
    assert [(r.address, r.customers) for r in page.receivers] == [
        ("ada@example.org", True), ("third@x.example", False),
    ]  # fmt: skip
    chosen = desk.reply(case=case, text="Yes", to=["third@x.example"], by=world.alice, now=at(4))
    assert chosen.to == ["third@x.example"]


def test_a_chosen_receiver_is_an_address_and_none_of_ours(world: World):
    case = world.case()
    Mailbox.objects.create(name="Help", address="help@example.com")
    given = {"case": case, "text": "Yes", "by": world.alice, "now": at(1)}
    for to, cc, said in (
        ([], [], "Choose who"),
        ([" "], ["ada@example.org"], "Choose who"),
        (["zoe"], [], "“zoe” is no e-mail address"),
        (["zoe@x.example\nBcc: eve@x.example"], [], "is no e-mail address"),
        (["ada@example.org"], ["Help+hw-1@Example.com"], "is a mailbox of this desk"),
        ([f"a{n}@x.example" for n in range(11)], [f"b{n}@x.example" for n in range(10)], "at most"),
    ):
        with pytest.raises(RefusedError, match=said):
            desk.reply(to=to, cc=cc, **given)
    message = desk.reply(to=["Zoe@X.example", "zoe@x.example"], cc=["ada@example.org", "zoe@x.example"], **given)
    assert (message.to, message.cc) == (["zoe@x.example"], ["ada@example.org"])
    taken = desk.undo_send(message=message, by=world.alice, now=at(1))
    again = desk.send_draft(message=taken, text="Yes, sorry", by=world.alice, now=at(2))
    assert (again.to, again.cc) == (["zoe@x.example"], ["ada@example.org"])


def test_who_wrote_from_a_strange_address_can_be_answered_there(world: World):
    case = world.case()
    desk.receive(case=case, words="Me too", address="root@intern", now=at(1))
    assert desk.reply(case=case, text="Yes", to=["root@intern"], by=world.alice, now=at(2)).to == ["root@intern"]
    with pytest.raises(RefusedError, match="no e-mail address"):
        desk.reply(case=case, text="Yes", to=["root@other"], by=world.alice, now=at(2))


def test_the_address_that_the_customer_wrote_from_last_is_answered(world: World):
    case = world.case()
    Address.objects.create(customer=case.customer, kind="email", value="ada@home.example")
    desk.receive(case=case, words="Hello?", address="ada@home.example", now=at(1))
    third(world, case, 2)
    page = desk.case_page(user=world.alice, number=case.number, now=at(3))
    assert [r.address for r in page.receivers] == ["ada@home.example", "ada@example.org", "third@x.example"]
    assert desk.reply(case=case, text="Yes", by=world.alice, now=at(3)).to == ["ada@home.example"]


def test_two_customers_cases_are_merged_only_where_it_is_meant(world: World):
    ewa = world.case(customer_name="Ewa", address="ewa@example.org")
    zoe = world.case(1, customer_name="Zoe", address="zoe@example.org")
    with pytest.raises(RefusedError, match=r"is Ewa's and .* is Zoe's"):
        desk.merge(into=ewa, case=zoe, by=world.alice, now=at(2))
    assert steps(zoe) == ["Case opened"]
    desk.merge(into=ewa, case=zoe, by=world.alice, now=at(3), other_customer=True)
    assert desk.reply(case=ewa, text="Yes", by=world.alice, now=at(4)).to == ["ewa@example.org"]


def test_an_answer_that_nobody_sends_does_not_count_and_is_shown(world: World):
    case = world.case()
    message = desk.reply(case=case, text="Yes", by=world.alice, now=at(1), hold_seconds=0)
    assert (message.state, Case.objects.get(number=case.number).state) == ("queued", "new")
    assert steps(case) == ["Case opened", "Answer written"]
    for minute, late in ((5, False), (7, True)):
        page = desk.case_page(user=world.alice, number=case.number, now=at(minute))
        assert (page.messages[-1].not_out, page.row.not_out, page.sends) == (late, late, False)
        assert desk.inbox(user=world.alice, now=at(minute)).rows[0].not_out is late
        found = mail.troubled(user=world.olga, now=at(minute))
        assert [(t.message, t.how) for t in found] == ([(message.pk, mail.How.NOT_OUT)] if late else [])
        assert mail.not_out(user=world.olga, now=at(minute)) == late
    desk.mark_sent(message=message, message_id="<a@b>", now=at(60))
    (facts,) = case_facts(since=at(-1), until=at(90), teams=None)
    assert [a.at for a in facts.answers] == [at(60)]
    assert Case.objects.get(number=case.number).state == "waiting"


def test_a_case_says_whether_any_mailbox_sends(world: World):
    case = world.case()
    box = Mailbox.objects.create(name="Help", address="help@example.com", smtp_host="mx.example.com", live=True)

    def sends() -> bool:
        return desk.case_page(user=world.alice, number=case.number, now=at(1)).sends

    assert not sends()
    told = {"operated_by": "us", "data_leaving": "mail", "told_customer": "so"}
    ChannelSheet.objects.create(channel="email", mailbox=box, confirmed_at=at(0), **told)
    assert sends()
    Mailbox.objects.update(smtp_host="")
    assert not sends()


def test_what_failed_and_is_sent_again_counts_when_it_left_the_second_time(world: World):
    case = world.case()
    message = answer(case=case, by=world.alice, now=at(1))
    desk.bounced(message=message, reason="full", now=at(2))
    (facts,) = case_facts(since=at(-1), until=at(90), teams=None)
    assert ([a.failed for a in facts.answers], facts.out, facts.undelivered) == ([True], 1, 1)
    mail.try_again(message=message.pk, by=world.alice, now=at(3))
    desk.mark_sent(message=message, message_id="<a@b>", now=at(4))
    desk.mark_sent(message=message, message_id="<a@b>", now=at(5))
    assert steps(case)[2:] == ["Reply sent", "Message bounced", "Sent again", "Reply sent"]
    (facts,) = case_facts(since=at(-1), until=at(90), teams=None)
    assert ([(a.at, a.failed) for a in facts.answers], facts.undelivered) == ([(at(4), False)], 0)


def test_a_message_that_an_older_version_counted_when_it_was_queued_is_not_counted_twice(world: World):
    case = world.case()
    message = desk.reply(case=case, text="Yes", by=world.alice, now=at(1), hold_seconds=0)
    OutboxMoment.objects.filter(step="Answer written").update(step="Reply sent")
    desk.mark_sent(message=message, message_id="<a@b>", now=at(2))
    assert steps(case) == ["Case opened", "Reply sent"]


def test_every_change_of_an_answer_and_of_the_way_to_the_customer_is_a_moment(world: World):
    case = world.case()
    held = desk.reply(case=case, text="Yes", by=world.alice, now=at(1))
    desk.undo_send(message=held, by=world.alice, now=at(1))
    desk.discard_draft(message=held, by=world.alice, now=at(2))
    sent = answer(case=case, by=world.alice, now=at(3))
    desk.bounced(message=sent, reason="full", now=at(4))
    desk.reached_again(case=case, by=world.alice, now=at(5))
    desk.reached_again(case=case, by=world.alice, now=at(6))
    assert steps(case) == [
        "Case opened", "Answer written", "Sending undone", "Draft thrown away", "Answer written", "Reply sent",
        "Message bounced", "Reached again",
    ]  # fmt: skip
    loud = OutboxMoment.objects.filter(quiet=False).order_by("id").values_list("step", flat=True)
    assert list(loud) == ["Case opened", "Reply sent", "Message bounced", "Reached again"]
    with pytest.raises(NotFoundError):
        desk.undo_send(message=held, by=world.alice, now=at(7))


def test_a_held_answer_and_a_draft_are_no_words_of_ours_when_a_case_is_split(world: World):
    case = world.case()
    more = desk.receive(case=case, words="And this", now=at(1))
    held = desk.reply(case=case, text="Yes", by=world.alice, now=at(2))
    new = desk.split(case=case, messages=[more.pk, held.pk], by=world.alice, now=at(3))
    assert new.last_staff_at is None


def test_what_a_confirmation_replaces_stays_in_the_story(world: World):
    case = world.case()
    desk.confirm(case=case, concern="late", wanted="a parcel", by=world.alice, now=at(1))
    desk.confirm(case=case, concern="lost", wanted="a parcel", by=world.bob, now=at(2))
    line = desk.case_page(user=world.alice, number=case.number, now=at(3)).story[-1]
    assert (line.said["before"], line.said["filled"]) == ({"concern": "late"}, ["concern", "wanted"])


def test_two_who_confirm_at_once_keep_both_texts(world: World):
    case = world.case()
    seen = {"concern": "", "wanted": "", "promised": ""}
    desk.confirm(case=case, concern="late", promised="Friday", by=world.bob, now=at(1))
    with pytest.raises(desk.ChangedError) as refused:
        desk.confirm(case=case, concern="lost", wanted="money", promised="", seen=seen, by=world.alice, now=at(2))
    assert [(t.name, t.theirs, t.mine) for t in refused.value.lines] == [("concern", "late", "lost")]
    assert Case.objects.get(number=case.number).wanted == ""
    kept = desk.confirm(case=case, concern="", wanted="money", promised="", seen=seen, by=world.alice, now=at(3))
    assert (kept.concern, kept.wanted, kept.promised) == ("late", "money", "Friday")
    ends = {"concern": "two\r\nlines"}
    desk.confirm(case=case, concern="two\nlines", by=world.bob, now=at(4))
    assert desk.confirm(case=case, concern="three", seen=ends, by=world.alice, now=at(5)).concern == "three"


def test_nothing_written_down_confirms_nothing(world: World):
    case = world.case()
    for given in ({}, dict.fromkeys(desk.FIELDS, ""), {"wanted": "  "}):
        assert desk.confirm(case=case, by=world.alice, now=at(1), **given).state == "new"
    assert steps(case) == ["Case opened"]


def test_an_outcome_is_reached_only_where_one_was_confirmed(world: World):
    case = world.case(wanted="my money")
    given = {"case": case, "reached": True, "by_their_word": True, "by": world.alice}
    with pytest.raises(RefusedError, match="never confirmed"):
        desk.end(now=at(1), **given)
    ended = desk.end(now=at(2), wanted="my money back", **given)
    assert (ended.state, ended.wanted, ended.concern_confirmed_at) == ("ended", "my money back", at(2))
    assert steps(case) == ["Case opened", "Concern confirmed", "Outcome reached"]


def test_a_customer_who_writes_again_has_not_reached_it(world: World):
    case = world.case()
    reached(case=case, by=world.alice, now=at(1))
    desk.receive(case=case, words="It broke again", now=at(2))
    found = Case.objects.get(number=case.number)
    assert (found.state, found.confirmed_by_customer, found.outcome_confirmed_at) == ("open", False, None)
    reached(case=case, by=world.alice, now=at(3))
    desk.merge(into=case, case=world.case(4), by=world.alice, now=at(5))
    found = Case.objects.get(number=case.number)
    assert (found.state, found.confirmed_by_customer) == ("open", False)


def test_words_that_were_replaced_are_forgotten_with_an_address_in_them(world: World):
    ada = world.case()
    other = world.case(1, address="bob@example.org", customer_name="Bob")
    desk.confirm(case=other, concern="write to ada@example.org", by=world.alice, now=at(2))
    desk.confirm(case=other, concern="a lamp", by=world.alice, now=at(3))
    erase_customer(customer=ada.customer_id, by=world.olga, now=at(4))
    told = OutboxMoment.objects.filter(case_number=other.number).order_by("-id").values_list("attributes", flat=True)
    assert told[0]["before"] == {"concern": "write to [erased]"}


def test_who_is_told_by_phone_has_our_answer(world: World):
    case = world.case()
    desk.told(case=case, text="On Friday.", by=world.alice, now=at(1))
    assert Message.objects.get(kind="out").to == []
    (facts,) = case_facts(since=at(-1), until=at(90), teams=None)
    assert [(a.at, a.by) for a in facts.answers] == [(at(1), world.alice.pk)]
