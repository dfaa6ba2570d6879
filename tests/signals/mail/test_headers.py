"""Names, subjects, dates and ids as a person reads them."""

from base64 import b64encode

import pytest
from tests.signals.mail.letters import headed, letter

from headwater.signals.mail.service import parse

PEOPLE = [
    ("Nora Quist <nora@quist.example>", [("Nora Quist", "nora@quist.example")]),
    ("nora@quist.example", [(None, "nora@quist.example")]),
    ("nora@quist.example (Nora Quist)", [("Nora Quist", "nora@quist.example")]),
    ('"Quist, Nora" <nora@quist.example>', [("Quist, Nora", "nora@quist.example")]),
    ("Quist, Nora <nora@quist.example>", [("Quist, Nora", "nora@quist.example")]),
    ("=?utf-8?q?Quist=2C_N=C3=B8ra?= <nora@quist.example>", [("Quist, Nøra", "nora@quist.example")]),
    ('"=?iso-8859-1?Q?J=F6rn?=" <j@quist.example>', [("Jörn", "j@quist.example")]),
    ("'Nora' <nora@quist.example>", [("Nora", "nora@quist.example")]),
    ("undisclosed-recipients:;", []),
    (
        "Team: a@q.example, B <b@q.example>;, c@q.example",
        [(None, "a@q.example"), ("B", "b@q.example"), (None, "c@q.example")],
    ),
    ("a@q.example; b@q.example", [(None, "a@q.example"), (None, "b@q.example")]),
    ("Nora <nora@quist.example", [("Nora", "nora@quist.example")]),
    ("Nora nora@quist.example>", [("Nora", "nora@quist.example")]),
    ("<<nora@quist.example>>", [(None, "nora@quist.example")]),
    ("< nora @ quist.example >", [(None, "nora@quist.example")]),
    ("<mailto:nora@quist.example>", [(None, "nora@quist.example")]),
    ("<@a.example,@b.example:nora@quist.example>", [(None, "nora@quist.example")]),
    ('"nora quist"@quist.example', [(None, '"nora quist"@quist.example')]),
    ('<"nora quist"@quist.example>', [(None, '"nora quist"@quist.example')]),
    ('Nora "Lamp" Quist <nora@quist.example>', [('Nora "Lamp" Quist', "nora@quist.example")]),
    ("Nora (Sales) <nora@quist.example>", [("Nora (Sales)", "nora@quist.example")]),
    ("Jörn <jörn@bücher.example>", [("Jörn", "jörn@bücher.example")]),
    ("Nora", [("Nora", None)]),
    ("<MAILER-DAEMON>", [(None, "MAILER-DAEMON")]),
    ("=?utf-8?q?Nora_=3Cnora=40quist=2Eexample=3E?=", [("Nora", "nora@quist.example")]),
    ("Ada <a@q.example> Bo <b@q.example>", [("Ada", "a@q.example"), ("Bo", "b@q.example")]),
    ("Ada <a@q.example> <a@q.example>", [("Ada", "a@q.example")]),
    ("Quist (n@quist.example)", [("Quist", "n@quist.example")]),
    ('"n@quist.example" n@quist.example', [(None, "n@quist.example")]),
    ("n@quist.example (Nora (Lamp) Quist)", [("Nora (Lamp) Quist", "n@quist.example")]),
    (", n@quist.example", [(None, "n@quist.example")]),
    ("a@q.example b@q.example", [(None, "a@q.example"), (None, "b@q.example")]),
]


@pytest.mark.parametrize(("field", "people"), PEOPLE)
def test_people(field, people):
    assert [(p.name, p.address) for p in headed(f"To: {field}").to] == people


def test_no_from_is_none_and_several_are_kept():
    assert headed("To: a@q.example").from_ is None
    several = headed("From: a@q.example\nFrom: B <b@q.example>").from_
    assert [p.address for p in several or ()] == ["a@q.example", "b@q.example"]


SUBJECTS = [
    (b"=?utf-8?q?Stra=C3?= =?utf-8?q?=9Fe?=", "Straße"),
    (b"=?UTF-8?B?U3RyYcOfZQ?=", "Straße"),
    (b"Lamp\n  broken\n\tagain", "Lamp broken again"),
    ("Straße".encode(), "Straße"),
    ("Straße".encode("latin-1"), "Straße"),
    ("Где мой заказ".encode("koi8_r"), "Где мой заказ"),
    ("退款问题请尽快处理".encode("gb18030"), "退款问题请尽快处理"),
    ("注文について".encode("cp932"), "注文について"),
    ("注文の件".encode("iso2022_jp"), "注文の件"),
    (b"=?ISO-2022-JP?B?" + b64encode("注文の件".encode("iso2022_jp")) + b"?=", "注文の件"),
    (b"=?utf-8?Q?two words here?=", "two words here"),
    (b"a=?utf-8?q?b?=c", "abc"),
    (b"=?x-unknown?q?Stra=C3=9Fe?=", "Straße"),
    (b"=?utf-8?q?Why=3F?= =?iso-8859-1?q?_Stra=DFe?=", "Why? Straße"),
    (b"", ""),
    (b"\xe2\x80\xaeexe.\x00pdf", "exe. pdf"),
]


@pytest.mark.parametrize(("raw", "subject"), SUBJECTS)
def test_subject(raw, subject):
    assert headed(b"Subject: " + raw).subject == subject


def test_no_subject_is_none():
    assert headed("From: a@q.example").subject is None


DATES = [
    ("Mon, 3 Mar 2025 12:00:00 +0100", "2025-03-03T12:00:00+01:00"),
    ("3 Mar 25 12:00 EST", "2025-03-03T12:00:00-05:00"),
    ("Mon, 03 Mar 2025 12:00:00 GMT+0200", "2025-03-03T12:00:00+02:00"),
    ("Mon Mar  3 12:00:00 2025", "2025-03-03T12:00:00+00:00"),
    ("2025-03-03T12:00:00Z", "2025-03-03T12:00:00+00:00"),
    ("Monday, March 3, 2025 5:01 PM", "2025-03-03T17:01:00+00:00"),
    ("Mo, 3 Mär 2025 12:00:00 +0100", "2025-03-03T12:00:00+01:00"),
    ("Fri, 21 Nov 97 09(comment):   55  :  06 -0600", "1997-11-21T09:55:06-06:00"),
    ("Mon, 3 Mar 2025 12.00.00 +0100 (CET)", "2025-03-03T12:00:00+01:00"),
    ("Mon, 3 Mar 2025 12:00:00 -0000", "2025-03-03T12:00:00+00:00"),
    ("Wed, 26 Mar 2025 8:5:3 +0100", "2025-03-26T08:05:03+01:00"),
    ("25/03/2025 12:00", "2025-03-25T12:00:00+00:00"),
    ("Mon Mar  3 12:00:00 CET 2025", "2025-03-03T12:00:00+01:00"),
    ("3 Mar 2025 12:00:00 (GMT+01:00)", "2025-03-03T12:00:00+01:00"),
    ("Wed, 15 Dec 2010    59:10 -0500", None),
    ("03/04/2025 12:00", None),
    ("31 Feb 2025 12:00:00 +0000", None),
    ("yesterday", None),
]


@pytest.mark.parametrize(("field", "moment"), DATES)
def test_date(field, moment):
    date = headed(f"Date: {field}").date
    assert (date.isoformat() if date else None) == moment


IDS = [
    ("<a@q>", "a@q", ("a@q",)),
    ("\n <a@q>", "a@q", ("a@q",)),
    ("a@q", "a@q", ("a@q",)),
    ("<a\n b@q>", "ab@q", ("ab@q",)),
    ("<a@q>,<b@q>\n\t<a@q>", "a@q", ("a@q", "b@q")),
    ("Your message of Monday <a@q>", "a@q", ("a@q",)),
    ("Your message of Monday", None, ()),
    ("<a@q", "a@q", ("a@q",)),
    ("<a@q b@q>", "a@q", ("a@q", "b@q")),
]


@pytest.mark.parametrize(("field", "first", "every"), IDS)
def test_message_ids(field, first, every):
    mail = headed(f"Message-ID: {field}\nIn-Reply-To: {field}\nReferences: {field}")
    assert (mail.message_id, mail.in_reply_to, mail.references) == (first, first, every)


@pytest.mark.parametrize(
    "raw",
    [
        b"From nora Mon Mar  3 12:00:00 2025\nSubject: Lamp\nTo: a@q.example\n\nHello",
        b"\xef\xbb\xbfSubject: Lamp\r\nTo: a@q.example\r\n\r\nHello",
        b"Subject: Lamp\rTo: a@q.example\r\rHello",
        b"Subject: Lamp\r\r\nTo: a@q.example\r\r\n\r\r\nHello",
        b" Subject: Lamp\nTo: a@q.example\n\nHello",
        b"Subject : Lamp\nTo: a@q.example\n\nHello",
        b"\n\nSubject: Lamp\nTo: a@q.example\n\nHello",
        b"Subject: Lamp\nTo: a@q.example\nHello",
        b"Subject: Lamp\n \nTo: a@q.example\n\nHello",
        b"Subject: Lamp\nTo: a@q.example\n\n\0Hello",
    ],
)
def test_a_broken_frame_changes_nothing(raw):
    mail = parse(raw)
    assert (mail.subject, [p.address for p in mail.to], mail.text) == ("Lamp", ["a@q.example"], "Hello")


def test_a_subject_wrapped_without_indentation_is_whole():
    assert (
        headed("Subject: The lamp that I ordered\nhas not come\nTo: a@q.example").subject
        == "The lamp that I ordered has not come"
    )


def test_an_id_that_was_wrapped_without_indentation_is_whole():
    mail = parse(b"References: <a@q>, <b.  \nc@q>\n\nHello")
    assert (mail.references, mail.text) == (("a@q", "b.c@q"), "Hello")


def test_8_bit_headers_are_in_the_charset_of_the_body():
    mail = letter("x", b"To: \xcf\xeb\xe0 <p@q.example>\nContent-Type: text/plain; charset=windows-1251\n")
    assert mail.to[0].name == "Пла"


def test_nothing_at_all_is_a_message():
    mail = parse(b"")
    assert (mail.from_, mail.subject, mail.text, mail.attachments) == (None, None, "", ())
