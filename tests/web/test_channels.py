"""A mailbox and its own sheet; mail of ours that may not have arrived."""

import pytest
from django.test import Client
from tests.web.given import failed
from tests.world import NOW, World

from headwater.desk import service as desk
from headwater.desk.channels import sheets
from headwater.desk.channels.email import service as mail
from headwater.desk.models import Delivery, Mailbox, Message
from headwater.people.models import Audit

pytestmark = pytest.mark.django_db
SAID = {"operated_by": "Our own server", "data_leaving": "names to nobody", "told_customer": "in the footer"}


def client_of(world: World, who: str = "olga") -> Client:
    client = Client()
    client.force_login(getattr(world, who))
    return client


def test_a_mailbox_lives_only_with_its_sheet(world: World):
    box = Mailbox.objects.create(name="Help", address="help@example.org", smtp_host="127.0.0.1")
    client, page = client_of(world), f"/channels/mailboxes/{box.pk}/"
    assert client.post(f"{page}live/", {"on": "1"}).status_code == 422
    assert "not written" in client.get(page).text
    assert client.post(f"{page}sheet/", {**SAID, "told_customer": " "}).status_code == 422
    assert client.post(f"{page}sheet/", SAID).headers["Location"] == page
    assert "Our own server" in client.get(page).text
    assert "Confirmed by Olga" in client.get(f"{page}sheet/").text
    assert client.post(f"{page}live/", {"on": "1"}).status_code == 302
    assert [one.pk for one in mail.live()] == [box.pk]
    assert sheets.sheet("email") is None


def test_a_mailbox_without_its_own_sheet_begins_with_that_of_email(world: World):
    box = Mailbox.objects.create(name="Help", address="help@example.org")
    sheets.confirm_sheet(channel="email", by=world.olga, now=NOW, **SAID)
    page = client_of(world).get(f"/channels/mailboxes/{box.pk}/sheet/")
    assert "no sheet of its own" in page.text
    assert "Our own server" in page.text


def test_a_failed_answer_is_sent_again_from_its_case(world: World):
    number = failed(world)["message"]
    message = Message.objects.get(pk=number)
    Delivery.objects.create(message=message, stage="over", tries=1, first_tried_at=NOW, answer="550 unknown")
    client = client_of(world, "alice")
    assert f"/messages/{number}/again/" in client.get(f"/cases/{message.case_id}/").text
    assert f"/messages/{number}/again/" not in client_of(world, "petra").get(f"/cases/{message.case_id}/").text
    assert client.post(f"/messages/{number}/again/").headers["Location"] == f"/cases/{message.case_id}/"
    message.refresh_from_db()
    assert (message.state, message.failed_reason) == ("queued", "")
    assert Delivery.objects.get().stage == "waiting"
    assert Audit.objects.filter(act="message sent again", who=world.alice, case_id=message.case_id).count() == 1
    assert client.post(f"/messages/{number}/again/").status_code == 422


def test_what_may_not_have_arrived_is_listed_with_its_reason(world: World):
    client = client_of(world)
    assert "once." in client.get("/dead-letters/").text
    message = Message.objects.get(pk=failed(world)["message"])
    page = client.get("/dead-letters/").text
    assert "no such mailbox" in page
    assert f"/messages/{message.pk}/again/" in page
    desk.mark_sent(message=message, message_id="<a@b>", now=NOW)
    assert "once." in client.get("/dead-letters/").text
    Delivery.objects.create(message=message, stage="over", tries=2, unsure=1, first_tried_at=NOW)
    page = client.get("/dead-letters/").text
    assert "may have arrived twice" in page
    assert "/again/" not in page
    message.state = "sending"
    message.save()
    assert "is tried again" in client.get("/dead-letters/").text
