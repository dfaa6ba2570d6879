"""Who leaves by their own page is left alone until they write again."""

import pytest
from tests.desk.conftest import World, at

from headwater.desk import service as desk
from headwater.desk.errors import RefusedError
from headwater.desk.models import Case, Message, OutboxMoment, Preference, Promise

pytestmark = pytest.mark.server


def test_who_leaves_is_left_alone_until_they_write_again(world: World):
    case = world.case()
    desk.leave(customer=case.customer, now=at(1))
    desk.leave(customer=case.customer, now=at(2))
    assert Preference.objects.count() == 1
    assert desk.own_story(customer=case.customer).left_at == at(1)
    with pytest.raises(RefusedError, match="stop all contact"):
        desk.reply(case=case, text="One more thing", by=world.alice, now=at(3))
    desk.told(case=case, text="I rang", by=world.alice, now=at(3))
    told = OutboxMoment.objects.filter(step="Reply sent").latest("id")
    assert told.attributes["against"] == ["no_contact"]
    desk.own_reply(customer=case.customer, case=case.number, words="Now I do ask", now=at(4))
    desk.reply(case=case, text="Here", by=world.alice, now=at(5))
    desk.come_back(customer=case.customer, now=at(6))
    assert desk.own_story(customer=case.customer).left_at is None


def test_who_says_no_after_leaving_is_answered(world: World):
    case = world.case()
    desk.done(case=case, by=world.alice, now=at(1))
    desk.leave(customer=case.customer, now=at(2))
    desk.own_outcome(customer=case.customer, case=case.number, reached=False, now=at(3))
    assert Case.objects.get(number=case.number).last_customer_at == at(3)
    assert desk.reply(case=case, text="We look at it", by=world.alice, now=at(4)).state == "held"


@pytest.mark.parametrize("hold", [0, 10])
def test_what_was_on_its_way_stays_here_once_they_leave(world: World, hold: int):
    case, other = world.case(), world.case(1, address="bob@example.org", customer_name="Bob")
    word = desk.Word(what="send it", due_from=at(5), due_to=at(600))
    ours = desk.reply(case=case, text="Soon", by=world.alice, now=at(1), hold_seconds=hold, promises=[word])
    bobs = desk.reply(case=other, text="Soon", by=world.alice, now=at(1), hold_seconds=0)
    asked = desk.reply(case=case, text="?", by=None, now=at(1), hold_seconds=0, automatic=True)
    desk.leave(customer=case.customer, now=at(2))
    kept = Message.objects.filter(kind="out", case=case).values_list("pk", "state", "failed_reason")
    assert set(kept) == {(ours.pk, "draft", ""), (asked.pk, "failed", "they asked for no contact")}
    assert Promise.objects.get(case=case).state == "withdrawn"
    assert OutboxMoment.objects.filter(step="Sending undone").count() == 2
    desk.release_held(now=at(3))
    assert [m.pk for m in desk.claim_outgoing(now=at(3))] == [bobs.pk]


def test_what_is_tried_again_is_not_sent_to_who_left_until_they_write(world: World):
    case = world.case()
    ours = desk.reply(case=case, text="Soon", by=world.alice, now=at(1), hold_seconds=0)
    assert desk.claim_outgoing(now=at(2)) == [ours]
    desk.leave(customer=case.customer, now=at(3))
    assert desk.claim_outgoing(now=at(60)) == []
    desk.own_reply(customer=case.customer, case=case.number, words="Well?", now=at(61))
    assert desk.claim_outgoing(now=at(62)) == [ours]
