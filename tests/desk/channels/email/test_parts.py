"""Secrets, signatures, dead letters, the mail we write, and where we listen."""

import email
from email import policy

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_save
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.channels.email.letters import mail
from tests.desk.channels.email.world import NOW, make_mailbox
from tests.world import World

from headwater.desk import service as desk
from headwater.desk.channels.email import secrets, signing
from headwater.desk.channels.email import service as channel
from headwater.desk.channels.email.composing import compose
from headwater.desk.models import Case, ChannelSheet, DeadLetter, Mailbox, Message
from headwater.jobs.mail import addresses
from headwater.shared.errors import InputError, UsageError


def test_a_password_is_sealed_and_opens_with_our_key_only(settings):
    sealed = secrets.seal("hunter2 ü")
    assert b"hunter2" not in sealed
    assert secrets.unseal(sealed) == "hunter2 ü"
    settings.SECRET_KEY = "another key"
    with pytest.raises(InputError, match="enter it again"):
        secrets.unseal(sealed)


@given(
    case=st.integers(1, 10**12),
    message=st.integers(1, 10**12),
    place=st.integers(0, 23),
    letter=st.sampled_from("abc2"),
)
def test_a_signature_holds_for_its_own_numbers_only(case, message, place, letter):
    made = signing.message_id(case=case, message=message, domain="x.example")
    assert signing.case_of_message_id(f"<{made.upper()}>".replace("HW.", "hw.")) == case
    assert signing.case_of_message_id(made.replace(f"hw.{case}.", f"hw.{case + 1}.")) is None
    address = signing.reply_address(case=case, mailbox="help@x.example")
    assert (signing.case_of_address(address), signing.without_tag(address)) == (case, "help@x.example")
    at = address.index("@") - 24 + place
    changed = address[:at] + letter + address[at + 1 :]
    assert signing.case_of_address(changed) == (case if changed == address else None)


def test_a_dead_letter_goes_in_when_the_trouble_is_over(world: World):
    box = make_mailbox()

    def fail(**_):
        raise ValueError("it broke")

    pre_save.connect(fail, sender=Case)
    try:
        channel.ingest(mailbox=box.pk, raw=mail(), now=NOW)
        letter = DeadLetter.objects.get()
        assert channel.retry(letter=letter.pk, by=world.olga, now=NOW).result == "dead"
        assert DeadLetter.objects.get().tries == 2
    finally:
        pre_save.disconnect(fail, sender=Case)
    with pytest.raises(PermissionDenied):
        channel.retry(letter=letter.pk, by=world.alice, now=NOW)
    assert [o.result for o in channel.retry_all(by=None, now=NOW)] == ["opened"]
    assert DeadLetter.objects.get().resolved_at == NOW
    assert channel.retry_all(by=None, now=NOW) == []


def test_a_second_try_is_the_same_mail_to_the_byte(db):
    box = make_mailbox(plus_addresses=True)
    case = desk.open_case(
        channel="email", customer_name="Ä", address="a@example.org", words="x", subject="Päckchen\r\nBcc: e@x", now=NOW
    )
    upload = desk.Upload("Zeichnung ü.pdf", "application/pdf", b"%PDF" * 1000)
    sent = desk.reply(
        case=case,
        text="Grüße\n.\nFrom here",
        by=None,
        now=NOW,
        hold_seconds=0,
        uploads=[upload],
        html_safe="<p>Grüße</p>",
    )
    Message.objects.filter(pk=sent.pk).update(message_id="hw.1.1.x@shop.example")
    sent = Message.objects.get(pk=sent.pk)
    first, second = compose(sent, box=box), compose(sent, box=box)
    assert first == second
    read = email.message_from_bytes(first, policy=policy.default)
    assert read["Bcc"] is None
    assert signing.case_of_address(read["Reply-To"]) == case.number
    assert [p.get_filename() for p in read.iter_attachments()] == ["Zeichnung ü.pdf"]
    assert read.get_body(("plain",)).get_content().splitlines() == ["Grüße", ".", "From here"]


def test_a_mailbox_is_connected_by_owners_to_encrypted_servers_and_lives_with_its_sheet(world: World):
    def connect(by, **more):
        return channel.connect(name="Help", address="Help@Shop.example ", by=by, now=NOW, **more)

    with pytest.raises(PermissionDenied):
        connect(world.alice)
    with pytest.raises(InputError, match="encrypted"):
        connect(world.olga, imap=channel.Server("imap.shop.example", 143, "none"))
    box = connect(world.olga, imap=channel.Server("imap.shop.example", 993, "tls", "help", "hunter2"))
    assert box.address == "help@shop.example"
    with pytest.raises(InputError, match="connected already"):
        connect(world.olga)
    connect(world.olga, mailbox=box.pk, imap=channel.Server("imap.shop.example", 993, "tls", "help"))
    assert secrets.unseal(Mailbox.objects.get().imap_secret) == "hunter2"
    with pytest.raises(InputError, match="exposure sheet"):
        channel.set_live(mailbox=box.pk, live=True, by=world.olga, now=NOW)
    ChannelSheet.objects.create(
        channel="email", operated_by="us", data_leaving="-", told_customer="-", confirmed_at=NOW
    )
    channel.set_live(mailbox=box.pk, live=True, by=world.olga, now=NOW)
    assert channel.live() == [Mailbox.objects.get()]
    (shown,) = channel.shown()
    assert (shown.live, shown.has_sheet, shown.imap.password) == (True, True, None)


def test_where_to_listen_is_said_as_host_and_port():
    found = addresses({"HEADWATER_LISTEN_LMTP": "127.0.0.1:2424", "HEADWATER_LISTEN_SMTP": "[::1]:25"})
    assert [(a.protocol, a.host, a.port) for a in found] == [("lmtp", "127.0.0.1", 2424), ("smtp", "::1", 25)]
    assert addresses({}) == []
    with pytest.raises(UsageError, match="HEADWATER_LISTEN_SMTP"):
        addresses({"HEADWATER_LISTEN_SMTP": "25"})
