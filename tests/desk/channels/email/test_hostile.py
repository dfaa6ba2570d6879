# ruff: noqa: E501 -- a mail's line is one line
"""Hostile and odd mail through the whole path: it is kept whole, shown safely, and holds nothing up."""

import re
import time
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from tests.desk.channels.email.letters import bounce, mail
from tests.desk.channels.email.world import NOW, make_mailbox

from headwater.desk.channels.email.domain import Result
from headwater.desk.channels.email.ingest import ingest
from headwater.desk.models import Attachment, Case, Message, RawMail

HEAD = b"From: Eve <eve@evil.example>\r\nTo: help@shop.example\r\nMessage-ID: <h@evil>\r\nMIME-Version: 1.0\r\n"


def nested(parts: int) -> bytes:
    begins = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(parts))
    return HEAD + b"Subject: Deep\r\n" + begins + b"Content-Type: text/plain\r\n\r\nhello\r\n"


def flat(parts: int) -> bytes:
    part = b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a\r\n\r\nx\r\n"
    return HEAD + b'Subject: Many\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n' + part * parts + b"--b--\r\n"


HOSTILE = {
    "ten thousand parts, one in another": nested(10_000),
    "ten thousand parts side by side": flat(10_000),
    "a header of 50 MB": HEAD + b"X-Long: " + b"a" * 50_000_000 + b"\r\nSubject: Long\r\n\r\nhi\r\n",
    "a million header fields": HEAD + b"X: y\r\n" * 1_000_000 + b"\r\nhi\r\n",
    "a million references": HEAD + b"References: " + b"<a@b> " * 1_000_000 + b"\r\n\r\nhi\r\n",
    "a million receivers": HEAD + b"Cc: " + b"a@b.example, " * 200_000 + b"\r\n\r\nhi\r\n",
    "a message id of 100,000 letters": mail(message_id=None).replace(b"To:", b"Message-ID: <" + b"i" * 100_000 + b"@x>\r\nTo:", 1),
    "NUL and half letters": HEAD + b"Subject: \x00\xff\xfe\r\nContent-Type: text/plain; charset=utf-8\r\n\r\na\x00b\xed\xa0\x80\r\n",
    "a charset that is none": HEAD + b"Content-Type: text/plain; charset=x-none\r\n\r\n\xe4\xf6\r\n",
    "a folded header that injects": HEAD + b"Subject: =?utf-8?q?a=0D=0ABcc:_all@evil.example?=\r\n\r\nhi\r\n",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_kept_whole_within_seconds(db, name):
    box, raw = make_mailbox(), HOSTILE[name]
    before = time.process_time()
    outcome = ingest(mailbox=box.pk, raw=raw, now=NOW)
    assert time.process_time() - before < 20
    assert outcome.result is Result.OPENED
    assert bytes(RawMail.objects.get().data) == raw
    after = ingest(mailbox=box.pk, raw=mail(), now=NOW)
    assert after.result is Result.OPENED


def test_scripts_and_outside_images_do_not_reach_a_page(db):
    html = (
        '<p onclick="x()">Hi<script>alert(1)</script><img src="https://spy.example/p.png"><img src="cid:logo@x">'
        '<a href="javascript:x()">a</a><form action="/"><input></form><style>p{}</style><iframe src="/"></iframe>'
    )
    raw = HEAD + b"Content-Type: text/html\r\n\r\n" + html.encode() + b"\r\n"
    ingest(mailbox=make_mailbox().pk, raw=raw, now=NOW)
    safe = Message.objects.get().html_safe
    assert 'src="cid:logo@x"' in safe
    assert not re.search(r"script|onclick|spy\.example|<form|<input|<style|<iframe", safe, re.IGNORECASE)


def test_an_inline_image_keeps_the_name_by_which_the_text_shows_it(db):
    raw = HEAD + (
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src="cid:logo@x">\r\n'
        b"--b\r\nContent-Type: image/png\r\nContent-ID: <logo@x>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--b--\r\n"
    )
    ingest(mailbox=make_mailbox().pk, raw=raw, now=NOW)
    image = Attachment.objects.get()
    assert (image.inline, image.content_id.strip("<>"), image.type) == (True, "logo@x", "image/png")


def test_an_archive_stays_closed(db):
    bomb = b"PK\x03\x04" + b"\x00" * 1000
    ingest(mailbox=make_mailbox().pk, raw=mail(files=(("bomb.zip", bomb),)), now=NOW)
    assert Attachment.objects.get().size == len(bomb)


CHARSETS = ["utf-8", "iso-8859-1", "windows-1252", "iso-8859-15", "koi8-r", "shift_jis", "iso-2022-jp", "gb18030", "big5",
            "euc-kr", "utf-7"]  # fmt: skip
WORDS = {"koi8-r": "Где моя посылка", "shift_jis": "荷物はどこですか", "iso-2022-jp": "荷物はどこですか", "gb18030": "我的包裹在哪里",
         "big5": "我的包裹在哪裡", "euc-kr": "소포가 어디에 있나요"}  # fmt: skip


@pytest.mark.parametrize("charset", CHARSETS)
def test_every_charset_arrives_in_words_and_in_the_search(db, charset):
    said = WORDS.get(charset, "Wo ist mein Päckchen für Ömer?")
    raw = HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + said.encode(charset) + b"\r\n"
    ingest(mailbox=make_mailbox().pk, raw=raw, now=NOW)
    assert Message.objects.get().text.strip() == said
    assert Case.objects.get().own_words.strip() == said


def test_forged_bounces_and_loops_end(db):
    box = make_mailbox()
    for n in range(5):
        loop = mail(f"loop {n}", message_id=f"<{n}@l>", sender=box.address, x_headwater_loop=box.address)
        ingest(mailbox=box.pk, raw=loop, now=NOW)
    ingest(mailbox=box.pk, raw=bounce("hw.1.1.aaaaaaaaaaaaaaaaaaaaaaaa@shop.example"), now=NOW)
    assert all(Message.objects.values_list("automatic", flat=True))
    assert not Message.objects.filter(kind="out").exists()


def test_the_senders_clock_orders_nothing(db):
    far = format_datetime(datetime(2099, 1, 1, tzinfo=UTC))
    ingest(mailbox=make_mailbox().pk, raw=mail(date=far), now=NOW)
    message = Message.objects.get()
    assert (message.at, message.written_at.year) == (NOW, 2099)
