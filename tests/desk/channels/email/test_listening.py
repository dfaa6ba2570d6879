"""LMTP and SMTP: what is answered with 250 is committed; what cannot be committed stays with its sender."""

import asyncio
import smtplib
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, connections
from tests.desk.channels.email.letters import mail
from tests.desk.channels.email.servers import free_ports, wait_for
from tests.desk.channels.email.world import NOW, make_mailbox

from headwater.desk.channels.email.listening import Address, Listener
from headwater.desk.models import Case, Message, RawMail

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def listening():
    """A listener in its own thread; the ports of LMTP and SMTP."""
    lmtp, smtp = free_ports(2)
    listener = Listener([Address("lmtp", "127.0.0.1", lmtp), Address("smtp", "127.0.0.1", smtp)], clock=lambda: NOW)
    loop = asyncio.new_event_loop()

    async def serve():
        task = asyncio.create_task(listener.serve())
        loop.end = task.cancel
        await asyncio.gather(task, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=[serve()])
    thread.start()
    try:
        wait_for(lmtp)
        wait_for(smtp)
        yield lmtp, smtp
    finally:
        loop.call_soon_threadsafe(loop.end)
        thread.join(20)
        listener.thread.submit(connections.close_all).result(5)
        listener.thread.shutdown()
        loop.close()


def test_taken_by_lmtp_for_two_mailboxes_is_one_conversation():
    make_mailbox("help@shop.example")
    make_mailbox("sales@shop.example")
    to = ["help@shop.example", "sales@shop.example"]
    with listening() as (port, _), smtplib.LMTP("127.0.0.1", port, timeout=20) as client:
        assert client.sendmail("ada@example.org", to, mail()) == {}
        assert client.getreply()[0] == 250  # an answer for each receiver; smtplib reads one
    assert (Case.objects.count(), Message.objects.count(), RawMail.objects.count()) == (1, 1, 2)
    head = bytes(RawMail.objects.order_by("id").first().data).split(b"\r\n")[:2]
    assert head == [b"Return-Path: <ada@example.org>", b"Delivered-To: help@shop.example"]


def test_only_mailboxes_of_ours_take_mail():
    make_mailbox("dead@shop.example", live=False)
    make_mailbox("bare@shop.example", sheet=False)
    with listening() as (_, port), smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        for address in ("dead@shop.example", "bare@shop.example", "who@elsewhere.example"):
            with pytest.raises(smtplib.SMTPRecipientsRefused, match="550"):
                client.sendmail("ada@example.org", [address], mail())
    assert RawMail.objects.count() == 0


def test_lines_of_any_length_and_dots_come_through_whole():
    make_mailbox()
    raw = mail(message_id=None) + b"x" * 200_000 + b"\r\n.\r\n..two\r\n"
    with listening() as (_, port), smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        client.sendmail("ada@example.org", ["help@shop.example"], raw)
    assert bytes(RawMail.objects.get().data).endswith(raw)


def test_many_at_once_are_all_kept_once():
    make_mailbox()

    def send(n):
        with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
            for m in range(5):
                client.sendmail("a@x", ["help@shop.example"], mail(f"Mail {n} {m}", message_id=f"<{n}.{m}@x>"))

    with listening() as (_, port), ThreadPoolExecutor(6) as pool:
        list(pool.map(send, range(6)))
    assert Message.objects.count() == RawMail.objects.count() == 30


def test_what_cannot_be_committed_is_not_taken():
    make_mailbox()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE desk_outboxmoment RENAME TO away")
    try:
        with listening() as (_, port), smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
            with pytest.raises(smtplib.SMTPDataError, match="451"):
                client.sendmail("ada@example.org", ["help@shop.example"], mail())
            assert RawMail.objects.count() == 0
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE away RENAME TO desk_outboxmoment")
            assert client.sendmail("ada@example.org", ["help@shop.example"], mail()) == {}
        assert RawMail.objects.count() == 1
    finally:
        with connection.cursor() as cursor:
            if "away" in connection.introspection.table_names(cursor):
                cursor.execute("ALTER TABLE away RENAME TO desk_outboxmoment")
