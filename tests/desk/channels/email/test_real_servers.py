"""The channel against a real Dovecot and a real Exim."""

import email
import itertools
import threading
import time
from datetime import timedelta
from email import policy

import pytest
from django.db import connections
from django.utils import timezone
from tests.desk.channels.email.letters import mail
from tests.desk.channels.email.servers import PASSWORD
from tests.desk.channels.email.world import NOW, make_mailbox

from headwater.desk import service as desk
from headwater.desk.channels.email import secrets
from headwater.desk.channels.email import service as channel
from headwater.desk.models import Case, Delivery, Mailbox, Message, RawMail
from headwater.shared.errors import InputError

counter = itertools.count(1)


def clock():
    return NOW


@pytest.fixture
def box(db, servers):
    """A mailbox of its own for each test, read by TLS and sent from by STARTTLS."""
    address = f"help{next(counter)}@shop.example"
    return make_mailbox(
        address,
        imap_host="localhost", imap_port=servers.imap_tls, imap_user=address, imap_secret=secrets.seal(PASSWORD),
        smtp_host="localhost", smtp_port=servers.smtp, smtp_security="starttls",
    )  # fmt: skip


def arrived(servers, user, many=1, seconds=30):
    """The mails in somebody's mailbox, once there are so many."""
    deadline = time.monotonic() + seconds
    while len(found := servers.stored(user)) < many and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(found) == many
    return [email.message_from_bytes(raw, policy=policy.default) for raw in found]


def test_what_is_in_the_mailbox_is_taken_in_once_and_left_as_it_is(servers, box):
    for n in range(3):
        servers.put(box.address, mail(f"Mail {n}", message_id=f"<{n}@x>"))
    assert channel.fetch(mailbox=box.pk, clock=clock) == 3
    assert channel.fetch(mailbox=box.pk, clock=clock) == 0
    assert Case.objects.count() == RawMail.objects.count() == 3
    assert len(list((servers.maildir(box.address) / "new").iterdir())) + len(servers.stored(box.address)) >= 3
    assert not [p for p in (servers.maildir(box.address) / "cur").iterdir() if "S" in p.name.partition(":2,")[2]]


def test_new_numbers_on_the_server_double_nothing(servers, box):
    servers.put(box.address, mail())
    channel.fetch(mailbox=box.pk, clock=clock)
    Mailbox.objects.filter(pk=box.pk).update(uid_validity=1, last_uid=999)
    assert channel.fetch(mailbox=box.pk, clock=clock) == 1
    assert Message.objects.count() == RawMail.objects.count() == 1
    assert Mailbox.objects.get(pk=box.pk).last_uid < 999


def test_a_wrong_password_is_said_and_never_shown(servers, box, caplog):
    Mailbox.objects.filter(pk=box.pk).update(imap_secret=secrets.seal("wrong-password-7"))
    with pytest.raises(InputError, match="does not let"):
        channel.fetch(mailbox=box.pk, clock=clock)
    assert "does not let" in Mailbox.objects.get(pk=box.pk).trouble
    assert "wrong-password-7" not in caplog.text + Mailbox.objects.get(pk=box.pk).trouble


def test_a_certificate_that_nobody_vouches_for_ends_it(servers, box, monkeypatch):
    monkeypatch.delenv("HEADWATER_MAIL_CA")
    with pytest.raises(InputError, match="certificate"):
        channel.fetch(mailbox=box.pk, clock=clock)
    case = desk.open_case(channel="email", customer_name="A", address="a@example.org", words="x", now=NOW)
    desk.reply(case=case, text="y", by=None, now=NOW, hold_seconds=0)
    with pytest.raises(InputError, match="certificate"):
        channel.send_all(clock=clock)
    assert Message.objects.get(kind="out").state == "queued"


def test_an_answer_leaves_threads_and_its_answer_comes_back_to_the_case(servers, box):
    servers.put(box.address, mail(sender="Ada <ada1@example.org>", references="<r0@x>"))
    channel.fetch(mailbox=box.pk, clock=clock)
    case = Case.objects.get()
    desk.reply(case=case, text="It left today.", by=None, now=NOW, hold_seconds=10)
    assert channel.send_all(clock=clock) == 0
    assert channel.send_all(clock=lambda: NOW + timedelta(seconds=11)) == 1
    (got,) = arrived(servers, "ada1@example.org")
    assert got["In-Reply-To"] == "<m1@example.org>"
    assert got["References"] == "<r0@x> <m1@example.org>"
    assert got["Subject"] == f"Re: Parcel [#{case.number}]"
    assert got["X-Headwater-Loop"] == box.address
    assert got["Auto-Submitted"] is None
    assert "It left today." in got.get_body().get_content()
    sent = Message.objects.get(kind="out")
    assert (sent.state, f"<{sent.message_id}>") == ("sent", got["Message-ID"])
    back = mail("Thanks", message_id="<b@x>", in_reply_to=got["Message-ID"], subject="other", sender="ada2@example.org")
    servers.put(box.address, back)
    channel.fetch(mailbox=box.pk, clock=clock)
    assert Case.objects.count() == 1


def test_what_a_server_refuses_for_good_fails_and_alerts(servers, box):
    case = desk.open_case(channel="email", customer_name="A", address="nobody-here@example.org", words="x", now=NOW)
    desk.reply(case=case, text="y", by=None, now=NOW, hold_seconds=0)
    channel.send_all(clock=clock)
    case.refresh_from_db()
    sent = Message.objects.get(kind="out")
    assert (sent.state, case.unreachable) == ("failed", True)
    assert "550" in sent.failed_reason
    assert "No such person" in sent.failed_reason


def test_what_a_server_refuses_for_now_is_tried_again_by_those_who_lack_it(servers, box):
    case = desk.open_case(channel="email", customer_name="A", address="good@example.org", words="x", now=NOW)
    desk.reply(case=case, text="y", by=None, now=NOW, hold_seconds=0, to=["good@example.org", "later-b@example.org"])
    channel.send_all(clock=clock)
    delivery = Delivery.objects.get()
    assert (delivery.stage, delivery.accepted, delivery.next_at) == (
        "waiting",
        ["good@example.org"],
        NOW + timedelta(minutes=1),
    )
    assert channel.send_all(clock=clock) == 0
    assert Delivery.objects.get().tries == 1
    channel.send_all(clock=lambda: NOW + timedelta(minutes=1))
    assert Delivery.objects.get().tries == 2
    channel.send_all(clock=lambda: NOW + timedelta(days=4))
    assert Message.objects.get(kind="out").state == "failed"
    arrived(servers, "good@example.org", 1)


def test_a_sender_that_died_sends_the_very_same_mail_again(servers, box):
    from headwater.desk.channels.email import outgoing

    case = desk.open_case(channel="email", customer_name="A", address="twice@example.org", words="x", now=NOW)
    sent = desk.reply(case=case, text="y", by=None, now=NOW, hold_seconds=0)
    dead = outgoing.begin(message=sent.pk, box=box, now=NOW)
    assert channel.send_all(clock=clock) == 1
    (got,) = arrived(servers, "twice@example.org")
    assert got["Message-ID"] == f"<{dead.message_id}>"
    assert (Delivery.objects.get().tries, Delivery.objects.get().unsure) == (2, 1)


def test_automatic_mail_is_capped_marked_and_never_answers_a_machine(servers, box):
    case = desk.open_case(channel="email", customer_name="A", address="capped@example.org", words="x", now=NOW)
    for n in range(6):
        desk.reply(case=case, text=f"auto {n}", by=None, now=NOW, hold_seconds=0, automatic=True)
    channel.send_all(clock=clock)
    states = list(Message.objects.filter(kind="out").order_by("id").values_list("state", flat=True))
    assert states == ["sent"] * 4 + ["failed"] * 2
    assert all(m["Auto-Submitted"] == "auto-replied" for m in arrived(servers, "capped@example.org", 4))
    case.refresh_from_db()
    assert not case.unreachable
    machine = mail(message_id="<n@x>", auto_submitted="auto-generated", sender="news@example.org")
    number = channel.ingest(mailbox=box.pk, raw=machine, now=NOW).case
    answer = desk.reply(
        case=number, text="auto", by=None, now=NOW, hold_seconds=0, automatic=True, to=["news@example.org"]
    )
    Message.objects.filter(pk=answer.pk).update(in_reply_to="n@x")
    channel.send_all(clock=clock)
    assert "machines are not answered" in Message.objects.get(pk=answer.pk).failed_reason


def test_nothing_is_read_or_sent_without_a_sheet(servers, box):
    box.sheets.all().delete()
    assert channel.live() == []
    with pytest.raises(InputError, match="exposure sheet"):
        channel.set_live(mailbox=box.pk, live=True, by=None, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_watched_mailbox_tells_at_once(servers):
    address = f"idle{next(counter)}@shop.example"
    box = make_mailbox(
        address, imap_host="localhost", imap_port=servers.imap, imap_security="starttls", imap_user=address,
        imap_secret=secrets.seal(PASSWORD),
    )  # fmt: skip
    stop = threading.Event()

    def watch():
        channel.watch(mailbox=box.pk, clock=timezone.now, stop=stop)
        connections.close_all()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        for n in range(2):
            servers.put(address, mail(f"Mail {n}", message_id=f"<{n}@idle>"))
            deadline = time.monotonic() + 20
            while Message.objects.count() <= n and time.monotonic() < deadline:
                time.sleep(0.1)
            assert Message.objects.count() == n + 1
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()
