"""Promises to customers: given with the answer they stand in, never lost, settled by people only."""

from datetime import datetime
from typing import Any

import pytest
from tests.desk.conftest import World, at, statements

from headwater.desk import service as desk
from headwater.desk.errors import NotAllowedError, NotFoundError, RefusedError
from headwater.desk.models import Case, Message, OutboxMoment, Promise
from headwater.people import service as people
from headwater.people.models import Membership

pytestmark = pytest.mark.server
DAY = 24 * 60


def promised(world: World, case: Case, minute: float = 1, **more: Any) -> Promise:
    given: dict[str, Any] = {
        "case": case, "what": "call you", "due_from": at(minute), "due_to": at(minute + DAY), "by": world.alice,
        "now": at(minute),
    }  # fmt: skip
    return desk.promise(**given | more)


def now_is(promise: Promise) -> Promise:
    return Promise.objects.get(pk=promise.pk)


def steps(case: Case) -> list[str]:
    return list(OutboxMoment.objects.filter(case_number=case.number).order_by("id").values_list("step", flat=True))


def due(world: World, of: str = "team", now: datetime | None = None, **more: Any) -> list[str]:
    return [p.what for p in desk.promises_due(user=world.alice, of=of, now=now or at(5), **more).lines]


def test_a_promise_by_phone_is_due_at_once(world: World):
    case = world.case()
    made = promised(world, case)
    assert (made.state, made.given_at, made.team, made.by_user) == ("open", at(1), world.support, world.alice)
    assert made.customer_id == case.customer_id
    assert made.remind_at is not None
    assert steps(case)[-1] == "Promise made"
    assert due(world) == ["call you"]


def test_in_an_answer_it_is_due_when_the_answer_has_left(world: World):
    case = world.case()
    answer = desk.reply(case=case, text="I'll call you tomorrow", by=world.alice, now=at(1))
    made = promised(world, case, message=answer)
    assert (made.given_at, due(world), "Promise made" in steps(case)) == (None, [], False)
    with pytest.raises(RefusedError, match="has not left"):
        desk.keep_promise(promise=made, by=world.alice, now=at(2))
    desk.release_held(now=at(2))
    assert due(world) == []
    desk.mark_sent(message=answer, message_id="<1@x>", now=at(3))
    assert now_is(made).given_at == at(3)
    assert due(world) == ["call you"]
    assert steps(case)[-2:] == ["Reply sent", "Promise made"]


def test_undoing_the_answer_withdraws_its_promise_and_no_other(world: World):
    case = world.case()
    before = promised(world, case, what="send the part")
    answer = desk.reply(case=case, text="I'll call you tomorrow", by=world.alice, now=at(2))
    made = promised(world, case, 2, message=answer)
    desk.undo_send(message=answer, by=world.alice, now=at(2.1))
    assert (now_is(made).state, now_is(before).state) == ("withdrawn", "open")
    desk.discard_draft(message=answer, by=world.alice, now=at(3))
    assert now_is(made).message is None


def test_what_a_customer_writes_never_cancels_it(world: World):
    case = world.case()
    made = promised(world, case)
    desk.receive(case=case, words="Thanks!", now=at(2))
    desk.snooze(case=case, until=at(DAY * 9), by=world.alice, now=at(3))
    desk.receive(case=case, words="Thank you, all good.", now=at(4))
    assert now_is(made).state == "open"
    assert due(world) == ["call you"]


def test_handing_on_and_closing_keep_it(world: World):
    case = world.case()
    made = promised(world, case)
    desk.assign(case=case, holder=world.bob, by=world.alice, now=at(2))
    assert [p.holder_name for p in desk.promises_due(user=world.bob, of="me", now=at(3)).lines] == ["Bob"]
    desk.done(case=case, by=world.bob, now=at(4))
    assert due(world) == due(world, "me") == ["call you"]
    desk.reopen(case=case, by=world.bob, now=at(5))
    desk.hand_over(case=case, team=world.billing, by=world.bob, now=at(6))
    assert due(world) == []
    assert [p.team_name for p in desk.promises_due(user=world.carl, of="team", now=at(7)).lines] == ["Billing"]
    assert now_is(made).team == world.support


def test_merging_unmerging_and_splitting_keep_it(world: World):
    one, two = world.case(), world.case(1)
    told = desk.told(case=two, text="I'll call you", by=world.alice, now=at(2))
    made, loose = promised(world, two, 2, message=told), promised(world, two, 2, what="send the part")
    desk.merge(into=one, case=two, by=world.alice, now=at(3))
    moved = desk.move_promise(promise=loose, due_to=at(3 * DAY), agreed_how="by phone", by=world.alice, now=at(4))
    assert {now_is(p).case_id for p in (made, loose, moved)} == {one.number}
    desk.unmerge(case=two, by=world.alice, now=at(5))
    assert {now_is(p).case_id for p in (made, loose, moved)} == {two.number}
    new = desk.split(case=two, messages=[told.pk], by=world.alice, now=at(6))
    assert (now_is(made).case_id, now_is(moved).case_id) == (new.number, two.number)


def test_a_promise_that_was_split_off_stays_when_its_case_is_unmerged(world: World):
    one, two = world.case(), world.case(1)
    told = desk.told(case=two, text="I'll call you", by=world.alice, now=at(2))
    made = promised(world, two, 2, message=told)
    desk.merge(into=one, case=two, by=world.alice, now=at(3))
    new = desk.split(case=one, messages=[told.pk], by=world.alice, now=at(4))
    desk.unmerge(case=two, by=world.alice, now=at(5))
    assert now_is(made).case_id == new.number


def test_kept_and_a_slip_of_the_hand(world: World):
    case = world.case()
    made = promised(world, case)
    desk.keep_promise(promise=made, by=world.bob, now=at(3))
    assert (now_is(made).state, now_is(made).settled_at, due(world)) == ("kept", at(3), [])
    with pytest.raises(RefusedError, match="settled already"):
        desk.break_promise(promise=made, link="Stock", by=world.alice, now=at(4))
    desk.reopen_promise(promise=made, by=world.bob, now=at(4))
    assert (now_is(made).state, due(world)) == ("open", ["call you"])
    assert steps(case)[-2:] == ["Promise kept", "Promise open again"]


def test_broken_names_the_link(world: World):
    case = world.case()
    made = promised(world, case)
    with pytest.raises(RefusedError, match="which link"):
        desk.break_promise(promise=made, link=" ", by=world.alice, now=at(2))
    desk.break_promise(
        promise=made, link="Stock ran out", ref={"finding": "stock"}, why="none left", by=world.alice, now=at(3)
    )
    assert now_is(made).broken_by == {"link": "Stock ran out", "ref": {"finding": "stock"}}
    line = desk.promises_of_case(case=case, user=world.alice)[0]
    assert (line.state, line.link, line.why) == ("broken", "Stock ran out", "none left")


def test_asked_to_move_it_is_due_as_before_until_they_agree(world: World):
    case = world.case()
    made = promised(world, case)
    desk.ask_to_move(promise=made, due_to=at(3 * DAY), why="the part is late", by=world.alice, now=at(2))
    line = desk.promises_of_customer(customer=case.customer_id)[0]
    assert (line.asked_to_move_to, line.due_to, line.state) == (at(3 * DAY), at(1 + DAY), "open")
    with pytest.raises(RefusedError, match="how the customer agreed"):
        desk.move_promise(promise=made, due_to=at(3 * DAY), agreed_how="", by=None, now=at(3))
    new = desk.move_promise(promise=made, due_to=at(3 * DAY), agreed_how="on their own page", by=None, now=at(3))
    old = now_is(made)
    assert (old.state, old.agreed_how, old.asked_to_move_to) == ("renegotiated", "on their own page", None)
    assert (new.follows, new.by_user, new.state, new.due_to) == (old, world.alice, "open", at(3 * DAY))
    assert new.customer_id == case.customer_id
    assert due(world) == ["call you"]
    assert {"Asked to move a promise", "Promise renegotiated"} <= set(steps(case))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"what": " "}, "in a few words"), ({"due_to": at(0.5)}, "before it begins"),
     ({"due_from": at(0), "due_to": at(0.5)}, "late at once")],
)  # fmt: skip
def test_a_promise_that_makes_no_sense_is_refused(world: World, wrong: dict[str, Any], said: str):
    case = world.case()
    with pytest.raises(RefusedError, match=said):
        promised(world, case, **wrong)
    assert "Promise made" not in steps(case)


def test_who_may_not_see_the_case_may_nothing(world: World):
    case = world.case()
    made = promised(world, case)
    for act in (
        lambda: desk.keep_promise(promise=made, by=world.dora, now=at(2)),
        lambda: desk.break_promise(promise=made, link="x", by=world.carl, now=at(2)),
        lambda: desk.promises_of_case(case=case, user=world.carl),
        lambda: promised(world, case, by=world.carl),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert desk.promises_due(user=world.dora, of="team", now=at(2)).lines == ()
    assert desk.promises_due(user=world.carl, of="team", now=at(2)).lines == ()


def test_a_provider_settles_promises_and_does_not_move_them(world: World):
    case = world.case()
    made = promised(world, case)
    Membership.objects.create(user=world.dora, team=world.support, role="provider")
    with pytest.raises(NotAllowedError):
        desk.move_promise(promise=made, due_to=at(3 * DAY), agreed_how="phone", by=world.dora, now=at(2))
    assert desk.keep_promise(promise=made, by=world.dora, now=at(2)).state == "kept"


def test_the_most_overdue_come_first_and_can_be_found(world: World):
    for days, what in ((3, "send the part"), (1, "call you"), (2, "look it up")):
        promised(world, world.case(), what=what, due_to=at(days * DAY))
    assert due(world) == ["call you", "look it up", "send the part"]
    assert due(world, now=at(1.5 * DAY), within_days=0) == ["call you"]
    assert due(world, words="part") == ["send the part"]
    assert due(world, words="lovelace part") == ["send the part"]
    assert desk.promises_due(user=world.bob, of="me", now=at(5)).lines == ()


@pytest.mark.parametrize("many", [1, 3, 60])
def test_a_due_list_costs_one_statement(world: World, many: int):
    case = world.case()
    for n in range(many):
        promised(world, case, what=f"thing {n}", due_to=at(DAY + n))
    assert world.alice.roles
    with statements() as run:
        page = desk.promises_due(user=world.alice, of="team", now=at(5))
    assert len(run) == 1
    assert len(page.lines) == min(many, 50)
    if page.older:
        rest = desk.promises_due(user=world.alice, of="team", now=at(5), page=page.older)
        assert [p.what for p in rest.lines] == [f"thing {n}" for n in range(50, 60)]


def test_the_list_says_who_is_away(world: World):
    promised(world, world.case())
    people.be_away(user=world.alice, since=at(0).date(), until=at(0).date(), now=at(1))
    assert [p.away for p in desk.promises_due(user=world.bob, of="team", now=at(5)).lines] == [True]
    assert [p.away for p in desk.promises_due(user=world.bob, of="team", now=at(2 * DAY)).lines] == [False]


def in_answer(world: World, case: Case) -> tuple[Message, Promise]:
    answer = desk.reply(case=case, text="I'll call", by=world.alice, now=at(1), hold_seconds=0)
    made = promised(world, case, message=answer)
    desk.mark_sent(message=answer, message_id="<1@x>", now=at(2))
    return answer, now_is(made)


def test_what_was_promised_in_an_answer_that_bounced_is_not_given_until_it_is_sent_again(world: World):
    case = world.case()
    answer, made = in_answer(world, case)
    desk.bounced(message=answer, reason="full", now=at(3))
    desk.bounced(message=answer, reason="full", now=at(3))
    lost = now_is(made)
    assert (lost.state, lost.given_at, lost.remind_at) == ("open", None, None)
    assert desk.own_story(customer=case.customer).promises == ()
    assert desk.reminders(user=world.alice) == (1, 0)
    assert [(p.lost, p.late(at(2 * DAY))) for p in desk.promises_due(user=world.alice, now=at(4)).lines] == [
        (True, False)
    ]
    for act in (desk.break_promise, desk.move_promise):
        more = {"link": "mail"} if act is desk.break_promise else {"due_to": at(3 * DAY), "agreed_how": "phone"}
        with pytest.raises(RefusedError, match="did not arrive"):
            act(promise=made, by=world.alice, now=at(4), **more)
    desk.mark_sent(message=Message.objects.get(pk=answer.pk), message_id="<2@x>", now=at(5))
    again = now_is(made)
    assert (again.given_at, again.remind_at is None) == (at(5), False)
    told = [s for s in steps(case) if s.startswith("Promise")]
    assert told == ["Promise made", "Promise not received", "Promise made"]


@pytest.mark.parametrize("act", ["keep_promise", "withdraw_promise"])
def test_one_that_did_not_arrive_can_be_done_or_taken_away(world: World, act: str):
    case = world.case()
    answer, made = in_answer(world, case)
    desk.bounced(message=answer, reason="full", now=at(3))
    getattr(desk, act)(promise=made, by=world.alice, now=at(4), **({"why": "lost"} if "draw" in act else {}))
    assert now_is(made).state in ("kept", "withdrawn")
    assert due(world) == []
    assert desk.reminders(user=world.alice) == (0, 0)


def test_what_the_customer_agreed_to_or_was_done_stays_when_the_answer_bounces_late(world: World):
    case = world.case()
    answer, made = in_answer(world, case)
    desk.own_date(customer=case.customer, promise=made.pk, due_to=at(3 * DAY), now=at(3))
    desk.bounced(message=answer, reason="full", now=at(4))
    assert {(p.state, p.given_at is not None) for p in Promise.objects.all()} == {
        ("renegotiated", True),
        ("open", True),
    }
    assert "Promise not received" not in steps(case)


def word(**more: Any) -> desk.Word:
    return desk.Word(**{"what": "call you", "due_from": at(1), "due_to": at(DAY), "own_words": "I'll call"} | more)


def test_what_was_confirmed_is_written_with_the_message(world: World):
    case = world.case()
    desk.reply(case=case, text="I'll call", by=world.alice, now=at(1), promises=[word(rule="by a day")])
    desk.told(case=case, text="I'll send it", by=world.alice, now=at(2), promises=[word(what="send it")])
    desk.note(case=case, text="I'll look", by=world.alice, now=at(3), promises=[word(what="look it up")])
    made = {p.what: (p.given_at, p.rule) for p in Promise.objects.all()}
    assert made == {"call you": (None, "by a day"), "send it": (at(2), ""), "look it up": (at(3), "")}
    with pytest.raises(RefusedError, match="late at once"):
        desk.note(case=case, text="too late", by=world.alice, now=at(4), promises=[word(due_to=at(3))])
    assert Message.objects.filter(kind="note").count() == 1


def test_a_draft_that_is_sent_again_promises_anew(world: World):
    case = world.case()
    answer = desk.reply(case=case, text="I'll call", by=world.alice, now=at(1), promises=[word()])
    desk.undo_send(message=answer, by=world.alice, now=at(1.1))
    desk.send_draft(message=answer, text="I'll call on Friday", by=world.alice, now=at(2), promises=[word()])
    assert sorted(Promise.objects.values_list("state", flat=True)) == ["open", "withdrawn"]


def test_another_date_in_an_answer_asks_or_moves(world: World):
    case = world.case()
    asked, agreed = promised(world, case), promised(world, case, what="send the part")
    later = {"due_to": at(3 * DAY)}
    answer = desk.reply(
        case=case, text="…", by=world.alice, now=at(2),
        promises=[word(moves=asked.pk, **later), word(moves=agreed.pk, agreed_how="by phone today", **later)],
    )  # fmt: skip
    assert now_is(asked).asked_to_move_to == at(3 * DAY)
    assert now_is(agreed).state == "renegotiated"
    desk.undo_send(message=answer, by=world.alice, now=at(2.1))
    assert (now_is(asked).asked_to_move_to, now_is(asked).state) == (None, "open")
    assert Promise.objects.get(follows=agreed).state == "open"


def test_in_a_merged_case_it_belongs_to_whom_the_answer_goes(world: World):
    ada, bob = world.case(), world.case(1, address="bob@example.org", customer_name="Bob")
    hers = promised(world, ada)
    desk.merge(into=ada, case=bob, by=world.alice, now=at(2), other_customer=True)
    sent = {"case": ada, "text": "…", "by": world.alice, "hold_seconds": 0}
    for minute, to, what in (
        (3, ["BOB@example.org", "nobody@example.org"], "refund Bob"),
        (4, ["ada@example.org", "bob@example.org"], "to both"),
        (5, ["nobody@example.org"], "to nobody known"),
        (6, None, "to Ada"),
    ):
        left = desk.reply(**sent, to=to, now=at(minute), promises=[word(what=what, due_from=at(7))])
        desk.mark_sent(message=left, message_id=f"<{minute}@example.com>", now=at(minute))
    desk.reply(**sent, to=["bob@example.org"], now=at(7), promises=[word(moves=hers.pk, own_words="Bob's word")])
    shown = {c.customer.name: desk.own_story(customer=c.customer).promises for c in (ada, bob)}
    assert [p.what for p in shown["Bob"]] == ["refund Bob"]
    assert {p.what for p in shown["Ada Lovelace"]} == {"call you", "to both", "to nobody known", "to Ada"}
    assert "Bob" not in str([p.asked_why for p in shown["Ada Lovelace"]])
    assert {p.case for p in desk.promises_of_case(case=ada, user=world.alice)} == {ada.number}


def test_another_date_is_asked_for_when_the_answer_has_left_and_an_earlier_one_stands_until_then(world: World):
    case = world.case()
    made = promised(world, case)

    def shown() -> list[Any]:
        (line,) = desk.own_story(customer=case.customer).promises
        return [line.asked_to_move_to, line.asked_why]

    def held(minute: float, days: int) -> Message:
        again = [word(moves=made.pk, due_to=at(days * DAY), own_words="in the answer")]
        return desk.reply(case=case, text="…", by=world.alice, now=at(minute), promises=again)

    desk.undo_send(message=held(2, 2), by=world.alice, now=at(2.1))
    assert (now_is(made).asked_to_move_to, shown()) == (None, [None, ""])
    desk.ask_to_move(promise=made, due_to=at(3 * DAY), why="the lorry", by=world.alice, now=at(3))
    desk.undo_send(message=held(4, 4), by=world.alice, now=at(4.1))
    answer = held(5, 5)
    assert shown() == [None, ""]
    desk.undo_send(message=answer, by=world.alice, now=at(5.1))
    assert shown() == [at(3 * DAY), "the lorry"]
    assert now_is(made).asked_in is None
    desk.own_no_to_date(customer=case.customer, promise=made.pk, now=at(6))
    answer = held(7, 6)
    desk.undo_send(message=answer, by=world.alice, now=at(7.1))
    assert shown() == [None, ""]
    left = held(8, 7)
    desk.release_held(now=at(9))
    desk.mark_sent(message=left, message_id="<left@example.com>", now=at(9))
    assert shown() == [at(7 * DAY), "in the answer"]


def test_an_answer_moves_no_promise_of_another_case(world: World):
    case, other = world.case(), world.case(1, address="bob@example.org")
    theirs = promised(world, other)
    with pytest.raises(NotFoundError):
        desk.note(case=case, text="…", by=world.alice, now=at(2), promises=[word(moves=theirs.pk, agreed_how="x")])
    assert now_is(theirs).state == "open"
