"""What the customer's own page sends by mail, and that nobody else can use what was sent."""

import email
from datetime import timedelta
from email import policy

import pytest
from django.conf import settings
from tests.desk.channels.email.letters import mail
from tests.desk.channels.email.world import NOW, make_mailbox
from tests.world import World

from headwater.desk import own_page
from headwater.desk import service as desk
from headwater.desk.acts import following_up, own_links
from headwater.desk.channels import sheets
from headwater.desk.channels.email import outgoing
from headwater.desk.channels.email import own_page as letters
from headwater.desk.channels.email import service as channel
from headwater.desk.channels.email.composing import compose
from headwater.desk.models import Case, CustomerLink, FollowUp, Message, Promise, RawMail

LATER = NOW + timedelta(days=4)


@pytest.fixture
def live(world: World, tmp_path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    told = {"operated_by": "We", "data_leaving": "none", "told_customer": "Kept here"}
    sheets.confirm_sheet(channel="page", by=world.olga, now=NOW, **told)
    return world


def opened(**more: str) -> Case:
    box = make_mailbox()
    return Case.objects.get(number=channel.ingest(mailbox=box.pk, raw=mail(**more), now=NOW).case)


def sent(world: World, case: Case, **more: object) -> tuple[Message, bytes]:
    answer = desk.reply(case=case, text="It comes on Friday.", by=world.olga, now=NOW, hold_seconds=0, **more)
    return leave(answer)


def leave(answer: Message) -> tuple[Message, bytes]:
    box = make_mailbox("desk@shop.example") if answer.mailbox is None else answer.mailbox
    begun = outgoing.begin(message=answer.pk, box=box, now=NOW)
    assert begun is not None
    raw = compose(begun, box=box)
    desk.mark_sent(message=begun, message_id=begun.message_id, now=NOW)
    return begun, raw


def text_of(raw: bytes) -> str:
    body = email.message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    return str(body.get_content()).replace("\r\n", "\n")


def token_in(raw: bytes) -> str:
    (token,) = own_page.tokens_in(text_of(raw))
    return token


def test_an_answer_ends_with_a_link_to_the_page_and_is_the_same_each_time(live: World):
    case = opened()
    message, raw = sent(live, case)
    assert text_of(raw).startswith("It comes on Friday.\n\n-- \n")
    link = desk.open_link(token=token_in(raw), purpose="page", now=NOW)
    assert link.customer == case.customer
    again = Message.objects.get(pk=message.pk)
    assert compose(again, box=again.mailbox) == raw
    assert token_in(raw) not in str(Message.objects.values_list()) + str(CustomerLink.objects.values_list())
    parsed = email.message_from_bytes(raw, policy=policy.default)
    assert parsed["In-Reply-To"] == "<m1@example.org>"


def test_an_answer_that_others_read_has_no_link(live: World):
    case = opened()
    for more in ({"cc": ["carl@example.org"]}, {"to": ["carl@example.org"]}, {"automatic": True}):
        assert own_page.tokens_in(text_of(sent(live, case, **more)[1])) == set()
    own_page.write(own_page.Settings(link_in_answers=False))
    assert own_page.tokens_in(text_of(sent(live, case)[1])) == set()


def test_without_a_sheet_nothing_has_a_link(world: World):
    assert own_page.tokens_in(text_of(sent(world, opened())[1])) == set()


def test_an_answer_that_quotes_the_link_joins_its_case_and_ends_the_link(live: World):
    case = opened()
    message, raw = sent(live, case)
    token = token_in(raw)
    quoted = "\n".join(f"> {line}" for line in text_of(raw).splitlines())
    words = f"Thank you!\n\nOn Monday Help wrote:\n{quoted}\n"
    came = channel.ingest(
        mailbox=message.mailbox_id,
        raw=mail(words, message_id="<m2@example.org>", in_reply_to=f"<{message.message_id}>", subject="Re: Parcel"),
        now=NOW + timedelta(hours=1),
    )
    assert came.case == case.number
    arrived = Message.objects.get(pk=came.message)
    assert arrived.stripped.strip() == "Thank you!"
    assert token not in arrived.text + arrived.html_safe
    with pytest.raises(desk.LinkGoneError):
        desk.open_link(token=token, purpose="page", now=NOW + timedelta(hours=2))
    assert RawMail.objects.filter(as_message=arrived).exists()


def test_our_own_mail_that_comes_back_opens_no_case(live: World):
    case = opened()
    message, raw = sent(live, case)
    channel.ingest(mailbox=message.mailbox_id, raw=raw, now=NOW)
    assert Case.objects.count() == 1
    assert Message.objects.filter(case=case).count() == 2


def asking(world: World, **more: object) -> None:
    own_page.write(own_page.Settings(follow_up=True, follow_up_days=3))


def test_a_customer_is_asked_once_and_alone(live: World):
    case = opened(cc="carl@example.org")
    desk.done(case=case, by=live.olga, now=NOW)
    assert following_up.follow_up(now=LATER) == 0
    asking(live)
    assert following_up.follow_up(now=NOW + timedelta(days=2)) == 0
    assert following_up.follow_up(now=LATER) == 1
    question = Message.objects.get(kind="out")
    assert (question.to, question.cc, question.automatic) == (["ada@example.org"], [], True)
    assert "Where is my parcel? It never came." in question.text
    _, raw = leave(question)
    assert "Auto-Submitted: auto-replied" in raw.decode()
    link = desk.open_link(token=token_in(raw), purpose="outcome", now=NOW + timedelta(days=9))
    desk.own_answer(link=link, reached=False, words="It is broken", now=NOW + timedelta(days=9))
    case.refresh_from_db()
    assert case.state == "open"
    assert Message.objects.filter(kind="in").latest("id").text == "It is broken"
    desk.done(case=case, by=live.olga, now=NOW + timedelta(days=10))
    assert following_up.follow_up(now=NOW + timedelta(days=20)) == 0
    assert FollowUp.objects.get().reached is False


def test_silence_stays_silence(live: World):
    case = opened()
    desk.done(case=case, by=live.olga, now=NOW)
    asking(live)
    assert following_up.follow_up(now=LATER) == 1
    assert following_up.follow_up(now=LATER + timedelta(days=90)) == 0
    case.refresh_from_db()
    assert (case.state, case.ending, FollowUp.objects.get().answered_at) == ("done", "unknown", None)


@pytest.mark.parametrize("kind", ["no_contact", "channel"])
def test_who_does_not_wish_it_is_not_asked(live: World, kind: str):
    case = opened()
    desk.done(case=case, by=live.olga, now=NOW)
    asking(live)
    value = {"no_contact": "yes", "channel": "phone"}[kind]
    desk.set_preference(customer=case.customer, kind=kind, value=value, said_at=NOW, by=None, now=NOW)
    assert following_up.follow_up(now=LATER) == 0
    desk.withdraw_preference(customer=case.customer, kind=kind, by=None, now=LATER)
    assert following_up.follow_up(now=LATER) == 1


def test_nobody_is_asked_before_what_was_promised_was_due_or_about_long_ago(live: World):
    case = opened()
    due = NOW + timedelta(days=10)
    desk.promise(case=case, what="call", due_from=due, due_to=due, by=live.olga, now=NOW)
    desk.done(case=case, by=live.olga, now=NOW)
    asking(live)
    assert following_up.follow_up(now=LATER) == 0
    assert following_up.follow_up(now=NOW + timedelta(days=50)) == 0
    assert following_up.follow_up(now=NOW + timedelta(days=14)) == 1


@pytest.mark.parametrize("state", ["withdrawn", "renegotiated", "broken"])
def test_a_promise_that_does_not_stand_puts_the_question_off_no_more(live: World, state: str):
    case = opened()
    due = NOW + timedelta(days=400)
    made = desk.promise(case=case, what="call", due_from=due, due_to=due, by=live.olga, now=NOW)
    desk.done(case=case, by=live.olga, now=NOW)
    asking(live)
    assert following_up.follow_up(now=LATER) == 0
    Promise.objects.filter(pk=made.pk).update(state=state)
    assert following_up.follow_up(now=LATER) == 1


@pytest.mark.parametrize("line", ["wanted", "predicted"])
@pytest.mark.parametrize("words", ["My parcel by 12 March", "Das Paket bis zum 12. März"])
def test_nobody_is_asked_before_the_day_they_wanted_it_by(live: World, line: str, words: str):
    case = opened()
    desk.confirm(case=case, **{line: words}, by=live.olga, now=NOW)
    desk.done(case=case, by=live.olga, now=NOW)
    asking(live)
    assert following_up.follow_up(now=LATER) == 0
    assert following_up.follow_up(now=NOW + timedelta(days=12)) == 0
    assert following_up.follow_up(now=NOW + timedelta(days=14)) == 1


def test_nothing_is_asked_while_no_mailbox_sends(live: World):
    case = opened()
    desk.done(case=case, by=live.olga, now=NOW)
    asking(live)
    assert letters.follow_up(now=LATER) == 0
    assert not FollowUp.objects.exists()


def test_a_letter_that_cannot_leave_waits(live: World):
    opened()
    desk.ask_for_link(address="ada@example.org", language="en", now=NOW)
    assert letters.send_links(now=NOW) == 0
    assert CustomerLink.objects.get().letter
    assert letters.send_links(now=NOW + own_links.PATIENCE + timedelta(minutes=1)) == 0
    assert not CustomerLink.objects.get().letter
